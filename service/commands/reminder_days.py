"""When an organization is reminded of its duties, beside the days that a deal itself agrees."""

from collections.abc import Sequence
from datetime import datetime

from service.domain.deeds import Deed
from service.storage.deals import Tx
from service.storage.org_history import OrgHistory
from service.storage.reminder_days import keep_days, own_days


def change_reminder_days(tx: Tx, days: Sequence[int] | None, *, by: str, at: datetime) -> None:
    """Days before a duty; null is as the program does. What has been sent stays sent."""
    before = own_days(tx.connection, tx.org)
    now = None if days is None else tuple(days)
    if now == before:
        return
    keep_days(tx.connection, tx.org, now, at)
    OrgHistory(tx.connection, tx.org).note(
        Deed.REMINDER_DAYS_CHANGED, by=by, at=at, before=_listed(before), now=_listed(now)
    )


def _listed(days: Sequence[int] | None) -> list[int] | None:
    return None if days is None else list(days)
