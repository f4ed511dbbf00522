"""How the width of a page is shared among the columns of a table."""

from collections.abc import Iterator

from service.domain.contract import Align, ContractText, Table, TableKind

WHOLE = 1000
_LABELS = 300
_CHARACTERS_ACROSS = 100
_LONGEST_WORD = 20
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
    needs = _fitted(table)
    shares = [round(WHOLE / 10 * need / sum(needs)) * 10 for need in needs]
    return (*shares[:-1], WHOLE - sum(shares[:-1]))


def _need(table: Table, column: int) -> int:
    longest = max(map(len, _lines(table, column)))
    return min(longest, _WIDEST[table.align[column]]) + 2


def _least(table: Table, column: int) -> int:
    """What keeps the words of a column whole, other than digests and addresses."""
    if table.align[column] is Align.END:
        return _need(table, column)
    words = (len(word) for line in _lines(table, column) for word in line.split())
    return max((n for n in words if n <= _LONGEST_WORD), default=0) + 2


def _lines(table: Table, column: int) -> Iterator[str]:
    yield table.head[column]
    for row in table.rows:
        for paragraph in row[column]:
            yield from paragraph.text.splitlines()


def _fitted(table: Table) -> list[float]:
    """Columns of words give way, down to their longest word, when there is not room for all."""
    columns = range(len(table.align))
    needs, least = [[of(table, n) for n in columns] for of in (_need, _least)]
    spare = sum(needs) - sum(least)
    share = min(1.0, max(0, _CHARACTERS_ACROSS - sum(least)) / spare) if spare else 1.0
    return [low + (need - low) * share for need, low in zip(needs, least, strict=True)]
