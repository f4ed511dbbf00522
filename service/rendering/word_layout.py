"""The Word layout, opened once: docxtpl reads it, its slots are cut, Jinja compiles it."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from typing import Any

from docx.opc.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Template
from lxml import etree

from service.rendering.dress import LayoutSpoiled, dress
from service.rendering.layout import LAYOUT
from service.rendering.lines import Passage
from service.rendering.lists import WordList
from service.rendering.package import Member, Piece, joined, member, piece
from service.rendering.runs import literal
from service.rendering.sandbox import Sandbox
from service.rendering.word_xml import W

_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCUMENT, _NUMBERING, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_PROPERTIES = "docProps/core.xml"
_SPOKEN = re.compile(r'(?<=<w:lang w:val=")[^"]*')
_LOOP, _END_LOOP = re.compile(r"{% for [^%]* in items %}"), "{% endfor %}"
_LAST_LIST = "</w:num>"
_SMALL = 9


@dataclass(frozen=True, eq=False)
class WordLayout:
    """The document comes in three: what stands before its passages, a passage, what stands after.

    `margins` are the other members with words in braces; `still` those that no deal changes.
    `lists` are the ids of the two kinds of list, for the page and for cells.
    """

    before: Template
    passage: Template
    after: Template
    margins: dict[str, Template]
    still: tuple[Member, ...]
    styles: str
    numbering: tuple[str, str]
    lists: tuple[str, str]

    def document(self, passages: Iterable[Passage], context: Mapping[str, Any]) -> Member:
        """Runs that stand in other contracts too are compressed by themselves, and once."""
        pieces = [piece((_DECLARED + self.before.render(context)).encode())]
        for run, group in groupby(passages, attrgetter("run")):
            make = self._standing if run else self._fresh
            pieces.append(make(tuple(group)))
        return joined(_DOCUMENT, (*pieces, piece(self.after.render(context).encode())))

    def _fresh(self, passages: tuple[Passage, ...]) -> Piece:
        items = [item for passage in passages for item in passage.items]
        return piece(self.passage.render(items=items).encode())

    @lru_cache(maxsize=512)  # noqa: B019 - there is one layout in a process
    def _standing(self, passages: tuple[Passage, ...]) -> Piece:
        for passage in passages:
            passage.xml = passage.xml or self.passage.render(items=passage.items)
        return piece("".join(passage.xml for passage in passages).encode())

    def filled_margins(self, context: Mapping[str, Any]) -> list[Member]:
        return [
            member(name, (_DECLARED + template.render(context)).encode())
            for name, template in self.margins.items()
        ]

    def numbered(self, lists: Iterable[WordList]) -> Member:
        begun = "".join(begun.xml(self.lists[begun.in_table]) for begun in lists)
        return member(_NUMBERING, begun.join(self.numbering).encode())

    def spoken(self, language: str) -> Member:
        """The styles, which say in which language the words are."""
        found = _SPOKEN.search(self.styles)
        same = found is not None and found[0].startswith(language)
        return _styles(self.styles if same else _SPOKEN.sub(language, self.styles, count=1))


@cache
def word_layout() -> WordLayout:
    """Opened at the first call; raises LayoutSpoiled."""
    template, parts = dressed(), _parts()
    margins = _margins(template)
    changing = {*margins, _DOCUMENT, _NUMBERING, _STYLES, _PROPERTIES}
    at = parts[_NUMBERING].decode().rindex(_LAST_LIST) + len(_LAST_LIST)
    sandbox = Sandbox(finalize=literal)
    before, passage, after = (sandbox.from_string(source) for source in _in_three(template))
    return WordLayout(
        before=before,
        passage=passage,
        after=after,
        margins={name: sandbox.from_string(source) for name, source in margins.items()},
        still=tuple(member(n, d, _SMALL) for n, d in parts.items() if n not in changing),
        styles=parts[_STYLES].decode(),
        numbering=(parts[_NUMBERING].decode()[:at], parts[_NUMBERING].decode()[at:]),
        lists=_kinds(parts[_NUMBERING]),
    )


def dressed() -> Any:
    """The layout as docxtpl has it, with its slots cut."""
    template = DocxTemplate(BytesIO((LAYOUT / "contract.docx").read_bytes()))
    template.render_init()
    dress(template.docx.element.body)
    return template


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(LAYOUT / "contract.docx") as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _in_three(template: Any) -> tuple[str, str, str]:
    """Parted around the loop over the items, which is the last of the layout."""
    source = _patched(template, template.docx.element)
    loop, end = _LOOP.search(source), source.rindex(_END_LOOP) + len(_END_LOOP)
    if loop is None:
        raise LayoutSpoiled("the layout has no loop over the items")
    return source[: loop.start()], source[loop.start() : end], source[end:]


def _margins(template: Any) -> dict[str, str]:
    return {
        str(part.partname).removeprefix("/"): _patched(template, parse_xml(part.blob))
        for kind in (template.HEADER_URI, template.FOOTER_URI)
        for _, part in template.get_headers_footers(kind)
    }


def _patched(template: Any, element: Any) -> str:
    return str(template.patch_xml(template.xml_to_string(element)))


def _kinds(numbering: bytes) -> tuple[str, str]:
    """The list whose levels have styles numbers the page, the other one cells."""
    kinds = etree.fromstring(numbering).findall(f"{W}abstractNum")
    page, cells = sorted(kinds, key=lambda kind: kind.find(f".//{W}pStyle") is None)
    return page.get(f"{W}abstractNumId"), cells.get(f"{W}abstractNumId")


@cache
def _styles(styles: str) -> Member:
    return member(_STYLES, styles.encode(), _SMALL)
