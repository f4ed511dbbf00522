"""How many days before a duty an organization is reminded of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, null, select, update

from service.domain.licenses.parts import Status
from service.domain.licenses.reminders import DEFAULT_DAYS
from service.storage.license_tables import licenses
from service.storage.tables import organizations


def own_days(connection: Connection, org: str) -> tuple[int, ...] | None:
    """Null where the organization has not said anything."""
    asked = select(organizations.c.reminder_days).where(organizations.c.id == org)
    found = connection.scalar(asked)
    return None if found is None else tuple(found)


def duty_days(connection: Connection, org: str) -> tuple[int, ...]:
    return own_days(connection, org) or DEFAULT_DAYS


def keep_days(connection: Connection, org: str, days: Sequence[int] | None, at: datetime) -> None:
    """Each license is looked at again, so that the worker finds what is due next from now on."""
    said = null() if days is None else list(days)
    mine = organizations.c.id == org
    connection.execute(update(organizations).where(mine).values(reminder_days=said))
    connection.execute(
        update(licenses)
        .where(licenses.c.org_id == org, licenses.c.status != Status.CLOSED)
        .values(next_at=at)
    )
