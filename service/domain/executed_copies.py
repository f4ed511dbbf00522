"""Contracts that are signed in ink: one side gives the signed copy, the other says that it is it."""

from datetime import date, datetime

from service.domain import signing_events as s
from service.domain.errors import (
    ElectronicOnly,
    Fault,
    NotFound,
    OwnCopy,
    SigningRefused,
)
from service.domain.event import Event
from service.domain.execution import Execution
from service.domain.period.zones import day_at
from service.domain.signers import (
    CopyState,
    ExecutedCopy,
)
from service.domain.signing_guards import in_time, must_be_open, start_lies_ahead
from service.domain.terms.parties import Side


def give_copy(
    execution: Execution,
    copy_id: str,
    sha256: str,
    signed_on: date,
    *,
    side: Side | None,
    by: str,
    at: datetime,
) -> tuple[Event, ...]:
    """A scan of what was signed in ink, in place of one that nobody has confirmed.

    ElectronicOnly; SigningRefused for a day that has not come.
    """
    must_be_open(execution, s.ExecutedCopyGiven)
    if not execution.ink:
        raise ElectronicOnly
    in_time(execution, at)
    if signed_on > day_at(at, execution.zone):
        raise SigningRefused([Fault("/signed_on", "Give a day that has come.")])
    return (
        s.ExecutedCopyGiven(
            copy_id=copy_id, sha256=sha256, signed_on=signed_on, side=side, by=by, at=at
        ),
    )


def confirm_copy(
    execution: Execution, copy_id: str, *, side: Side | None, by: str, at: datetime
) -> tuple[Event, ...]:
    """The side that did not give it says that it is the contract, and so it is formed."""
    copy, side = _copy(execution, copy_id, side, s.ExecutedCopyConfirmed)
    start_lies_ahead(execution, copy.signed_on)
    formed = s.ContractFormed(document_sha256=copy.sha256, signed_on=copy.signed_on, by=by, at=at)
    return (s.ExecutedCopyConfirmed(copy_id=copy_id, side=side, by=by, at=at), formed)


def refuse_copy(
    execution: Execution, copy_id: str, reason: str, *, side: Side | None, by: str, at: datetime
) -> tuple[Event, ...]:
    _, side = _copy(execution, copy_id, side, s.ExecutedCopyRefused)
    return (s.ExecutedCopyRefused(copy_id=copy_id, side=side, reason=reason, by=by, at=at),)


def _copy(
    execution: Execution, copy_id: str, side: Side | None, move: type[Event]
) -> tuple[ExecutedCopy, Side]:
    """The copy that stands, and who answers it: a party that did not give it."""
    must_be_open(execution, move)
    for each in execution.copies:
        if each.id == copy_id and each.state is CopyState.GIVEN:
            if side is None or side is each.side:
                raise OwnCopy
            return each, side
    raise NotFound
