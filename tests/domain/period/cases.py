"""What property tests draw from: days, calendars, spans and periods."""

from collections.abc import Set
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from service.domain.period.counting import BusinessDays
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.notices import Lag, LagUnit
from service.domain.terms.period import Notice, Period, PeriodMode, Renewal, RenewalMode

WEEKENDS = ({5, 6}, {4, 5}, {6}, {5}, set[int]())


def cases(n: int) -> settings:
    """The same `n` cases at every run, on every machine."""
    return settings(max_examples=n, derandomize=True, database=None, deadline=None)


def calendar(weekend: Set[int] = frozenset({5, 6}), off: Set[date] = frozenset()) -> BusinessDays:
    return BusinessDays(
        place="a test",
        is_business_day=lambda day: day.weekday() not in weekend and day not in off,
        source="by hand",
    )


days = st.dates(date(1990, 1, 1), date(2075, 12, 31))


def _days_with_calendar(day: date, weekend: Set[int], holidays: int) -> tuple[date, BusinessDays]:
    off = {day + timedelta(days=n - 32) for n in range(64) if holidays >> n & 1}
    return day, calendar(weekend, off)


days_with_calendars = st.builds(
    _days_with_calendar, days, st.sampled_from(WEEKENDS), st.integers(0, 2**64 - 1)
)
"""A day, and a calendar with holidays around it; the bits of a number say on which days."""

notices = st.one_of(
    st.builds(Notice, value=st.integers(1, 365)),
    st.builds(Notice, value=st.integers(1, 60), unit=st.just(SpanUnit.BUSINESS_DAYS)),
    st.builds(Notice, value=st.integers(1, 52), unit=st.just(SpanUnit.WEEKS)),
    st.builds(Notice, value=st.integers(1, 12), unit=st.just(SpanUnit.MONTHS)),
)
lags = st.builds(Lag, value=st.integers(0, 12), unit=st.sampled_from(LagUnit))
evergreens = st.builds(
    Renewal,
    mode=st.just(RenewalMode.AUTO_EVERGREEN),
    months=st.integers(1, 36),
    notice=notices,
)
periods = st.one_of(
    st.builds(Period, months=st.integers(1, 120), renewal=evergreens),
    st.builds(Period, mode=st.just(PeriodMode.END_DATE), ends_on=days, renewal=evergreens),
)
