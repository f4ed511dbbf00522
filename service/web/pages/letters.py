"""Settings: every letter as its reader gets it, and how much letters say of a deal."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from schemas.sign_in import DetailDocument
from service.domain.errors import NotFound
from service.domain.letters import Detail
from service.domain.people import Act
from service.notifications.letter import Letter
from service.notifications.samples import NAMES, sample
from service.storage.post_office import PostOffice
from service.web.at_hand import desk
from service.web.auth import people, person
from service.web.forms import sent
from service.web.headers import POLICY

pages = Blueprint("letters", __name__, url_prefix="/settings/letters")

_AROUND: Final = f"{POLICY}; frame-src 'self'"
_WITHIN: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""A letter brings its styles on its elements, and may do nothing at all."""


@pages.get("")
@people(Act.ADMINISTER)
def get_letters() -> ResponseReturnValue:
    detail = _detail()
    shown = [(kind, name, _sample(kind, detail)) for kind, name in NAMES.items()]
    return render_template("settings/letters.html", letters=shown, detail=detail)


@pages.post("")
@people(Act.ADMINISTER)
def post_detail() -> ResponseReturnValue:
    said = sent(DetailDocument())
    with desk().db.transaction(person().org_id) as tx:
        PostOffice(tx.connection, person().org_id).keep_detail(said["detail"])
    flash("Letters from now on say that much.")
    return redirect(url_for("letters.get_letters"), 303)


@pages.get("/<kind>")
@people(Act.ADMINISTER)
def get_sample(kind: str) -> ResponseReturnValue:
    letter = _sample(kind, _detail())
    page = render_template("settings/letter.html", kind=kind, name=NAMES[kind], letter=letter)
    return page, 200, {"Content-Security-Policy": _AROUND}


@pages.get("/<kind>/html")
@people(Act.ADMINISTER)
def get_html(kind: str) -> ResponseReturnValue:
    """What stands in the frame: a document of its own, under a policy of its own."""
    return _sample(kind, _detail()).html, 200, {"Content-Security-Policy": _WITHIN}


def _sample(kind: str, detail: Detail) -> Letter:
    if kind not in NAMES:
        raise NotFound
    return sample(kind, person().org_name, desk().links.base_url, detail)


def _detail() -> Detail:
    with desk().db.reading(person().org_id) as views:
        return PostOffice(views.connection, person().org_id).house()[1]
