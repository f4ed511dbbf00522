"""Settings: keys for programs."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from schemas.api_keys import KeyDocument
from service.domain.errors import TermsRefused
from service.domain.people import Act
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import by_field, sent, typed
from service.web.words import SCOPES

pages = Blueprint("settings_keys", __name__, url_prefix="/settings/keys")


@pages.get("")
@people(Act.ADMINISTER)
def get_keys() -> ResponseReturnValue:
    return _page()


@pages.post("")
@people(Act.ADMINISTER)
def post_key() -> ResponseReturnValue:
    """The key is in this answer and nowhere else."""
    said = sent(KeyDocument())
    with desk().db.accounts() as accounts:
        _, key = accounts.new_key(person().org_id, **said, by=person().user_id, at=now())
    return _page(key=key), 200, {"Cache-Control": "no-store"}


@pages.post("/<key_id>/revoke")
@people(Act.ADMINISTER)
def post_revoke(key_id: str) -> ResponseReturnValue:
    with desk().db.accounts() as accounts:
        accounts.revoke_key(person().org_id, key_id, now())
    flash("The key opens nothing any more.")
    return redirect(url_for("settings_keys.get_keys"), 303)


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    return _page(faults=by_field(refused)), 422


def _page(**more: Any) -> str:
    with desk().db.reading_accounts() as accounts:
        keys = accounts.keys(person().org_id)
    shown = {"faults": {}, "key": None, **more}
    return render_template(
        "settings/keys.html", keys=keys, scopes=SCOPES, typed=typed(shown["faults"]), **shown
    )
