"""Which days each period of a license has, always counted from the start."""

from datetime import date
from itertools import count

from service.domain.period.counting import ONE_DAY, add_months
from service.domain.terms.period import Period, PeriodMode, Renewal, RenewalMode


def has_last_day(period: Period) -> bool:
    """False for a perpetual license, and for terms that do not say yet how long it runs."""
    match period.mode:
        case PeriodMode.MONTHS:
            return period.months is not None
        case PeriodMode.END_DATE:
            return period.ends_on is not None
        case PeriodMode.PERPETUAL:
            return False


def first_day(period: Period, starts_on: date, n: int) -> date:
    """The first day of renewal `n`; of the initial period for 0. The period `has_last_day`.

    Renewals of a period with an end date count from the day after it, all others from the start.
    """
    if n == 0:
        return starts_on
    later = (n - 1) * period.renewal.months
    if period.mode is PeriodMode.END_DATE and period.ends_on:
        return add_months(period.ends_on + ONE_DAY, later)
    return add_months(starts_on, (period.months or 0) + later)


def last_day(period: Period, starts_on: date, n: int) -> date:
    """The last day of renewal `n`; of the initial period for 0. The period `has_last_day`."""
    return first_day(period, starts_on, n + 1) - ONE_DAY


def most_renewals(renewal: Renewal) -> int | None:
    """How often the license can renew; null is without limit."""
    return 0 if renewal.mode is RenewalMode.NONE else renewal.max


def last_possible_day(period: Period, starts_on: date) -> date | None:
    """The last day if the license renews as often as it can; null if there is no such day."""
    most = most_renewals(period.renewal)
    if most is None or not has_last_day(period):
        return None
    return last_day(period, starts_on, most)


def renewal_on(period: Period, starts_on: date, on: date) -> int:
    """Which renewal `on` falls in (0 the initial period), if every one up to then took place."""
    if not has_last_day(period):
        return 0
    most = most_renewals(period.renewal)
    return next(n for n in count() if n == most or on <= last_day(period, starts_on, n))
