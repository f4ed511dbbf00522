"""When a notice about a renewal is in time: one that stops it, or one that brings it about."""

from datetime import date, timedelta
from itertools import count

from service.domain.period.counting import ONE_DAY, BusinessDays, after, before
from service.domain.period.renewals import last_day, most_renewals
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.notices import Lag, LagUnit
from service.domain.terms.parties import Side
from service.domain.terms.period import Period, Renewal, RenewalMode, Span


def givers(renewal: Renewal) -> tuple[Side, ...]:
    """The sides whose notice decides.

    Either's stops an automatic renewal or relies on a condition, the holder's takes up an option;
    nobody's where both must agree.
    """
    match renewal.mode:
        case RenewalMode.AUTO_EVERGREEN | RenewalMode.AUTO_FIXED_N | RenewalMode.CONDITIONAL:
            return tuple(Side)
        case RenewalMode.OPTION_LICENSOR:
            return (Side.LICENSOR,)
        case RenewalMode.OPTION_LICENSEE:
            return (Side.LICENSEE,)
        case _:
            return ()


def ahead_of(
    period: Period, starts_on: date, n: int, span: Span, business_days: BusinessDays
) -> date:
    """So long before the last day that precedes renewal `n` (from 1); that day does not count."""
    return before(last_day(period, starts_on, n - 1), span.value, span.unit, business_days)


def notice_deadline(
    period: Period, starts_on: date, n: int, side: Side, business_days: BusinessDays
) -> date:
    """The last day for a notice by `side` about renewal `n` (from 1).

    On the basis `received` it is the last day to be received, on the basis `sent` to send.
    """
    return ahead_of(period, starts_on, n, period.renewal.notice_of(side), business_days)


def deemed_received(sent_on: date, lag: Lag, business_days: BusinessDays) -> date:
    """The day on which a notice sent on `sent_on` counts as received."""
    return after(sent_on, lag.value, SpanUnit(lag.unit), business_days)


def last_day_to_send(by: date, lag: Lag, business_days: BusinessDays) -> date:
    """The latest day of sending whose deemed receipt is not after `by`; any day of the week."""
    if lag.unit is LagUnit.DAYS:
        return by - timedelta(days=lag.value)
    if lag.value == 0:
        return business_days.last_by(by)
    return business_days.before(by + ONE_DAY, lag.value) - ONE_DAY


def first_renewal_decided(
    period: Period, starts_on: date, on: date, side: Side, business_days: BusinessDays
) -> int | None:
    """The first renewal that a notice by `side` on day `on` can still stop, or bring about.

    `on` is the day that the basis counts: of receipt or of sending. With a notice longer than a
    renewal period this is not always the next renewal. Null if it is too late for every one.
    """
    most = most_renewals(period.renewal)
    ahead = count(1) if most is None else range(1, most + 1)
    return next(
        (n for n in ahead if on <= notice_deadline(period, starts_on, n, side, business_days)), None
    )
