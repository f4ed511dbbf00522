"""Which moves of a negotiation are open to our side now: those that the rules would not refuse."""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum

from service.domain import negotiation
from service.domain.deal import (
    MOVES,
    NEGOTIATING,
    ApprovalRequested,
    Deal,
    DealWithdrawn,
    DraftChanged,
    Event,
    Status,
)
from service.domain.errors import CounterpartError
from service.domain.negotiation import has_expired
from service.domain.people import SYSTEM
from service.domain.worth import needed_for, worth_of


class Move(StrEnum):
    """What can be done with the offer that stands, or put in its place."""

    OFFER = "offer"
    ACCEPT = "accept"
    REJECT = "reject"
    WITHDRAW = "withdraw"


def may_change(deal: Deal) -> bool:
    return _goes(deal, DraftChanged)


def may_ask_for_release(deal: Deal) -> bool:
    return _goes(deal, ApprovalRequested)


def may_withdraw(deal: Deal, *, formed: bool) -> bool:
    """`formed` where everybody has signed: then nothing undoes the contract."""
    return not formed and _goes(deal, DealWithdrawn)


def may_offer(deal: Deal, at: datetime) -> bool:
    """Whether our draft, or other terms in its place, may be put forward.

    A draft that must be released first is not open, unless it is the other side's own offer, which
    we may answer with terms that need no release.
    """
    side = deal.header.our_side.side
    if deal.status is Status.DRAFT:
        return not needed_for(deal)
    if deal.offer is None or deal.status not in NEGOTIATING or side is None:
        return False
    return not has_expired(deal, at) and (deal.offer.side is not side or not needed_for(deal))


def answers_open(deal: Deal, at: datetime) -> Iterator[Move]:
    """What our side may do with the offer that stands; an intermediary is no side."""
    side, offer = deal.header.our_side.side, deal.offer
    if side is None or offer is None:
        return
    seen, findings = offer.written.canonical.sha256, worth_of(deal).findings
    if _is_open(
        lambda: negotiation.accept(
            deal, side=side, terms_sha256=seen, findings=findings, by=SYSTEM, at=at
        )
    ):
        yield Move.ACCEPT
    if _is_open(lambda: negotiation.reject(deal, side=side, reason=None, by=SYSTEM, at=at)):
        yield Move.REJECT
    if _is_open(lambda: negotiation.withdraw_offer(deal, side=side, reason=None, by=SYSTEM, at=at)):
        yield Move.WITHDRAW


def _goes(deal: Deal, event: type[Event]) -> bool:
    return (deal.status, event) in MOVES


def _is_open(rule: Callable[[], object]) -> bool:
    try:
        rule()
    except CounterpartError:
        return False
    return True
