"""How a deal is told to the side that reads it: who asks what of whom, and whose turn it is."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.domain.deal import Status
from service.domain.terms.parties import Side
from service.storage.party_views import PartyDeal
from service.web.words import Tag

DONE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accepted": "You accepted these terms.",
        "offered": "Your offer is with the other side.",
        "rejected": "You rejected the offer. The other side is told.",
        "withdrawn": "The deal is withdrawn. The other side is told.",
        "dropped": "What you had typed of a counter-offer is dropped.",
        "said": "Your comment is there for both sides.",
        "invited": "Your colleague gets a letter with a link of their own.",
    }
)
"""What the page says after a move, by the word that stands in its address."""


def them(deal: PartyDeal) -> str:
    return deal.standing.written.terms.parties.name_of(deal.side.other)


def headline(deal: PartyDeal) -> str:
    """The page's heading, from the reader's side."""
    mine = deal.standing.side is deal.side
    match deal.status:
        case Status.AGREED | Status.SIGNING:
            return f"You and {them(deal)} agree on the terms"
        case Status.EXECUTED:
            return f"Your contract with {them(deal)}"
        case Status.VOIDED:
            return f"The contract with {them(deal)} was ended before everybody signed"
        case Status.REJECTED:
            return f"{them(deal)} rejected your offer" if mine else "You rejected this offer"
        case Status.WITHDRAWN:
            return "This deal is withdrawn"
        case Status.LAPSED:
            return "Your offer has lapsed" if mine else f"The offer of {them(deal)} has lapsed"
    if deal.side is Side.LICENSEE:
        return (
            f"You ask {them(deal)} for a license" if mine else f"{them(deal)} offers you a license"
        )
    return f"You offer {them(deal)} a license" if mine else f"{them(deal)} asks you for a license"


def tag(deal: PartyDeal) -> Tag:
    """Where it stands and whose turn it is."""
    if deal.turn is not None:
        if deal.expired:
            return Tag("The time to answer is over")
        return (
            Tag("Waiting for you", "warn")
            if _your_turn(deal)
            else Tag(f"Waiting for {them(deal)}", "info")
        )
    return _TAGS[deal.status]


def _your_turn(deal: PartyDeal) -> bool:
    return deal.turn is deal.side


_TAGS: Final[Mapping[Status, Tag]] = MappingProxyType(
    {
        Status.AGREED: Tag("Agreed, not yet signed", "good"),
        Status.SIGNING: Tag("Ready to be signed", "good"),
        Status.EXECUTED: Tag("Signed by everybody and sealed", "good"),
        Status.VOIDED: Tag("Void"),
        Status.REJECTED: Tag("Rejected"),
        Status.WITHDRAWN: Tag("Withdrawn"),
        Status.LAPSED: Tag("Lapsed"),
    }
)
