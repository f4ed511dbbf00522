"""The question whether somebody else may sign, as a party's notice address sees and answers it."""

from dataclasses import dataclass
from datetime import datetime

from service.commands import signing
from service.domain.errors import AlreadyAnswered
from service.domain.execution import Execution
from service.domain.open_signing import ProposalMove, open_on_proposal
from service.domain.signers import Reassignment, Settled, Signer
from service.domain.terms.parties import Parties
from service.storage.actors import organization_name
from service.storage.contracts import Contracts
from service.storage.deals import Tx
from service.storage.executions import Executions
from service.storage.signing_links import Confirmer
from service.storage.views import Views


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """`signer` proposed that somebody else signs; `host` sent the contract between `parties`."""

    host: str
    parties: Parties
    execution: Execution
    proposal: Reassignment
    signer: Signer
    expired: bool
    moves: tuple[ProposalMove, ...]


def hand_over(views: Views, asked: Confirmer, at: datetime) -> HandOver:
    """As it stands now, whatever was answered."""
    row = Contracts(views.connection, views.org).contract(asked.contract_id)
    execution = Executions(views.connection, views.org).of_contract(row.id)
    proposal = _proposal(execution, asked)
    return HandOver(
        host=organization_name(views.connection, views.org),
        parties=views.offer(row.offer_id).written.terms.parties,
        execution=execution,
        proposal=proposal,
        signer=next(each for each in execution.signers if each.id == proposal.signer_id),
        expired=execution.has_expired(at),
        moves=(*open_on_proposal(execution, proposal.id, at),),
    )


def confirm(tx: Tx, asked: Confirmer, *, at: datetime) -> None:
    """The new signer gets a link, and the old one opens nothing from then on; AlreadyAnswered."""
    _still_asked(tx, asked)
    signing.confirm_reassignment(tx, asked.reassignment_id, by=asked.reassignment_id, at=at)


def refuse(tx: Tx, asked: Confirmer, *, reason: str | None, at: datetime) -> None:
    """The signer stays; AlreadyAnswered."""
    _still_asked(tx, asked)
    signing.refuse_reassignment(tx, asked.reassignment_id, reason, by=asked.reassignment_id, at=at)


def _still_asked(tx: Tx, asked: Confirmer) -> None:
    execution = Executions(tx.connection, tx.org).of_contract(asked.contract_id)
    if _proposal(execution, asked).state is not Settled.OPEN:
        raise AlreadyAnswered


def _proposal(execution: Execution, asked: Confirmer) -> Reassignment:
    return next(each for each in execution.reassignments if each.id == asked.reassignment_id)
