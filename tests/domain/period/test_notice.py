from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.period.counting import WEEKDAYS, BusinessDays
from service.domain.period.notice import (
    deemed_received,
    first_renewal_decided,
    givers,
    last_day_to_send,
    notice_deadline,
)
from service.domain.period.renewals import last_day
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.notices import Lag, LagUnit
from service.domain.terms.parties import Side
from service.domain.terms.period import Notice, Period, Renewal, RenewalMode
from tests.domain import naive_dates
from tests.domain.period.cases import calendar, cases, days, days_with_calendars, lags, periods

START = date(2027, 1, 31)
MONTHLY = Period(
    months=12,
    renewal=Renewal(mode=RenewalMode.AUTO_EVERGREEN, months=1, notice=Notice(value=60)),
)
"""Ends on 30 January 2028, then monthly: a notice takes longer than a renewal."""


def walked_back(day: date, notice: Notice, business_days: BusinessDays) -> date:
    match notice.unit:
        case SpanUnit.DAYS:
            return naive_dates.days_before(day, notice.value)
        case SpanUnit.WEEKS:
            return naive_dates.days_before(day, 7 * notice.value)
        case SpanUnit.MONTHS:
            return naive_dates.months_earlier(day, notice.value)
        case SpanUnit.BUSINESS_DAYS:
            is_open = business_days.is_business_day
            return naive_dates.open_days_before(day, notice.value, is_open)


@cases(1200)
@given(periods, days_with_calendars, st.integers(1, 20))
def test_a_deadline_is_where_a_walk_back_from_the_last_day_arrives(
    period: Period, case: tuple[date, BusinessDays], n: int
) -> None:
    start, business_days = case
    deadline = notice_deadline(period, start, n, Side.LICENSOR, business_days)
    last = last_day(period, start, n - 1)
    assert deadline == walked_back(last, period.renewal.notice, business_days)


@cases(1000)
@given(periods, days_with_calendars, st.integers(1, 20))
def test_a_deadline_leaves_at_least_the_days_of_the_notice(
    period: Period, case: tuple[date, BusinessDays], n: int
) -> None:
    start, business_days = case
    notice = period.renewal.notice
    fewest = {SpanUnit.WEEKS: 7, SpanUnit.MONTHS: 28}.get(notice.unit, 1) * notice.value
    deadline = notice_deadline(period, start, n, Side.LICENSEE, business_days)
    assert deadline <= last_day(period, start, n - 1) - timedelta(days=fewest)


@cases(1200)
@given(days_with_calendars, lags)
def test_no_later_day_of_sending_is_in_time(case: tuple[date, BusinessDays], lag: Lag) -> None:
    by, business_days = case
    assert last_day_to_send(by, lag, business_days) == naive_dates.last_sending_day(
        by, lambda sent_on: received(sent_on, lag, business_days)
    )


def received(sent_on: date, lag: Lag, business_days: BusinessDays) -> date:
    if lag.unit is LagUnit.DAYS:
        return sent_on + timedelta(days=lag.value)
    return naive_dates.open_days_after(sent_on, lag.value, business_days.is_business_day)


@cases(1000)
@given(days_with_calendars, lags)
def test_a_notice_is_received_where_a_walk_from_sending_arrives(
    case: tuple[date, BusinessDays], lag: Lag
) -> None:
    sent_on, business_days = case
    assert deemed_received(sent_on, lag, business_days) == received(sent_on, lag, business_days)


@cases(600)
@given(periods, days, st.integers(0, 4000))
def test_a_notice_decides_the_first_renewal_whose_deadline_is_not_past(
    period: Period, start: date, later: int
) -> None:
    on = start + timedelta(days=later)
    n = first_renewal_decided(period, start, on, Side.LICENSOR, WEEKDAYS)
    assert n is not None
    assert on <= notice_deadline(period, start, n, Side.LICENSOR, WEEKDAYS)
    assert n == 1 or on > notice_deadline(period, start, n - 1, Side.LICENSOR, WEEKDAYS)


def test_a_notice_on_the_deadline_stops_the_next_renewal() -> None:
    on = date(2027, 12, 1)
    assert notice_deadline(MONTHLY, START, 1, Side.LICENSOR, WEEKDAYS) == on
    assert first_renewal_decided(MONTHLY, START, on, Side.LICENSOR, WEEKDAYS) == 1


def test_a_notice_a_day_late_stops_the_renewal_after_the_next() -> None:
    on = date(2027, 12, 2)
    assert first_renewal_decided(MONTHLY, START, on, Side.LICENSOR, WEEKDAYS) == 2


def test_a_notice_longer_than_a_renewal_stops_one_two_periods_ahead() -> None:
    on = date(2028, 3, 1)
    n = first_renewal_decided(MONTHLY, START, on, Side.LICENSOR, WEEKDAYS)
    assert n == 5
    assert last_day(MONTHLY, START, 4) == date(2028, 5, 30)


def test_a_notice_too_late_for_the_last_renewal_decides_nothing() -> None:
    fixed = replace(MONTHLY, renewal=replace(MONTHLY.renewal, mode=RenewalMode.AUTO_FIXED_N, max=1))
    on = date(2027, 12, 2)
    assert first_renewal_decided(fixed, START, on, Side.LICENSOR, WEEKDAYS) is None


def test_each_side_has_its_own_deadline() -> None:
    renewal = replace(MONTHLY.renewal, notice_licensee=Notice(value=6, unit=SpanUnit.MONTHS))
    period = replace(MONTHLY, renewal=renewal)
    by_side = {side: notice_deadline(period, START, 1, side, WEEKDAYS) for side in Side}
    assert by_side == {Side.LICENSOR: date(2027, 12, 1), Side.LICENSEE: date(2027, 7, 30)}


@pytest.mark.parametrize(
    ("mode", "sides"),
    [
        (RenewalMode.NONE, ()),
        (RenewalMode.AUTO_EVERGREEN, (Side.LICENSOR, Side.LICENSEE)),
        (RenewalMode.AUTO_FIXED_N, (Side.LICENSOR, Side.LICENSEE)),
        (RenewalMode.OPTION_LICENSEE, (Side.LICENSEE,)),
        (RenewalMode.OPTION_LICENSOR, (Side.LICENSOR,)),
        (RenewalMode.MUTUAL, ()),
        (RenewalMode.CONDITIONAL, (Side.LICENSOR, Side.LICENSEE)),
    ],
)
def test_the_mode_of_renewal_says_whose_notice_decides(
    mode: RenewalMode, sides: tuple[Side, ...]
) -> None:
    assert givers(Renewal(mode=mode)) == sides


def test_a_notice_sent_on_a_saturday_counts_from_the_monday() -> None:
    lag = Lag(value=1, unit=LagUnit.BUSINESS_DAYS)
    assert deemed_received(date(2028, 12, 2), lag, WEEKDAYS) == date(2028, 12, 4)


def test_the_last_day_to_send_may_be_a_holiday() -> None:
    thanksgiving = date(2028, 11, 23)
    lag = Lag(value=1, unit=LagUnit.BUSINESS_DAYS)
    friday = date(2028, 11, 24)
    assert last_day_to_send(friday, lag, calendar(off={thanksgiving})) == thanksgiving
