"""Coming in by a link or a password, with a second step where there is one; and going out."""

from typing import Any, Final

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from schemas.sign_in import AddressDocument, CodeDocument, PasswordSignInDocument
from service.commands import security
from service.commands import sign_in as commands
from service.domain.errors import (
    CodeRefused,
    NotFound,
    SignInRefused,
    TermsRefused,
    TooManyTries,
)
from service.domain.people import Act
from service.storage.visits import Begun, Visits
from service.web import onward
from service.web.at_hand import desk, letters_folder, now
from service.web.auth import Visitor, people, person, public
from service.web.forms import by_field, sent

pages = Blueprint("sign_in", __name__)

_WAITING: Final = "awaits_code"


@pages.get("/sign-in")
@public
def get_sign_in() -> ResponseReturnValue:
    """With the page that was wanted as `next`, where somebody comes from one."""
    onward.remember()
    return _page()


@pages.post("/sign-in/link")
@public
def post_ask() -> ResponseReturnValue:
    """The same answer whether the address is known, unknown, or was asked for too often."""
    commands.ask_for_link(desk(), sent(AddressDocument())["email"], now())
    return redirect(url_for("sign_in.get_sent"), 303)


@pages.get("/sign-in/sent")
@public
def get_sent() -> ResponseReturnValue:
    return render_template("sign_in_sent.html", letters_folder=letters_folder())


@pages.post("/sign-in/password")
@public
def post_password() -> ResponseReturnValue:
    said = sent(PasswordSignInDocument())
    agent = request.user_agent.string
    return _arrived(commands.by_password(desk(), **said, user_agent=agent, at=now()))


@pages.get("/sign-in/code")
@public
def get_code() -> ResponseReturnValue:
    with desk().db.reading_accounts() as accounts:
        Visits(accounts.connection).waiting(_waiting(), now())
    return render_template("sign_in_code.html", fault=None)


@pages.post("/sign-in/code")
@public
def post_code() -> ResponseReturnValue:
    commands.by_code(desk(), _waiting(), sent(CodeDocument())["code"], now())
    return _entered(session.pop(_WAITING))


@pages.get("/sign-in/<token>")
@public
def get_link(token: str) -> ResponseReturnValue:
    """Shows whom the link is for. It is used up by the button, since mail scanners open links."""
    with desk().db.reading_accounts() as accounts:
        member = accounts.invited(commands.link_of(desk(), token), now())
    return render_template("sign_in_link.html", member=member)


@pages.post("/sign-in/<token>")
@public
def post_link(token: str) -> ResponseReturnValue:
    return _arrived(commands.by_link(desk(), token, request.user_agent.string, now()))


@pages.post("/organizations/<org_id>/enter")
@people(Act.READ)
def post_switch(org_id: str) -> ResponseReturnValue:
    security.switch(desk(), person(), org_id)
    return redirect(url_for("start.get_start"), 303)


@pages.post("/sign-out")
@people(Act.READ)
def post_sign_out() -> ResponseReturnValue:
    with desk().db.accounts() as accounts:
        accounts.end_session(person().user_id, person().session_id, now())
    logout_user()
    return redirect(url_for("sign_in.get_sign_in"), 303)


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    faults = by_field(refused)
    if "code" in faults:
        return _again(CodeRefused()), 422
    return _page(faults=faults), 422


@pages.errorhandler(SignInRefused)
def _no_fit(error: SignInRefused) -> ResponseReturnValue:
    return _page(refusal=str(error)), 422


@pages.errorhandler(CodeRefused)
def _no_code(error: CodeRefused) -> ResponseReturnValue:
    return _again(error), 422


@pages.errorhandler(TooManyTries)
def _wait(error: TooManyTries) -> ResponseReturnValue:
    at_code = request.endpoint == "sign_in.post_code"
    page = _again(error) if at_code else _page(refusal=str(error))
    return page, 429, {"Retry-After": str(error.seconds)}


def _arrived(begun: Begun) -> ResponseReturnValue:
    onward.remember()
    if not begun.awaits_code:
        return _entered(begun.id)
    session[_WAITING] = begun.id
    return redirect(url_for("sign_in.get_code"), 303)


def _entered(session_id: str) -> ResponseReturnValue:
    with desk().db.reading_accounts() as accounts:
        found = accounts.person(session_id, now())
    if found is None:
        raise NotFound
    login_user(Visitor(found))
    return redirect(onward.wanted(otherwise=url_for("start.get_start")), 303)


def _waiting() -> str:
    """NotFound where nobody has made the first step."""
    found = session.get(_WAITING)
    if not isinstance(found, str):
        raise NotFound
    return found


def _page(**more: Any) -> str:
    """With the address that was typed, never with a password."""
    shown = {"faults": {}, "refusal": None, **more}
    with_password = request.endpoint == "sign_in.post_password"
    email = request.form.get("email", "")
    return render_template("sign_in.html", email=email, with_password=with_password, **shown)


def _again(error: CodeRefused | TooManyTries) -> str:
    return render_template("sign_in_code.html", fault=str(error))
