"""What licenses wait for that no person does: days that come, and reminders of days ahead."""

import logging
from datetime import timedelta
from typing import Final

from service.commands.raising import raise_dates
from service.commands.returned_notices import take_returned
from service.desk import Desk
from service.storage.due import licenses_due
from service.storage.licenses import Licenses
from service.storage.returned_notices import returned

AT_ONCE: Final = 100
AGAIN: Final = timedelta(hours=1)
"""Until a license that could not be looked at is looked at again."""

_log: Final = logging.getLogger(__name__)


def raise_due_dates(desk: Desk) -> int:
    """How many licenses had something due; any number of schedulers may run, and be killed.

    Found by index, each in a commit of its own. A failure is put off and holds up no other.
    """
    at = desk.clock()
    with desk.db.reading_work() as connection:
        found = licenses_due(connection, at, AT_ONCE)
    return sum(_raised(desk, org, license_id) for org, license_id in found)


def note_returned_notices(desk: Desk) -> int:
    """How many notices of which the letter did not arrive were acted on, each in its own commit.

    One that fails is tried again with the next look, and holds up no other.
    """
    with desk.db.reading_work() as connection:
        found = returned(connection, AT_ONCE)
    return sum(_taken(desk, *each) for each in found)


def _taken(desk: Desk, org: str, notice_id: str, letter_id: str) -> bool:
    try:
        with desk.db.transaction(org) as tx:
            take_returned(tx, notice_id, letter_id, at=desk.clock())
    except Exception:
        _log.exception("A returned notice could not be noted", extra={"notice": notice_id})
        return False
    return True


def _raised(desk: Desk, org: str, license_id: str) -> bool:
    at = desk.clock()
    try:
        with desk.db.transaction(org) as tx:
            return raise_dates(tx, license_id, at=at)
    except Exception:
        _log.exception("The dates of a license could not be raised", extra={"license": license_id})
        with desk.db.transaction(org) as tx:
            Licenses(tx).postpone(license_id, at + AGAIN)
        return True
