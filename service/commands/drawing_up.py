"""Drawing up what was agreed: once, by a worker, with no transaction held."""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from service.commands.drafting import draw_up
from service.commands.faults import in_words
from service.commands.papers import text_of_terms
from service.commands.recording import record_signing
from service.commands.signing import signer_ids
from service.desk import Desk
from service.domain.deal import ContractDrawnUp, Deal, Offer, Status
from service.domain.drawing_up import Step
from service.domain.errors import (
    CounterpartError,
    SigningRefused,
    SignsForOtherSide,
    StaleDeal,
    TextHasMoved,
)
from service.domain.people import SYSTEM
from service.domain.post import backoff
from service.domain.seats import name_signers, seats_in
from service.rendering.paper import Format
from service.storage.contracts import ContractRow, Contracts, claim_drawing_up
from service.storage.deals import Tx
from service.storage.executions import Executions

_log: Final = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)
"""Longer than the limits of time that papers are made within."""


Reach = Callable[[Step], None]
"""Called at each step that is passed."""


def draw_up_next(desk: Desk, name: str, reach: Reach = lambda _: None) -> bool:
    """Whether there was a contract to draw up; a failure is written down and tried again."""
    with desk.db.work() as connection:
        claimed = claim_drawing_up(connection, by=name, lease=LEASE, at=desk.clock())
    if claimed is None:
        return False
    reach(Step.CLAIMED)
    try:
        docx, pdf = _papers(desk, claimed, reach)
    except (CounterpartError, OSError) as error:
        _failed(desk, claimed, in_words(error))
    except Exception as error:
        _log.exception("A contract could not be drawn up", extra={"contract": claimed.id})
        _failed(desk, claimed, f"It could not be drawn up: {type(error).__name__}.")
    else:
        _ready(desk, claimed, docx, pdf, reach)
    return True


def _papers(desk: Desk, claimed: ContractRow, reach: Reach) -> tuple[str, str]:
    """The digests of the files, which say what was accepted and nothing else."""
    with desk.db.reading(claimed.org_id) as views:
        offer = views.offer(claimed.offer_id)
    _prove_same(offer, claimed)
    written = offer.written
    formats = frozenset({Format.DOCX, Format.PDF})
    papers = draw_up(desk.press, written.terms, written.canonical, formats).papers
    reach(Step.DRAWN)
    kept = desk.files.put(papers[Format.DOCX]), desk.files.put(papers[Format.PDF])
    reach(Step.KEPT)
    return kept


def _prove_same(offer: Offer, claimed: ContractRow) -> None:
    if text_of_terms(offer.written).text_sha256 != claimed.text_sha256:
        raise TextHasMoved


def _ready(desk: Desk, claimed: ContractRow, docx: str, pdf: str, reach: Reach) -> None:
    """A deal that was withdrawn meanwhile, or drawn up by somebody faster, stays so."""
    event = ContractDrawnUp(
        contract_id=claimed.id, docx_sha256=docx, pdf_sha256=pdf, by=SYSTEM, at=desk.clock()
    )
    with suppress(StaleDeal), desk.db.transaction(claimed.org_id) as tx:
        deal = tx.deal(claimed.deal_id)
        if deal.status is not Status.AGREED:
            return
        drawn = tx.record(deal, (event,))
        Contracts(tx.connection, tx.org).ready(claimed.id, docx, pdf, event.at)
        _name_signers(tx, drawn, claimed.id, event.at)
        reach(Step.IN_MARK)
    reach(Step.MARKED)


def _name_signers(tx: Tx, deal: Deal, contract_id: str, at: datetime) -> None:
    """Those whom the terms name; our side may name others until the contract is sent."""
    execution = Executions(tx.connection, tx.org).of_contract(contract_id)
    seats = seats_in(deal.standing.terms)
    with suppress(SigningRefused, SignsForOtherSide):
        events = name_signers(execution, seats, signer_ids(), by=SYSTEM, at=at)
        record_signing(tx, deal, execution, events)


def _failed(desk: Desk, claimed: ContractRow, fault: str) -> None:
    at: datetime = desk.clock()
    wait = backoff(claimed.attempts + 1, secrets.randbelow(1000) / 1000)
    with desk.db.transaction(claimed.org_id) as tx:
        Contracts(tx.connection, tx.org).failed(claimed.id, fault, at + wait, at)
