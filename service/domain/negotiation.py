"""How two sides move a deal: offer, counter-offer, acceptance, rejection, withdrawal, lapse.

Agreeing is not a contract: neither side is bound until every signer has signed (legal-review.md B1).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from service.domain.checks.finding import Finding
from service.domain.deal import (
    MOVES,
    NEGOTIATING,
    CounterOffered,
    Deal,
    DealWithdrawn,
    DraftChanged,
    Event,
    Offer,
    OfferAccepted,
    OfferLapsed,
    OfferMade,
    OfferRejected,
    OfferWithdrawn,
    WrittenTerms,
)
from service.domain.drafts import to_release
from service.domain.errors import (
    ApprovalRequired,
    Fault,
    MoveNotAllowed,
    NotYourTurn,
    OfferExpired,
    TermsHaveMoved,
    TermsRefused,
)
from service.domain.people import SYSTEM
from service.domain.terms.parties import Parties, Side

NOT_BINDING: Final = (
    "Agreeing to these terms is not a contract. Neither side is bound, and either may withdraw, "
    "until every signer has signed."
)
"""Stands on every offer, page, letter and answer (legal-review.md B1)."""

LONGEST: Final = timedelta(days=366)
"""How far ahead an offer may end."""


class Turn(StrEnum):
    """Who answers the offer that stands. An intermediary waits for both sides and answers none."""

    US = "us"
    THEM = "them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one side puts forward. `answers` is the id of the offer that it had before its eyes."""

    id: str
    side: Side
    written: WrittenTerms
    text_sha256: str
    message: str | None = None
    expires_at: datetime | None = None
    answers: str | None = None


def turn_of(deal: Deal) -> Side | None:
    """The side that an answer is waited from; null where no offer stands."""
    return deal.offer.side.other if deal.offer and deal.status in NEGOTIATING else None


def whose_turn(deal: Deal) -> Turn | None:
    turn = turn_of(deal)
    if turn is None:
        return None
    return Turn.US if turn is deal.header.our_side.side else Turn.THEM


def make_offer(
    deal: Deal, proposal: Proposal, findings: Iterable[Finding] | None, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """An offer, or a counter-offer where one of the other side stands.

    `findings` are those of our own side; null where the other side acts, which no check of ours
    holds back. ApprovalRequired, OfferExpired, TermsHaveMoved, MoveNotAllowed; TermsRefused for an end
    that has passed and for what a counter-offer may not change.
    """
    offered = _offered(deal, proposal, by, at)
    _hold_still(deal, type(offered), proposal.answers, at)
    faults = [*_expiry_faults(proposal, at), *_fixed_faults(deal, proposal)]
    if findings is not None:
        faults += _blocks(findings)
    if faults:
        raise TermsRefused(faults)
    drafted = _drafted(deal, proposal, by, at) if findings is not None else ()
    _need_release(deal.after(drafted), findings or ())
    return (*drafted, offered)


def accept(
    deal: Deal,
    *,
    side: Side,
    terms_sha256: str,
    findings: Iterable[Finding] | None,
    by: str,
    at: datetime,
) -> tuple[Event, ...]:
    """`terms_sha256` is what whoever accepts was shown: nobody accepts anything else.

    TermsHaveMoved, NotYourTurn, OfferExpired, MoveNotAllowed. `findings` are those of our own side,
    null for the other one: TermsRefused for one that nobody may let pass, ApprovalRequired for one
    that is not let pass for these terms.
    """
    offer = _standing(deal, OfferAccepted)
    if terms_sha256 != offer.written.canonical.sha256:
        raise TermsHaveMoved(offer.number)
    _answered_by(offer, side)
    if has_expired(deal, at):
        raise OfferExpired(offer.number)
    if faults := [*_blocks(findings or ())]:
        raise TermsRefused(faults)
    _need_release(_as_offered(deal, offer), findings or ())
    return (OfferAccepted(number=offer.number, side=side, terms_sha256=terms_sha256, by=by, at=at),)


def reject(
    deal: Deal, *, side: Side, reason: str | None, by: str, at: datetime
) -> tuple[Event, ...]:
    """Ends the deal; a side does not reject its own offer but withdraws it (NotYourTurn)."""
    offer = _standing(deal, OfferRejected)
    _answered_by(offer, side)
    return (OfferRejected(number=offer.number, side=side, reason=reason, by=by, at=at),)


def withdraw_offer(
    deal: Deal, *, side: Side, reason: str | None, by: str, at: datetime
) -> tuple[Event, ...]:
    """Ends the deal; only for an offer of one's own."""
    offer = _standing(deal, OfferWithdrawn)
    _answered_by(offer, side.other)
    return (OfferWithdrawn(number=offer.number, side=side, reason=reason, by=by, at=at),)


def withdraw_deal(
    deal: Deal, *, side: Side | None, reason: str | None, by: str, at: datetime
) -> tuple[Event, ...]:
    """Whoever's turn it is: until every signer has signed, either side may."""
    return (DealWithdrawn(side=side, reason=reason, by=by, at=at),)


def has_expired(deal: Deal, at: datetime) -> bool:
    """Whether the time of the standing offer is over, even if nobody has written it down yet."""
    if deal.offer is None or deal.status not in NEGOTIATING:
        return False
    return deal.offer.expires_at is not None and deal.offer.expires_at <= at


def lapse(deal: Deal, *, at: datetime) -> tuple[Event, ...]:
    """Nothing where there is nothing to lapse."""
    if deal.offer is None or not has_expired(deal, at):
        return ()
    return (OfferLapsed(number=deal.offer.number, by=SYSTEM, at=at),)


def _standing(deal: Deal, move: type[Event]) -> Offer:
    if deal.offer is None or deal.status not in NEGOTIATING:
        raise MoveNotAllowed(deal.status, move.__name__)
    return deal.offer


def _answered_by(offer: Offer, side: Side) -> None:
    if offer.side is side:
        raise NotYourTurn


def must_be_last(deal: Deal, answers: str | None) -> None:
    """TermsHaveMoved where an offer came after the one that somebody had before its eyes."""
    if deal.offer is not None and answers is not None and answers != deal.offer.id:
        raise TermsHaveMoved(deal.offer.number)


def _hold_still(deal: Deal, move: type[Event], answers: str | None, at: datetime) -> None:
    """An offer that is answered is the one that stands, and still stands."""
    if (deal.status, move) not in MOVES:
        raise MoveNotAllowed(deal.status, move.__name__)
    if deal.offer is None:
        return
    must_be_last(deal, answers)
    if has_expired(deal, at):
        raise OfferExpired(deal.offer.number)


def _offered(deal: Deal, proposal: Proposal, by: str, at: datetime) -> Event:
    opens = deal.opened_by in (None, proposal.side)
    return (OfferMade if opens else CounterOffered)(
        offer_id=proposal.id,
        number=deal.offer.number + 1 if deal.offer else 1,
        side=proposal.side,
        written=proposal.written,
        text_sha256=proposal.text_sha256,
        message=proposal.message,
        expires_at=proposal.expires_at,
        by=by,
        at=at,
    )


def _drafted(deal: Deal, proposal: Proposal, by: str, at: datetime) -> tuple[Event, ...]:
    """Terms of ours that come with the offer pass through the draft, so that they are checked."""
    if proposal.written == deal.written:
        return ()
    return (DraftChanged(header=deal.header, written=proposal.written, by=by, at=at),)


def _as_offered(deal: Deal, offer: Offer) -> Deal:
    """What was let pass in our draft counts for an offer of the very same terms alone."""
    same = deal.written == offer.written
    return replace(deal, written=offer.written, released=deal.released if same else frozenset())


def _need_release(deal: Deal, findings: Iterable[Finding]) -> None:
    if codes := to_release(deal, findings):
        raise ApprovalRequired(codes)


def _blocks(findings: Iterable[Finding]) -> Iterator[Fault]:
    """What nobody may let pass."""
    for found in findings:
        if found.is_final:
            pointers = found.pointers or ("",)
            yield from (Fault(f"/terms{at}", found.sentence) for at in pointers)


def _expiry_faults(proposal: Proposal, at: datetime) -> Iterator[Fault]:
    ends = proposal.expires_at
    if ends is not None and not at < ends <= at + LONGEST:
        yield Fault("/expires_at", "Give a moment that is ahead, by a year at most.")


def _fixed_faults(deal: Deal, proposal: Proposal) -> Iterator[Fault]:
    """A counter-offer keeps the text it is agreed on and the other side's own words about itself.

    legal-review.md B6: each side says itself who it is, where it is reached and who signs for it.
    """
    if deal.offer is None:
        return
    before, after = deal.offer.written, proposal.written
    if after.terms.form != before.terms.form:
        yield Fault("/terms/form", "A counter-offer stays in the family and version of the deal.")
    theirs = proposal.side.other
    if _block(after.terms.parties, theirs) != _block(before.terms.parties, theirs):
        said = "What the other side says of itself is theirs to change: leave it as it is."
        yield Fault(f"/terms/parties/{theirs}", said)
    if after == before and deal.offer.side is not proposal.side:
        yield Fault("/terms", "These are the terms that stand: accept them, or change something.")


def _block(parties: Parties, side: Side) -> object:
    if side is Side.LICENSEE:
        return parties.licensee
    return (parties.licensors, parties.licensors_liability)
