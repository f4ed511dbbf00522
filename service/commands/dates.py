"""The days of a license that somebody looks for first."""

from dataclasses import dataclass
from datetime import date

from service.domain.period.entries import KeyDateKind, KeyDateRule
from service.domain.period.key_dates import key_date_rules, key_dates
from service.domain.terms import Terms
from service.drafting.calendars import business_days_of


@dataclass(frozen=True, slots=True)
class DatedTerms:
    """Known only where the start is fixed; else all null."""

    first_day: date | None = None
    last_day: date | None = None
    notice_received_by: date | None = None
    notice_sent_by: date | None = None


def days_of(terms: Terms) -> tuple[KeyDateRule, ...]:
    """Key dates by day where the start is fixed; else the rules that will make them, in words."""
    start = terms.period.starts.on
    if start is None:
        return key_date_rules(terms)
    return key_dates(terms, start, business_days_of(terms.law.governing_law))


def dated_terms(terms: Terms) -> DatedTerms:
    """First and last day of the initial period, and the first deadline for a notice (earliest)."""
    start = terms.period.starts.on
    if start is None:
        return DatedTerms()
    dates = key_dates(terms, start, business_days_of(terms.law.governing_law))

    def first(kind: KeyDateKind, n: int) -> date | None:
        return min((d.on for d in dates if d.kind is kind and d.n == n), default=None)

    return DatedTerms(
        first_day=start,
        last_day=first(KeyDateKind.LAST_DAY, 0),
        notice_received_by=first(KeyDateKind.NOTICE_RECEIVED_BY, 1),
        notice_sent_by=first(KeyDateKind.NOTICE_SENT_BY, 1),
    )
