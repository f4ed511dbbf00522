"""How a contract is signed: who is named, asked, signs, declines, hands over; when it is formed.

Whatever the rules return is recorded in one commit. Nothing undoes a contract that is formed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from service.domain import signing_events as s
from service.domain.drawing_up import ContractStatus
from service.domain.errors import (
    CodeRequired,
    DocumentHasMoved,
    Fault,
    InkOnly,
    NotSigned,
    SignersMissing,
    SigningRefused,
)
from service.domain.event import Event
from service.domain.execution import CONTRACT_MOVES, Execution
from service.domain.people import SYSTEM
from service.domain.period.zones import day_at
from service.domain.signers import (
    Signer,
)
from service.domain.signing_events import Method
from service.domain.signing_guards import (
    asking,
    in_time,
    is_on_turn,
    must_be_open,
    start_lies_ahead,
    still_waits,
    was_asked,
)
from service.domain.terms.parties import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a signer hands in. The digests are of the PDF and of the view that were shown.

    `drawing_sha256` is of the drawn name, null for a typed one; `address` and `user_agent` are of
    the device; `code_proved` where the one-time code of the mailbox was right.
    """

    document_sha256: str
    summary_sha256: str
    name: str
    method: Method
    drawing_sha256: str | None = None
    consent: bool
    intent: bool
    address: str
    user_agent: str
    code_proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words that a signer agrees to: to sign electronically, and to bind the party by it."""

    consent: s.Shown
    intent: s.Shown


def send(execution: Execution, *, by: str, at: datetime) -> tuple[Event, ...]:
    """SignersMissing by name; SigningOver where the last day to sign has passed already."""
    must_be_open(execution, s.ContractSent)
    filled = {signer.block for signer in execution.live}
    if missing := [block.party for block in execution.blocks if block.id not in filled]:
        raise SignersMissing(missing)
    in_time(execution, at)
    event = s.ContractSent(
        contract_id=execution.contract_id, document_sha256=execution.document_sha256, by=by, at=at
    )
    return (asking(execution, event),)


def open_signing(execution: Execution, signer_id: str, *, at: datetime) -> tuple[Event, ...]:
    """Once; nothing where it was opened before, or nothing is to be signed."""
    signer = execution.signer(signer_id)
    if signer.sent_at is None or signer.opened_at or execution.status is not ContractStatus.SENT:
        return ()
    return (s.SigningOpened(signer_id=signer_id, by=signer_id, at=at),)


def sign(
    execution: Execution, signer_id: str, given: Signature, said: Said, *, at: datetime
) -> tuple[Event, ...]:
    """The signature, and with the last one the contract (legal-review.md B3).

    InkOnly, AlreadySigned, AlreadyFormed, SigningPaused, SigningOver, NotYourTurnToSign,
    DocumentHasMoved, SigningRefused, CodeRequired; StartHasPassed for the last signature alone.
    """
    signer = execution.signer(signer_id)
    _may_sign(execution, signer, at)
    _is_whole(execution, given)
    event = _signature(signer, given, said, at)
    if len([each for each in execution.signers if each.waits]) > 1:
        return (asking(execution, event),)
    start_lies_ahead(execution, day_at(at, execution.zone))
    formed = s.ContractFormed(document_sha256=execution.document_sha256, by=signer.id, at=at)
    return (event, formed)


def may_sign(execution: Execution, signer_id: str, *, at: datetime) -> tuple[Event, ...]:
    """Nothing happens; as `sign` refuses whoever cannot sign now, whatever they would hand in."""
    _may_sign(execution, execution.signer(signer_id), at)
    return ()


def take_back(execution: Execution, signer_id: str, *, at: datetime) -> tuple[Event, ...]:
    """Until the last one has signed; then AlreadyFormed. NotSigned."""
    signer = execution.signer(signer_id)
    must_be_open(execution, s.SignatureWithdrawn)
    in_time(execution, at)
    if signer.signed_at is None:
        raise NotSigned
    return (s.SignatureWithdrawn(signer_id=signer_id, by=signer_id, at=at),)


def decline(
    execution: Execution, signer_id: str, reason: str, *, at: datetime
) -> tuple[Event, ...]:
    """Signing rests then. Whoever has signed takes that back first (AlreadySigned)."""
    signer = execution.signer(signer_id)
    must_be_open(execution, s.SigningDeclined)
    in_time(execution, at)
    still_waits(signer)
    was_asked(signer)
    return (s.SigningDeclined(signer_id=signer_id, reason=reason, by=signer_id, at=at),)


def remind(
    execution: Execution, signer_id: str, *, by: str, at: datetime, by_itself: bool = False
) -> tuple[Event, ...]:
    """Whoever's turn it is, and nobody else (NotYourTurnToSign, AlreadySigned)."""
    signer = execution.signer(signer_id)
    must_be_open(execution, s.SignerReminded)
    in_time(execution, at)
    still_waits(signer)
    is_on_turn(execution, signer)
    return (s.SignerReminded(signer_id=signer_id, by_itself=by_itself, by=by, at=at),)


def remind_due(execution: Execution, *, at: datetime) -> tuple[Event, ...]:
    """Each who is due and whose turn it is; nothing where signing rests or is over."""
    if execution.status is not ContractStatus.SENT or execution.has_expired(at):
        return ()
    return tuple(
        s.SignerReminded(signer_id=each.id, by_itself=True, by=SYSTEM, at=at)
        for each in execution.on_turn
        if each.remind_at is not None and each.remind_at <= at
    )


def void(
    execution: Execution, *, side: Side | None, reason: str | None, by: str, at: datetime
) -> tuple[Event, ...]:
    """Ends the deal; AlreadyFormed once everybody has signed."""
    must_be_open(execution, s.ContractVoided)
    return (s.ContractVoided(side=side, reason=reason, by=by, at=at),)


def expire(execution: Execution, *, at: datetime) -> tuple[Event, ...]:
    """Nothing where there is nothing to expire."""
    move = execution.status, s.SigningExpired
    if execution.complete_by is None or not execution.has_expired(at) or move not in CONTRACT_MOVES:
        return ()
    return (s.SigningExpired(complete_by=execution.complete_by, by=SYSTEM, at=at),)


def confirm_start(execution: Execution, *, by: str, at: datetime) -> tuple[Event, ...]:
    """Our side says that a start in the past is meant; nothing where it has said so."""
    must_be_open(execution, s.StartConfirmed)
    return () if execution.start_confirmed else (s.StartConfirmed(by=by, at=at),)


def is_sent(execution: Execution) -> bool:
    """Whether leaving the deal would void what signers have before them."""
    return execution.status not in (ContractStatus.READY, ContractStatus.VOIDED)


def _may_sign(execution: Execution, signer: Signer, at: datetime) -> None:
    if execution.ink:
        raise InkOnly
    must_be_open(execution, s.PartySigned)
    in_time(execution, at)
    still_waits(signer)
    is_on_turn(execution, signer)


def _is_whole(execution: Execution, given: Signature) -> None:
    if given.document_sha256 != execution.document_sha256:
        raise DocumentHasMoved
    if faults := [*_signature_faults(given)]:
        raise SigningRefused(faults)
    if not given.code_proved:
        raise CodeRequired


def _signature_faults(given: Signature) -> Iterator[Fault]:
    if not given.consent:
        yield Fault("/consent", "Agree to sign electronically first.")
    if not given.intent:
        yield Fault("/intent", "Say that you intend to sign.")
    if not given.name.strip():
        yield Fault("/name", "Give your name.")
    if (given.method is Method.DRAWN) != (given.drawing_sha256 is not None):
        yield Fault("/drawing", "Draw your name, or type it.")


def _signature(signer: Signer, given: Signature, said: Said, at: datetime) -> s.PartySigned:
    return s.PartySigned(
        signer_id=signer.id,
        block=signer.block,
        document_sha256=given.document_sha256,
        summary_sha256=given.summary_sha256,
        name=given.name,
        method=given.method,
        drawing_sha256=given.drawing_sha256,
        consent=said.consent,
        intent=said.intent,
        address=given.address,
        user_agent=given.user_agent,
        code_proved=given.code_proved,
        by=signer.id,
        at=at,
    )
