"""Telling people of their letters that did not arrive."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from service.domain.letters import AccountLetter, to_be_told
from service.domain.people import Role
from service.domain.post import FAILED, Report
from service.storage.license_tables import license_events, license_notices
from service.storage.recipients import post
from service.storage.returned_notices import note_returned
from service.storage.tables import deal_events, memberships, outbox, sign_in_links

_KIND: Final = AccountLetter.LETTER_BOUNCED
_FINAL: Final = (Report.DELIVERED, *FAILED)


def tell_of_failure(connection: Connection, letter: str, at: datetime) -> None:
    """In the transaction in which it failed, and once, however often it fails."""
    told = select(outbox.c.id).where(outbox.c.kind == _KIND, outbox.c.about == letter)
    if connection.scalar(told.limit(1)) is not None:
        return
    row = connection.execute(select(outbox).where(outbox.c.id == letter)).one()
    if note_returned(connection, row):
        return
    for user in _to_be_told(connection, row):
        key = f"{_KIND}:{letter}:{user}"
        post(connection, key=key, kind=_KIND, org=row.org_id, to=user, at=at, about=letter)


def _to_be_told(connection: Connection, letter: Any) -> tuple[str, ...]:
    there = _members(connection, letter)
    return to_be_told(
        letter.kind,
        sender=_sender(connection, letter),
        reader=letter.user_id,
        roles={row.user_id: Role(row.role) for row in there},
        failing=frozenset(row.user_id for row in there if row.last in FAILED),
    )


def _members(connection: Connection, letter: Any) -> list[Any]:
    """With what the last of their letters but this one came to."""
    last = (
        select(outbox.c.report)
        .where(
            outbox.c.user_id == memberships.c.user_id,
            outbox.c.org_id == letter.org_id,
            outbox.c.report.in_(_FINAL),
            outbox.c.id != letter.id,
        )
        .order_by(outbox.c.created_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    asked = select(memberships.c.user_id, memberships.c.role, last.label("last"))
    there = asked.where(memberships.c.org_id == letter.org_id).order_by(memberships.c.user_id)
    return [*connection.execute(there)]


def _sender(connection: Connection, letter: Any) -> str | None:
    """Whose act the letter tells of; null where it is its reader's own."""
    if letter.deal_id is not None:
        asked = select(deal_events.c.actor).where(
            deal_events.c.deal_id == letter.deal_id, deal_events.c.seq == letter.event_seq
        )
    elif letter.event_seq is not None:
        license_id = _license_of(connection, letter.about)
        asked = select(license_events.c.actor).where(
            license_events.c.license_id == license_id, license_events.c.seq == letter.event_seq
        )
    else:
        asked = select(sign_in_links.c.invited_by).where(sign_in_links.c.id == letter.about)
    return connection.scalar(asked)


def _license_of(connection: Connection, about: str) -> str | None:
    """A letter that brings a notice is about the notice."""
    asked = select(license_notices.c.license_id).where(license_notices.c.id == about)
    return connection.scalar(asked) or about
