"""When somebody else signs: a signer proposes and the party answers, or our side replaces."""

from datetime import datetime

from service.domain import signing_events as s
from service.domain.drawing_up import ContractStatus
from service.domain.errors import (
    Fault,
    NotFound,
    OtherSidesSigner,
    SigningPaused,
    SigningRefused,
)
from service.domain.event import Event
from service.domain.execution import Execution
from service.domain.signers import (
    Reassignment,
    Settled,
    Signer,
)
from service.domain.signing_events import Somebody
from service.domain.signing_guards import (
    asking,
    in_time,
    must_be_open,
    not_for_both,
    same,
    still_waits,
    was_asked,
)
from service.domain.terms.parties import Side


def propose_reassignment(
    execution: Execution,
    signer_id: str,
    who: Somebody,
    reassignment_id: str,
    *,
    at: datetime,
    by: str | None = None,
) -> tuple[Event, ...]:
    """The party's notice address, or our user, answers it before `who` hears anything.

    `by` is null for the signer.
    """
    signer = execution.signer(signer_id)
    must_be_open(execution, s.ReassignmentProposed)
    in_time(execution, at)
    still_waits(signer)
    was_asked(signer)
    _may_take_over(execution, signer, who)
    return (
        s.ReassignmentProposed(
            reassignment_id=reassignment_id,
            signer_id=signer_id,
            who=who,
            notice_email=execution.block(signer.block).notice_email,
            by=by or signer_id,
            at=at,
        ),
    )


def propose_for_us(
    execution: Execution,
    signer_id: str,
    who: Somebody,
    reassignment_id: str,
    *,
    side: Side | None,
    by: str,
    at: datetime,
) -> tuple[Event, ...]:
    """The same by our side, for a seat of its own: OtherSidesSigner. An intermediary has none."""
    if execution.signer(signer_id).side is not side:
        raise OtherSidesSigner
    return propose_reassignment(execution, signer_id, who, reassignment_id, at=at, by=by)


def confirm_reassignment(
    execution: Execution, reassignment_id: str, new_id: str, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """NotFound for one that is settled."""
    found = _proposal(execution, reassignment_id)
    must_be_open(execution, s.ReassignmentConfirmed)
    in_time(execution, at)
    signer = execution.signer(found.signer_id)
    _may_take_over(execution, signer, found.who)
    event = s.ReassignmentConfirmed(
        reassignment_id=reassignment_id,
        signer_id=signer.id,
        new_id=new_id,
        who=found.who,
        by=by,
        at=at,
    )
    return (asking(execution, event),)


def refuse_reassignment(
    execution: Execution, reassignment_id: str, reason: str | None, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """The signer stays; NotFound for one that is settled."""
    found = _proposal(execution, reassignment_id)
    must_be_open(execution, s.ReassignmentRefused)
    return (
        s.ReassignmentRefused(
            reassignment_id=reassignment_id,
            signer_id=found.signer_id,
            reason=reason,
            by=by,
            at=at,
        ),
    )


def replace_signer(
    execution: Execution, signer_id: str, who: Somebody, new_id: str, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """By our side, without asking. Where signing rests, only in place of whoever declined."""
    signer = execution.signer(signer_id)
    must_be_open(execution, s.SignerReplaced)
    in_time(execution, at)
    if execution.status is ContractStatus.DECLINED and signer.declined_at is None:
        raise SigningPaused
    still_waits(signer)
    _may_take_over(execution, signer, who)
    event = s.SignerReplaced(signer_id=signer_id, new_id=new_id, who=who, by=by, at=at)
    return (asking(execution, event),)


def _proposal(execution: Execution, reassignment_id: str) -> Reassignment:
    for each in execution.reassignments:
        if each.id == reassignment_id and each.state is Settled.OPEN:
            return each
    raise NotFound


def _may_take_over(execution: Execution, signer: Signer, who: Somebody) -> None:
    """SignsForOtherSide; SigningRefused for somebody who signs for the same block already."""
    not_for_both(execution, signer.side, who.email)
    if same(who.email) in {same(e.email) for e in execution.live if e.block == signer.block}:
        raise SigningRefused([Fault("/email", f"{who.email} signs for {signer.party} already.")])
