"""Behind a signing link, where the contract is signed elsewhere: the signed copy, given and answered."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnsupportedMediaType

from schemas.deal_moves import NothingDocument
from schemas.signer_moves import DeclineDocument, SignedOnDocument
from service.commands import executed_copies
from service.domain import executed_copies as rules
from service.domain.errors import CounterpartError, Fault, TermsRefused
from service.domain.terms.parties import Side
from service.rendering.paper import Format
from service.web.at_hand import desk, now
from service.web.brought import brought
from service.web.forms import read, sent
from service.web.paper import TYPES
from service.web.signer.acts import acted, refused
from service.web.signer.door import signer, signing_pages
from service.web.signer.reading import before_them
from service.web.speech import speaks_json

pages = signing_pages("signer_copies", __name__)
pages.register_error_handler(CounterpartError, refused)


@pages.post("/copies")
@signer
def post_copy() -> ResponseReturnValue:
    """A program sends the PDF itself, and the day on which it was signed behind the question mark."""
    if speaks_json():
        said, data = read(SignedOnDocument(), request.args.to_dict()), _sent()
    else:
        said, data = sent(SignedOnDocument()), _chosen()
    contract, side, by = _whose()
    # Who may not give one is refused before anything of the file is read or kept.
    rules.give_copy(before_them().execution, "", "", **said, side=side, by=by, at=now())
    sha256 = executed_copies.keep_copy(desk(), data)
    return acted(
        lambda tx: executed_copies.give_copy(
            tx, contract, sha256, **said, side=side, by=by, at=now()
        ),
        _home("given"),
    )


@pages.post("/copies/<copy_id>/confirm")
@signer
def post_confirm(copy_id: str) -> ResponseReturnValue:
    """The contract is formed by it; a person ticks that the copy was looked at."""
    brought(NothingDocument())
    if not speaks_json() and request.form.get("confirmed") != "yes":
        raise TermsRefused([Fault("/confirmed", "Look at the copy, then tick the box.")])
    contract, side, by = _whose()
    return acted(
        lambda tx: executed_copies.confirm_copy(tx, contract, copy_id, side=side, by=by, at=now()),
        _home("confirmed"),
    )


@pages.post("/copies/<copy_id>/refuse")
@signer
def post_refuse(copy_id: str) -> ResponseReturnValue:
    said = brought(DeclineDocument())
    contract, side, by = _whose()
    return acted(
        lambda tx: executed_copies.refuse_copy(
            tx, contract, copy_id, **said, side=side, by=by, at=now()
        ),
        _home("refused"),
    )


def _whose() -> tuple[str, Side, str]:
    """The contract, and for which side who acts."""
    seen = before_them()
    return seen.execution.contract_id, seen.signer.side, seen.signer.id


def _sent() -> bytes:
    if request.mimetype != TYPES[Format.PDF]:
        raise UnsupportedMediaType(f"Send the PDF itself, as {TYPES[Format.PDF]}.")
    return request.get_data()


def _chosen() -> bytes:
    """The file of a form; TermsRefused where none was chosen."""
    file = request.files.get("file")
    data = file.read() if file is not None else b""
    if not data:
        raise TermsRefused([Fault("/file", "Choose the signed copy, a PDF, first.")])
    return data


def _home(done: str) -> str:
    return url_for("signer.get_contract", done=done)
