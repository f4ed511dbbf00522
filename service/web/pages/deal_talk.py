"""On the page of a deal: comments, and the people of the other side with their links."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from schemas.comments import CommentForm
from service.commands import comments, negotiation
from service.domain.people import Act
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import sent
from service.web.pages.deal_moving import explained, to

pages = explained(Blueprint("deal_talk", __name__))


@pages.post("/deals/<deal_id>/comment")
@people(Act.DRAFT)
def post_comment(deal_id: str) -> ResponseReturnValue:
    """A comment moves nothing, so that no version needs to be quoted."""
    me = person()
    with desk().db.transaction(me.org_id) as tx:
        said = sent(CommentForm())
        made = comments.comment(tx, deal_id, **said, by=me.user_id, by_name=me.name, at=now())
    flash("Both sides can read your comment." if made.shared else "Your own side can read it.")
    return to(deal_id, "#comments")


@pages.post("/deals/<deal_id>/comments-read")
@people(Act.READ)
def post_comments_read(deal_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        comments.read_comments(tx, deal_id, person().user_id, shared_only=False)
    return to(deal_id, "#comments")


@pages.post("/deals/<deal_id>/links/<link_id>/resend")
@people(Act.DRAFT)
def post_resend(deal_id: str, link_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        negotiation.send_link_again(tx, deal_id, link_id, by=person().user_id, at=now())
    flash("The link goes out again, to the address that it was made for.")
    return to(deal_id, "#people")


@pages.post("/deals/<deal_id>/links/<link_id>/revoke")
@people(Act.DRAFT)
def post_revoke(deal_id: str, link_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        negotiation.revoke_link(tx, deal_id, link_id, by=person().user_id, at=now())
    flash("The link opens nothing any more.")
    return to(deal_id, "#people")
