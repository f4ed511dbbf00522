"""What a Word file with tracked changes says once all of them are accepted, or rejected.

ECMA-376 part 1, 17.13.5. Rows go whole; a paragraph whose mark goes flows into the next one, whose
look it takes; bookmarks, links and fields around nothing go as Word lets them go.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from lxml import etree

from service.rendering.word_xml import W

_SAYS = (f"{W}t", f"{W}fldChar")
_AGAIN = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}


class Change(NamedTuple):
    """One w:ins, w:del or w:pPrChange; `words` are those inside."""

    kind: str
    author: str
    date: str
    words: str


def accepted(docx: bytes) -> bytes:
    return _settled(docx, gone="del", kept="ins")


def rejected(docx: bytes) -> bytes:
    return _settled(docx, gone="ins", kept="del")


def changes_in(docx: bytes) -> list[Change]:
    """Of the body and of the margins."""
    return [
        Change(e.tag.removeprefix(W), e.get(f"{W}author"), e.get(f"{W}date"), "".join(e.itertext()))
        for root in _stories(docx).values()
        for e in root.iter(f"{W}ins", f"{W}del", f"{W}pPrChange")
    ]


def _stories(docx: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(BytesIO(docx)) as parts:
        return {
            name: etree.fromstring(parts.read(name))
            for name in parts.namelist()
            if name.startswith(("word/document", "word/header", "word/footer"))
        }


def _settled(docx: bytes, gone: str, kept: str) -> bytes:
    out, stories = BytesIO(), _stories(docx)
    for root in stories.values():
        _settle(root, W + gone, W + kept)
    with zipfile.ZipFile(BytesIO(docx)) as parts, zipfile.ZipFile(out, "w") as new:
        for name in parts.namelist():
            is_story = name in stories
            new.writestr(name, etree.tostring(stories[name]) if is_story else parts.read(name))
    return out.getvalue()


def _settle(root: Any, gone: str, kept: str) -> None:
    _settle_rows(root, gone, kept)
    _settle_looks(root, rejecting=gone == f"{W}ins")
    assert not [*root.iterfind(f".//{W}del//{W}t")], "words that went are not w:delText"
    unmarked = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}rPr/{gone}") is not None]
    for change in [*root.iter(gone)]:
        change.getparent().remove(change)
    for change in [*root.iter(kept)]:
        _unwrap(change)
    for words in root.iter(*_AGAIN):
        words.tag = _AGAIN[words.tag]
    for paragraph in reversed(unmarked):
        _flow_on(paragraph)
    _sweep(root)


def _settle_rows(root: Any, gone: str, kept: str) -> None:
    for row in [*root.iter(f"{W}tr")]:
        if row.find(f"{W}trPr/{gone}") is not None:
            row.getparent().remove(row)
        for change in row.findall(f"{W}trPr/{kept}"):
            change.getparent().remove(change)
    for table in [*root.iter(f"{W}tbl")]:
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)


def _settle_looks(root: Any, *, rejecting: bool) -> None:
    for change in [*root.iter(f"{W}pPrChange")]:
        look = change.getparent()
        look.remove(change)
        if rejecting:
            look[:] = [*change[0], *look.findall(f"{W}rPr")]


def _unwrap(change: Any) -> None:
    at = change
    for child in [*change]:
        at.addnext(child)
        at = child
    change.getparent().remove(change)


def _flow_on(paragraph: Any) -> None:
    content, following = paragraph[1:], paragraph.getnext()
    assert following is not None, "the last mark of a cell or of the paper cannot go"
    if following.tag == f"{W}p":
        following[1:1] = content
    else:
        assert not [*paragraph.iter(*_SAYS)], "words would flow into a table"
        for child in content:
            paragraph.addprevious(child)
    paragraph.getparent().remove(paragraph)


def _sweep(root: Any) -> None:
    for link in [*root.iter(f"{W}hyperlink")]:
        if len(link) == 0:
            link.getparent().remove(link)
    for start, end in [*_empty_bookmarks(root)]:
        for mark in (start, end):
            mark.getparent().remove(mark)


def _empty_bookmarks(root: Any) -> Iterator[tuple[Any, Any]]:
    begun: dict[str, Any] = {}
    for element in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", *_SAYS):
        if element.tag in _SAYS:
            begun.clear()
        elif element.tag == f"{W}bookmarkStart":
            begun[element.get(f"{W}id")] = element
        elif (start := begun.get(element.get(f"{W}id"))) is not None:
            yield start, element
