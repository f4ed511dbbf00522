"""Contracts that wait to be signed: for us to go on, or for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from service.domain.drawing_up import ContractStatus
from service.domain.terms.parties import Side
from service.domain.wording import listed
from service.storage.signing_waits import SigningWait, SigningWaits
from service.storage.views import DealRow, Views

_LOOKED_AT: Final = 20
"""So many of the oldest are told apart; the list of deals has them all."""

_OURS: Final = {
    ContractStatus.READY: "The papers are drawn up: say who signs, and send them",
    ContractStatus.DECLINED: "A signer declined: name somebody else, or end it",
}


@dataclass(frozen=True, slots=True)
class Line:
    row: DealRow
    says: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ToSign:
    """A contract that both sides are to sign now stands on each list."""

    ours: Sequence[Line]
    theirs: Sequence[Line]


def to_sign(views: Views, most: int) -> ToSign:
    ours: list[Line] = []
    theirs: list[Line] = []
    for wait in SigningWaits(views.connection, views.org).oldest(_LOOKED_AT):
        row = views.deal_row(wait.deal_id)
        for found, says in zip((ours, theirs), _said(views, wait), strict=True):
            if says and len(found) < most:
                found.append(Line(row, says, wait.since))
    return ToSign(ours, theirs)


def waiting_to_sign(parties: Sequence[str]) -> str:
    """ "Waiting for Example Labs Ltd to sign"."""
    return f"Waiting for {listed(parties)} to sign" if parties else "Waiting for a signature"


def _said(views: Views, wait: SigningWait) -> tuple[str | None, str | None]:
    """What our side reads of it, and what stands under theirs."""
    if wait.status in _OURS:
        return _OURS[wait.status], None
    side = views.deal(wait.deal_id).header.our_side.side
    if wait.copy:
        return _of_copy(wait, side)
    if wait.ink:
        return "Signed on paper: give the signed copy once everybody has signed", None
    ours = [each.party for each in wait.parties if each.side is side]
    theirs = [each.party for each in wait.parties if each.side is not side]
    return (
        waiting_to_sign(ours) if ours else None,
        waiting_to_sign(theirs) if theirs else None,
    )


def _of_copy(wait: SigningWait, side: Side | None) -> tuple[str | None, str | None]:
    if side is not None and wait.copy_side is not side:
        return "A signed copy is there: an approver says whether it is the contract", None
    return None, "Waiting for them to say whether the signed copy is the contract"
