"""A Word file from outside as lines: paragraphs and rows of tables, each under its bookmark."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx_plus.comments import read_comments
from lxml import etree

from service.domain.errors import MarkupRefused
from service.domain.markup import Hand, Remark
from service.domain.text import shown
from service.rendering.foreign_words import (
    LONGEST_NAME,
    Stretch,
    Stretches,
    after,
    hand_of,
    level_of,
    mark_went,
    paragraphs_in,
    stretches_of,
)
from service.rendering.word_xml import W

MOST_LINES: Final = 20_000
MOST_CHARACTERS: Final = 2_000_000
_LONGEST_REMARK: Final = 4000
_LONGEST_QUOTE: Final = 300
_MOST_REMARKS: Final = 1000
_LOOKS: Final = (f"{W}rPrChange", f"{W}pPrChange", f"{W}tblPrChange", f"{W}sectPrChange")
_MARGINS: Final = ("header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)
_BREAK: Final = Stretch("\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, which is one cell, or a row of a table.

    `bookmark` is the last one of those asked for that began before or in it; `level` as a clause
    counts. A line that nobody leaves anything of stays, with what went.
    """

    bookmark: str
    cells: tuple[Stretches, ...]
    in_table: bool
    level: int


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """`margins` are the paragraphs of heads, feet and notes; `keywords` a property of the file.

    `remarks` are those under each bookmark; `looks` counts changes of the look.
    """

    lines: tuple[Line, ...]
    margins: tuple[Stretches, ...]
    remarks: tuple[tuple[str, Remark], ...]
    keywords: str
    looks: int


def read_foreign(data: bytes, bookmarks: frozenset[str]) -> ForeignFile:
    """`data` was looked at by `refuse_unsafe`. MarkupRefused where it is more than a contract."""
    document = Document(BytesIO(data))
    body = document.element.body
    reader = _Reader(bookmarks)
    lines = tuple(reader.lines(body))
    return ForeignFile(
        lines=lines,
        margins=tuple(_margins(document)),
        remarks=tuple(_remarks(document, body, reader.places)),
        keywords=document.core_properties.keywords,
        looks=sum(1 for _ in body.iter(*_LOOKS)),
    )


@dataclass(slots=True)
class _Reader:
    """Goes through a body once. `places` has the bookmark of each paragraph, in their order."""

    bookmarks: frozenset[str]
    at: str = ""
    places: list[str] = field(default_factory=list)
    _count: int = 0
    _characters: int = 0

    def lines(self, body: Any) -> Iterator[Line]:
        waiting: Stretches = ()
        for block in _blocks(body):
            if block.tag == f"{W}bookmarkStart":
                self._begin(block)
            elif block.tag == f"{W}tr":
                yield self._counted(self._row(block))
            else:
                self._look_in(block)
                said = (*waiting, *stretches_of(block))
                flows = mark_went(block) is not None and bool(after(said).strip())
                waiting = said if flows else ()
                if not flows:
                    yield self._counted(Line(self.at, (said,), False, level_of(block)))
        if waiting:
            yield self._counted(Line(self.at, (waiting,), False, 0))

    def _row(self, row: Any) -> Line:
        self._look_in(row)
        came, went = (_of_row(row, name) for name in ("ins", "del"))
        cells = (_cell(cell, came, went) for cell in _cells(row))
        return Line(self.at, tuple(cells), True, 0)

    def _look_in(self, block: Any) -> None:
        for element in block.iter(f"{W}bookmarkStart", f"{W}p"):
            if element.tag == f"{W}p":
                self.places.append(self.at)
            else:
                self._begin(element)
                if self.places:
                    self.places[-1] = self.at

    def _begin(self, start: Any) -> None:
        name = start.get(f"{W}name")
        if name in self.bookmarks:
            self.at = name

    def _counted(self, line: Line) -> Line:
        self._count += 1
        self._characters += sum(len(s.text) for cell in line.cells for s in cell)
        if self._count > MOST_LINES or self._characters > MOST_CHARACTERS:
            raise MarkupRefused("It holds far more text than a contract.")
        return line


def _blocks(holder: Any) -> Iterator[Any]:
    """Paragraphs, rows, and bookmarks that begin between them, whatever they are wrapped in."""
    for child in holder:
        if child.tag in (f"{W}p", f"{W}tr", f"{W}bookmarkStart"):
            yield child
        elif isinstance(child.tag, str):
            yield from _blocks(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif isinstance(child.tag, str):
            yield from _cells(child)


def _of_row(row: Any, name: str) -> Hand | None:
    found = row.find(f"{W}trPr/{W}{name}")
    return None if found is None else hand_of(found)


def _cell(cell: Any, came: Hand | None, went: Hand | None) -> Stretches:
    went = went or _of_cell(cell)
    found: list[Stretch] = []
    for paragraph in paragraphs_in(cell):
        said = stretches_of(paragraph, came, went)
        found += [_BREAK, *said] if found and said else said
    return tuple(found)


def _of_cell(cell: Any) -> Hand | None:
    found = cell.find(f"{W}tcPr/{W}cellDel")
    return None if found is None else hand_of(found)


def _margins(document: Any) -> Iterator[Stretches]:
    for part in document.part.package.iter_parts():
        if part.content_type.endswith(_MARGINS):
            root = etree.fromstring(part.blob, _PARSER)
            yield from (stretches_of(each) for each in paragraphs_in(root))


def _remarks(document: Any, body: Any, places: list[str]) -> Iterator[tuple[str, Remark]]:
    """docx-plus counts every paragraph of the body, as `places` does but for those beside blocks."""
    found = read_comments(document)
    if len(found) > _MOST_REMARKS:
        raise MarkupRefused(f"It holds more than {_MOST_REMARKS} comments.")
    for each in found:
        known = 0 <= each.paragraph_index < len(places)
        remark = Remark(
            hand=Hand(" ".join(shown(each.author).split())[:LONGEST_NAME], each.timestamp),
            text=_short(each.text, _LONGEST_REMARK),
            about=_short(each.anchored_text, _LONGEST_QUOTE),
            resolved=each.resolved,
        )
        yield places[each.paragraph_index] if known else "", remark


def _short(text: str, most: int) -> str:
    text = shown(text).strip()
    return text if len(text) <= most else f"{text[: most - 1]}…"
