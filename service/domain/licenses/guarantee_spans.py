"""The times for which a minimum is guaranteed: each ends with what is owed for it (C19)."""

from collections.abc import Iterator
from datetime import date
from itertools import count, takewhile

from service.domain.licenses.license import License
from service.domain.licenses.parts import End, PeriodRow
from service.domain.licenses.report_spans import AHEAD
from service.domain.period.counting import ONE_DAY, add_months
from service.domain.terms.prices import GuaranteePer


def guaranteed_until(license: License, per: GuaranteePer, on: date) -> Iterator[date]:
    """The last days of the guarantee's periods; the End Date cuts the last one short.

    One for each year is owed for the years of renewals, too, and of a license without an end.
    """
    initial = license.periods[0].last_day
    if per is GuaranteePer.YEAR:
        for row in license.periods:
            yield from _years_over(row, license.ended or license.end, on)
    elif initial is not None:
        end = license.ended or license.end
        yield min(initial, end.on) if end else initial


def _years_over(row: PeriodRow, end: End | None, on: date) -> Iterator[date]:
    """The last days of the years in a period, as they are counted in its statements."""
    last = min((day for day in (row.last_day, end and end.on) if day), default=None)
    until = last or max(on, row.first_day) + AHEAD
    if row.first_day > until:
        return
    years = (add_months(row.first_day, 12 * n) - ONE_DAY for n in count(1))
    yield from takewhile(lambda day: day < until, years)
    if last:
        yield last
