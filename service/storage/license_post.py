"""Letters about licenses, written down with what happened; reminders, each one row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from service.domain.audit import Record
from service.domain.event import Event
from service.domain.licenses.events import NoticeBounced, NoticeGiven, NoticeReceived
from service.domain.licenses.follow_ups import (
    LicenseAudience,
    LicenseLetter,
    follow_ups_of,
)
from service.domain.licenses.license import License
from service.domain.licenses.placeholders import NO_ADDRESS
from service.domain.licenses.reminders import Fate, Raised
from service.domain.party import LinkHolder
from service.domain.people import MAY, Act, Role
from service.domain.post import Address
from service.storage.deals import Tx
from service.storage.ids import new_id
from service.storage.license_tables import license_reminders, licenses
from service.storage.once import insert_once
from service.storage.recipients import (
    Recipient,
    members_of,
    members_who_are,
    owners_of,
    post,
)

_ACTING = [role for role, acts in MAY.items() if Act.DRAFT in acts]
_APPROVERS = [role for role, acts in MAY.items() if Act.APPROVE in acts]
_ONCE = ("license_id", "key", "on", "days_before", "recipient")


def owners_of_license(tx: Tx, license: License) -> list[str]:
    """Whoever worked on its deal, or recorded it, as far as they are members still.

    Where none of them may act any more, approvers too; where there are none, everybody: nobody
    misses a day because nobody is left who knew the license.
    """
    made_by = tx.connection.scalar(select(licenses.c.made_by).where(licenses.c.id == license.id))
    deal = license.deal_id
    acted = owners_of(tx.connection, tx.org, deal) if deal else []
    recorded = members_of(tx.connection, tx.org, [made_by or ""])
    found = dict.fromkeys((*acted, *recorded))
    if found.keys() & {*members_who_are(tx.connection, tx.org, _ACTING)}:
        return [*found]
    others = members_who_are(tx.connection, tx.org, _APPROVERS)
    others = others or members_who_are(tx.connection, tx.org, [*Role])
    return [*dict.fromkeys((*found, *others))]


def send_out(tx: Tx, license: License, record: Record, event: Event) -> None:
    """One letter for each of those who must be told, whoever they are at this moment."""
    told: set[tuple[str, str]] = set()
    for follow_up in follow_ups_of(license, event):
        for reader in _readers(tx, license, event, follow_up.to):
            if (follow_up.kind, reader.place) in told:
                continue
            told.add((follow_up.kind, reader.place))
            post(
                tx.connection,
                key=f"{license.id}:{record.seq}:{follow_up.kind}:{reader.name}",
                kind=follow_up.kind,
                org=tx.org,
                to=reader.to,
                at=event.at,
                event_seq=record.seq,
                about=event.notice.id if isinstance(event, NoticeGiven) else license.id,
            )


def send_license_link(tx: Tx, holder: LinkHolder, *, at: datetime) -> None:
    """To the address that it was made for: nobody of our side ever sees a link."""
    _to_holder(tx, holder, LicenseLetter.LINK, f"{holder.link_id}:{at.isoformat()}", at)


def send_notice_code(tx: Tx, holder: LinkHolder, code_id: str, *, at: datetime) -> None:
    """The code is made from its id when the letter is written."""
    _to_holder(tx, holder, LicenseLetter.NOTICE_CODE, code_id, at)


def _to_holder(tx: Tx, holder: LinkHolder, kind: LicenseLetter, about: str, at: datetime) -> None:
    post(
        tx.connection,
        key=f"{about}:{kind}",
        kind=kind,
        org=tx.org,
        to=Address(holder.email, holder.name),
        at=at,
        about=about.partition(":")[0],
    )


def raise_reminders(tx: Tx, license: License, found: Iterable[Raised], at: datetime) -> int:
    """Each once for each of our people; what is dropped is written down and not sent."""
    readers = owners_of_license(tx, license)
    rows = [_row(tx, license, each, reader, at) for each in found for reader in readers]
    return sum(_raise(tx, row) for row in rows)


def _raise(tx: Tx, row: dict[str, Any]) -> bool:
    if not insert_once(tx.connection, license_reminders, row, key=_ONCE):
        return False
    if row["fate"] == Fate.DROPPED:
        return True
    return post(
        tx.connection,
        key=f"{row['id']}:{LicenseLetter.REMINDER}",
        kind=LicenseLetter.REMINDER,
        org=tx.org,
        to=row["recipient"],
        at=row["raised_at"],
        about=row["id"],
    )


def _row(tx: Tx, license: License, found: Raised, reader: str, at: datetime) -> dict[str, Any]:
    reminder = found.reminder
    return {
        "id": new_id("rem"),
        "org_id": tx.org,
        "license_id": license.id,
        "key": reminder.key,
        "on": reminder.on,
        "days_before": reminder.offset,
        "recipient": reader,
        "due_at": reminder.at,
        "fate": found.fate,
        "raised_at": at,
    }


def _readers(tx: Tx, license: License, event: Event, audience: LicenseAudience) -> list[Recipient]:
    match audience:
        case LicenseAudience.GIVER:
            found = members_of(tx.connection, tx.org, _givers(license, event))
            return [Recipient(user) for user in found]
        case LicenseAudience.OWNERS:
            return [Recipient(user) for user in owners_of_license(tx, license)]
        case LicenseAudience.APPROVERS:
            found = members_who_are(tx.connection, tx.org, _APPROVERS)
            return [Recipient(user) for user in found]
        case LicenseAudience.PARTIES:
            return _parties(license)
        case LicenseAudience.HOLDER:
            via = event.via if isinstance(event, NoticeGiven | NoticeReceived) else None
            return [Recipient(Address(via.email))] if via else []


def _givers(license: License, event: Event) -> list[str]:
    match event:
        case NoticeGiven():
            return [event.notice.by]
        case NoticeBounced():
            return [license.notice(event.notice_id).by]
        case _:
            return []


def _parties(license: License) -> list[Recipient]:
    parties = license.terms.parties
    everybody = (*parties.licensors, parties.licensee)
    return [
        Recipient(Address(email, party.legal_name))
        for party in everybody
        for email in (party.notice_email, *party.notice_copies)
        if email != NO_ADDRESS
    ]
