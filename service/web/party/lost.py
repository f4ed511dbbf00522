"""A link that somebody no longer finds: sent again to the address that it was made for."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.sign_in import AddressDocument
from service.commands.party import ask_for_lost_link
from service.domain.errors import TermsRefused
from service.web.at_hand import desk, letters_folder, now
from service.web.auth import public
from service.web.forms import by_field, sent

pages = Blueprint("lost_link", __name__)


@pages.get("/d/lost")
@public
def get_lost() -> ResponseReturnValue:
    return _page()


@pages.post("/d/lost")
@public
def post_lost() -> ResponseReturnValue:
    """The same answer whether the address is known, unknown, or was asked for too often."""
    ask_for_lost_link(desk(), sent(AddressDocument())["email"], now())
    return redirect(url_for("lost_link.get_sent"), 303)


@pages.get("/d/lost/sent")
@public
def get_sent() -> ResponseReturnValue:
    return render_template("party/lost_sent.html", letters_folder=letters_folder())


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    return _page(by_field(refused)), 422


def _page(faults: dict[str, str] | None = None) -> str:
    email = request.form.get("email", "")
    return render_template("party/lost.html", faults=faults or {}, email=email)
