"""One deal on one page: its terms, fee, checks, papers and history, and what can be done next."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from schemas.deal_moves import MaybeReasonDocument, NoteDocument, ReasonDocument
from service.commands import deals as commands
from service.commands import negotiation
from service.domain.people import Act
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.pages.deal_moving import explained, moved, page, to

pages = explained(Blueprint("deal_page", __name__))


@pages.get("/deals/<deal_id>")
@people(Act.READ)
def get_deal(deal_id: str) -> ResponseReturnValue:
    return page(deal_id)


@pages.post("/deals/<deal_id>/copy")
@people(Act.DRAFT)
def post_copy(deal_id: str) -> ResponseReturnValue:
    """What is copied is what the deal says now, so that no version needs to be quoted."""
    with desk().db.transaction(person().org_id) as tx:
        made = commands.copy(tx, deal_id, by=person().user_id, at=now())
    flash("This is a new draft with the terms of the other deal.")
    return to(made.id)


@pages.post("/deals/<deal_id>/request-approval")
@people(Act.DRAFT)
def post_request_approval(deal_id: str) -> ResponseReturnValue:
    return moved(deal_id, commands.request_approval, NoteDocument(), "The approvers are asked.")


@pages.post("/deals/<deal_id>/approve")
@people(Act.APPROVE)
def post_approve(deal_id: str) -> ResponseReturnValue:
    return moved(deal_id, commands.approve, ReasonDocument(), "The deal is released.")


@pages.post("/deals/<deal_id>/refuse-approval")
@people(Act.APPROVE)
def post_refuse_approval(deal_id: str) -> ResponseReturnValue:
    return moved(deal_id, commands.refuse_approval, ReasonDocument(), "The release is refused.")


@pages.post("/deals/<deal_id>/withdraw")
@people(Act.DRAFT)
def post_withdraw(deal_id: str) -> ResponseReturnValue:
    return moved(
        deal_id, negotiation.withdraw_deal, MaybeReasonDocument(), "The deal is withdrawn."
    )
