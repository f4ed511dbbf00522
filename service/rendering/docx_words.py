"""What a Word file says: its paragraphs, with the numbers that Word counts for them."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from service.domain.errors import WordsLost
from service.rendering.lists import FORMATS
from service.rendering.printed import Row, Words, cell_of, row_of
from service.rendering.word_xml import ASIDE, W, style_of

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class DocxPaper:
    """`bookmarks` in the order in which they begin; `targets` are where its links lead."""

    rows: tuple[Row, ...]
    bookmarks: tuple[str, ...]
    targets: frozenset[str]


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
    body = document.find(f"{W}body")
    return DocxPaper(
        rows=tuple(row for row in _rows(body, _Counter(numbering, styles)) if row != ((),)),
        bookmarks=tuple(b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")),
        targets=frozenset(a.get(f"{W}anchor") for a in body.iter(f"{W}hyperlink")),
    )


def _rows(body: Any, counter: "_Counter") -> Iterator[Row]:
    for block in body:
        if block.tag == f"{W}p" and style_of(block) not in ASIDE:
            yield row_of(_words(block, counter))
        elif block.tag == f"{W}tbl":
            for row in block.iterfind(f"{W}tr"):
                cells = row.iterfind(f"{W}tc")
                yield tuple(
                    cell_of([_words(p, counter) for p in cell.iter(f"{W}p")]) for cell in cells
                )


def _words(paragraph: Any, counter: "_Counter") -> Words:
    text = (_sign(sign) for run in paragraph.iter(f"{W}r") for sign in run)
    return counter.number_of(paragraph), "".join(text)


def _sign(sign: Any) -> str:
    return sign.text or "" if sign.tag == f"{W}t" else _SIGNS.get(sign.tag, "")


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

    def number_of(self, paragraph: Any) -> str:
        """What the reader sees beside the paragraph, counted one on; "" outside lists."""
        own = _list_of(paragraph.find(f"{W}pPr"))
        list_id, level = own or self._by_style.get(style_of(paragraph)) or ("0", 0)
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
        if found := _list_of(style.find(f"{W}pPr")):
            yield style.get(f"{W}styleId"), found


def _list_of(properties: Any) -> tuple[str, int] | None:
    numbered = None if properties is None else properties.find(f"{W}numPr")
    if numbered is None:
        return None
    level = numbered.find(f"{W}ilvl")
    return _val(numbered.find(f"{W}numId")), 0 if level is None else int(_val(level))


def _val(element: Any) -> str:
    return str(element.get(f"{W}val"))
