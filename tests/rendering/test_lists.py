"""Which list a numbered paragraph hangs in."""

import pytest

from service.domain.errors import WordsLost
from service.rendering.lists import Lists, Numbering, letters, roman


def lists_of(*numbers: tuple[int, str]) -> tuple[list[int], Lists]:
    lists = Lists(1)
    numbering = Numbering(lists)
    return [numbering.list_of(level, number) for level, number in numbers], lists


def test_numbers_that_go_on_stay_in_one_list() -> None:
    ids, _ = lists_of(
        (0, "1"), (1, "1.1"), (2, "(a)"), (2, "(b)"), (1, "1.2"), (0, "2"), (1, "2.1")
    )
    assert ids == [1] * 7


def test_a_number_that_starts_again_begins_a_list_for_its_level() -> None:
    ids, lists = lists_of((0, "1"), (2, "(a)"), (2, "(a)"), (2, "(b)"), (0, "2"))
    assert ids == [1, 1, 2, 2, 1]
    assert lists.begun[1].starts == {2: 1}


def test_a_number_that_jumps_begins_a_list_there() -> None:
    ids, lists = lists_of((0, "1"), (1, "1.1"), (1, "1.4"), (1, "1.5"))
    assert ids == [1, 1, 2, 2]
    assert lists.begun[1].starts == {0: 1, 1: 4}


def test_a_list_may_begin_at_any_number() -> None:
    _, lists = lists_of((0, "7."))
    assert lists.begun[0].starts == {0: 7}


@pytest.mark.parametrize(
    ("level", "number"), [(0, "A"), (1, "1"), (1, "1.2.3"), (2, "a)"), (3, "(q)")]
)
def test_a_number_of_another_shape_is_refused(level: int, number: str) -> None:
    with pytest.raises(WordsLost, match="counts"):
        lists_of((level, number))


def test_letters_double_after_z_as_in_word() -> None:
    assert [letters(n) for n in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "bb", "aaa"]


def test_roman_numbers() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["i", "iv", "ix", "xiv", "xl", "xcix"]
