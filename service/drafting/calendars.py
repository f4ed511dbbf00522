"""Which days are business days where a law governs, by the `holidays` library."""

import warnings
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version

import holidays

from service.domain.period.counting import BusinessDays


@lru_cache(maxsize=256)
def business_days_of(governing_law: str) -> BusinessDays:
    """The calendar of a place by its ISO 3166-1 or 3166-2 code, such as `US-NY` or `DE`.

    A business day is neither a weekend day nor a public holiday there. Movable holidays of years
    ahead are estimates, so `source` names the release of the library: keep it with the contract.
    """
    return BusinessDays(
        place=governing_law,
        is_business_day=lambda day: day not in _days_off(governing_law, day.year),
        source=f"holidays {version('holidays')}, {governing_law}",
    )


@lru_cache(maxsize=4096)
def _days_off(code: str, year: int) -> frozenset[date]:
    """A year at a time, in a calendar of its own.

    The library's own calendar fills itself while it is read, which two threads must not do.
    """
    country, _, subdivision = code.partition("-")
    with warnings.catch_warnings():
        # India's movable holidays are known to 2035; later years have its fixed ones alone.
        warnings.filterwarnings("ignore", "Requested Holidays are available only", UserWarning)
        calendar = holidays.country_holidays(
            country, subdiv=subdivision or None, years=year, expand=False
        )
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return frozenset(day for day in days if day.year == year and not calendar.is_working_day(day))
