"""Notices that people give, prove, confirm and take back. Every command: load, decide, record."""

from datetime import date, datetime

from service.commands.licenses import moved
from service.commands.making_licenses import days_of
from service.domain.licenses import notices
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given, Giving
from service.domain.terms.parties import Side
from service.storage.deals import Tx
from service.storage.ids import new_id
from service.storage.licenses import Licenses


def give_notice(
    tx: Tx, license_id: str, given: Given, *, side: Side, by: str, at: datetime
) -> License:
    """The last of its notices is the new one; a termination is `licenses.terminate`."""
    notice_id = new_id("not")
    return moved(
        tx,
        license_id,
        lambda license: notices.give(
            license,
            given,
            Giving(notice_id=notice_id, side=side, days=days_of(license.terms), by=by, at=at),
        ),
    )


def confirm_receipt(tx: Tx, notice_id: str, on: date, *, by: str, at: datetime) -> License:
    """The other side says on which day it came."""
    return moved(
        tx,
        _license_of(tx, notice_id),
        lambda license: notices.receive(
            license, notice_id, on, days=days_of(license.terms), by=by, at=at
        ),
    )


def bounced(tx: Tx, notice_id: str, detail: str, *, by: str, at: datetime) -> License:
    """It came back; whoever gave it must give it again by another method."""
    return moved(
        tx,
        _license_of(tx, notice_id),
        lambda license: notices.bounce(license, notice_id, detail, by=by, at=at),
    )


def take_back(tx: Tx, notice_id: str, consent: str, *, by: str, at: datetime) -> License:
    """`consent` names the other side's written consent."""
    return moved(
        tx,
        _license_of(tx, notice_id),
        lambda license: notices.take_back(license, notice_id, consent, by=by, at=at),
    )


def prove(
    tx: Tx,
    notice_id: str,
    *,
    tracking: str | None,
    evidence_sha256: str | None,
    by: str,
    at: datetime,
) -> License:
    """The courier's tracking number, or the digest of a file that is kept."""
    return moved(
        tx,
        _license_of(tx, notice_id),
        lambda license: notices.prove(
            license,
            notice_id,
            tracking=tracking,
            evidence_sha256=evidence_sha256,
            by=by,
            at=at,
        ),
    )


def _license_of(tx: Tx, notice_id: str) -> str:
    return Licenses(tx).license_of_notice(notice_id)
