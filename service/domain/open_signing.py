"""Which moves of signing are open now: those that the rules would not refuse."""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum

from service.domain import handing_over, signing
from service.domain import signing_events as s
from service.domain.drawing_up import ContractStatus
from service.domain.errors import CounterpartError
from service.domain.event import Event
from service.domain.execution import CONTRACT_MOVES, Execution
from service.domain.people import SYSTEM
from service.domain.period.zones import day_at
from service.domain.signers import CopyState
from service.domain.terms.parties import Side


class SigningMove(StrEnum):
    """What our side may do with a contract."""

    NAME = "name"
    SEND = "send"
    CONFIRM_START = "confirm_start"
    GIVE_COPY = "give_copy"
    VOID = "void"


class SignerMove(StrEnum):
    """What a signer may do by the link, and our side with the signer (REMIND, REPLACE, REASSIGN)."""

    SIGN = "sign"
    DECLINE = "decline"
    REASSIGN = "reassign"
    TAKE_BACK = "take_back"
    REMIND = "remind"
    REPLACE = "replace"


class ProposalMove(StrEnum):
    """What a party's notice address may do when a signer proposes somebody else."""

    CONFIRM = "confirm"
    REFUSE = "refuse"


class CopyMove(StrEnum):
    """What a party may do where the contract is signed in ink."""

    GIVE_COPY = "give_copy"
    CONFIRM_COPY = "confirm_copy"
    REFUSE_COPY = "refuse_copy"


def open_to_us(execution: Execution, at: datetime) -> Iterator[SigningMove]:
    """SEND only when somebody signs for each block; CONFIRM_START where the start has passed."""
    if _goes(execution, s.SignersNamed):
        yield SigningMove.NAME
    if _is_open(lambda: signing.send(execution, by=SYSTEM, at=at)):
        yield SigningMove.SEND
    if _goes(execution, s.StartConfirmed) and starts_in_the_past(execution, at):
        yield SigningMove.CONFIRM_START
    over = execution.has_expired(at)
    if execution.ink and _goes(execution, s.ExecutedCopyGiven) and not over:
        yield SigningMove.GIVE_COPY
    if _goes(execution, s.ContractVoided):
        yield SigningMove.VOID


def open_to_signer(execution: Execution, signer_id: str, at: datetime) -> Iterator[SignerMove]:
    """By the link; nothing for one whose place somebody else took."""
    found = next((each for each in execution.live if each.id == signer_id), None)
    if found is None or found.sent_at is None or execution.has_expired(at):
        return
    if found.signed_at is not None:
        if _goes(execution, s.SignatureWithdrawn):
            yield SignerMove.TAKE_BACK
        return
    if execution.status is not ContractStatus.SENT:
        return
    if found in execution.on_turn and not execution.ink:
        yield SignerMove.SIGN
    yield SignerMove.DECLINE
    yield SignerMove.REASSIGN


def open_to_side(execution: Execution, side: Side, at: datetime) -> Iterator[CopyMove]:
    """By a link of that side; a copy is answered by the side that did not give it."""
    if not execution.ink or execution.status is not ContractStatus.SENT:
        return
    if not execution.has_expired(at):
        yield CopyMove.GIVE_COPY
    given = (each for each in execution.copies if each.state is CopyState.GIVEN)
    if any(each.side is not side for each in given):
        yield CopyMove.CONFIRM_COPY
        yield CopyMove.REFUSE_COPY


def open_on_proposal(
    execution: Execution, reassignment_id: str, at: datetime
) -> Iterator[ProposalMove]:
    """As long as nobody has answered."""
    answer = {"by": reassignment_id, "at": at}
    if _is_open(
        lambda: handing_over.confirm_reassignment(execution, reassignment_id, "", **answer)  # type: ignore[arg-type]
    ):
        yield ProposalMove.CONFIRM
    if _is_open(
        lambda: handing_over.refuse_reassignment(execution, reassignment_id, None, **answer)  # type: ignore[arg-type]
    ):
        yield ProposalMove.REFUSE


def open_on_signer(
    execution: Execution, signer_id: str, at: datetime, ours: Side | None = None
) -> Iterator[SignerMove]:
    """For our side; REASSIGN only where the signer is of `ours`, null for an intermediary."""
    if _is_open(lambda: signing.remind(execution, signer_id, by=SYSTEM, at=at)):
        yield SignerMove.REMIND
    found = next((each for each in execution.live if each.id == signer_id), None)
    if found is None or not found.waits or execution.has_expired(at):
        return
    declined = execution.status is not ContractStatus.DECLINED or found.declined_at is not None
    if _goes(execution, s.SignerReplaced) and declined:
        yield SignerMove.REPLACE
    if _goes(execution, s.ReassignmentProposed) and found.sent_at and found.side is ours:
        yield SignerMove.REASSIGN


def starts_in_the_past(execution: Execution, at: datetime) -> bool:
    """Whether the last signature would be refused until our side has said that it is meant."""
    if execution.starts_on is None or execution.start_confirmed:
        return False
    return execution.starts_on < day_at(at, execution.zone)


def _goes(execution: Execution, event: type[Event]) -> bool:
    return (execution.status, event) in CONTRACT_MOVES


def _is_open(rule: Callable[[], object]) -> bool:
    try:
        rule()
    except CounterpartError:
        return False
    return True
