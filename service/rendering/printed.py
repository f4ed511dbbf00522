"""What a paper has to say, in the shape in which papers are read back: row by row."""

from collections.abc import Iterable, Iterator

from service.domain.contract import Block, ContractText, Paragraph, Table
from service.rendering.layout import section_label

Words = tuple[str, str]
"""The number beside a paragraph and its text."""
Cell = tuple[Words, ...]
Row = tuple[Cell, ...]
"""The cells of a row of a table; a paragraph outside tables is a row of one cell."""


def row_of(*words: Words) -> Row:
    return (cell_of(words),)


def cell_of(words: Iterable[Words]) -> Cell:
    """Without what nobody can see: a paragraph with neither a number nor words."""
    return tuple(pair for pair in words if pair[0] or pair[1].strip())


def rows_of(text: ContractText) -> Iterator[Row]:
    """Everything a paper of this text says, in reading order."""
    return (row for row in _rows(text) if row != ((),))


def _rows(text: ContractText) -> Iterator[Row]:
    yield row_of(("", text.title))
    yield row_of(("", text.subtitle))
    for part in text.parts:
        yield row_of(("", part.heading))
        yield from _of_blocks(part.blocks)
        for section in part.sections:
            yield row_of((section_label(section.number), section.heading))
            yield from _of_blocks(section.blocks)


def _of_blocks(blocks: tuple[Block, ...]) -> Iterator[Row]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield row_of((block.number, block.text))
        else:
            yield from _of_table(block)


def _of_table(table: Table) -> Iterator[Row]:
    if table.head:
        yield tuple(cell_of([("", name)]) for name in table.head)
    for row in table.rows:
        yield tuple(cell_of((p.number, p.text) for p in cell) for cell in row)
