"""Writing down a letter that must go out, beside what happened."""

from datetime import datetime

from sqlalchemy import Connection, select

from service.domain.audit import Record
from service.domain.follow_ups import Audience
from service.domain.people import MAY, Act
from service.domain.post import Address, State
from service.storage.ids import new_id
from service.storage.once import insert_once
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


def recipients(connection: Connection, record: Record, audience: Audience) -> list[str]:
    """The ids of those who must be told; nobody is told of what he did himself."""
    found = _CHOSEN[audience](connection, record)
    return [user for user in found if user != record.actor]


def _approvers(connection: Connection, record: Record) -> list[str]:
    return _members(connection, record.org, memberships.c.role.in_(_APPROVERS))


def _asker(connection: Connection, record: Record) -> list[str]:
    """A program that asked reads the answer itself; somebody who left is not told."""
    last = connection.scalar(
        select(deal_events.c.actor)
        .where(deal_events.c.deal_id == record.deal, deal_events.c.type == "ApprovalRequested")
        .order_by(deal_events.c.seq.desc())
        .limit(1)
    )
    return _members(connection, record.org, memberships.c.user_id == last)


_CHOSEN = {Audience.APPROVERS: _approvers, Audience.ASKER: _asker}


def _members(connection: Connection, org: str, which: object) -> list[str]:
    asked = select(memberships.c.user_id).where(memberships.c.org_id == org, which)  # type: ignore[arg-type]
    return [*connection.scalars(asked.order_by(memberships.c.user_id))]


def _recipient(to: Address | str) -> dict[str, str]:
    if isinstance(to, str):
        return {"user_id": to}
    return {"to_email": to.email, "to_name": to.name}
