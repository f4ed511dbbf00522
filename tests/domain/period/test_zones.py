from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.period.zones import day_at, fires_at, moment_end_of
from tests.domain import naive_dates
from tests.domain.period.cases import cases

ZONES = sorted(available_timezones())
SECOND = timedelta(seconds=1)


def test_there_are_zones_to_test() -> None:
    assert len(ZONES) > 550


@pytest.mark.parametrize("day", [date(2011, 12, 29), date(2028, 3, 25), date(2028, 11, 4)])
def test_in_every_zone_a_day_ends_where_a_walk_finds_it(day: date) -> None:
    """Samoa's last day before the one it lost; clocks that change the night after."""
    walked = {zone: naive_dates.end_of_day(day, zone) for zone in ZONES}
    assert {zone: moment_end_of(day, zone) for zone in ZONES} == walked


@cases(1000)
@given(st.sampled_from(ZONES), st.dates(date(1990, 1, 1), date(2037, 12, 31)))
def test_a_day_ends_where_a_walk_finds_it(zone: str, day: date) -> None:
    assert moment_end_of(day, zone) == naive_dates.end_of_day(day, zone)


@cases(1000)
@given(st.sampled_from(ZONES), st.dates(date(1990, 1, 1), date(2075, 12, 31)))
def test_the_end_of_a_day_belongs_to_the_next(zone: str, day: date) -> None:
    end = moment_end_of(day, zone)
    assert end.tzinfo is UTC
    assert day_at(end - SECOND, zone) <= day < day_at(end, zone)


@cases(1000)
@given(st.sampled_from(ZONES), st.dates(date(1990, 1, 1), date(2075, 12, 31)))
def test_a_reminder_never_fires_after_its_day(zone: str, day: date) -> None:
    fires = fires_at(day, zone)
    assert fires < moment_end_of(day, zone)
    assert fires.tzinfo is UTC


@cases(500)
@given(st.sampled_from(ZONES), st.dates(date(2012, 1, 1), date(2075, 12, 31)))
def test_a_reminder_fires_at_nine_in_the_morning(zone: str, day: date) -> None:
    local = fires_at(day, zone).astimezone(ZoneInfo(zone))
    assert (local.date(), local.hour, local.minute) == (day, 9, 0)


def test_a_reminder_for_a_day_that_never_was_fires_the_morning_before() -> None:
    """Samoa went from 29 to 31 December 2011."""
    fires = fires_at(date(2011, 12, 30), "Pacific/Apia")
    assert fires == datetime(2011, 12, 29, 19, tzinfo=UTC)
