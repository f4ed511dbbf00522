"""How the width of a page is shared."""

from dataclasses import replace

from service.domain.contract import Align, Table, TableKind, plain
from service.rendering.columns import WHOLE, widths
from tests.rendering.text import grid


def test_columns_fill_the_page() -> None:
    assert sum(widths(grid())) == WHOLE


def test_words_get_more_room_than_numbers() -> None:
    line, materials, volume, rate, amount = widths(grid())
    assert materials > amount > rate
    assert volume > line


def test_long_words_give_way_to_amounts() -> None:
    wordy = tuple((plain("word " * 60),) for _ in range(3))
    table = Table(
        TableKind.GRID, "", ("a", "b", "c", "d"), (*[Align.START] * 3, Align.END),
        ((*wordy, (plain("USD 1,560,000.00"),)),),
    )  # fmt: skip
    assert widths(table)[-1] >= WHOLE * 16 // 100


def test_labels_are_as_wide_in_every_table_of_terms() -> None:
    table = Table(TableKind.TERMS, "", (), (Align.START, Align.START), (((), ()),))
    assert widths(table) == widths(replace(table, rows=(((plain("x" * 99),), ()),)))


def test_a_table_without_words_still_has_columns() -> None:
    assert sum(widths(Table(TableKind.GRID, "", ("", ""), (Align.END,) * 2, ()))) == WHOLE


def test_a_short_word_is_not_broken_beside_long_ones() -> None:
    wordy = tuple((plain("word " * 60),) for _ in range(3))
    table = Table(
        TableKind.GRID, "", ("Line", "b", "c", "d"), (Align.START,) * 4,
        (((plain("photos"),), *wordy),),
    )  # fmt: skip
    assert widths(table)[0] >= WHOLE * 8 // 100
