"""Sealing what everybody has signed: once, by a worker, with no transaction held."""

import logging
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from service.commands.faults import in_words
from service.commands.recording import record_signing
from service.desk import Desk
from service.domain.audit import Record
from service.domain.drawing_up import ContractStatus
from service.domain.errors import CounterpartError
from service.domain.people import SYSTEM
from service.domain.post import backoff
from service.domain.seal_work import SealedFile, SealStep, ToSeal, proven
from service.domain.sealing import SealLevel
from service.domain.signing_events import ContractExecuted, PartySigned
from service.storage.actors import organization_name
from service.storage.contracts import ContractRow, Contracts, claim_sealing
from service.storage.executions import Executions
from service.storage.histories import history_of

_log: Final = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)
"""Longer than every time-out of making a seal, asking others for the time included."""

LONGEST_WAIT: Final = timedelta(minutes=15)
"""Between two tries: people wait for their contract, and there is no last try."""

Reach = Callable[[SealStep], None]
"""Called at each step that is passed."""


def seal_next(desk: Desk, name: str, reach: Reach = lambda _: None) -> bool:
    """Whether there was a contract to seal; a failure is written down and tried again for ever."""
    with desk.db.work() as connection:
        claimed = claim_sealing(connection, by=name, lease=LEASE, at=desk.clock())
    if claimed is None:
        return False
    reach(SealStep.CLAIMED)
    try:
        event, lacks = _kept(desk, claimed, reach)
    except (CounterpartError, OSError) as error:
        _failed(desk, claimed, in_words(error))
    except Exception as error:
        _log.exception("A contract could not be sealed", extra={"contract": claimed.id})
        _failed(desk, claimed, f"It could not be sealed: {type(error).__name__}.")
    else:
        _executed(desk, claimed, event, lacks, reach)
    return True


def _kept(desk: Desk, claimed: ContractRow, reach: Reach) -> tuple[ContractExecuted, str]:
    """With what the seal lacks, in words, where it gets that later.

    The files are kept before anything says that they are there.
    """
    work = _work(desk, claimed)
    sealed: SealedFile = proven(work, desk.sealer(work))
    reach(SealStep.SEALED)
    event = ContractExecuted(
        sealed_sha256=desk.files.put(sealed.data),
        certificate_sha256=desk.files.put(sealed.certificate),
        level=sealed.level,
        by=SYSTEM,
        at=desk.clock(),
    )
    reach(SealStep.KEPT)
    waits = desk.authority is not None and sealed.level is SealLevel.BASIC
    return event, " ".join(sealed.notes) if waits else ""


def _work(desk: Desk, claimed: ContractRow) -> ToSeal:
    with desk.db.reading(claimed.org_id) as views:
        execution = Executions(views.connection, views.org).of_contract(claimed.id)
        records, head = history_of(views.connection, views.org, claimed.deal_id)
        offer = views.offer(claimed.offer_id)
        org_name = organization_name(views.connection, views.org)
    return ToSeal(
        org_name=org_name,
        execution=execution,
        offer=offer,
        text_sha256=claimed.text_sha256,
        shown=desk.files.get(execution.signed_file),
        records=records,
        head=head,
        drawings={digest: desk.files.get(digest) for digest in _drawn(records)},
        at=desk.clock(),
    )


def _drawn(records: Iterable[Record]) -> set[str]:
    """The digests of the names that were drawn and not typed."""
    found = (r.data["drawing_sha256"] for r in records if r.type == PartySigned.__name__)
    return {digest for digest in found if digest is not None}


def _executed(
    desk: Desk, claimed: ContractRow, event: ContractExecuted, lacks: str, reach: Reach
) -> None:
    """The file and the word that it is there are one commit; what somebody faster sealed stays."""
    with desk.db.transaction(claimed.org_id) as tx:
        deal = tx.held(claimed.deal_id)
        execution = Executions(tx.connection, tx.org).of_contract(claimed.id)
        if execution.status is not ContractStatus.SIGNED:
            return
        record_signing(tx, deal, execution, (event,))
        Contracts(tx.connection, tx.org).seal_done(claimed.id, lacks)
        reach(SealStep.IN_MARK)
    reach(SealStep.MARKED)


def _failed(desk: Desk, claimed: ContractRow, fault: str) -> None:
    at: datetime = desk.clock()
    wait = min(backoff(claimed.attempts + 1, secrets.randbelow(1000) / 1000), LONGEST_WAIT)
    with desk.db.transaction(claimed.org_id) as tx:
        Contracts(tx.connection, tx.org).seal_failed(claimed.id, fault, at + wait, at)
