"""Who must be told of an event, and what must be done after it. A rule of the deal, not of mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain import deal as d


class Audience(StrEnum):
    """Whom a letter is for; who they are is known where it is sent."""

    APPROVERS = "approvers"
    ASKER = "asker"
    """Whoever last asked for a release."""
    OWNERS = "owners"
    """Those of our side who have acted on the deal."""
    LINKS = "links"
    """Those who act for a side by a personal link; what they did themselves they get in writing."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A letter of this kind goes to these people."""

    kind: str
    to: Audience


def _both(kind: str) -> tuple[FollowUp, ...]:
    """To each side, from its side."""
    return FollowUp(kind, Audience.OWNERS), FollowUp(kind, Audience.LINKS)


FOLLOW_UPS: Final[Mapping[type[d.Event], tuple[FollowUp, ...]]] = MappingProxyType(
    {
        d.DealDrafted: (),
        d.DraftChanged: (),
        d.ApprovalRequested: (FollowUp("approval_requested", Audience.APPROVERS),),
        d.ApprovalGiven: (FollowUp("approval_given", Audience.ASKER),),
        d.ApprovalRefused: (FollowUp("approval_refused", Audience.ASKER),),
        d.DealWithdrawn: _both("withdrawn"),
        d.OfferMade: _both("offer"),
        d.CounterOffered: _both("offer"),
        d.OfferAccepted: _both("agreed"),
        d.OfferRejected: _both("rejected"),
        d.OfferWithdrawn: _both("withdrawn"),
        d.OfferLapsed: _both("lapsed"),
        d.LinkSent: (),
        d.LinkRevoked: (),
        d.ContractDrawnUp: (FollowUp("drawn_up", Audience.OWNERS),),
    }
)


def follow_ups(event: d.Event) -> tuple[FollowUp, ...]:
    return FOLLOW_UPS[type(event)]
