"""The parts of a license's time of which a report is due, each with its last day to give it (C36)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile
from types import MappingProxyType
from typing import Final

from service.domain.licenses.license import License
from service.domain.licenses.renewing import expected_end
from service.domain.period.counting import ONE_DAY, add_months
from service.domain.terms.compliance import Reports

EVERY: Final[Mapping[Reports, int]] = MappingProxyType(
    {Reports.MONTHLY: 1, Reports.QUARTERLY: 3, Reports.SEMIANNUAL: 6, Reports.ANNUAL: 12}
)
"""Months between two reports."""

AHEAD: Final = timedelta(days=400)
"""How far a license without a fixed end is looked ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpan:
    """A calendar month, quarter, half-year or year. What is reported on a day from `closes` to
    `last`, both included, is the whole of it: `closes` is earlier where the license ends in it.
    """

    n: int
    closes: date
    first: date
    last: date
    due: date


def length_of(months: int) -> str:
    return {1: "month", 3: "quarter", 6: "half-year", 12: "year"}[months]


def grid_start(day: date, every: int) -> date:
    """The first day of the calendar month, quarter, half-year or year that a day lies in."""
    return date(day.year, (day.month - 1) // every * every + 1, 1)


def known_until(license: License, on: date) -> date:
    """The last day that is looked at on day `on`: the end, else that of the period that runs."""
    end = expected_end(license)
    return end.on if end else license.last_day or max(on, license.starts_on) + AHEAD


def report_spans(license: License, on: date) -> Iterator[ReportSpan]:
    """Each that the license touches, as it is known on day `on`; none where nothing is reported."""
    every = EVERY.get(license.terms.compliance.reports)
    if every is None:
        return
    end, start = expected_end(license), grid_start(license.starts_on, every)
    until = known_until(license, on)
    begins = takewhile(lambda day: day <= until, (add_months(start, n * every) for n in count()))
    for n, begin in enumerate(begins, 1):
        last = add_months(begin, every) - ONE_DAY
        due = add_months(begin, every + 1) - ONE_DAY
        closes = min(last, end.on) if end else last
        yield ReportSpan(n=n, closes=closes, first=begin, last=last, due=due)
