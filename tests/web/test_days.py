"""Days in words, and months as weeks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.web.days import KEYS, away, month_of

TODAY = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "in 2 days"),
        (12, "in 12 days"),
        (90, "in 90 days"),
        (91, "in 3 months"),
        (-3, "3 days ago"),
        (-365, "11 months ago"),
        (-366, "12 months ago"),
        (730, "in 24 months"),
        (800, "in 2 years"),
        (1094, "in 2 years"),
        (1095, "in 3 years"),
    ],
)
def test_how_far_off_a_day_is(days: int, said: str) -> None:
    assert away(TODAY + timedelta(days), TODAY) == said


def test_a_month_has_weeks_from_monday_and_items_in_order() -> None:
    items = [(date(2028, 2, 29), "b"), (date(2028, 2, 1), "a"), (date(2028, 2, 29), "c")]
    beside = (date(2028, 3, 3), "d"), (date(2028, 3, 6), "not shown")
    month = month_of(TODAY, [*items, *beside], TODAY)
    assert (month.first, month.before, month.after) == (
        date(2028, 2, 1),
        date(2028, 1, 1),
        date(2028, 3, 1),
    )
    assert [week[0].on.day for week in month.weeks] == [31, 7, 14, 21, 28]
    assert [day.on for week in month.weeks for day in week if day.is_today] == [TODAY]
    assert [day.on.day for day in month.weeks[4] if not day.in_month] == [1, 2, 3, 4, 5]
    assert [item for _, item in month.in_order()] == ["a", "b", "c", "d"]


@given(st.dates(date(1990, 1, 1), date(2190, 1, 1)))
def test_every_day_of_a_month_stands_once_in_a_week_of_seven(day: date) -> None:
    month = month_of(day, (), day)
    days = [each for week in month.weeks for each in week]
    assert all(len(week) == 7 and week[0].on.weekday() == 0 for week in month.weeks)
    assert [each.on for each in days] == [days[0].on + timedelta(n) for n in range(len(days))]
    inside = [each.on for each in days if each.in_month]
    assert inside[0] == month.first
    assert inside[-1] == month.after - timedelta(1)
    assert sum(each.is_today for each in days) == 1


def test_keys_lead_through_the_grid() -> None:
    wednesday = date(2028, 1, 31) + timedelta(2)
    assert {key: (move(wednesday) - wednesday).days for key, move in KEYS.items()} == {
        "ArrowLeft": -1,
        "ArrowRight": 1,
        "ArrowUp": -7,
        "ArrowDown": 7,
        "Home": -2,
        "End": 4,
        "PageUp": -31,
        "PageDown": 29,
    }
    assert KEYS["PageDown"](date(2028, 1, 31)) == TODAY
