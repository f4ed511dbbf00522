"""Offers on the page of a deal: made, accepted, rejected, taken back."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from schemas.deal_forms import AcceptForm, OfferForm
from schemas.deal_moves import MaybeReasonDocument, ReasonDocument
from service.commands import deals, negotiation
from service.commands.negotiation import Put
from service.domain.deal import Deal
from service.domain.people import Act
from service.domain.period.zones import moment_end_of
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import sent
from service.web.pages.deal_moving import explained, moved, seen, to

pages = explained(Blueprint("deal_offers", __name__))

NOT_YET: str = "This is not yet a contract: nobody is bound until every signer has signed."


@pages.post("/deals/<deal_id>/offer")
@people(Act.DRAFT)
def post_offer(deal_id: str) -> ResponseReturnValue:
    """Our draft as it stands."""
    with desk().db.transaction(person().org_id) as tx:
        deal = seen(tx, deal_id)
        put = _put(deal)
        made = negotiation.offer(tx, deal_id, put, by=person().user_id, at=now())
    flash(f"Offer {made.offer.number if made.offer else 1} is out: the other side gets a letter.")
    return to(deal_id)


@pages.post("/deals/<deal_id>/accept")
@people(Act.DRAFT)
def post_accept(deal_id: str) -> ResponseReturnValue:
    """Quotes the digest of the terms that the page showed."""
    with desk().db.transaction(person().org_id) as tx:
        seen(tx, deal_id)
        digest = sent(AcceptForm())["terms_sha256"]
        negotiation.accept(tx, deal_id, terms_sha256=digest, by=person().user_id, at=now())
    flash(f"You have accepted the offer. {NOT_YET}")
    return to(deal_id)


@pages.post("/deals/<deal_id>/reject")
@people(Act.DRAFT)
def post_reject(deal_id: str) -> ResponseReturnValue:
    done = "You have rejected the offer. The deal is over, and nobody is bound."
    return moved(deal_id, negotiation.reject, ReasonDocument(), done)


@pages.post("/deals/<deal_id>/withdraw-offer")
@people(Act.DRAFT)
def post_withdraw_offer(deal_id: str) -> ResponseReturnValue:
    done = "The offer is withdrawn. The deal is over, and nobody is bound."
    return moved(deal_id, negotiation.withdraw_offer, MaybeReasonDocument(), done)


@pages.post("/deals/<deal_id>/reset-draft")
@people(Act.DRAFT)
def post_reset_draft(deal_id: str) -> ResponseReturnValue:
    """Our draft says again what the offer that stands says."""
    with desk().db.transaction(person().org_id) as tx:
        deal = seen(tx, deal_id)
        deals.change(tx, deal, deal.header, deal.standing, by=person().user_id, at=now())
    flash("Your draft says again what the offer says.")
    return to(deal_id)


def _put(deal: Deal) -> Put:
    said = sent(OfferForm())
    day = said.pop("expires_on")
    zone = deal.written.terms.period.timezone
    return Put(**said, expires_at=moment_end_of(day, zone) if day else None)
