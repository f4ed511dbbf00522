"""What the terms say about time that cannot be, with what would be right."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from service.domain.errors import Fault
from service.domain.period.counting import ONE_DAY, WEEKDAYS, BusinessDays, add_months, before
from service.domain.period.notice import givers
from service.domain.period.renewals import has_last_day, last_day
from service.domain.period.schedule_faults import schedule_faults
from service.domain.period.words import length
from service.domain.terms import Terms
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.parties import Side
from service.domain.terms.period import (
    Notice,
    Period,
    PeriodMode,
    Renewal,
    RenewalMode,
    Span,
    StartMode,
    Starts,
)
from service.domain.wording import day_in_words, spoken

EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2199, 12, 31)
_START_WITHIN_MONTHS: Final = 60

_LONGEST: Final = {
    SpanUnit.DAYS: 365,
    SpanUnit.BUSINESS_DAYS: 260,
    SpanUnit.WEEKS: 52,
    SpanUnit.MONTHS: 12,
}
"""What amounts to a year."""

_UNLIMITED: Final = (RenewalMode.NONE, RenewalMode.AUTO_EVERGREEN)
_NOTICE: Final = "/period/renewal/notice"

_FIRSTS: Final = tuple(date(2027 + n // 12, n % 12 + 1, 1) for n in range(48))
"""A cycle of leap years: no start makes a number of months shorter than the best of these."""


def period_faults(
    terms: Terms, on: date | None = None, business_days: BusinessDays = WEEKDAYS
) -> tuple[Fault, ...]:
    """All that is wrong about time, by pointers into the terms; `on` is today in their zone.

    Without `on`, what depends on today is let be.
    """
    period = terms.period
    faults = (
        *_mode(period, on),
        *_starts(period.starts, on),
        *_renewal(period.renewal),
        *_spans(period.renewal),
    )
    if not _can_be_counted(period):
        return faults
    first = _first_day(period, on)
    return (
        *faults,
        *_notices(period, first, business_days),
        *schedule_faults(terms, first, on, business_days),
    )


def notice_outlasts_renewal(
    renewal: Renewal, notice: Notice, business_days: BusinessDays = WEEKDAYS
) -> bool:
    """Whether a notice about one renewal is due before the renewal ahead of it begins.

    This may be agreed; such a notice can come too late for the next renewal and still stop a
    later one (`first_renewal_decided`).
    """
    first = _start_of_shortest(renewal.months)
    last = add_months(first, renewal.months) - ONE_DAY
    return _due_before(first, last, notice, business_days)


def notice_warnings(terms: Terms, business_days: BusinessDays = WEEKDAYS) -> tuple[Fault, ...]:
    """What may be agreed but can surprise."""
    renewal = terms.period.renewal
    return tuple(
        Fault(
            pointer,
            f"A notice of {_span(notice)} is not shorter than a Renewal Period of "
            f"{length(renewal.months, SpanUnit.MONTHS)}: it is due before the Renewal Period that "
            f"it ends has begun, and a later notice stops only a later renewal.",
        )
        for pointer, notice in _notices_that_count(renewal).items()
        if notice_outlasts_renewal(renewal, notice, business_days)
    )


def _mode(period: Period, on: date | None) -> Iterator[Fault]:
    match period.mode:
        case PeriodMode.MONTHS:
            if period.months is None:
                yield Fault("/period/months", "A period in months needs how many, from 1 to 600.")
        case PeriodMode.END_DATE:
            yield from _end_date(period, on)
        case PeriodMode.PERPETUAL:
            yield from _perpetual(period)
    if period.ends_on and period.mode is not PeriodMode.END_DATE:
        yield Fault(
            "/period/ends_on",
            f"A last day belongs to the mode end date, not to {spoken(period.mode)}: leave it out.",
        )


def _end_date(period: Period, on: date | None) -> Iterator[Fault]:
    first = period.starts.on or on
    if period.ends_on is None:
        yield Fault("/period/ends_on", "A period to an end date needs its last day.")
    elif first and period.ends_on <= first:
        whose = "the first day" if period.starts.on else "today"
        yield Fault(
            "/period/ends_on",
            f"The last day, {day_in_words(period.ends_on)}, must come after {whose}, "
            f"{day_in_words(first)}.",
        )
    elif period.ends_on > LATEST:
        yield Fault("/period/ends_on", f"The last day can be {day_in_words(LATEST)} at the latest.")


def _perpetual(period: Period) -> Iterator[Fault]:
    if period.months is not None:
        yield Fault(
            "/period/months",
            f"A perpetual license has no months: leave {period.months} out.",
        )
    if period.renewal.mode is not RenewalMode.NONE:
        yield Fault(
            "/period/renewal/mode",
            f"A perpetual license never renews ({spoken(period.renewal.mode)}): choose none.",
        )


def _starts(starts: Starts, on: date | None) -> Iterator[Fault]:
    latest = add_months(on, _START_WITHIN_MONTHS) if on else LATEST
    if starts.mode is StartMode.LAST_SIGNATURE:
        if starts.on:
            yield Fault(
                "/period/starts/on",
                f"A license that starts with the last signature has no fixed first day: leave out "
                f"{day_in_words(starts.on)}, or choose the mode fixed.",
            )
    elif starts.on is None:
        yield Fault("/period/starts/on", "A fixed start needs its day.")
    elif not EARLIEST <= starts.on <= latest:
        yield Fault(
            "/period/starts/on",
            f"The first day, {day_in_words(starts.on)}, must lie between {day_in_words(EARLIEST)} "
            f"and {day_in_words(latest)}.",
        )


def _renewal(renewal: Renewal) -> Iterator[Fault]:
    conditional = renewal.mode is RenewalMode.CONDITIONAL
    if conditional and not renewal.condition:
        yield Fault("/period/renewal/condition", "A conditional renewal needs its condition.")
    if renewal.condition and not conditional:
        yield Fault(
            "/period/renewal/condition",
            f"Renewal is {spoken(renewal.mode)}, which has no condition: choose conditional or "
            f"leave it out.",
        )
    if renewal.mode is RenewalMode.AUTO_FIXED_N and renewal.max is None:
        yield Fault(
            "/period/renewal/max", "A fixed number of renewals needs the number, from 1 to 20."
        )
    if renewal.max is not None and renewal.mode in _UNLIMITED:
        yield Fault(
            "/period/renewal/max",
            f"Renewal is {spoken(renewal.mode)}, which has no most of {renewal.max}: choose auto "
            f"fixed n or leave this out.",
        )


def _spans(renewal: Renewal) -> Iterator[Fault]:
    spans: dict[str, Span] = {}
    for pointer, notice in _notices_set(renewal).items():
        spans[pointer] = notice
        if notice.not_earlier_than:
            spans[f"{pointer}/not_earlier_than"] = notice.not_earlier_than
    for pointer, span in spans.items():
        most = _LONGEST[span.unit]
        if span.value > most:
            yield Fault(
                f"{pointer}/value",
                f"{_span(span)} are more than a year: at most {length(most, span.unit)} "
                f"would be right.",
            )


def _notices(period: Period, first: date | None, business_days: BusinessDays) -> Iterator[Fault]:
    if first is None or not has_last_day(period):
        return
    last = last_day(period, first, 0)
    for pointer, notice in _notices_that_count(period.renewal).items():
        if first < last and _due_before(first, last, notice, business_days):
            yield Fault(pointer, _too_long(notice, first, last))
        earliest = notice.not_earlier_than
        if earliest and not _earlier(last, earliest, notice, business_days):
            yield Fault(
                f"{pointer}/not_earlier_than",
                f"A notice that is due {_span(notice)} ahead cannot open only {_span(earliest)} "
                f"ahead: more than {_span(notice)} would be right.",
            )


def _too_long(notice: Notice, first: date, last: date) -> str:
    room = (last - first).days
    return (
        f"A notice of {_span(notice)} is not shorter than the Initial Period, which can be as "
        f"short as {length(room + 1)} (from {day_in_words(first)} to {day_in_words(last)}): at "
        f"most {length(room)} would be right."
    )


def _due_before(first: date, last: date, notice: Notice, business_days: BusinessDays) -> bool:
    return before(last, notice.value, notice.unit, business_days) < first


def _earlier(last: date, earliest: Span, notice: Notice, business_days: BusinessDays) -> bool:
    opens = before(last, earliest.value, earliest.unit, business_days)
    return opens < before(last, notice.value, notice.unit, business_days)


def _notices_set(renewal: Renewal) -> Mapping[str, Notice]:
    notices = {
        _NOTICE: renewal.notice,
        f"{_NOTICE}_licensor": renewal.notice_licensor,
        f"{_NOTICE}_licensee": renewal.notice_licensee,
    }
    return {pointer: notice for pointer, notice in notices.items() if notice}


def _notices_that_count(renewal: Renewal) -> Mapping[str, Notice]:
    return {_pointer(renewal, side): renewal.notice_of(side) for side in givers(renewal)}


def _pointer(renewal: Renewal, side: Side) -> str:
    own = f"{_NOTICE}_{side}"
    return own if own in _notices_set(renewal) else _NOTICE


def _span(span: Span) -> str:
    return length(span.value, span.unit)


def _can_be_counted(period: Period) -> bool:
    days = (period.starts.on, period.ends_on)
    return all(EARLIEST <= day <= LATEST for day in days if day)


def _first_day(period: Period, on: date | None) -> date | None:
    """The first day, or the one that can be assumed: of the shortest period, or today."""
    if period.starts.on:
        return period.starts.on
    if period.mode is PeriodMode.MONTHS and period.months:
        return _start_of_shortest(period.months)
    return on


def _start_of_shortest(months: int) -> date:
    return min(_FIRSTS, key=lambda first: add_months(first, months) - first)
