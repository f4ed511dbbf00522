"""What contracts wait for that no person does: reminders, the last day to sign, the seal."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from service.commands import signing
from service.commands.sealing import seal_next
from service.desk import Desk
from service.domain.seal_work import OVERDUE
from service.storage.contracts import Contracts
from service.storage.deals import Tx
from service.storage.due import expiring, reminding, unsealed
from service.storage.signing_post import tell_of_missing_seal
from service.worker.points import passing

AT_ONCE: Final = 100


def work_on_contracts(desk: Desk, name: str, reach: Callable[[StrEnum], None] = passing) -> int:
    """How much was done; it is called again until there is nothing."""
    done = expire_due(desk) + remind_due(desk) + alarm_due(desk)
    return done + seal_next(desk, name, reach)


def expire_due(desk: Desk) -> int:
    """How many contracts are void now. Whoever signs at the same moment comes before or after."""
    at = desk.clock()
    with desk.db.reading_work() as connection:
        due = expiring(connection, at, AT_ONCE)
    return _done(desk, due, lambda tx, contract_id: _expired(tx, contract_id, at))


def remind_due(desk: Desk) -> int:
    """How many contracts had somebody to remind."""
    at = desk.clock()
    with desk.db.reading_work() as connection:
        due = reminding(connection, at, AT_ONCE)
    return _done(desk, due, lambda tx, contract_id: _reminded(tx, contract_id, at))


def alarm_due(desk: Desk) -> int:
    """How many contracts wait too long for their seal, of which nobody was told before."""
    at = desk.clock()
    with desk.db.reading_work() as connection:
        due = unsealed(connection, at - OVERDUE, AT_ONCE)
    return _done(desk, due, lambda tx, contract_id: _alarmed(tx, contract_id, at))


def _expired(tx: Tx, contract_id: str, at: datetime) -> bool:
    return signing.expire(tx, contract_id, at=at)


def _reminded(tx: Tx, contract_id: str, at: datetime) -> bool:
    return signing.remind_due(tx, contract_id, at=at)


def _alarmed(tx: Tx, contract_id: str, at: datetime) -> bool:
    if not Contracts(tx.connection, tx.org).alarm(contract_id, at):
        return False
    tell_of_missing_seal(tx, contract_id, at=at)
    return True


def _done(desk: Desk, due: Iterable[tuple[str, str]], work: Callable[[Tx, str], bool]) -> int:
    """Each in a commit of its own; what there is nothing to do with any more is not counted."""
    count = 0
    for org, contract_id in due:
        with desk.db.transaction(org) as tx:
            count += work(tx, contract_id)
    return count
