from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.period.renewals import (
    first_day,
    has_last_day,
    last_day,
    last_possible_day,
    most_renewals,
    renewal_on,
)
from service.domain.terms.period import Period, PeriodMode, Renewal, RenewalMode
from tests.domain import naive_dates
from tests.domain.period.cases import cases, days, periods

DAY = timedelta(days=1)
FORTY_YEARS = 480
START = date(2027, 1, 31)
SAMPLE = Period(months=24, renewal=Renewal(mode=RenewalMode.AUTO_FIXED_N, months=12, max=2))


@cases(150)
@given(days, st.integers(1, 24), st.integers(1, 24))
def test_forty_years_of_renewals_begin_where_a_walk_finds_them(
    start: date, initial: int, renewal: int
) -> None:
    period = Period(months=initial, renewal=Renewal(months=renewal))
    anchors = naive_dates.month_anchors(start, start + timedelta(days=366 * 40))
    for n, months in enumerate(range(initial, FORTY_YEARS + 1, renewal), 1):
        assert first_day(period, start, n) == anchors[months]


@cases(1000)
@given(periods, days, st.integers(0, 40))
def test_each_period_begins_the_day_after_the_one_before(
    period: Period, start: date, n: int
) -> None:
    assert first_day(period, start, n + 1) == last_day(period, start, n) + DAY
    assert first_day(period, start, n + 1) < first_day(period, start, n + 2)


@cases(500)
@given(periods, days, st.integers(1, 60))
def test_a_day_falls_in_the_renewal_whose_days_hold_it(period: Period, start: date, n: int) -> None:
    assert renewal_on(period, start, first_day(period, start, n)) == n
    assert renewal_on(period, start, last_day(period, start, n)) == n


def test_renewals_of_an_end_date_count_from_the_day_after_it() -> None:
    period = Period(mode=PeriodMode.END_DATE, ends_on=date(2029, 2, 28))
    assert first_day(period, START, 1) == date(2029, 3, 1)
    assert last_day(period, START, 1) == date(2030, 2, 28)


def test_the_first_renewal_is_the_one_after_the_initial_period() -> None:
    assert last_day(SAMPLE, START, 0) == date(2029, 1, 30)
    assert first_day(SAMPLE, START, 1) == date(2029, 1, 31)


def test_the_last_possible_day_ends_the_last_renewal() -> None:
    assert last_possible_day(SAMPLE, START) == date(2031, 1, 30)


def test_without_renewal_the_last_possible_day_ends_the_initial_period() -> None:
    assert last_possible_day(Period(months=24), START) == date(2029, 1, 30)


def test_an_evergreen_has_no_last_possible_day() -> None:
    evergreen = replace(SAMPLE, renewal=Renewal(mode=RenewalMode.AUTO_EVERGREEN))
    assert last_possible_day(evergreen, START) is None


def test_a_perpetual_license_has_no_last_day() -> None:
    perpetual = Period(mode=PeriodMode.PERPETUAL, months=None)
    assert not has_last_day(perpetual)
    assert last_possible_day(perpetual, START) is None
    assert renewal_on(perpetual, START, date(2090, 1, 1)) == 0


@pytest.mark.parametrize(
    "period", [Period(months=None), Period(mode=PeriodMode.END_DATE, ends_on=None)]
)
def test_unfinished_terms_have_no_last_day(period: Period) -> None:
    assert not has_last_day(period)


def test_a_day_after_the_last_renewal_still_falls_in_it() -> None:
    assert renewal_on(SAMPLE, START, date(2040, 1, 1)) == 2


def test_a_license_without_renewal_renews_no_time() -> None:
    assert most_renewals(Renewal(mode=RenewalMode.NONE)) == 0


def test_an_option_without_a_maximum_can_be_taken_up_again_and_again() -> None:
    assert most_renewals(Renewal(mode=RenewalMode.OPTION_LICENSEE)) is None
