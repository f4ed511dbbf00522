"""Reading a contract behind a signing link. To look changes nothing, and is not "opened"."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from service.commands.signer_view import ToSign, to_sign
from service.web.at_hand import desk, now
from service.web.signer.answer import answer
from service.web.signer.door import holder, signer, signing_pages
from service.web.signer.page import contract_page
from service.web.speech import speaks_json

pages = signing_pages("signer", __name__)


@pages.get("")
@signer
def get_contract() -> ResponseReturnValue:
    return jsonify(answer(before_them())) if speaks_json() else contract_page(before_them())


def before_them() -> ToSign:
    """What this signer has before their eyes."""
    with desk().db.reading(holder().org_id) as views:
        return to_sign(views, holder(), now())
