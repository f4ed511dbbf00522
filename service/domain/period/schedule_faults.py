"""What the terms plan for a day on which it cannot happen."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from service.domain.errors import Fault
from service.domain.period.counting import ONE_DAY, BusinessDays, add_months, after
from service.domain.period.renewals import last_day, last_possible_day
from service.domain.period.words import length
from service.domain.terms import Terms
from service.domain.terms.delivery import DueEvent, SpanUnit, Tranche
from service.domain.terms.grant import Exclusivity, Grant
from service.domain.terms.models import Models, WeightsSurvival
from service.domain.terms.period import Period, PeriodMode
from service.domain.wording import day_in_words

_LONGEST: Final = {
    SpanUnit.DAYS: 3650,
    SpanUnit.BUSINESS_DAYS: 2600,
    SpanUnit.WEEKS: 520,
    SpanUnit.MONTHS: 120,
}
"""What amounts to ten years."""


def schedule_faults(
    terms: Terms, first: date | None, on: date | None, business_days: BusinessDays
) -> Iterator[Fault]:
    """`first` is the first day, or the one that can be assumed; `on` is today."""
    yield from _exclusivity(terms.grant, terms.period, first)
    yield from _weights(terms.models)
    yield from _signing(terms, on)
    for i, tranche in enumerate(terms.delivery.schedule):
        at = f"/delivery/schedule/{i}"
        yield from _span(tranche, f"{at}/due_after")
        yield from _due_date(tranche, f"{at}/due_date", terms.period, on)
        yield from _due_day(tranche, f"{at}/due_after", terms.period, first, business_days)


def _exclusivity(grant: Grant, period: Period, first: date | None) -> Iterator[Fault]:
    months = grant.exclusivity_months
    if months is None or grant.exclusivity is Exclusivity.NONEXCLUSIVE:
        return
    last = first and last_possible_day(period, first)
    if first and last and add_months(first, months) - ONE_DAY > last:
        yield Fault(
            "/grant/exclusivity_months",
            f"Exclusivity for {length(months, SpanUnit.MONTHS)} outlasts the license, which can "
            f"end on {day_in_words(last)} if it starts on {day_in_words(first)}.",
        )


def _weights(models: Models) -> Iterator[Fault]:
    if WeightsSurvival.RETIRE_BY_DATE in models.outcomes() and models.sunset_months == 0:
        yield Fault(
            "/models/sunset_months",
            "Models that retire by a date need the months until then, from 1 to 60; to end them "
            "at once is the outcome destroy.",
        )


def _signing(terms: Terms, on: date | None) -> Iterator[Fault]:
    by = terms.signing.complete_by
    last = _last_day(terms.period)
    if by and on and by < on:
        yield Fault(
            "/signing/complete_by",
            f"The last day to sign, {day_in_words(by)}, is past: today is {day_in_words(on)}.",
        )
    if by and last and by > last:
        yield Fault(
            "/signing/complete_by",
            f"The last day to sign, {day_in_words(by)}, must not come after the last day of the "
            f"Initial Period, {day_in_words(last)}.",
        )


def _last_day(period: Period) -> date | None:
    """Of an initial period in months, if the terms say when it starts."""
    first = period.starts.on
    if first is None or period.mode is not PeriodMode.MONTHS or period.months is None:
        return None
    return last_day(period, first, 0)


def _span(tranche: Tranche, pointer: str) -> Iterator[Fault]:
    due = tranche.due_after
    if due and due.value > _LONGEST[due.unit]:
        yield Fault(
            f"{pointer}/value",
            f"{length(due.value, due.unit)} are more than ten years: at most "
            f"{length(_LONGEST[due.unit], due.unit)} would be right.",
        )


def _due_date(tranche: Tranche, pointer: str, period: Period, on: date | None) -> Iterator[Fault]:
    """A date may pass before the last signature, so it may not be past today."""
    day = tranche.due_date
    earliest = period.starts.on or on
    latest = _last_possible(period)
    if day and earliest and day < earliest:
        what = "the license starts" if period.starts.on else "today; count it from an event"
        yield Fault(
            pointer,
            f"The delivery is due on {day_in_words(day)}, before {day_in_words(earliest)}, {what}.",
        )
    if day and latest and day > latest:
        yield Fault(pointer, _after_the_end(day, latest))


def _last_possible(period: Period) -> date | None:
    """The last day that the license can run to, if the terms alone say it."""
    first = period.ends_on if period.mode is PeriodMode.END_DATE else period.starts.on
    return last_possible_day(period, first) if first else None


def _due_day(
    tranche: Tranche, pointer: str, period: Period, first: date | None, days: BusinessDays
) -> Iterator[Fault]:
    due = tranche.due_after
    if first is None or due is None or due.event is not DueEvent.EFFECTIVE_DATE:
        return
    day = after(first, due.value, due.unit, days)
    latest = last_possible_day(period, first)
    if latest and day > latest:
        yield Fault(f"{pointer}/value", _after_the_end(day, latest))


def _after_the_end(day: date, latest: date) -> str:
    return (
        f"The delivery is due on {day_in_words(day)}, after {day_in_words(latest)}, the last day "
        f"that the license can have."
    )
