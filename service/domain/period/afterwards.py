"""The dates that follow from the day a license ends, for whatever reason it ends."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from service.domain.period.counting import BusinessDays, add_months
from service.domain.period.entries import (
    Entry,
    KeyDate,
    KeyDateKind,
    KeyDateRule,
    dated,
    entry_after,
    entry_years_after,
)
from service.domain.period.words import END, USE_END, later
from service.domain.terms import Terms
from service.domain.terms.compliance import Compliance
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.models import Fate, Models, RetainedRuns, WeightsSurvival

CERTIFICATE_BUSINESS_DAYS: Final = 10
"""To write the deletion certificate once the last backup is gone (legal-review.md A3)."""

AFTER_END: Final = frozenset(
    {
        KeyDateKind.USE_ENDS,
        KeyDateKind.IN_FLIGHT_ENDS,
        KeyDateKind.WEIGHTS_SUNSET,
        KeyDateKind.WEIGHTS_DESTROYED,
        KeyDateKind.WEIGHTS_CERTIFICATE_DUE,
        KeyDateKind.RETENTION_ENDS,
        KeyDateKind.BACKUPS_CLEARED,
        KeyDateKind.CERTIFICATE_DUE,
        KeyDateKind.AUDITS_END,
        KeyDateKind.USAGE_RECORDS_END,
        KeyDateKind.CONFIDENTIALITY_ENDS,
    }
)
"""What is still to be done, or still holds, when the license has ended."""


def dates_after_end(
    terms: Terms,
    ended_on: date,
    business_days: BusinessDays,
    *,
    outcome: WeightsSurvival | None = None,
    n: int = 0,
) -> tuple[KeyDate, ...]:
    """What is due after `ended_on`, the last day of renewal `n` or the day of termination.

    `outcome` is what the reason of the end makes of trained models; null is that of expiry.
    """
    return dated(entries_after_end(terms, outcome, n), ended_on, business_days)


def entries_after_end(terms: Terms, outcome: WeightsSurvival | None, n: int) -> Iterator[Entry]:
    """Entries counted from the End Date."""
    wind_down = timedelta(days=terms.period.wind_down_days)
    weights = outcome or terms.models.weights_survival
    yield entry_after(KeyDateKind.USE_ENDS, n, wind_down.days, SpanUnit.DAYS, END)
    yield from _in_flight(terms.models, weights, n)
    yield from _confidentiality(terms.compliance, n)
    for entry in _entries_after_use(terms, weights, n):
        yield entry.counted_from(lambda ended_on, _: ended_on + wind_down)


def _in_flight(models: Models, weights: WeightsSurvival, n: int) -> Iterator[Entry]:
    kept = weights is not WeightsSurvival.DESTROY
    if kept and models.retained_runs is RetainedRuns.STARTED_BEFORE_END:
        yield entry_after(KeyDateKind.IN_FLIGHT_ENDS, n, models.in_flight_days, SpanUnit.DAYS, END)


def _entries_after_use(terms: Terms, weights: WeightsSurvival, n: int) -> Iterator[Entry]:
    """Entries counted from the Use End Date."""
    models = terms.models
    match weights:
        case WeightsSurvival.RETIRE_BY_DATE:
            yield from _retired(models, n)
        case WeightsSurvival.DESTROY:
            yield from _destroyed(models, USE_END, n)
    if _copies_go(models):
        yield from _deleted(models, n)
    if terms.compliance.audit_per_year:
        yield _records(KeyDateKind.AUDITS_END, models, n)
    if models.usage_records_years:
        yield _records(KeyDateKind.USAGE_RECORDS_END, models, n)


def _retired(models: Models, n: int) -> Iterator[Entry]:
    sunset = models.sunset_months
    months = SpanUnit.MONTHS
    yield entry_after(KeyDateKind.WEIGHTS_SUNSET, n, sunset, months, USE_END)
    event = f"the day {later(sunset, months, USE_END)}" if sunset else USE_END
    for entry in _destroyed(models, event, n):
        yield entry.counted_from(lambda use_end, _: add_months(use_end, sunset))


def _destroyed(models: Models, event: str, n: int) -> Iterator[Entry]:
    """Counted from the last day on which the weights may be used."""
    days = models.retention_days_after_end
    yield entry_after(KeyDateKind.WEIGHTS_DESTROYED, n, days, SpanUnit.DAYS, event)
    if models.deletion_certificate:
        yield _certificate(KeyDateKind.WEIGHTS_CERTIFICATE_DUE, n, days, event)


def _deleted(models: Models, n: int) -> Iterator[Entry]:
    days = models.retention_days_after_end
    yield entry_after(KeyDateKind.RETENTION_ENDS, n, days, SpanUnit.DAYS, USE_END)
    days += models.backup_days
    yield entry_after(KeyDateKind.BACKUPS_CLEARED, n, days, SpanUnit.DAYS, USE_END)
    if models.deletion_certificate:
        yield _certificate(KeyDateKind.CERTIFICATE_DUE, n, days, USE_END)


def _copies_go(models: Models) -> bool:
    of = models.artifacts
    fates = (of.raw, of.preprocessed, of.embeddings, of.indexes, of.labels, of.synthetic)
    return Fate.DELETE in (*fates, of.checkpoints)


def _certificate(kind: KeyDateKind, n: int, days: int, event: str) -> Entry:
    gone = f"the day {later(days, SpanUnit.DAYS, event)}" if days else event
    rule = later(CERTIFICATE_BUSINESS_DAYS, SpanUnit.BUSINESS_DAYS, gone)
    return Entry(
        KeyDateRule(kind=kind, n=n, rule=rule),
        lambda day, business_days: business_days.after(
            day + timedelta(days=days), CERTIFICATE_BUSINESS_DAYS
        ),
    )


def _records(kind: KeyDateKind, models: Models, n: int) -> Entry:
    """An audit may take place for as long as usage records must be kept."""
    return entry_years_after(kind, n, models.usage_records_years, USE_END)


def _confidentiality(compliance: Compliance, n: int) -> Iterator[Entry]:
    if compliance.confidentiality_years:
        years = compliance.confidentiality_years
        yield entry_years_after(KeyDateKind.CONFIDENTIALITY_ENDS, n, years, END)
