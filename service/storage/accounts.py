"""Organizations, people, their sessions, one-time links and keys."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, update

from service.domain.errors import NotFound
from service.domain.people import Client, Person, Role, Scope
from service.storage.ids import new_id
from service.storage.tables import (
    api_keys,
    credentials,
    memberships,
    organizations,
    sessions,
    sign_in_links,
    users,
)
from service.storage.types import UtcTime

LINK_LASTS: Final = timedelta(hours=24)
SEEN_EVERY: Final = timedelta(minutes=5)
_KEY_PREFIX: Final = "cpk"

_LIVE_KEY: Final = select(api_keys).where(
    api_keys.c.id == bindparam("key"), api_keys.c.revoked_at.is_(None)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    user_id: str
    name: str
    email: str
    role: Role
    second_step: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A key as a list shows it; what opens with it was shown once and is not kept."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    id: str
    user_agent: str
    created_at: datetime
    seen_at: datetime


class Accounts:
    """Reads and writes across organizations; only the doors and the commands of setup use it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def organization(self, slug: str, name: str, at: datetime) -> str:
        """The id of the organization of that short name, made if there is none."""
        found = self.connection.scalar(
            select(organizations.c.id).where(organizations.c.slug == slug)
        )
        if found is not None:
            return str(found)
        made = new_id("org")
        self.connection.execute(
            insert(organizations).values(
                id=made, slug=slug, name=name, created_at=at, last_position=0
            )
        )
        return made

    def organization_of(self, slug: str) -> str:
        """NotFound if there is none of that short name."""
        return self._one(select(organizations.c.id).where(organizations.c.slug == slug))

    def user(self, email: str, name: str, at: datetime) -> str:
        """The id of the person with that address, made if there is none.

        However it is capitalized: it is the same mailbox wherever people read mail.
        """
        found = self.connection.scalar(
            select(users.c.id)
            .where(func.lower(users.c.email) == email.lower())
            .order_by(users.c.created_at)
        )
        if found is not None:
            return str(found)
        made = new_id("usr")
        self.connection.execute(
            insert(users).values(id=made, email=email, name=name, created_at=at)
        )
        return made

    def join(self, org: str, user: str, role: Role, at: datetime) -> None:
        """Somebody who is a member already gets the role."""
        changed = self.connection.execute(
            update(memberships)
            .where(memberships.c.org_id == org, memberships.c.user_id == user)
            .values(role=role)
        )
        if changed.rowcount == 0:
            self.connection.execute(
                insert(memberships).values(org_id=org, user_id=user, role=role, created_at=at)
            )

    def members(self, org: str) -> Sequence[Member]:
        on = credentials.c.second_step_at.is_not(None).label("on")
        rows = self.connection.execute(
            select(users.c.id, users.c.name, users.c.email, memberships.c.role, on)
            .join(memberships, memberships.c.user_id == users.c.id)
            .outerjoin(credentials, credentials.c.user_id == users.c.id)
            .where(memberships.c.org_id == org)
            .order_by(users.c.name, users.c.id)
        )
        return [
            Member(
                user_id=row.id,
                name=row.name,
                email=row.email,
                role=Role(row.role),
                second_step=bool(row.on),
            )
            for row in rows
        ]

    def change_role(self, org: str, user: str, role: Role) -> None:
        """NotFound if they are no member."""
        changed = self.connection.execute(
            update(memberships)
            .where(memberships.c.org_id == org, memberships.c.user_id == user)
            .values(role=role)
        )
        if changed.rowcount == 0:
            raise NotFound

    def leave(self, org: str, user: str, at: datetime) -> None:
        """No longer a member; their sessions and links there are over. NotFound if they are none."""
        left = self.connection.execute(
            delete(memberships).where(memberships.c.org_id == org, memberships.c.user_id == user)
        )
        if left.rowcount == 0:
            raise NotFound
        theirs = (sessions.c.org_id == org, sessions.c.user_id == user)
        self.connection.execute(
            update(sessions).where(*theirs, sessions.c.revoked_at.is_(None)).values(revoked_at=at)
        )
        self.connection.execute(
            delete(sign_in_links).where(
                sign_in_links.c.org_id == org, sign_in_links.c.user_id == user
            )
        )

    def hold(self, org: str) -> None:
        """Nobody else changes who belongs to the organization until this transaction ends."""
        self._one(select(organizations.c.id).where(organizations.c.id == org).with_for_update())

    def sign_in_link(
        self,
        org: str,
        user: str,
        at: datetime,
        *,
        confined: bool = False,
        invited_by: str | None = None,
    ) -> str:
        """The id of a link that signs a member in to this organization, once, within a day.

        `confined` if somebody else sees the link: it must not open their other organizations.
        """
        made = new_id("lnk")
        self.connection.execute(
            insert(sign_in_links).values(
                id=made,
                org_id=org,
                user_id=user,
                created_at=at,
                expires_at=at + LINK_LASTS,
                confined=confined,
                invited_by=invited_by,
            )
        )
        return made

    def invited(self, link: str, at: datetime) -> Member:
        """Whom a link that still works would sign in; NotFound for any other."""
        row = self.connection.execute(
            select(users.c.id, users.c.name, users.c.email, memberships.c.role)
            .join(sign_in_links, sign_in_links.c.user_id == users.c.id)
            .join(
                memberships,
                (memberships.c.user_id == users.c.id)
                & (memberships.c.org_id == sign_in_links.c.org_id),
            )
            .where(
                sign_in_links.c.id == link,
                sign_in_links.c.used_at.is_(None),
                sign_in_links.c.expires_at > at,
            )
        ).one_or_none()
        if row is None:
            raise NotFound
        return Member(user_id=row.id, name=row.name, email=row.email, role=Role(row.role))

    def person(self, session: str, at: datetime) -> Person | None:
        """Who is signed in by a session; null when it is over, revoked, or they have left."""
        row = self.connection.execute(
            select(
                users.c.id,
                users.c.name,
                users.c.email,
                memberships.c.role,
                sessions.c.confined,
                organizations.c.id.label("org_id"),
                organizations.c.name.label("org_name"),
            )
            .select_from(sessions)
            .join(users, users.c.id == sessions.c.user_id)
            .join(organizations, organizations.c.id == sessions.c.org_id)
            .join(
                memberships,
                (memberships.c.user_id == users.c.id) & (memberships.c.org_id == sessions.c.org_id),
            )
            .where(
                sessions.c.id == session,
                sessions.c.awaits_code.is_(False),
                sessions.c.revoked_at.is_(None),
                sessions.c.expires_at > at,
            )
        ).one_or_none()
        if row is None:
            return None
        return Person(
            user_id=row.id,
            name=row.name,
            email=row.email,
            org_id=row.org_id,
            org_name=row.org_name,
            role=Role(row.role),
            session_id=session,
            confined=row.confined,
        )

    def sessions_of(self, org: str, user: str, at: datetime) -> Sequence[SessionRow]:
        """Those in this organization that are not over, the last used first."""
        rows = self.connection.execute(
            select(sessions)
            .where(
                sessions.c.org_id == org,
                sessions.c.user_id == user,
                sessions.c.awaits_code.is_(False),
                sessions.c.revoked_at.is_(None),
                sessions.c.expires_at > at,
            )
            .order_by(sessions.c.seen_at.desc())
        )
        return [
            SessionRow(id=r.id, user_agent=r.user_agent, created_at=r.created_at, seen_at=r.seen_at)
            for r in rows
        ]

    def seen_lately(self, session: str, at: datetime) -> bool:
        """Whether `seen` has nothing to write."""
        last = self.connection.scalar(select(sessions.c.seen_at).where(sessions.c.id == session))
        return last is not None and last >= at - SEEN_EVERY

    def seen(self, session: str, at: datetime) -> None:
        """Written at most every five minutes, since nobody needs it finer."""
        self.connection.execute(
            update(sessions)
            .where(sessions.c.id == session, sessions.c.seen_at < at - SEEN_EVERY)
            .values(seen_at=at)
        )

    def end_session(self, user: str, session: str, at: datetime) -> None:
        """NotFound if it is somebody else's."""
        ended = self.connection.execute(
            update(sessions)
            .where(sessions.c.id == session, sessions.c.user_id == user)
            .values(revoked_at=at)
        )
        if ended.rowcount == 0:
            raise NotFound

    def new_key(
        self, org: str, name: str, scopes: Iterable[Scope], *, by: str, at: datetime
    ) -> tuple[str, str]:
        """The id of a new key, and the key itself, which is shown once and never kept."""
        made, secret = new_id("key"), secrets.token_urlsafe(32)
        self.connection.execute(
            insert(api_keys).values(
                id=made,
                org_id=org,
                secret_sha256=_digest(secret),
                name=name,
                scopes=sorted(scopes),
                created_by=by,
                created_at=at,
            )
        )
        return made, f"{_KEY_PREFIX}_{made.removeprefix('key_')}_{secret}"

    def client(self, key: str) -> Client | None:
        """Whose key it is; null for one that is unknown or revoked."""
        prefix, _, rest = key.partition("_")
        id, _, secret = rest.partition("_")
        if prefix != _KEY_PREFIX or not secret:
            return None
        row = self.connection.execute(_LIVE_KEY, {"key": f"key_{id}"}).one_or_none()
        if row is None or not hmac.compare_digest(row.secret_sha256, _digest(secret)):
            return None
        return Client(
            key_id=row.id,
            org_id=row.org_id,
            scopes=frozenset(Scope(s) for s in row.scopes),
            used_at=row.used_at,
        )

    def used_key(self, key: str, at: datetime) -> None:
        """Written at most every five minutes."""
        self.connection.execute(
            update(api_keys)
            .where(
                api_keys.c.id == key,
                api_keys.c.used_at.is_(None) | (api_keys.c.used_at < at - SEEN_EVERY),
            )
            .values(used_at=at)
        )

    def keys(self, org: str) -> Sequence[KeyRow]:
        rows = self.connection.execute(
            select(api_keys)
            .where(api_keys.c.org_id == org)
            .order_by(api_keys.c.created_at, api_keys.c.id)
        )
        return [_key_row(row) for row in rows]

    def key(self, org: str, key: str) -> KeyRow:
        """NotFound if it is another organization's."""
        row = self.connection.execute(
            select(api_keys).where(api_keys.c.id == key, api_keys.c.org_id == org)
        ).one_or_none()
        if row is None:
            raise NotFound
        return _key_row(row)

    def revoke_key(self, org: str, key: str, at: datetime) -> None:
        """NotFound if it is another organization's; a key stays revoked since it first was."""
        revoked = self.connection.execute(
            update(api_keys)
            .where(api_keys.c.id == key, api_keys.c.org_id == org)
            .values(revoked_at=func.coalesce(api_keys.c.revoked_at, literal(at, UtcTime)))
        )
        if revoked.rowcount == 0:
            raise NotFound

    def _one(self, asked: Any) -> str:
        found = self.connection.scalar(asked)
        if found is None:
            raise NotFound
        return str(found)


def _key_row(row: Any) -> KeyRow:
    return KeyRow(
        id=row.id,
        name=row.name,
        scopes=tuple(Scope(scope) for scope in row.scopes),
        created_at=row.created_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
