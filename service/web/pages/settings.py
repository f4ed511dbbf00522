"""Settings: where a visitor's own sessions and, for administrators, the organization are kept."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from service.domain.people import Act
from service.web.at_hand import desk, now
from service.web.auth import people, person

pages = Blueprint("settings", __name__, url_prefix="/settings")


@pages.get("")
@people(Act.READ)
def get_settings() -> ResponseReturnValue:
    return redirect(url_for("settings_people.get_people"), 303)


@pages.get("/sessions")
@people(Act.READ)
def get_sessions() -> ResponseReturnValue:
    with desk().db.reading_accounts() as accounts:
        found = accounts.sessions_of(person().org_id, person().user_id, now())
    return render_template("settings/sessions.html", sessions=found, own=person().session_id)


@pages.post("/sessions/<session_id>/end")
@people(Act.READ)
def post_end_session(session_id: str) -> ResponseReturnValue:
    """Only one's own; whoever ends the session that they are in is signed out."""
    with desk().db.accounts() as accounts:
        accounts.end_session(person().user_id, session_id, now())
    flash("That session is over.")
    return redirect(url_for("settings.get_sessions"), 303)
