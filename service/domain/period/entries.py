"""What a key date is: a kind, a rule in words, and the arithmetic that the rule stands for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.domain.period.counting import BusinessDays, add_months, after
from service.domain.period.words import later
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side


class KeyDateKind(StrEnum):
    STARTS = "starts"
    LAST_DAY = "last_day"
    RENEWAL_STARTS = "renewal_starts"
    LAST_POSSIBLE_DAY = "last_possible_day"
    NOTICE_OPENS = "notice_opens"
    NOTICE_RECEIVED_BY = "notice_received_by"
    NOTICE_SENT_BY = "notice_sent_by"
    RENEWAL_SETTLED_BY = "renewal_settled_by"
    """The last day on which both parties can still agree to renew."""
    EXCLUSIVITY_ENDS = "exclusivity_ends"
    DELIVERY_DUE = "delivery_due"
    ACCEPTANCE_LAPSES = "acceptance_lapses"
    REPORT_DUE = "report_due"
    USE_ENDS = "use_ends"
    IN_FLIGHT_ENDS = "in_flight_ends"
    WEIGHTS_SUNSET = "weights_sunset"
    WEIGHTS_DESTROYED = "weights_destroyed"
    WEIGHTS_CERTIFICATE_DUE = "weights_certificate_due"
    RETENTION_ENDS = "retention_ends"
    BACKUPS_CLEARED = "backups_cleared"
    CERTIFICATE_DUE = "certificate_due"
    AUDITS_END = "audits_end"
    USAGE_RECORDS_END = "usage_records_end"
    CONFIDENTIALITY_ENDS = "confidentiality_ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDateRule:
    """A day that follows from the terms, in words.

    `n` is the renewal that a day is about (0 the initial period) or the number of a delivery;
    `side` is null where the day is the same for both sides. Kind, n, side and method together
    name a key date within one license.
    """

    kind: KeyDateKind
    rule: str
    n: int = 0
    side: Side | None = None
    method: NoticeMethod | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate(KeyDateRule):
    """A key date whose day is known, in the contract's zone."""

    on: date


When = Callable[[date, BusinessDays], date]
"""From the day it is counted from to the day it falls on."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule in words beside the same rule as arithmetic; null where it hangs on an event."""

    rule: KeyDateRule
    when: When | None = None

    def dated(self, counted_from: date, business_days: BusinessDays) -> KeyDate | None:
        if self.when is None:
            return None
        rule = self.rule
        return KeyDate(
            kind=rule.kind,
            rule=rule.rule,
            n=rule.n,
            side=rule.side,
            method=rule.method,
            on=self.when(counted_from, business_days),
        )

    def counted_from(self, start: When) -> "Entry":
        """The same entry, of a count that begins earlier: `start` leads to where it began."""
        when = self.when
        if when is None:
            return self
        return Entry(self.rule, lambda day, days: when(start(day, days), days))


def entry_after(kind: KeyDateKind, n: int, value: int, unit: SpanUnit, event: str) -> Entry:
    """So long after the event that days are counted from."""
    return Entry(
        KeyDateRule(kind=kind, n=n, rule=later(value, unit, event)),
        lambda day, business_days: after(day, value, unit, business_days),
    )


def entry_years_after(kind: KeyDateKind, n: int, years: int, event: str) -> Entry:
    rule = f"{years} {'year' if years == 1 else 'years'} after {event}" if years else event
    return Entry(KeyDateRule(kind=kind, n=n, rule=rule), lambda day, _: add_months(day, 12 * years))


def dated(
    entries: Iterable[Entry], counted_from: date, business_days: BusinessDays
) -> tuple[KeyDate, ...]:
    """The entries whose day can be told, by day."""
    known = (entry.dated(counted_from, business_days) for entry in entries)
    return tuple(sorted(filter(None, known), key=lambda key_date: key_date.on))
