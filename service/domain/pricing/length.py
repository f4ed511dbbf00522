"""How long the initial period is, in months, as far as prices need it."""

from calendar import monthrange
from datetime import date
from typing import Final

from service.domain.terms.period import Period, PeriodMode, StartMode

MONTHS_A_YEAR: Final = 12


def months_of(period: Period) -> int | None:
    """Months of the initial period, a month begun counting whole.

    Null where there is no end, or where the end is a date but the start is the last signature.
    """
    match period.mode:
        case PeriodMode.MONTHS:
            return period.months
        case PeriodMode.END_DATE if period.starts.mode is StartMode.FIXED:
            start, last = period.starts.on, period.ends_on
            return months_begun(start, last) if start and last else None
        case _:
            return None


def months_begun(start: date, last: date) -> int:
    """How many months, counted from `start`, have begun by the end of `last`.

    A month begins on the day of `start`, or on the last day of a month too short for it.
    """
    months = (last.year - start.year) * MONTHS_A_YEAR + last.month - start.month
    first_day = min(start.day, monthrange(last.year, last.month)[1])
    return months + (1 if last.day >= first_day else 0)
