"""Small pieces of tables: cells, rows of Key Terms, grids."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from service.domain.contract import (
    Align,
    Cell,
    Defined,
    Paragraph,
    Section,
    Span,
    Table,
    TableKind,
    Words,
    plain,
)

Row = tuple[Cell, Cell]

NONE = "None"
NOT_APPLICABLE = "Not applicable"


def cell(*lines: str) -> Cell:
    return tuple(plain(line) for line in lines)


def row(label: str, *values: str) -> Row:
    """A Key Term: its label is a defined term, its value one or several paragraphs."""
    return (Paragraph((Defined(label),)),), cell(*values)


def or_none(values: Iterable[str], empty: str = NONE) -> tuple[str, ...]:
    """One paragraph each, or the word for nothing."""
    return tuple(values) or (empty,)


def group(name: str, heading: str, rows: Iterable[Row], *more: Table) -> Section:
    """A group of Key Terms under one heading; what does not apply is named in its last row."""
    table = Table(
        kind=TableKind.TERMS,
        caption=f"Key Terms: {heading}",
        head=(),
        align=(Align.START, Align.START),
        rows=tuple(_gathered(rows)),
    )
    return Section(f"kt_{name}", heading, "", (table, *more))


def labelled(section: Section) -> Mapping[str, tuple[str, ...]]:
    """The rows of a group of Key Terms by label, each value paragraph by paragraph."""
    table = next(block for block in section.blocks if isinstance(block, Table))
    found: dict[str, tuple[str, ...]] = {}
    for label, value in table.rows:
        idle = label == cell(NOT_APPLICABLE)
        spans = (value if idle else label)[0].spans
        said = (NOT_APPLICABLE,) if idle else tuple(paragraph.text for paragraph in value)
        found |= {span.text: said for span in spans if isinstance(span, Defined)}
    return found


def _gathered(rows: Iterable[Row]) -> Iterator[Row]:
    idle: list[Span] = []
    for label, value in rows:
        if value == cell(NOT_APPLICABLE):
            idle += [*([Words(", ")] if idle else []), *label[0].spans]
        else:
            yield label, value
    if idle:
        yield cell(NOT_APPLICABLE), (Paragraph(tuple(idle)),)


def grid(
    caption: str,
    head: tuple[str, ...],
    rows: Iterable[Sequence[Cell]],
    *,
    end: int = 0,
    foot: int = 0,
) -> Table:
    """A table with a head; the last `end` columns are set flush right, for numbers."""
    start = len(head) - end
    return Table(
        kind=TableKind.GRID,
        caption=caption,
        head=head,
        align=(Align.START,) * start + (Align.END,) * end,
        rows=tuple(tuple(cells) for cells in rows),
        foot=foot,
    )


def facts(caption: str, named: Iterable[tuple[str, str]]) -> Table:
    """Names and values side by side, without defining anything."""
    return Table(
        kind=TableKind.TERMS,
        caption=caption,
        head=(),
        align=(Align.START, Align.START),
        rows=tuple((cell(name), cell(value)) for name, value in named),
    )
