"""Settings: what was done with people and letters, by whom and when."""

from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from service.domain.people import Act
from service.storage.org_history import OrgHistory
from service.web.at_hand import desk
from service.web.auth import people, person

pages = Blueprint("settings_history", __name__, url_prefix="/settings/history")

SHOWN: Final = 30


@pages.get("")
@people(Act.ADMINISTER)
def get_history() -> ResponseReturnValue:
    with desk().db.reading(person().org_id) as views:
        history = OrgHistory(views.connection, views.org)
        found = history.page(limit=SHOWN, after=request.args.get("after"))
    return render_template("settings/history.html", page=found)
