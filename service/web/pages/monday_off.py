"""Turning letters on Mondays off from the letter itself, without signing in.

The token in the path is the whole credential, and this is all that it does; so a mail program may
send the form by itself (RFC 8058), without a token of ours in it. To look changes nothing.
"""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from service.domain.errors import NotFound
from service.signing.links import MONDAY
from service.storage.mondays import Mondays
from service.web.at_hand import desk
from service.web.auth import public

pages = Blueprint("monday_off", __name__, url_prefix="/monday")


@pages.get("/<token>")
@public
def get_off(token: str) -> ResponseReturnValue:
    """What it would turn off; of one that is off already it says that."""
    choice = _choice(token)
    with desk().db.reading_accounts() as accounts:
        house = Mondays(accounts.connection).house_of(choice)
    return render_template("monday_off.html", house=house, token=token)


@pages.post("/<token>")
@public
def post_off(token: str) -> ResponseReturnValue:
    choice = _choice(token)
    with desk().db.accounts() as accounts:
        Mondays(accounts.connection).end_by_link(choice)
    return render_template("monday_off.html", house=None, token=token)


@pages.errorhandler(NotFound)
def _off_already(_: NotFound) -> ResponseReturnValue:
    return render_template("monday_off.html", house=None, token=""), 404


@pages.after_request
def _closed_to_others(answer: Response) -> Response:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _choice(token: str) -> str:
    choice = desk().links.link_id(MONDAY, token)
    if choice is None:
        raise NotFound
    return choice
