"""The Key Terms page by page: a page that another deal had word for word is not set again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from service.domain.contract import Cell, ContractText, Part, PartKind, Section, Table
from service.rendering.html import part_page, sheet_page
from service.rendering.printing import Printed, kept
from service.rendering.rulers import (
    HEIGHTS,
    height_of_heading,
    height_of_part_heading,
    height_of_row,
    height_of_section,
)

_SPARE: Final = 4.0
"""Points left free at the foot of each page."""


class _Piece(NamedTuple):
    """What is not parted, `height` points tall: rows of a table of terms, or a whole section.

    The first rows of a section take its heading along. A whole section has no `table` here.
    """

    section: Section
    height: float
    opens: bool = True
    table: Table | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()


def printed_part(text: ContractText, part: Part) -> tuple[Printed, ...]:
    """A part in one piece, or the Key Terms in pages that are kept one by one.

    Where pages begin is told by the words alone, never by what is kept. If that goes wrong on
    any page the part is set in one piece.
    """
    sheets = [*_sheets(part, HEIGHTS[text.page_size] - _SPARE)]
    pages = tuple(_printed(text, part, sheets)) if len(sheets) > 1 else ()
    if pages and all(page.page_count == 1 for page in pages):
        return pages
    return (kept(part_page(text, part), text.page_size),)


def _printed(text: ContractText, part: Part, sheets: Sequence[Part]) -> Iterator[Printed]:
    for n, sheet in enumerate(sheets, 1):
        source = sheet_page(text, part, sheet, f"page {n} of {len(sheets)}")
        yield replace(kept(source, text.page_size), goes_on=n > 1)


def _sheets(part: Part, room: float) -> Iterator[Part]:
    """The part cut where its pages end, `room` in points; nothing if it has more than tables."""
    if part.kind is not PartKind.KEY_TERMS or not _is_tables(part):
        return
    pieces: list[_Piece] = []
    used = height_of_part_heading(part.heading)
    for piece in _pieces(part):
        if pieces and used + piece.height > room:
            yield _sheet(part, pieces)
            pieces, used = [], 0
        pieces.append(piece)
        used += piece.height
    yield _sheet(part, pieces)


def _is_tables(part: Part) -> bool:
    """Headings and tables, and nothing else."""
    blocks = [block for section in part.sections for block in section.blocks]
    return not part.blocks and all(isinstance(block, Table) for block in blocks)


def _pieces(part: Part) -> Iterator[_Piece]:
    for section in part.sections:
        match section.blocks:
            case (Table(head=()) as table,):
                yield from _rows(section, table)
            case _:
                yield _Piece(section, height_of_section(section))


def _rows(section: Section, table: Table) -> Iterator[_Piece]:
    """No row begins or ends its table alone, as in contract.css."""
    height = height_of_heading(section)
    cuts = (0, *range(2, len(table.rows) - 1), len(table.rows))
    for start, end in pairwise(cuts):
        rows = table.rows[start:end]
        height += sum(height_of_row(table, row) for row in rows)
        yield _Piece(section, height, start == 0, table, rows)
        height = 0


def _sheet(part: Part, pieces: Sequence[_Piece]) -> Part:
    """What stands on one page; a heading that stands on a page before it is empty."""
    sections = tuple(_joined([*group]) for _, group in groupby(pieces, lambda p: id(p.section)))
    goes_on = pieces[0].section is not part.sections[0] or not pieces[0].opens
    return replace(part, heading="" if goes_on else part.heading, sections=sections)


def _joined(pieces: Sequence[_Piece]) -> Section:
    section, _, opens, table, _ = pieces[0]
    if table is None:
        return section
    table = replace(table, rows=tuple(row for piece in pieces for row in piece.rows))
    return replace(section, heading=section.heading if opens else "", blocks=(table,))
