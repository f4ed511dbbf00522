"""What deals wait for that no person does: offers that lapse, contracts on their way."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from service.commands.drawing_up import draw_up_next
from service.commands.negotiation import lapse
from service.desk import Desk
from service.domain.errors import StaleDeal
from service.storage.due import lapsing
from service.worker.contracts import work_on_contracts
from service.worker.deliveries import accept_silent
from service.worker.licenses import note_returned_notices, raise_due_dates
from service.worker.mondays import write_mondays
from service.worker.points import passing

AT_ONCE: Final = 100


def work_on_deals(desk: Desk, name: str, reach: Callable[[StrEnum], None] = passing) -> int:
    """How much was done; it is called again until there is nothing."""
    done = lapse_due(desk) + draw_up_next(desk, name, reach)
    done += work_on_contracts(desk, name, reach) + accept_silent(desk)
    done += note_returned_notices(desk) + raise_due_dates(desk)
    return done + write_mondays(desk)


def lapse_due(desk: Desk) -> int:
    """Whoever acts on a deal at the same moment wins, and the offer is looked at again."""
    at = desk.clock()
    with desk.db.reading_work() as connection:
        due = lapsing(connection, at, AT_ONCE)
    for org, deal_id in due:
        try:
            with desk.db.transaction(org) as tx:
                lapse(tx, deal_id, at=at)
        except StaleDeal:
            continue
    return len(due)
