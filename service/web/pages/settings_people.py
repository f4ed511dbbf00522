"""Settings: who belongs to the organization, and in what role."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from schemas.members import InviteDocument, RoleDocument
from service.commands import members as commands
from service.commands import security
from service.commands.members import Invited
from service.domain.errors import (
    AlreadyMember,
    CounterpartError,
    LastAdministrator,
    ResetNotAllowed,
    SecondStepOff,
    TermsRefused,
)
from service.domain.people import Act
from service.web.at_hand import desk, letters_folder, now
from service.web.auth import people, person
from service.web.forms import by_field, sent, typed
from service.web.words import ROLES

pages = Blueprint("settings_people", __name__, url_prefix="/settings/people")


@pages.get("")
@people(Act.READ)
def get_people() -> ResponseReturnValue:
    return _page()


@pages.post("")
@people(Act.ADMINISTER)
def post_invite() -> ResponseReturnValue:
    said = sent(InviteDocument())
    return _told(commands.invite(desk(), person().org_id, **said, **_by()))


@pages.post("/<user_id>/link")
@people(Act.ADMINISTER)
def post_link(user_id: str) -> ResponseReturnValue:
    return _told(commands.new_link(desk(), person().org_id, user_id, **_by()))


@pages.post("/<user_id>/role")
@people(Act.ADMINISTER)
def post_role(user_id: str) -> ResponseReturnValue:
    said = sent(RoleDocument())
    commands.change_role(desk(), person().org_id, user_id, said["role"], **_who())
    flash("The role is changed.")
    return redirect(url_for("settings_people.get_people"), 303)


@pages.post("/<user_id>/remove")
@people(Act.ADMINISTER)
def post_remove(user_id: str) -> ResponseReturnValue:
    commands.remove(desk(), person().org_id, user_id, **_who())
    flash("They no longer belong to the organization. What they did stays in the history.")
    return redirect(url_for("settings_people.get_people"), 303)


@pages.post("/<user_id>/second-step/reset")
@people(Act.ADMINISTER)
def post_reset(user_id: str) -> ResponseReturnValue:
    security.reset_second_step(desk(), person().org_id, user_id, **_who())
    flash("Their second step is off and they are signed out everywhere. A letter tells them.")
    return redirect(url_for("settings_people.get_people"), 303)


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    return _page(faults=by_field(refused)), 422


@pages.errorhandler(AlreadyMember)
def _already(error: AlreadyMember) -> ResponseReturnValue:
    return _page(faults={"email": str(error)}), 409


@pages.errorhandler(LastAdministrator)
@pages.errorhandler(ResetNotAllowed)
@pages.errorhandler(SecondStepOff)
def _not_done(error: CounterpartError) -> ResponseReturnValue:
    return _page(refusal=str(error)), 409


def _by() -> dict[str, Any]:
    """A link is handed over by hand only where letters do not leave the machine."""
    by_hand = letters_folder() is not None
    return {**_who(), "by_hand": by_hand}


def _who() -> dict[str, Any]:
    return {"by": person().user_id, "at": now()}


def _told(invited: Invited) -> ResponseReturnValue:
    """A link is in this answer and nowhere else: it is not redirected to, kept or logged."""
    if invited.token is None:
        flash("A letter with a link is on its way to them.")
        return redirect(url_for("settings_people.get_people"), 303)
    link = url_for("sign_in.get_link", token=invited.token, _external=True)
    answer = _page(invited_id=invited.user_id, link=link)
    return answer, 200, {"Cache-Control": "no-store"}


def _page(**more: Any) -> str:
    with desk().db.reading_accounts() as accounts:
        there = accounts.members(person().org_id)
    shown = {"faults": {}, "refusal": None, "link": None, "invited_id": None, **more}
    return render_template(
        "settings/people.html",
        members=there,
        roles=ROLES,
        typed=typed(shown["faults"]),
        letters_folder=letters_folder(),
        **shown,
    )
