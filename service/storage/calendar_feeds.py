"""Calendar feeds: who may read the key dates of an organization without signing in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, insert, select, update

from service.domain.errors import NotFound
from service.domain.letters import Detail
from service.domain.people import MAY, Act, Role
from service.storage.calendar_tables import calendar_feeds as feeds
from service.storage.ids import new_id
from service.storage.tables import memberships, organizations

NOTED_EVERY: Final = timedelta(hours=1)
"""Programs ask every few hours; nobody needs to know it finer."""

_READERS: Final = [role for role, acts in MAY.items() if Act.READ in acts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """`read_at` is when a program last fetched it, null as long as none has."""

    id: str
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Whose feed it is, and what the organization lets out of the house."""

    org_id: str
    org_name: str
    detail: Detail
    role: Role
    read_at: datetime | None


class CalendarFeeds:
    """Each member has one at the most that opens."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def of(self, org: str, user: str) -> Feed | None:
        row = self.connection.execute(select(feeds).where(*_live(org, user))).one_or_none()
        if row is None:
            return None
        return Feed(id=row.id, created_at=row.created_at, read_at=row.read_at)

    def make(self, org: str, user: str, at: datetime) -> str:
        """The id of a new one; the one before opens nothing any more."""
        self.end(org, user, at)
        made = new_id("cal")
        self.connection.execute(
            insert(feeds).values(id=made, org_id=org, user_id=user, created_at=at)
        )
        return made

    def end(self, org: str, user: str, at: datetime) -> None:
        self.connection.execute(update(feeds).where(*_live(org, user)).values(revoked_at=at))

    def subscriber(self, feed: str) -> Subscriber:
        """NotFound for one that is revoked, or whose owner has left or may not read any more."""
        row = self.connection.execute(_SUBSCRIBER.where(feeds.c.id == feed)).one_or_none()
        if row is None:
            raise NotFound
        return Subscriber(
            org_id=row.org_id,
            org_name=row.name,
            detail=Detail(row.letters_detail),
            role=Role(row.role),
            read_at=row.read_at,
        )

    def note(self, feed: str, at: datetime) -> None:
        self.connection.execute(update(feeds).where(feeds.c.id == feed).values(read_at=at))


_SUBSCRIBER: Final = (
    select(feeds, organizations.c.name, organizations.c.letters_detail, memberships.c.role)
    .join(organizations, organizations.c.id == feeds.c.org_id)
    .join(
        memberships,
        (memberships.c.org_id == feeds.c.org_id) & (memberships.c.user_id == feeds.c.user_id),
    )
    .where(feeds.c.revoked_at.is_(None), memberships.c.role.in_(_READERS))
)


def _live(org: str, user: str) -> tuple[ColumnElement[Any], ...]:
    return feeds.c.org_id == org, feeds.c.user_id == user, feeds.c.revoked_at.is_(None)
