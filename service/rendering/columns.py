"""How the width of a page is shared among the columns of a table."""

from collections.abc import Iterator

from service.domain.contract import Align, ContractText, Table, TableKind

WHOLE = 1000
_LABELS = 300
_CHARACTERS_ACROSS = 100
_WIDEST = {Align.START: 48, Align.END: 22}


def tables_of(text: ContractText) -> Iterator[Table]:
    """Every table of the contract."""
    for part in text.parts:
        for blocks in (part.blocks, *(section.blocks for section in part.sections)):
            yield from (block for block in blocks if isinstance(block, Table))


def widths(table: Table) -> tuple[int, ...]:
    """Thousandths of the width for each column, whole hundredths so that a style names each.

    Amounts get what they need to stay on one line.
    """
    if table.kind is TableKind.TERMS:
        others = len(table.align) - 1
        return (_LABELS, *((WHOLE - _LABELS) // others for _ in range(others)))
    needs = _fitted(table, [_need(table, n) for n in range(len(table.align))])
    shares = [round(WHOLE / 10 * need / sum(needs)) * 10 for need in needs]
    return (*shares[:-1], WHOLE - sum(shares[:-1]))


def _need(table: Table, column: int) -> int:
    cells = (row[column] for row in table.rows)
    lines = [len(line) for cell in cells for p in cell for line in p.text.splitlines()]
    longest = max([len(table.head[column]), *lines])
    return min(longest, _WIDEST[table.align[column]]) + 2


def _fitted(table: Table, needs: list[int]) -> list[float]:
    """Columns of words give way when all together need more than there is."""
    words = sum(n for n, align in zip(needs, table.align, strict=True) if align is Align.START)
    room = _CHARACTERS_ACROSS - (sum(needs) - words)
    shrink = min(1.0, max(room, words / 4) / words) if words else 1.0
    return [
        n * shrink if align is Align.START else float(n)
        for n, align in zip(needs, table.align, strict=True)
    ]
