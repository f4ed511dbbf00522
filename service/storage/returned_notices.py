"""Notices whose letter did not arrive: noted with the failure, acted on by a worker."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from service.domain.errors import NotFound
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.licenses.notices import has_returned
from service.domain.period.zones import day_at
from service.storage.license_tables import license_notices
from service.storage.licenses import LicenseReader


def note_returned(connection: Connection, letter: Any) -> bool:
    """Whether the letter, a row of the outbox, was a notice; whoever gave that is told of it so."""
    if letter.kind != LicenseLetter.NOTICE or letter.to_email is None:
        return False
    if not _was_the_notice(connection, letter):
        return False
    connection.execute(
        update(license_notices)
        .where(license_notices.c.id == letter.about)
        .values(returned_letter=letter.id)
    )
    return True


def returned(connection: Connection, limit: int) -> list[tuple[str, str, str]]:
    """Organization, notice and letter."""
    rows = connection.execute(
        select(license_notices.c.org_id, license_notices.c.id, license_notices.c.returned_letter)
        .where(license_notices.c.returned_letter.is_not(None))
        .order_by(license_notices.c.returned_letter)
        .limit(limit)
    )
    return [(row.org_id, row.id, row.returned_letter) for row in rows]


def forget_returned(connection: Connection, notice_id: str) -> None:
    """It is acted on."""
    connection.execute(
        update(license_notices)
        .where(license_notices.c.id == notice_id)
        .values(returned_letter=None)
    )


def _was_the_notice(connection: Connection, letter: Any) -> bool:
    reader = LicenseReader(connection, letter.org_id)
    try:
        license = reader.license(reader.license_of_notice(letter.about or ""))
    except NotFound:
        return False
    given_at: datetime = letter.created_at
    notice = license.notice(letter.about)
    return has_returned(license, notice, letter.to_email, day_at(given_at, license.zone))
