"""Settings: how somebody signs in. A password, a second step, recovery codes; all are one's own."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from schemas.sign_in import CodeDocument, CurrentPasswordDocument, NewPasswordDocument
from service.commands import security as commands
from service.domain.errors import CodeRefused, SignInRefused, TermsRefused, TooManyTries
from service.domain.people import Act
from service.signing.second_step import picture
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import by_field, sent

pages = Blueprint("security", __name__, url_prefix="/settings/security")


@pages.get("")
@people(Act.READ)
def get_security() -> ResponseReturnValue:
    return _page()


@pages.post("/password")
@people(Act.READ)
def post_password() -> ResponseReturnValue:
    commands.set_password(desk(), person(), **sent(NewPasswordDocument()), at=now())
    flash("Your password is set. Every other session of yours is over.")
    return _back()


@pages.post("/password/remove")
@people(Act.READ)
def post_remove_password() -> ResponseReturnValue:
    commands.remove_password(desk(), person(), **sent(CurrentPasswordDocument()), at=now())
    flash("Your password is removed. You sign in by links sent to your address.")
    return _back()


@pages.post("/second-step")
@people(Act.READ)
def post_begin() -> ResponseReturnValue:
    return _page(secret=commands.new_secret(desk(), person()))


@pages.post("/second-step/on")
@people(Act.READ)
def post_on() -> ResponseReturnValue:
    """The codes are in this answer and nowhere else."""
    codes = commands.turn_on(desk(), person(), **sent(CodeDocument()), at=now())
    return _page(codes=codes)


@pages.post("/second-step/off")
@people(Act.READ)
def post_off() -> ResponseReturnValue:
    commands.turn_off(desk(), person(), **sent(CodeDocument()), at=now())
    flash("The second step is off. Every other session of yours is over.")
    return _back()


@pages.post("/codes")
@people(Act.READ)
def post_codes() -> ResponseReturnValue:
    return _page(codes=commands.renew_codes(desk(), person(), **sent(CodeDocument()), at=now()))


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    return _page(faults=by_field(refused), secret=_pending()), 422


@pages.errorhandler(SignInRefused)
def _other_password(_: SignInRefused) -> ResponseReturnValue:
    return _page(faults={"current": "This is not your password."}), 422


@pages.errorhandler(CodeRefused)
def _other_code(error: CodeRefused) -> ResponseReturnValue:
    return _page(faults={"code": str(error)}, secret=_pending()), 422


@pages.errorhandler(TooManyTries)
def _wait(error: TooManyTries) -> ResponseReturnValue:
    return _page(refusal=str(error)), 429, {"Retry-After": str(error.seconds)}


def _pending() -> commands.Secret | None:
    """Shown again where the code of a new app was mistyped."""
    at_on = request.endpoint == "security.post_on"
    return commands.pending_secret(desk(), person()) if at_on else None


def _back() -> ResponseReturnValue:
    return redirect(url_for("security.get_security"), 303)


def _page(**more: Any) -> str:
    shown = {"faults": {}, "refusal": None, "secret": None, "codes": (), **more}
    secret = shown["secret"]
    drawn = Markup(picture(secret.address)) if secret else None  # noqa: S704 - drawn by us
    return render_template(
        "settings/security.html",
        secured=commands.secured(desk(), person()),
        drawn=drawn,
        at_endpoint=request.endpoint,
        **shown,
    )
