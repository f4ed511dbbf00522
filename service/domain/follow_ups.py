"""Who must be told of an event, and what must be done after it. A rule of the deal, not of mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain import deal as d
from service.domain import signing_events as s


class Audience(StrEnum):
    """Whom a letter is for; who they are is known where it is sent."""

    APPROVERS = "approvers"
    ASKER = "asker"
    """Whoever last asked for a release."""
    OWNERS = "owners"
    """Those of our side who have acted on the deal."""
    LINKS = "links"
    """Those who act for a side by a personal link; what they did themselves they get in writing."""
    ASKED = "asked"
    """The signers whose turn it is since the event."""
    SIGNER = "signer"
    """The signer whom the event is about."""
    SIGNERS = "signers"
    """All who were asked to sign and still may, have or would not."""
    NOTICE = "notice"
    """The party whose signer the event is about, at its notice address."""
    PARTIES = "parties"
    """Every party at its notice address, and those whom the terms name for copies."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A letter of this kind goes to these people."""

    kind: str
    to: Audience


def _both(kind: str) -> tuple[FollowUp, ...]:
    """To each side, from its side."""
    return FollowUp(kind, Audience.OWNERS), FollowUp(kind, Audience.LINKS)


def _all(kind: str) -> tuple[FollowUp, ...]:
    """To each side and to the signers."""
    return *_both(kind), FollowUp(kind, Audience.SIGNERS)


def _handed_over(kind: str) -> tuple[FollowUp, ...]:
    """To both sides and to whoever signed no more; whoever signs now is asked."""
    asked = FollowUp("sign_request", Audience.ASKED)
    return *_both(kind), FollowUp(kind, Audience.SIGNER), asked


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
        s.SignersNamed: (),
        s.StartConfirmed: (),
        s.ContractSent: (FollowUp("sign_request", Audience.ASKED),),
        s.SigningOpened: (),
        s.PartySigned: (FollowUp("sign_request", Audience.ASKED),),
        s.SignatureWithdrawn: _both("signature_withdrawn"),
        s.SigningDeclined: _all("declined"),
        s.ReassignmentProposed: (
            FollowUp("reassign_asked", Audience.NOTICE),
            FollowUp("reassign_asked", Audience.OWNERS),
        ),
        s.ReassignmentConfirmed: _handed_over("reassigned"),
        s.ReassignmentRefused: (FollowUp("reassign_refused", Audience.SIGNER),),
        s.SignerReplaced: _handed_over("replaced"),
        s.SignerReminded: (FollowUp("sign_reminder", Audience.SIGNER),),
        s.ContractFormed: (FollowUp("formed", Audience.OWNERS),),
        s.ContractVoided: _all("voided"),
        s.SigningExpired: _all("signing_expired"),
        s.ExecutedCopyGiven: _both("copy_given"),
        s.ExecutedCopyConfirmed: (),
        s.ExecutedCopyRefused: _both("copy_refused"),
        s.ContractExecuted: (
            FollowUp("executed", Audience.OWNERS),
            FollowUp("executed", Audience.SIGNERS),
            FollowUp("executed", Audience.PARTIES),
        ),
        s.SealUpgraded: (),
    }
)


def follow_ups(event: d.Event) -> tuple[FollowUp, ...]:
    return FOLLOW_UPS[type(event)]
