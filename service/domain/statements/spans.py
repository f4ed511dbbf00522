"""The parts of a license's time for which statements are made, as often as it reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, takewhile
from typing import Final

from service.domain.errors import DeliveryRefused, Fault
from service.domain.licenses.license import License
from service.domain.licenses.report_spans import EVERY, grid_start
from service.domain.period.counting import ONE_DAY, add_months
from service.domain.terms.compliance import Reports

_MONTHS: Final = {Reports.NONE: 3, **EVERY}
"""A quarter where nothing is reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days of the initial period (`n` 0) or a renewal, both included."""

    n: int
    first: date
    last: date


def span_of(license: License, first: date, last: date) -> Span:
    """DeliveryRefused for days that are swapped, or that lie in two periods."""
    if last < first:
        raise DeliveryRefused([Fault("/to", "Give a last day that is not before the first.")])
    begun = [row for row in license.periods if row.first_day <= first]
    n = begun[-1].n if begun else license.periods[0].n
    border = next((row.first_day for row in license.periods if row.n == n + 1), None)
    if border is not None and border <= last:
        until = (border - ONE_DAY).isoformat()
        raise DeliveryRefused([Fault("/to", f"Give a day until {until}: a renewal follows.")])
    return Span(n=n, first=first, last=last)


def spans(license: License, on: date) -> Iterator[Span]:
    """All that have begun by a day, the oldest first: by the calendar, cut where a renewal begins.

    The first begins with the contract, since something may come before its period does.
    """
    rows = [row for row in license.periods if row.n == 0 or row.first_day <= on]
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        first = row.first_day if row.n else license.known_since
        until = after.first_day - ONE_DAY if after else None
        yield from _cut(license.terms.compliance.reports, row.n, first, until, on)


def usual_span(license: License, on: date) -> Span:
    """The last that is over; the first where none is."""
    found = [*spans(license, on)]
    over = [each for each in found if each.last < on]
    return over[-1] if over else found[0] if found else Span(n=0, first=on, last=on)


def _cut(reports: Reports, n: int, first: date, until: date | None, on: date) -> Iterator[Span]:
    every = _MONTHS[reports]
    grid = grid_start(first, every)
    begins = takewhile(lambda day: day <= on, (add_months(grid, i * every) for i in count()))
    for begin in begins:
        end = add_months(begin, every) - ONE_DAY
        last = min(end, until) if until else end
        if first <= last and begin <= last:
            yield Span(n=n, first=max(begin, first), last=last)
