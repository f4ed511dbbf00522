"""Letters on Mondays: written when they are due, one a week and reader."""

import logging
from datetime import timedelta
from typing import Final

from service.commands.monday_letters import raise_monday
from service.desk import Desk
from service.storage.mondays import Mondays

AT_ONCE: Final = 100
AGAIN: Final = timedelta(hours=1)
"""Until one that could not be written is tried again."""

_log: Final = logging.getLogger(__name__)


def write_mondays(desk: Desk) -> int:
    """How many were due; any number of schedulers may run, and be killed.

    Each in a commit of its own. A failure is put off and holds up no other.
    """
    at = desk.clock()
    with desk.db.reading_work() as connection:
        found = Mondays(connection).due(at, AT_ONCE)
    return sum(_raised(desk, org, choice) for org, choice in found)


def _raised(desk: Desk, org: str, choice: str) -> bool:
    at = desk.clock()
    try:
        with desk.db.transaction(org) as tx:
            return raise_monday(tx, choice, at=at)
    except Exception:
        _log.exception("A letter on Mondays could not be written", extra={"choice": choice})
        with desk.db.transaction(org) as tx:
            Mondays(tx.connection).wait(choice, at + AGAIN)
        return True
