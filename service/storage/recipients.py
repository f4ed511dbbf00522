"""Writing down a letter that must go out, beside what happened."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from service.domain.audit import Record
from service.domain.follow_ups import Audience
from service.domain.people import MAY, Act
from service.domain.post import Address, State
from service.storage.ids import new_id
from service.storage.negotiation_tables import deal_links
from service.storage.once import insert_once
from service.storage.signing_audiences import SIGNING
from service.storage.tables import deal_events, memberships, outbox

_APPROVERS = [role for role, acts in MAY.items() if Act.APPROVE in acts]


def post(
    connection: Connection,
    *,
    key: str,
    kind: str,
    org: str,
    to: Address | str,
    at: datetime,
    deal: str | None = None,
    event_seq: int | None = None,
    about: str | None = None,
) -> bool:
    """In the transaction of what happened; false where a letter of this key stands already.

    `to` is somebody's id, whose address is looked up when the letter leaves, or an address.
    """
    row = {
        "id": new_id("out"),
        "org_id": org,
        "key": key,
        "kind": kind,
        "deal_id": deal,
        "event_seq": event_seq,
        "about": about,
        "created_at": at,
        "due_at": at,
        "state": State.PENDING,
        "attempts": 0,
        "possible_duplicate": False,
        "reconciled": False,
        "fault": "",
        "report": "",
        "report_reason": "",
        "fence": 0,
        **_recipient(to),
    }
    return insert_once(connection, outbox, row, key=("key",))


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member by id, or an address, with the id of the link or the question that its letter opens."""

    to: Address | str
    link: str | None = None

    @property
    def name(self) -> str:
        """What tells letters about one event apart; of an address only a digest."""
        if self.link or isinstance(self.to, str):
            return self.link or str(self.to)
        return hashlib.sha256(self.to.email.lower().encode()).hexdigest()[:20]

    @property
    def place(self) -> str:
        """Where the letter goes: an address whatever its case, or a member."""
        return self.to if isinstance(self.to, str) else self.to.email.lower()


def recipients(connection: Connection, record: Record, audience: Audience) -> list[Recipient]:
    """Those who must be told; no member is told of what he did himself."""
    if audience is Audience.LINKS:
        return links_of(connection, record.org, record.deal)
    if audience in SIGNING:
        return [
            Recipient(Address(found.email, found.name), found.about)
            for found in SIGNING[audience](connection, record)
        ]
    found = _CHOSEN[audience](connection, record)
    return [Recipient(user) for user in found if user != record.actor]


def links_of(connection: Connection, org: str, deal: str) -> list[Recipient]:
    """Everybody who still acts by a personal link."""
    rows = connection.execute(
        select(deal_links.c.id, deal_links.c.email, deal_links.c.name)
        .where(
            deal_links.c.org_id == org,
            deal_links.c.deal_id == deal,
            deal_links.c.revoked_at.is_(None),
        )
        .order_by(deal_links.c.created_at, deal_links.c.id)
    )
    return [Recipient(Address(row.email, row.name), row.id) for row in rows]


def _approvers(connection: Connection, record: Record) -> list[str]:
    return members_who_are(connection, record.org, _APPROVERS)


def _asker(connection: Connection, record: Record) -> list[str]:
    """A program that asked reads the answer itself; somebody who left is not told."""
    last = connection.scalar(
        select(deal_events.c.actor)
        .where(deal_events.c.deal_id == record.deal, deal_events.c.type == "ApprovalRequested")
        .order_by(deal_events.c.seq.desc())
        .limit(1)
    )
    return _members(connection, record.org, memberships.c.user_id == last)


def owners_of(connection: Connection, org: str, deal: str) -> list[str]:
    """Members who have done something on the deal; programs follow events themselves."""
    acted = select(deal_events.c.actor).where(deal_events.c.deal_id == deal)
    return _members(connection, org, memberships.c.user_id.in_(acted))


def members_of(connection: Connection, org: str, users: Sequence[str]) -> list[str]:
    """Those of these who belong to the organization."""
    return _members(connection, org, memberships.c.user_id.in_(users))


def members_who_are(connection: Connection, org: str, roles: Sequence[str]) -> list[str]:
    return _members(connection, org, memberships.c.role.in_(roles))


def _owners(connection: Connection, record: Record) -> list[str]:
    return owners_of(connection, record.org, record.deal)


_CHOSEN = {Audience.APPROVERS: _approvers, Audience.ASKER: _asker, Audience.OWNERS: _owners}


def _members(connection: Connection, org: str, which: object) -> list[str]:
    asked = select(memberships.c.user_id).where(memberships.c.org_id == org, which)  # type: ignore[arg-type]
    return [*connection.scalars(asked.order_by(memberships.c.user_id))]


def _recipient(to: Address | str) -> dict[str, str]:
    if isinstance(to, str):
        return {"user_id": to}
    return {"to_email": to.email, "to_name": to.name}
