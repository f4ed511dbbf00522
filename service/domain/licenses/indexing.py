"""The price index between renewals: prices move on each anniversary of the first day (C21)."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from service.domain.errors import Fault, LicenseRefused
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.causes import pct_fault, source_fault
from service.domain.licenses.license import License
from service.domain.licenses.parts import AnniversaryChange, PeriodRow
from service.domain.period.counting import add_months
from service.domain.period.zones import day_at
from service.domain.pricing.length import MONTHS_A_YEAR
from service.domain.terms.prices import IndexationKind


def enter_anniversary(
    license: License, year: int, pct: str, source: str, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """The change of the index before that anniversary, as published; LicenseRefused by field."""
    faults = [*filter(None, (_year_fault(license, year, at), pct_fault(pct), source_fault(source)))]
    if faults:
        raise LicenseRefused(faults)
    change = AnniversaryChange(year=year, pct=f"{Decimal(pct):f}", source=source)
    return (e.AnniversaryIndexEntered(change=change, by=by, at=at),)


def anniversaries_to_enter(license: License, on: date) -> tuple[int, ...]:
    """Those whose change nobody has entered, up to the next one that is still to come."""
    known = {each.year for each in license.anniversaries}
    return tuple(year for year in _years_until(license, on) if year not in known)


def changes_in(license: License, row: PeriodRow) -> tuple[Decimal, ...]:
    """Of the anniversaries in a period, one after the other, as far as they are entered."""
    known = {each.year: Decimal(each.pct) for each in license.anniversaries}
    found: list[Decimal] = []
    for year in _years_of(license, row):
        if year not in known:
            break
        found.append(known[year])
    return tuple(found)


def _years_until(license: License, on: date) -> Iterator[int]:
    """On the day on which a renewal begins its own price counts instead."""
    if license.facts or license.terms.pricing.indexation.kind is not IndexationKind.CPI:
        return
    for row in license.periods:
        for year in _years_of(license, row):
            yield year
            if _day(license, year) > on:
                return


def _years_of(license: License, row: PeriodRow) -> Iterator[int]:
    year, last = 1, row.last_day
    while last is None or _day(license, year) <= last:
        if _day(license, year) > row.first_day:
            yield year
        year += 1


def _day(license: License, year: int) -> date:
    return add_months(license.starts_on, MONTHS_A_YEAR * year)


def _year_fault(license: License, year: int, at: datetime) -> Fault | None:
    years = [*_years_until(license, day_at(at, license.zone))]
    if year in years:
        return None
    if not years:
        return Fault("/anniversary", "No price of this license follows an index on an anniversary.")
    return Fault("/anniversary", f"Give one of: {', '.join(map(str, years))}.")
