"""What somebody with a link does: accept, reject, withdraw, say something, bring a colleague."""

from collections.abc import Callable
from typing import Any

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from schemas.deal_moves import MaybeReasonDocument
from schemas.offers import AcceptanceDocument
from schemas.party_moves import (
    ColleagueDocument,
    RejectDocument,
    SharedCommentDocument,
)
from service.commands import comments, negotiation
from service.commands import party as commands
from service.domain.errors import (
    CounterpartError,
    Fault,
    TermsRefused,
)
from service.storage.deals import Tx
from service.storage.party_views import party_deal
from service.web.api.idempotent import idempotent_behind_a_link
from service.web.at_hand import desk, now
from service.web.brought import brought
from service.web.errors import STATUS, rule_said_no
from service.web.forms import by_field
from service.web.party.answer import answer
from service.web.party.door import member, pages_behind_a_link, party
from service.web.party.reading import deal_page
from service.web.speech import speaks_json

pages = pages_behind_a_link("party_moves", __name__)

Move = Callable[[Tx], Any]


@pages.post("/accept")
@party
def post_accept() -> ResponseReturnValue:
    """A person says as well that what the terms say of its own side is right."""
    said = brought(AcceptanceDocument())
    if not speaks_json() and request.form.get("confirmed") != "yes":
        raise TermsRefused([Fault("/confirmed", "Look at it, then tick the box.")])
    return acted(lambda tx: negotiation.accept_by_link(tx, member(), **said, at=now()), "accepted")


@pages.post("/reject")
@party
def post_reject() -> ResponseReturnValue:
    said = brought(RejectDocument())
    return acted(lambda tx: commands.reject(tx, member(), **said, at=now()), "rejected")


@pages.post("/withdraw")
@party
def post_withdraw() -> ResponseReturnValue:
    said = brought(MaybeReasonDocument())
    return acted(
        lambda tx: negotiation.withdraw_by_link(tx, member(), **said, at=now()), "withdrawn"
    )


@pages.post("/comments")
@party
def post_comment() -> ResponseReturnValue:
    said = brought(SharedCommentDocument())
    return acted(lambda tx: comments.comment_by_link(tx, member(), **said, at=now()), "said", 201)


@pages.post("/invite")
@party
def post_invite() -> ResponseReturnValue:
    """Counted before it is done, so that nobody has us write to strangers all day."""
    said = brought(ColleagueDocument())
    commands.count_invitation(desk(), member(), now())
    return acted(lambda tx: commands.invite(tx, member(), **said, at=now()), "invited", 201)


def acted(move: Move, done: str, status: int = 200) -> ResponseReturnValue:
    """A program gets the deal as it stands then, a person the page."""
    if speaks_json():
        return _by_program(move, status)
    with desk().db.transaction(member().org_id) as tx:
        move(tx)
    return redirect(url_for("party.get_deal", done=done), 303)


@idempotent_behind_a_link
def _by_program(move: Move, status: int, *, tx: Tx) -> ResponseReturnValue:
    move(tx)
    return jsonify(answer(party_deal(tx, member(), now()))), status


def refused(error: CounterpartError) -> ResponseReturnValue:
    """The deal as it stands now, with what was typed and why it was not taken."""
    if speaks_json() or STATUS[type(error)] not in _SHOWN:
        return rule_said_no(error)
    tried = request.path.rpartition("/")[2]
    if isinstance(error, TermsRefused):
        return deal_page(faults=by_field(error), tried=tried), STATUS[type(error)]
    return deal_page(refusal=str(error), tried=tried), STATUS[type(error)]


_SHOWN = (409, 422, 429)
pages.register_error_handler(CounterpartError, refused)
