"""The act of signing: consent, a name typed or drawn, a look at it all, the code, the signature."""

from collections.abc import Mapping
from typing import Any, Final

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.signer_moves import SignDocument
from service.commands import signing as commands
from service.commands.signer_view import ToSign, to_sign
from service.commands.signing_by_link import Given, prove, rehearse
from service.domain.errors import (
    CodeRefused,
    CodeRequired,
    CounterpartError,
    TermsRefused,
    TooManyTries,
)
from service.domain.open_signing import SignerMove
from service.domain.signing import Signature
from service.domain.signing_events import Method
from service.storage.deals import Tx
from service.web.api.idempotent import idempotent_behind_a_link, idempotent_behind_a_link_after
from service.web.at_hand import desk, letters_folder, now
from service.web.brought import brought
from service.web.errors import STATUS
from service.web.forms import by_field
from service.web.signer import acts
from service.web.signer.answer import answer
from service.web.signer.door import holder, signer, signing_pages
from service.web.signer.page import around
from service.web.signer.reading import before_them
from service.web.speech import speaks_json

pages = signing_pages("signer_signing", __name__)

_OF_THE_CODE: Final = (CodeRefused, CodeRequired, TooManyTries)


@pages.get("/sign")
@signer
def get_sign() -> ResponseReturnValue:
    seen = before_them()
    if SignerMove.SIGN not in seen.moves:
        return redirect(url_for("signer.get_contract"), 303)
    return _form(seen, {})


@pages.post("/review")
@signer
def post_review() -> ResponseReturnValue:
    """All of it once more, before anything is signed (UETA 10(2)); a program rehearses."""
    if request.form.get("do") == "change":
        return _form(before_them(), request.form)
    seen = before_them()
    rehearse(seen, _given(), now())
    return jsonify(answer(seen)) if speaks_json() else _review(seen)


@pages.post("/code")
@signer
def post_code() -> ResponseReturnValue:
    """Mails a new one-time code to the signer; a page shows the review again, as it was."""
    commands.count_code(desk(), holder(), now())
    if speaks_json():
        return _code_for_program()
    with desk().db.transaction(holder().org_id) as tx:
        commands.ask_code(tx, holder(), at=now())
    return _review(before_them(), mailed=True)


@idempotent_behind_a_link
def _code_for_program(*, tx: Tx) -> ResponseReturnValue:
    commands.ask_code(tx, holder(), at=now())
    return jsonify(answer(to_sign(tx, holder(), now())))


@pages.post("/sign")
@signer
def post_sign() -> ResponseReturnValue:
    given = _given()
    if speaks_json():
        return _signed_by_program(given)
    signature, code_id = _proven(given)
    with desk().db.transaction(holder().org_id) as tx:
        commands.sign(tx, holder(), signature, code_id=code_id, at=now())
    return redirect(url_for("signer.get_contract", done="signed"), 303)


def _proven(given: Given) -> tuple[Signature, str]:
    return prove(desk(), holder(), before_them(), given, now())


@idempotent_behind_a_link_after(_proven)
def _signed_by_program(signature: Signature, code_id: str, *, tx: Tx) -> ResponseReturnValue:
    commands.sign(tx, holder(), signature, code_id=code_id, at=now())
    return jsonify(answer(to_sign(tx, holder(), now())))


def _given() -> Given:
    said = brought(SignDocument())
    if not speaks_json() and said["method"] is Method.TYPED:
        said["drawing"] = None  # what was drawn before is in the form still
    agent = request.user_agent.string
    return Given(**said, address=request.remote_addr or "", user_agent=agent)


def _form(seen: ToSign, typed: Mapping[str, Any], **said: Any) -> str:
    return render_template("signer/sign.html", **around(seen), typed=typed, **said)


def _review(seen: ToSign, **said: Any) -> str:
    return render_template(
        "signer/review.html",
        **around(seen),
        typed=request.form,
        letters_folder=letters_folder(),
        **said,
    )


def _refused(error: CounterpartError) -> ResponseReturnValue:
    """What concerns the code stands at the code, what concerns a field at the field."""
    if speaks_json() or request.method != "POST":
        return acts.refused(error)
    status = STATUS[type(error)]
    if isinstance(error, _OF_THE_CODE):
        return _review(before_them(), fault=str(error)), status
    if isinstance(error, TermsRefused):
        return _form(before_them(), request.form, faults=by_field(error)), status
    return acts.refused(error)


pages.register_error_handler(CounterpartError, _refused)
