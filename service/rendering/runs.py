"""Runs of WordprocessingML: words, defined terms, bookmarks, and references that Word keeps right."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from service.domain.contract import ContractText, Defined, Reference, Span
from service.rendering.sandbox import printable

# Every character that XML can hold, but for those that mean something to it or to Jinja.
_NEEDS_NOTHING = re.compile(
    r"""[ !#-%(-;=?-z|~-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*"""
).fullmatch
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_TERM = '<w:rPr><w:rStyle w:val="DefinedTerm"/></w:rPr>'
_REFERENCE = '<w:rPr><w:rStyle w:val="CrossReference"/></w:rPr>'


def literal(value: object) -> Markup:
    """Words as they stand, lines and tabs as Word has them.

    docxtpl rewrites braces such as `{_{` after rendering; whoever renders with it sees none.
    """
    if type(value) is Markup:
        return value
    return Markup(_literal(str(value)))  # noqa: S704 - escaped


def plain_run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{_literal(words)}</w:t></w:r>'


def run(span: Span, names: Mapping[str, str]) -> str:
    """`names` says what Word would print for each bookmark: a section's number, a part's label."""
    if type(span) is Defined:
        return f'<w:r>{_TERM}<w:t xml:space="preserve">{_literal(span.text)}</w:t></w:r>'
    if type(span) is Reference:
        return _reference(span, names.get(span.bookmark, ""))
    return plain_run(span.text)


def names_of(text: ContractText) -> dict[str, str]:
    """What a reference prints for each bookmark: "12" for Section 12, "Schedule 2" for that part."""
    names = {part.bookmark: label_of(part.heading) for part in text.parts}
    for part in text.parts:
        names.update((s.bookmark, s.number.rstrip(".")) for s in part.sections)
    return names


def label_of(heading: str) -> str:
    """ "Schedule 2" of "Schedule 2: Fees"; a heading without a colon is all label."""
    return heading.partition(":")[0]


def anchor_of(bookmark: str) -> str:
    """The hidden bookmark on the heading alone; the open one holds the whole section."""
    return f"_Ref_{bookmark}"


def begin_bookmark(id: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{id}" w:name="{escape(printable(name))}"/>'


def end_bookmark(id: int) -> str:
    return f'<w:bookmarkEnd w:id="{id}"/>'


def _reference(span: Reference, name: str) -> str:
    """A field where Word would print the same words, a link where it would not.

    \\n prints the number of the heading as it stands there without its full stop: "12", after
    "Section " as plain words. Without \\n the words under the bookmark are printed, "Schedule 2";
    CHARFORMAT gives them the look of the field and not that of the heading.
    """
    anchor, before = anchor_of(span.bookmark), span.text.removesuffix(name)
    if name.isdecimal() and before.endswith(" "):
        return plain_run(before) + _field(f" REF {anchor} \\n \\h ", name)
    if name and name == span.text:
        return _field(f" REF {anchor} \\h \\* CHARFORMAT ", name)
    link = f'<w:hyperlink w:anchor="{escape(printable(span.bookmark))}" w:history="1">'
    words = f'<w:t xml:space="preserve">{_literal(span.text)}</w:t>'
    return f"{link}<w:r>{_REFERENCE}{words}</w:r></w:hyperlink>"


def _field(instruction: str, words: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{_REFERENCE}<w:instrText xml:space="preserve">{_literal(instruction)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r>{_REFERENCE}<w:t xml:space="preserve">{_literal(words)}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _literal(words: str) -> str:
    """Most words need nothing, and one look tells."""
    if _NEEDS_NOTHING(words):
        return words
    text = str(escape(printable(words))).replace("{", "&#123;").replace("}", "&#125;")
    return text.replace("\n", _LINE_BREAK).replace("\t", _TAB)
