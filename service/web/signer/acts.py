"""What a signer does beside signing: goes on from the first page, declines, hands over, takes back."""

from collections.abc import Callable
from typing import Any

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from schemas.deal_moves import NothingDocument
from schemas.signer_moves import DeclineDocument, HandOverDocument
from service.commands import signing
from service.commands.signer_view import to_sign
from service.commands.signing_by_link import refuse_illegible
from service.domain.errors import CounterpartError, TermsRefused
from service.storage.deals import Tx
from service.web.api.idempotent import idempotent_behind_a_link
from service.web.at_hand import desk, now
from service.web.brought import brought
from service.web.errors import STATUS, rule_said_no
from service.web.forms import by_field
from service.web.signer.answer import answer
from service.web.signer.door import holder, signer, signing_pages
from service.web.signer.page import contract_page
from service.web.signer.reading import before_them
from service.web.speech import speaks_json

pages = signing_pages("signer_acts", __name__)

Move = Callable[[Tx], Any]
_SHOWN = (409, 422, 429)


@pages.post("/open")
@signer
def post_open() -> ResponseReturnValue:
    """A person goes on from the first page; where there is nothing to sign, nothing is noted."""
    brought(NothingDocument())
    return acted(
        lambda tx: signing.open_signing(tx, holder(), at=now()), url_for("signer_signing.get_sign")
    )


@pages.post("/viewed")
@signer
def post_viewed() -> ResponseReturnValue:
    """The page sends it when its reader first scrolls, touches or types: the door has noted it."""
    return "", 204


@pages.post("/decline")
@signer
def post_decline() -> ResponseReturnValue:
    said = brought(DeclineDocument())
    return acted(lambda tx: signing.decline(tx, holder(), **said, at=now()), _home("declined"))


@pages.post("/reassign")
@signer
def post_reassign() -> ResponseReturnValue:
    who = brought(HandOverDocument())
    refuse_illegible(who)
    return acted(
        lambda tx: signing.propose_reassignment(tx, holder(), who, at=now()), _home("proposed")
    )


@pages.post("/withdraw")
@signer
def post_withdraw() -> ResponseReturnValue:
    brought(NothingDocument())
    return acted(lambda tx: signing.take_back(tx, holder(), at=now()), _home("taken-back"))


def acted(move: Move, onward: str) -> ResponseReturnValue:
    """A program gets the contract as it stands then, a person the next page."""
    if speaks_json():
        return _by_program(move)
    with desk().db.transaction(holder().org_id) as tx:
        move(tx)
    return redirect(onward, 303)


@idempotent_behind_a_link
def _by_program(move: Move, *, tx: Tx) -> ResponseReturnValue:
    move(tx)
    return jsonify(answer(to_sign(tx, holder(), now())))


def refused(error: CounterpartError) -> ResponseReturnValue:
    """The contract as it stands now, with what was typed and why it was not taken."""
    status = STATUS[type(error)]
    if speaks_json() or status not in _SHOWN:
        return rule_said_no(error)
    tried = request.path.rpartition("/")[2]
    if isinstance(error, TermsRefused):
        return contract_page(before_them(), faults=by_field(error), tried=tried), status
    return contract_page(before_them(), refusal=str(error), tried=tried), status


def _home(done: str) -> str:
    return url_for("signer.get_contract", done=done)


pages.register_error_handler(CounterpartError, refused)
