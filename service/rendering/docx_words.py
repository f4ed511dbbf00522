"""What a Word file says: its paragraphs, with the numbers that Word counts for them."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from service.domain.errors import WordsLost
from service.rendering.lists import FORMATS
from service.rendering.printed import Cell, Row, Words, cell_of
from service.rendering.word_xml import ASIDE, W, list_of, style_and_list

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_TEXT = f"{W}t"
_LEADS = re.compile(r" (?:(?P<prints>REF)|PAGEREF) (?P<anchor>\w+) (?P<number>\\n )?")


@dataclass(frozen=True, slots=True)
class Field:
    """A reference of Word: where it points, what it shows, and whether that is a number."""

    anchor: str
    is_number: bool
    shown: str


@dataclass(frozen=True, slots=True)
class DocxPaper:
    """`bookmarks` in the order in which they begin, without those that Word hides; `anchors`
    has the number and the words of the hidden ones; `targets` are where links and fields lead."""

    rows: tuple[Row, ...]
    bookmarks: tuple[str, ...]
    anchors: dict[str, Words]
    targets: frozenset[str]
    fields: tuple[Field, ...]


def read_docx(data: bytes) -> DocxPaper:
    """Raises WordsLost when it is no Word file at all."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            document, numbering, styles = (
                etree.fromstring(parts.read(f"word/{name}.xml"), _PARSER)
                for name in ("document", "numbering", "styles")
            )
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as fault:
        raise WordsLost(f"DOCX: it cannot be read ({fault})") from fault
    return _Reader(_Counter(numbering, styles)).read(document.find(f"{W}body"))


class _Reader:
    """Reads each paragraph once; lxml hands over only what means something here."""

    def __init__(self, counter: "_Counter") -> None:
        self._counter = counter
        self._bookmarks: list[str] = []
        self._anchors: dict[str, Words] = {}
        self._targets: set[str] = set()
        self._fields: list[Field] = []
        self._meaning: dict[str, Callable[[Any], None]] = {
            **dict.fromkeys(_SIGNS, self._sign),
            f"{W}hyperlink": lambda link: self._targets.add(link.get(f"{W}anchor")),
            f"{W}instrText": self._instruct,
            f"{W}fldChar": self._field,
            f"{W}bookmarkStart": self._begin_bookmark,
            f"{W}bookmarkEnd": self._end_bookmark,
        }
        self._meant = (_TEXT, *self._meaning)

    def read(self, body: Any) -> DocxPaper:
        rows = tuple(row for row in self._rows(body) if row != ((),))
        targets, fields = frozenset(self._targets), tuple(self._fields)
        return DocxPaper(rows, tuple(self._bookmarks), self._anchors, targets, fields)

    def _rows(self, body: Any) -> Iterator[Row]:
        for block in body:
            if block.tag == f"{W}p":
                yield (self._cell([block]),)
            elif block.tag == f"{W}tbl":
                for row in block.iterfind(f"{W}tr"):
                    cells = row.iterfind(f"{W}tc")
                    yield tuple(self._cell(cell.iter(f"{W}p")) for cell in cells)

    def _cell(self, paragraphs: Iterable[Any]) -> Cell:
        found = (self._words(paragraph) for paragraph in paragraphs)
        return cell_of(words for words in found if words is not None)

    def _words(self, paragraph: Any) -> Words | None:
        """None where a paragraph holds none of the contract's words."""
        style, hangs = style_and_list(paragraph)
        if style in ASIDE:
            self._said_in(paragraph, "")
            return None
        number = self._counter.number_of(style, hangs)
        return number, self._said_in(paragraph, number)

    def _said_in(self, paragraph: Any, number: str) -> str:
        self._number, self._said = number, list[str]()
        self._begun: dict[str, tuple[str, int]] = {}
        for element in paragraph.iter(self._meant):
            if element.tag == _TEXT:
                self._said.append(element.text or "")
            else:
                self._meaning[element.tag](element)
        return "".join(self._said)

    def _sign(self, sign: Any) -> None:
        if sign.getparent().tag == f"{W}r":
            self._said.append(_SIGNS[sign.tag])

    def _instruct(self, instruction: Any) -> None:
        self._instruction += instruction.text or ""

    def _field(self, mark: Any) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._instruction, self._from = "", len(self._said)
        elif kind == "separate":
            del self._said[self._from :]
        elif found := _LEADS.match(self._instruction):
            self._targets.add(found["anchor"])
            if found["prints"]:
                shown = "".join(self._said[self._from :])
                self._fields.append(Field(found["anchor"], found["number"] is not None, shown))

    def _begin_bookmark(self, start: Any) -> None:
        name = start.get(f"{W}name")
        if name.startswith("_"):
            self._begun[start.get(f"{W}id")] = name, len(self._said)
        else:
            self._bookmarks.append(name)

    def _end_bookmark(self, end: Any) -> None:
        if found := self._begun.pop(end.get(f"{W}id"), None):
            name, start = found
            self._anchors[name] = self._number, "".join(self._said[start:])


@dataclass(slots=True)
class _Kind:
    """One kind of list: how each level is written, and how far each has been counted."""

    levels: dict[int, tuple[str, str]]
    counted: dict[int, int] = field(default_factory=dict)


class _Counter:
    """Counts as Word does: lists of one kind go on from each other unless one starts over."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        kinds = {k.get(f"{W}abstractNumId"): _kind(k) for k in numbering.iter(f"{W}abstractNum")}
        self._kinds = {
            num.get(f"{W}numId"): kinds[_val(num.find(f"{W}abstractNumId"))]
            for num in numbering.iter(f"{W}num")
        }
        self._starts = {
            (num.get(f"{W}numId"), int(level.get(f"{W}ilvl"))): int(_val(level[0]))
            for num in numbering.iter(f"{W}num")
            for level in num.iterfind(f"{W}lvlOverride")
        }
        self._by_style = dict(_lists_of(styles))

    def number_of(self, style: str, own: tuple[str, int] | None) -> str:
        """What the reader sees beside the paragraph, counted one on; "" outside lists."""
        list_id, level = own or self._by_style.get(style) or ("0", 0)
        kind = self._kinds.get(list_id)
        if kind is None:
            return ""
        self._count(kind, list_id, level)
        return _written(kind, level)

    def _count(self, kind: _Kind, list_id: str, level: int) -> None:
        for above in range(level):
            start = self._starts.pop((list_id, above), kind.counted.get(above, 1))
            kind.counted[above] = start
        kind.counted[level] = self._starts.pop((list_id, level), kind.counted.get(level, 0) + 1)
        for below in [n for n in kind.counted if n > level]:
            del kind.counted[below]


def _kind(abstract: Any) -> _Kind:
    return _Kind(
        {
            int(level.get(f"{W}ilvl")): (
                _val(level.find(f"{W}numFmt")),
                _val(level.find(f"{W}lvlText")),
            )
            for level in abstract.iterfind(f"{W}lvl")
        }
    )


def _written(kind: _Kind, level: int) -> str:
    _, text = kind.levels[level]
    for n in range(level + 1):
        if f"%{n + 1}" in text:
            text = text.replace(f"%{n + 1}", FORMATS[kind.levels[n][0]](kind.counted[n]))
    return text


def _lists_of(styles: Any) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in styles.iterfind(f"{W}style"):
        if found := list_of(style.find(f"{W}pPr")):
            yield style.get(f"{W}styleId"), found


def _val(element: Any) -> str:
    return str(element.get(f"{W}val"))
