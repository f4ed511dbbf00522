"""Two contracts to compare."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from schemas.terms import canonical
from service.domain.contract import Align, ContractText, Paragraph, Table, TableKind, Words, plain
from service.domain.terms import Terms
from service.drafting.assemble import assemble
from tests.rendering.text import text_of
from tests.schemas.documents import example, read
from tests.strategies import terms


def drawn_up(found: Terms) -> ContractText:
    return assemble(found, canonical(found).sha256)


def contracts() -> st.SearchStrategy[ContractText]:
    return terms().map(drawn_up)


def countered() -> tuple[ContractText, ContractText]:
    """The sample deal, and the same with a thousand photographs and a year more."""
    before = read(example("photo-archive")).terms
    photos, *others = before.materials.lines
    more = replace(photos, volume=photos.volume + Decimal(1000))
    after = replace(
        before,
        materials=replace(before.materials, lines=(more, *others)),
        period=replace(before.period, months=36),
    )
    return drawn_up(before), drawn_up(after)


def with_cell(*words: str) -> ContractText:
    """A contract of one table with one row whose second cell says these words."""
    cell = tuple(lettered(n, each) if ";" in each else plain(each) for n, each in enumerate(words))
    row = (plain("Uses"),), cell
    return text_of(Table(TableKind.TERMS, "Uses", (), (Align.START, Align.START), (row,)))


def lettered(n: int, words: str) -> Paragraph:
    return Paragraph((Words(words),), 2, f"({chr(ord('a') + n)})")


def with_rows(*rows: tuple[str, ...]) -> ContractText:
    """A contract of one price list; its first row names the columns."""
    head, *others = rows
    cells = tuple(tuple((plain(words),) for words in row) for row in others)
    return text_of(Table(TableKind.GRID, "Prices", head, (Align.START,) * len(head), cells))
