"""What somebody with a personal link may do with a deal as it stands."""

from collections.abc import Iterator
from enum import StrEnum

from service.domain.deal import NEGOTIATING, OPEN, Offer, Status
from service.domain.terms.parties import Side


class PartyMove(StrEnum):
    ACCEPT = "accept"
    OFFER = "offer"
    """A counter-offer, or another offer in place of one's own."""
    REJECT = "reject"
    WITHDRAW = "withdraw"
    COMMENT = "comment"
    INVITE = "invite"


def open_to(
    side: Side, status: Status, standing: Offer | None, *, expired: bool, formed: bool
) -> tuple[PartyMove, ...]:
    """In the order in which a reader weighs them.

    `expired`: the time to answer is over; `formed`: everybody has signed.
    """
    return tuple(_open(side, status, standing, expired, formed))


def _open(
    side: Side, status: Status, standing: Offer | None, expired: bool, formed: bool
) -> Iterator[PartyMove]:
    if standing is not None and status in NEGOTIATING and not expired:
        theirs = standing.side is not side
        if theirs:
            yield PartyMove.ACCEPT
        yield PartyMove.OFFER
        if theirs:
            yield PartyMove.REJECT
    if status in OPEN:
        if not formed:
            yield PartyMove.WITHDRAW
        yield PartyMove.INVITE
    yield PartyMove.COMMENT
