"""No text of the library is harder to read than those that stand there today."""

from typing import Final

import pytest

from service.drafting.library import Item, family
from tests.drafting.reading_level import level, syllables, table, texts

HIGHEST_GRADE: Final = 13.5
"""A little above the hardest text, so that the next one is no harder."""

BLOCKS = {
    f"{text.id} {name}": block
    for text in texts(family("bulk-media", 1))
    for name, block in text.blocks.items()
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_reader_with_two_years_of_college_can_read_every_text(name: str) -> None:
    assert level(BLOCKS[name].items).grade <= HIGHEST_GRADE


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("use", 1),
        ("used", 1),
        ("item", 2),
        ("title", 2),
        ("granted", 2),
        ("services", 3),
        ("licensee", 3),
        ("creation", 3),
        ("materials", 4),
        ("liability", 5),
    ],
)
def test_syllables_are_counted_as_they_are_heard(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_two_formulas_are_those_of_flesch_and_of_kincaid() -> None:
    """Eight words, eleven syllables, two sentences."""
    found = level([Item(1, "Licensee may use an Item. It pays Fees.")])
    assert (found.words, found.syllables, found.sentences) == (8, 11, 2)
    assert found.ease == pytest.approx(206.835 - 1.015 * 4 - 84.6 * 11 / 8)
    assert found.grade == pytest.approx(0.39 * 4 + 11.8 * 11 / 8 - 15.59)


def test_marks_and_figures_are_not_words() -> None:
    marked = level([Item(1, "**Fees** stand in {S:fees} and {C19}.")])
    assert marked == level([Item(1, "Fees stand in Schedule and Section.")])


def test_the_table_has_a_row_for_each_text() -> None:
    assert len([*table(family("bulk-media", 1))]) == len(BLOCKS) + 1
