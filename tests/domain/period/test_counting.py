from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.domain.period.counting import WEEKDAYS, BusinessDays, add_months, after, before
from service.domain.terms.delivery import SpanUnit
from tests.domain import naive_dates
from tests.domain.period.cases import calendar, cases, days, days_with_calendars

DAY = timedelta(days=1)


def test_counting_month_by_month_would_drift() -> None:
    start = date(2027, 1, 31)
    assert add_months(add_months(start, 1), 1) == date(2027, 3, 28)
    assert add_months(start, 2) == date(2027, 3, 31)


@cases(2500)
@given(days, st.integers(0, 72))
def test_months_later_are_where_a_walk_arrives(day: date, months: int) -> None:
    assert add_months(day, months) == naive_dates.months_later(day, months)


@cases(1000)
@given(days, st.integers(0, 24))
def test_months_earlier_are_where_a_walk_back_arrives(day: date, months: int) -> None:
    assert add_months(day, -months) == naive_dates.months_earlier(day, months)


@cases(1200)
@given(days, st.integers(-480, 480))
def test_months_keep_the_number_of_the_day_or_end_the_month(day: date, months: int) -> None:
    there = add_months(day, months)
    ends_its_month = (there + DAY).day == 1
    assert there.day == day.day or (there.day < day.day and ends_its_month)


@cases(1000)
@given(days, st.integers(-480, 480))
def test_one_month_more_is_always_later(day: date, months: int) -> None:
    assert add_months(day, months) < add_months(day, months + 1)


@cases(1000)
@given(days, days, st.integers(-480, 480))
def test_a_later_day_is_never_earlier_after_the_same_months(
    one: date, other: date, months: int
) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@cases(1000)
@given(days_with_calendars)
def test_rolling_back_twice_is_rolling_back_once(case: tuple[date, BusinessDays]) -> None:
    day, business_days = case
    once = business_days.last_by(day)
    assert once <= day
    assert business_days.is_business_day(once)
    assert business_days.last_by(once) == once


@cases(1000)
@given(days_with_calendars, st.integers(1, 30))
def test_business_days_before_are_where_a_walk_back_arrives(
    case: tuple[date, BusinessDays], n: int
) -> None:
    day, business_days = case
    walked = naive_dates.open_days_before(day, n, business_days.is_business_day)
    assert business_days.before(day, n) == walked


@cases(1000)
@given(days_with_calendars, st.integers(0, 30))
def test_business_days_after_are_where_a_walk_arrives(
    case: tuple[date, BusinessDays], n: int
) -> None:
    day, business_days = case
    walked = naive_dates.open_days_after(day, n, business_days.is_business_day)
    assert business_days.after(day, n) == walked


def test_a_business_day_before_a_sunday_is_the_friday() -> None:
    assert WEEKDAYS.before(date(2028, 12, 3), 1) == date(2028, 12, 1)


def test_no_business_day_after_a_sunday_is_the_monday() -> None:
    assert WEEKDAYS.after(date(2028, 12, 3), 0) == date(2028, 12, 4)


def test_a_holiday_is_no_business_day() -> None:
    thanksgiving = date(2028, 11, 23)
    assert calendar(off={thanksgiving}).before(date(2028, 11, 24), 1) == date(2028, 11, 22)


def test_weeks_keep_the_day_of_the_week() -> None:
    assert after(date(2028, 12, 19), 6, SpanUnit.WEEKS, WEEKDAYS) == date(2029, 1, 30)
    assert before(date(2029, 1, 30), 6, SpanUnit.WEEKS, WEEKDAYS) == date(2028, 12, 19)


def test_weekends_without_a_saturday_are_possible() -> None:
    assert calendar(weekend={4, 5}).before(date(2028, 12, 4), 1) == date(2028, 12, 3)
