from datetime import date, timedelta
from importlib.metadata import version

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.terms.law import LAWS
from service.drafting.calendars import business_days_of
from tests.domain import naive_dates
from tests.domain.period.cases import cases

COUNTRIES = sorted(holidays.list_supported_countries(include_aliases=False))
PLACES = sorted({*LAWS, *COUNTRIES})


@pytest.mark.parametrize("law", sorted(LAWS))
def test_every_governing_law_has_a_calendar_with_holidays(law: str) -> None:
    days = [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]
    closed = [day for day in days if not business_days_of(law).is_business_day(day)]
    assert 54 < len(closed) < 130
    assert date(2028, 12, 25) in closed or law == "JP"


@cases(500)
@given(st.sampled_from(PLACES), st.dates(date(2010, 1, 1), date(2040, 12, 31)), st.integers(1, 12))
def test_business_days_everywhere_are_where_a_walk_back_arrives(
    place: str, day: date, n: int
) -> None:
    business_days = business_days_of(place)
    walked = naive_dates.open_days_before(day, n, business_days.is_business_day)
    assert business_days.before(day, n) == walked
    assert business_days.last_by(walked) == walked


@pytest.mark.parametrize("place", ["US-NY", "GB-SCT", "DE", "IN", "HK", "AU-NSW"])
def test_a_year_alone_has_the_days_that_the_library_finds_in_a_row_of_years(place: str) -> None:
    country, _, subdivision = place.partition("-")
    row = holidays.country_holidays(
        country, subdiv=subdivision or None, years=range(2026, 2034), expand=False
    )
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(6 * 365)]
    is_open = business_days_of(place).is_business_day
    assert [is_open(day) for day in days] == [row.is_working_day(day) for day in days]


def test_a_holiday_observed_in_the_year_before_is_no_business_day() -> None:
    assert not business_days_of("US-NY").is_business_day(date(2021, 12, 31))


def test_weekends_are_those_of_the_place() -> None:
    friday, sunday = date(2028, 12, 1), date(2028, 12, 3)
    kuwait = business_days_of("KW")
    assert not kuwait.is_business_day(friday)
    assert kuwait.is_business_day(sunday)


def test_a_year_beyond_the_movable_holidays_of_a_place_has_its_fixed_ones() -> None:
    assert not business_days_of("IN").is_business_day(date(2045, 1, 26))


def test_a_subdivision_keeps_its_own_holidays() -> None:
    easter_monday = date(2028, 4, 17)
    assert not business_days_of("GB-ENG").is_business_day(easter_monday)
    assert business_days_of("GB-SCT").is_business_day(easter_monday)


def test_the_value_names_the_place_and_the_release_of_the_calendar() -> None:
    business_days = business_days_of("US-NY")
    assert business_days.place == "US-NY"
    assert business_days.source == f"holidays {version('holidays')}, US-NY"


def test_a_place_without_a_calendar_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        business_days_of("XX").is_business_day(date(2028, 1, 1))
