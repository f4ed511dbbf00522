"""What every rule of signing asks first."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from service.domain.drawing_up import ContractStatus
from service.domain.errors import (
    AlreadyFormed,
    AlreadySigned,
    ContractMoveNotAllowed,
    NotYourTurnToSign,
    SigningOver,
    SigningPaused,
    SignsForOtherSide,
    StartHasPassed,
)
from service.domain.event import Event
from service.domain.execution import CONTRACT_MOVES, Execution
from service.domain.signers import (
    Signer,
)
from service.domain.terms.parties import Side

_FORMED: Final = (ContractStatus.SIGNED, ContractStatus.EXECUTED)


def must_be_open(execution: Execution, move: type[Event]) -> None:
    if (execution.status, move) in CONTRACT_MOVES:
        return
    if execution.status in _FORMED:
        raise AlreadyFormed
    if execution.status is ContractStatus.DECLINED:
        raise SigningPaused
    raise ContractMoveNotAllowed(execution.status, move.__name__)


def in_time(execution: Execution, at: datetime) -> None:
    if execution.has_expired(at):
        raise SigningOver


def still_waits(signer: Signer) -> None:
    if signer.signed_at is not None:
        raise AlreadySigned


def was_asked(signer: Signer) -> None:
    """Nobody acts on a contract that was not sent to them yet."""
    if signer.sent_at is None:
        raise NotYourTurnToSign


def is_on_turn(execution: Execution, signer: Signer) -> None:
    if signer not in execution.on_turn:
        raise NotYourTurnToSign


def start_lies_ahead(execution: Execution, formed_on: date) -> None:
    if execution.starts_on is None or execution.start_confirmed:
        return
    if execution.starts_on < formed_on:
        raise StartHasPassed


def asking(execution: Execution, event: Any) -> Event:
    """The event with the ids of those whose turn it is only since then."""
    before = {each.id for each in execution.on_turn if each.sent_at is not None}
    after = execution.after((event,)).on_turn
    asked: Event = replace(event, asked=tuple(each.id for each in after if each.id not in before))
    return asked


def not_for_both(execution: Execution, side: Side, email: str) -> None:
    others = {same(each.email) for each in execution.live if each.side is not side}
    if same(email) in others:
        raise SignsForOtherSide(email)


def same(email: str) -> str:
    """Letters are the same address whatever their case."""
    return email.casefold()
