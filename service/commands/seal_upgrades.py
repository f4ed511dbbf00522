"""Seals that had to do without a time get it later: the file grows, and stays what it was before.

A time stamp authority that does not answer holds up no contract: it is sealed at once, and stamped
when the authority is back.
"""

import logging
import secrets
from datetime import timedelta
from typing import Final

from service.commands.faults import in_words
from service.commands.recording import record_signing
from service.desk import Desk
from service.domain.errors import CounterpartError
from service.domain.people import SYSTEM
from service.domain.post import backoff
from service.domain.seal_work import Upgrader, grown
from service.domain.sealing import Sealed
from service.domain.signing_events import SealUpgraded
from service.rendering.pool import Pool
from service.signing.seal_job import stamped_by
from service.storage.contracts import ContractRow, Contracts
from service.storage.due import untimed
from service.storage.executions import Executions

_log: Final = logging.getLogger(__name__)

AT_ONCE: Final = 20
LONGEST_WAIT: Final = timedelta(hours=12)
"""Between two tries; there is no last one."""


def upgrader_of(desk: Desk, pool: Pool) -> Upgrader:
    """Whatever reads a PDF is done by `pool`; SealFailed where no stamp can be had."""
    return lambda data, at: pool.run(stamped_by, data, at, desk.authority)


def upgrade_due(desk: Desk) -> int:
    """How many seals have a time now. Any number may do so at once: what comes second is dropped."""
    if desk.authority is None:
        return 0
    with desk.db.reading_work() as connection:
        due = untimed(connection, desk.clock(), AT_ONCE)
    return sum(_upgraded(desk, org, contract_id) for org, contract_id in due)


def _upgraded(desk: Desk, org: str, contract_id: str) -> bool:
    with desk.db.reading(org) as views:
        row = Contracts(views.connection, org).contract(contract_id)
    try:
        made = _made(desk, row)
    except (CounterpartError, OSError) as error:
        _failed(desk, row, in_words(error))
    except Exception as error:
        _log.exception("A seal could not be upgraded", extra={"contract": row.id})
        _failed(desk, row, f"It could not be stamped: {type(error).__name__}.")
    else:
        return _recorded(desk, row, made)
    return False


def _made(desk: Desk, row: ContractRow) -> Sealed:
    before = desk.files.get(row.sealed_sha256 or "")
    return grown(before, desk.upgrader(before, desk.clock()))


def _recorded(desk: Desk, row: ContractRow, made: Sealed) -> bool:
    """The file is kept before anything says that it is there."""
    event = SealUpgraded(
        sealed_sha256=desk.files.put(made.data), level=made.level, by=SYSTEM, at=desk.clock()
    )
    with desk.db.transaction(row.org_id) as tx:
        deal = tx.held(row.deal_id)
        execution = Executions(tx.connection, tx.org).of_contract(row.id)
        if execution.sealed_sha256 != row.sealed_sha256:
            return False
        record_signing(tx, deal, execution, (event,))
        Contracts(tx.connection, tx.org).seal_done(row.id)
    return True


def _failed(desk: Desk, row: ContractRow, fault: str) -> None:
    at = desk.clock()
    wait = min(backoff(row.attempts + 1, secrets.randbelow(1000) / 1000), LONGEST_WAIT)
    with desk.db.transaction(row.org_id) as tx:
        Contracts(tx.connection, tx.org).upgrade_failed(row.id, fault, at + wait, at)
