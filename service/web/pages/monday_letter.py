"""Settings: whether a letter comes on Mondays, and in which time zone it is Monday."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.mondays import MondayDocument
from service.commands import monday_letters as commands
from service.domain.errors import TermsRefused
from service.domain.people import Act
from service.domain.terms.bounds import Code
from service.storage.license_lists import LicenseLists
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.form.choices import suggestions
from service.web.forms import by_field, sent

pages = Blueprint("monday_letter", __name__, url_prefix="/settings/monday-letter")

_OTHERWISE: Final = "UTC"


@pages.get("")
@people(Act.READ)
def get_monday() -> ResponseReturnValue:
    return _page({})


@pages.post("")
@people(Act.READ)
def post_choose() -> ResponseReturnValue:
    commands.choose(desk(), person(), sent(MondayDocument())["zone"], now())
    flash("The letter comes on Mondays at 09:00.")
    return _back()


@pages.post("/end")
@people(Act.READ)
def post_end() -> ResponseReturnValue:
    commands.end(desk(), person())
    flash("No letter comes on Mondays any more.")
    return _back()


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    return _page(by_field(refused)), 422


def _back() -> ResponseReturnValue:
    return redirect(url_for("monday_letter.get_monday"), 303)


def _page(faults: dict[str, str]) -> str:
    choice = commands.choice_of(desk(), person())
    zone = request.form.get("zone", "") if faults else choice.zone if choice else _usual()
    return render_template(
        "settings/monday_letter.html",
        choice=choice,
        zone=zone,
        zones=suggestions(Code.ZONE),
        faults=faults,
    )


def _usual() -> str:
    """That of the newest license: most houses have all of theirs in one."""
    with desk().db.reading(person().org_id) as views:
        page = LicenseLists(views.connection, views.org).page(limit=1, today=now().date())
    return next((row.zone for row in page.rows), _OTHERWISE)
