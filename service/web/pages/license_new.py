"""Recording a license that was signed elsewhere: one form, on one page, with its PDF."""

from collections.abc import Sequence
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from schemas.forms import Typed
from schemas.license_file import license_from_form
from service.commands import recorded_licenses as commands
from service.domain.errors import Fault, TermsRefused
from service.domain.people import Act
from service.domain.verdict import LARGEST
from service.storage.ids import new_id
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.license_form import FIRST, Typing, by_field, choices
from service.web.limits import takes
from service.web.once import once
from service.web.reading import read_license

pages = Blueprint("license_new", __name__)

_MIB: Final = 1024 * 1024
_ROWS: Final = 3
"""Blank ones under those that are filled in."""


@pages.get("/licenses/new")
@people(Act.DRAFT)
def get_new() -> ResponseReturnValue:
    return _page({**FIRST, "once": [new_id("frm")]})


@pages.post("/licenses/new")
@people(Act.DRAFT)
@takes(LARGEST + _MIB)
def post_new() -> ResponseReturnValue:
    """The file is looked at in a worker process, before anything is held."""
    typed = _typed()
    if request.form.get("do") == "rows":
        return _page(typed, rows=2 * _ROWS)
    file = request.files.get("document")
    data = file.read() if file is not None else b""
    read = read_license(license_from_form(typed), data)
    sha256 = desk().files.put(data)

    def record(tx: Any) -> str:
        by = person().user_id
        made = commands.record_license(tx, read.header, read.written, sha256, by=by, at=now())
        return url_for("license_page.get_license", license_id=made.id)

    with desk().db.transaction(person().org_id) as tx:
        place = once(tx, request.form.get("once", ""), record)
    flash("The license is recorded. Its days ahead stand below.")
    return redirect(place, 303)


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    return _page(_typed(), faults=refused.faults), 422


@pages.errorhandler(RequestEntityTooLarge)
def _too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """The form cannot be read, so that nothing of it can be shown again."""
    said = f"That file is larger than {LARGEST // _MIB} MB: scan it again with less detail."
    return _page({**FIRST, "once": [new_id("frm")]}, lost=said), 413


def _typed() -> Typed:
    return request.form.to_dict(flat=False)


def _page(typed: Typed, *, faults: Sequence[Fault] = (), rows: int = _ROWS, lost: str = "") -> str:
    """`lost` says why what was typed could not be read."""
    return render_template(
        "license_new.html",
        correcting=None,
        typed=Typing(typed),
        faults=by_field(faults),
        rows=rows,
        lost=lost,
        choices=choices(),
        today=now().date(),
    )
