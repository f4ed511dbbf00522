"""Coming in: sessions that begin, wait for a second step, or change to another organization."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, exists, func, insert, select, update

from service.domain.errors import NotFound
from service.storage.ids import new_id
from service.storage.tables import (
    credentials,
    memberships,
    organizations,
    sessions,
    sign_in_links,
    users,
)

SESSION_LASTS: Final = timedelta(days=14)
CODE_WAITS: Final = timedelta(minutes=10)
"""How long the second step may take."""

_LONGEST_AGENT: Final = 300


@dataclass(frozen=True, slots=True)
class House:
    """An organization that somebody belongs to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A session that has begun; `awaits_code` until the second step is made."""

    id: str
    user_id: str
    awaits_code: bool


class Visits:
    """Across organizations; only the doors use it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def user_of(self, email: str) -> str | None:
        """Who has that address, however it is capitalized."""
        found = self.connection.scalar(
            select(users.c.id)
            .where(func.lower(users.c.email) == email.lower())
            .order_by(users.c.created_at)
        )
        return None if found is None else str(found)

    def email_of(self, user: str) -> str:
        return str(self.connection.scalar(select(users.c.email).where(users.c.id == user)))

    def houses(self, user: str) -> Sequence[House]:
        """Theirs, by name."""
        rows = self.connection.execute(
            select(organizations.c.id, organizations.c.name)
            .join(memberships, memberships.c.org_id == organizations.c.id)
            .where(memberships.c.user_id == user)
            .order_by(organizations.c.name, organizations.c.id)
        )
        return [House(row.id, row.name) for row in rows]

    def last_house(self, user: str) -> str | None:
        """Where they were last, else the first that let them in; null for members of none."""
        last = (
            select(func.max(sessions.c.seen_at))
            .where(sessions.c.user_id == user, sessions.c.org_id == memberships.c.org_id)
            .scalar_subquery()
        )
        found = self.connection.execute(
            select(memberships.c.org_id, last.label("last"), memberships.c.created_at).where(
                memberships.c.user_id == user
            )
        ).all()
        seen = [row for row in found if row.last is not None]
        if seen:
            return str(max(seen, key=lambda row: row.last).org_id)
        return str(min(found, key=lambda row: row.created_at).org_id) if found else None

    def by_link(self, link: str, at: datetime, user_agent: str) -> Begun:
        """Uses the link up. NotFound if it was used before, is over, or was withdrawn."""
        used = self.connection.execute(
            update(sign_in_links)
            .where(
                sign_in_links.c.id == link,
                sign_in_links.c.used_at.is_(None),
                sign_in_links.c.expires_at > at,
            )
            .values(used_at=at)
            .returning(sign_in_links.c.user_id, sign_in_links.c.org_id, sign_in_links.c.confined)
        ).one_or_none()
        if used is None:
            raise NotFound
        return self.begin(used.org_id, used.user_id, at, user_agent, confined=used.confined)

    def begin(
        self, org: str, user: str, at: datetime, user_agent: str, *, confined: bool = False
    ) -> Begun:
        """`confined` to this organization: somebody else may have seen what opened the door."""
        made, awaits = new_id("ses"), self._has_second_step(user)
        self.connection.execute(
            insert(sessions).values(
                id=made,
                user_id=user,
                org_id=org,
                created_at=at,
                seen_at=at,
                expires_at=at + (CODE_WAITS if awaits else SESSION_LASTS),
                user_agent=user_agent[:_LONGEST_AGENT],
                confined=confined,
                awaits_code=awaits,
            )
        )
        return Begun(id=made, user_id=user, awaits_code=awaits)

    def waiting(self, session: str, at: datetime) -> str:
        """Who is to make the second step. NotFound if nobody waits there, or for too long."""
        found = self.connection.scalar(
            select(sessions.c.user_id).where(
                sessions.c.id == session,
                sessions.c.awaits_code,
                sessions.c.revoked_at.is_(None),
                sessions.c.expires_at > at,
            )
        )
        if found is None:
            raise NotFound
        return str(found)

    def complete(self, session: str, at: datetime) -> None:
        """The second step is made. NotFound as in `waiting`."""
        done = self.connection.execute(
            update(sessions)
            .where(
                sessions.c.id == session,
                sessions.c.awaits_code,
                sessions.c.revoked_at.is_(None),
                sessions.c.expires_at > at,
            )
            .values(awaits_code=False, expires_at=at + SESSION_LASTS)
        )
        if done.rowcount == 0:
            raise NotFound

    def switch(self, session: str, user: str, org: str) -> None:
        """From now on the session is in another house of theirs; NotFound for any other."""
        member = exists().where(memberships.c.org_id == org, memberships.c.user_id == user)
        moved = self.connection.execute(
            update(sessions)
            .where(
                sessions.c.id == session,
                sessions.c.user_id == user,
                sessions.c.confined.is_(False),
                sessions.c.revoked_at.is_(None),
                member,
            )
            .values(org_id=org)
        )
        if moved.rowcount == 0:
            raise NotFound

    def end(self, user: str, at: datetime, *, but: str | None = None) -> None:
        """Every session of theirs but one, wherever it is, and every link not yet used."""
        theirs = sessions.c.user_id == user, sessions.c.revoked_at.is_(None)
        ended = update(sessions).where(*theirs).values(revoked_at=at)
        self.connection.execute(ended if but is None else ended.where(sessions.c.id != but))
        self.connection.execute(
            update(sign_in_links)
            .where(sign_in_links.c.user_id == user, sign_in_links.c.used_at.is_(None))
            .values(used_at=at)
        )

    def _has_second_step(self, user: str) -> bool:
        return bool(
            self.connection.scalar(
                select(
                    exists().where(
                        credentials.c.user_id == user,
                        credentials.c.second_step_at.is_not(None),
                    )
                )
            )
        )
