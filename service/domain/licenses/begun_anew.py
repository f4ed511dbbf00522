"""Duties that another state of a license makes another duty: they wait again."""

from datetime import datetime

from service.domain.event import Event
from service.domain.licenses.events import KeyDateReopened
from service.domain.licenses.key_dates import DueDate, LicenseDateKind, dates_of
from service.domain.licenses.license import License
from service.domain.people import SYSTEM
from service.domain.period.counting import BusinessDays
from service.domain.period.entries import KeyDateKind
from service.domain.period.zones import day_at

_REASON = "The contract was changed: what it asks for, or its day, is another one now."


def begun_anew(
    before: License, days_before: BusinessDays, after: License, days: BusinessDays, at: datetime
) -> tuple[Event, ...]:
    """Of each duty ahead that was settled or missed before it became what it is now.

    What was due before the change stays as it was: what has accrued is untouched (legal-review.md
    B15). A delivery or a payment that only has another day is still the same.
    """
    on = day_at(at, after.zone)
    known = {each.key: each for each in dates_of(before, on, days_before)}
    return tuple(
        KeyDateReopened(key=each.key, reason=_REASON, by=SYSTEM, at=at)
        for each in dates_of(after, on, days)
        if each.on >= on and _is_another(before, known.get(each.key), after, each)
    )


def _is_another(before: License, old: DueDate | None, after: License, new: DueDate) -> bool:
    if new.settled is None:
        return new.missed and (old is None or old.on != new.on)
    if old is None:
        return True
    match new.kind:
        case KeyDateKind.DELIVERY_DUE:
            return _asked(before, old) != _asked(after, new)
        case LicenseDateKind.PAYMENT_DUE:
            return old.rule != new.rule
        case _:
            return old.on != new.on


def _asked(license: License, found: DueDate) -> tuple[str, object]:
    row = license.terms.delivery.schedule[found.n - 1]
    return row.line, row.quantity
