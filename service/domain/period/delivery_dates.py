"""The key dates of deliveries: on a day, or so long after an event."""

from collections.abc import Iterator
from datetime import date

from service.domain.period.entries import Entry, KeyDateKind, KeyDateRule, entry_after
from service.domain.period.words import START, later
from service.domain.terms.delivery import (
    AcceptanceStarts,
    Delivery,
    DueAfter,
    DueEvent,
    SpanUnit,
)
from service.domain.wording import day_in_words


def entries_of_delivery(delivery: Delivery) -> Iterator[Entry]:
    """Counted from the first day of the license; `n` is the number of the delivery, from 1."""
    for n, tranche in enumerate(delivery.schedule, 1):
        if tranche.due_date:
            yield _due_on(tranche.due_date, n)
        elif tranche.due_after:
            yield _due_after(tranche.due_after, n)
    yield Entry(KeyDateRule(kind=KeyDateKind.ACCEPTANCE_LAPSES, rule=acceptance_lapses(delivery)))


def _due_on(day: date, n: int) -> Entry:
    rule = KeyDateRule(kind=KeyDateKind.DELIVERY_DUE, n=n, rule=day_in_words(day))
    return Entry(rule, lambda _start, _days: day)


def _due_after(due: DueAfter, n: int) -> Entry:
    match due.event:
        case DueEvent.EFFECTIVE_DATE:
            return entry_after(KeyDateKind.DELIVERY_DUE, n, due.value, due.unit, START)
        case DueEvent.PAYMENT:
            event = "payment"
        case DueEvent.PREVIOUS_ACCEPTANCE:
            event = f"the acceptance of delivery {n - 1}"
    rule = later(due.value, due.unit, event)
    return Entry(KeyDateRule(kind=KeyDateKind.DELIVERY_DUE, n=n, rule=rule))


def acceptance_lapses(delivery: Delivery) -> str:
    """When silence accepts, in words."""
    each = delivery.acceptance_starts is AcceptanceStarts.EACH_DELIVERY
    event = "each delivery" if each else "the complete delivery of a line"
    return later(delivery.acceptance_days, SpanUnit.DAYS, event)
