"""Signing in by a one-time link, and signing out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from service.domain.errors import NotFound
from service.domain.people import Act
from service.signing.links import SIGN_IN
from service.web.at_hand import desk, now
from service.web.auth import Visitor, people, person, public

pages = Blueprint("sign_in", __name__)


@pages.get("/sign-in")
@public
def get_sign_in() -> ResponseReturnValue:
    return render_template("sign_in.html")


@pages.get("/sign-in/<token>")
@public
def get_link(token: str) -> ResponseReturnValue:
    """Shows whom the link is for. It is used up by the button, since mail scanners open links."""
    with desk().db.reading_accounts() as accounts:
        member = accounts.invited(_link(token), now())
    return render_template("sign_in_link.html", member=member)


@pages.post("/sign-in/<token>")
@public
def post_link(token: str) -> ResponseReturnValue:
    with desk().db.accounts() as accounts:
        session = accounts.sign_in(_link(token), now(), request.user_agent.string)
        found = accounts.person(session, now())
    if found is None:
        raise NotFound
    login_user(Visitor(found))
    return redirect(url_for("start.get_start"), 303)


@pages.post("/sign-out")
@people(Act.READ)
def post_sign_out() -> ResponseReturnValue:
    with desk().db.accounts() as accounts:
        accounts.end_session(person().user_id, person().session_id, now())
    logout_user()
    return redirect(url_for("sign_in.get_sign_in"), 303)


def _link(token: str) -> str:
    """NotFound for what we never made, and for what is used up: nobody learns which."""
    found = desk().links.link_id(SIGN_IN, token)
    if found is None:
        raise NotFound
    return found
