"""The page on which anybody may have a sealed contract looked at; nothing is kept."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from service.commands.verifying import verdict_on
from service.domain.verdict import LARGEST, NAMES, Verdict
from service.web.at_hand import desk
from service.web.auth import public
from service.web.limits import VERIFYING, at_most, takes

pages = Blueprint("verify_page", __name__)

_MIB = 1024 * 1024


@pages.get("/verify")
@public
def get_verify_page() -> ResponseReturnValue:
    return _page()


@pages.post("/verify")
@public
@at_most(VERIFYING)
@takes(LARGEST + _MIB)
def post_verify_page() -> ResponseReturnValue:
    """Room for the form around the file; the file itself is measured where it is looked at."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(fault="Choose the PDF first."), 422
    return _page(verdict=verdict_on(desk(), sent.read()), name=sent.filename)


@pages.errorhandler(RequestEntityTooLarge)
def _too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    return _page(fault=f"That file is larger than {LARGEST // _MIB} MB."), 413


def _page(verdict: Verdict | None = None, fault: str | None = None, name: str = "") -> str:
    return render_template("verify.html", verdict=verdict, fault=fault, file=name, names=NAMES)
