"""What people do about key dates: done, waived, opened again. Every command: load, decide, record."""

from datetime import datetime

from service.commands.licenses import moved
from service.commands.making_licenses import days_of
from service.domain.event import Event
from service.domain.licenses import key_dates
from service.domain.licenses.license import License
from service.domain.licenses.parts import SettledHow
from service.domain.period.zones import day_at
from service.storage.deals import Tx
from service.storage.licenses import Licenses


def mark_done(
    tx: Tx, key_date_id: str, note: str, *, file_sha256: str | None, by: str, at: datetime
) -> License:
    """NoDuty, KeyDateSettledAlready."""
    return _settled(tx, key_date_id, SettledHow.DONE, note, file_sha256, by, at)


def waive(tx: Tx, key_date_id: str, reason: str, *, by: str, at: datetime) -> License:
    """By an approver, which the door asks for; the reason is needed."""
    return _settled(tx, key_date_id, SettledHow.WAIVED, reason, None, by, at)


def reopen(tx: Tx, key_date_id: str, reason: str, *, by: str, at: datetime) -> License:
    license_id, key = Licenses(tx).place_of_date(key_date_id)
    return moved(
        tx, license_id, lambda license: key_dates.reopen(license, key, reason, by=by, at=at)
    )


def _settled(
    tx: Tx,
    key_date_id: str,
    how: SettledHow,
    note: str,
    file_sha256: str | None,
    by: str,
    at: datetime,
) -> License:
    license_id, key = Licenses(tx).place_of_date(key_date_id)

    def rule(license: License) -> tuple[Event, ...]:
        on = day_at(at, license.zone)
        found = key_dates.date_named(license, key, on, days_of(license.terms))
        return key_dates.settle(license, found, how, note, file_sha256=file_sha256, by=by, at=at)

    return moved(tx, license_id, rule)
