"""What deliveries wait for that no person does: the end of the time to test."""

from typing import Final

from service.commands.deliveries import accept_lapsed
from service.desk import Desk
from service.storage.deliveries import silent

AT_ONCE: Final = 100


def accept_silent(desk: Desk) -> int:
    """How many licenses had items that silence accepted; it is called again until there are none."""
    at = desk.clock()
    with desk.db.reading_work() as connection:
        due = silent(connection, at, AT_ONCE)
    count = 0
    for org, license_id in due:
        with desk.db.transaction(org) as tx:
            count += accept_lapsed(tx, license_id, at=at)
    return count
