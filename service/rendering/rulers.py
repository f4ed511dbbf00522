"""How tall a row of terms will be on paper, told by the widths of its letters before it is set."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from fontTools.ttLib import TTFont

from service.domain.contract import Cell, Defined, PageSize, Paragraph, Section, Table, plain
from service.rendering.columns import WHOLE, widths
from service.rendering.layout import FONTS

# Points, as contract.css has them.
_MM: Final = 72 / 25.4
HEIGHTS: Final = MappingProxyType({PageSize.A4: 247 * _MM, PageSize.LETTER: 229.4 * _MM})
"""What is left for words between the margins of a page."""
_ACROSS, _AFTER_CELL, _AFTER_LABEL = 162 * _MM, 6.0, 10.0
_SIZE, _LINE, _EDGES, _BETWEEN = 9.0, 11.7, 6.3, 2.5
_INDENTS: Final = (0.0, 7 * _MM, 7 * _MM, 14 * _MM)
_PART, _PART_LINE, _PART_EDGES = 17.0, 20.4, 5.75
_HEADING, _HEADING_LINE, _ABOVE, _BELOW, _TABLE_EDGE = 11.0, 14.3, 11.0, 4.0, 0.75
_AROUND = 15.0


def height_of_part_heading(heading: str) -> float:
    return _lines(heading, True, _ACROSS * _SIZE / _PART) * _PART_LINE + _PART_EDGES


def height_of_heading(section: Section) -> float:
    """With what is above and below it, and the edge of the table under it."""
    lines = _lines(section.heading, True, _ACROSS * _SIZE / _HEADING)
    return _ABOVE + lines * _HEADING_LINE + _BELOW + _TABLE_EDGE


def height_of_section(section: Section) -> float:
    """Of one that holds tables and nothing else."""
    tables = (block for block in section.blocks if isinstance(block, Table))
    return height_of_heading(section) + sum(map(_height_of_table, tables))


def _height_of_table(table: Table) -> float:
    head = tuple((plain(name),) for name in table.head)
    rows = (head, *table.rows) if head else table.rows
    return _AROUND + sum(height_of_row(table, row, row is head) for row in rows)


def height_of_row(table: Table, row: tuple[Cell, ...], bold: bool = False) -> float:
    """`bold` where all of it is; the label of a term always is."""
    is_terms, last = not table.head, len(row) - 1
    heights = (
        _height(cell, bold or (is_terms and n == 0), _ACROSS * share / WHOLE - _gap(table, n, last))
        for n, (cell, share) in enumerate(zip(row, widths(table), strict=True))
    )
    return max(heights) + _EDGES


def _gap(table: Table, column: int, last: int) -> float:
    """What is left free to the right of the words."""
    if column == last:
        return 0
    return _AFTER_CELL if table.head or column else _AFTER_LABEL


def _height(cell: Cell, bold: bool, width: float) -> float:
    said = [p for p in cell if p.text or p.number]
    lines = sum(_lines_of(p, bold, width - _INDENTS[p.level]) for p in said)
    return lines * _LINE + max(0, len(said) - 1) * _BETWEEN


def _lines_of(paragraph: Paragraph, bold: bool, width: float) -> int:
    bold = bold or any(isinstance(span, Defined) for span in paragraph.spans)
    return _lines(paragraph.text, bold, width)


@lru_cache(maxsize=8192)
def _lines(words: str, bold: bool, width: float) -> int:
    """At the size of a table; a word longer than a line is broken."""
    return sum(_broken(line, _advances(bold), width) for line in words.split("\n"))


def _broken(line: str, advances: Mapping[str, float], width: float) -> int:
    lines, at, space = 1, 0.0, advances[" "]
    for word in _widths(line, advances):
        if at and at + space + word > width:
            lines, at = lines + 1, word
        else:
            at += word + (space if at else 0)
        lines, at = lines + int(at // width), at % width
    return lines


def _widths(line: str, advances: Mapping[str, float]) -> Iterator[float]:
    for word in line.split(" "):
        yield sum(advances.get(letter, _SIZE) for letter in word)


@cache
def _advances(bold: bool) -> Mapping[str, float]:
    """The width of each character of Carlito at the size of a table."""
    with TTFont(FONTS / f"Carlito-{'Bold' if bold else 'Regular'}.ttf", lazy=True) as font:
        per_em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        glyphs = font.getBestCmap().items()
        return {chr(code): widths[glyph][0] * _SIZE / per_em for code, glyph in glyphs}
