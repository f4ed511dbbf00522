"""Correcting what was recorded of a license that was signed elsewhere: the same form, without its file."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.forms import Typed
from schemas.license_file import license_from_form, license_to_form
from service.commands import recorded_licenses as commands
from service.domain.errors import Fault, LicenseMoveNotAllowed, NotFound, StaleLicense, TermsRefused
from service.domain.licenses.license import License
from service.domain.licenses.recording import may_correct
from service.domain.people import Act
from service.storage.license_lists import LicenseLists
from service.storage.licenses import LicenseReader, Licenses
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.license_form import Typing, by_field, choices
from service.web.reading import read_correction

pages = Blueprint("license_correction", __name__)

_ROWS = 3


@pages.get("/licenses/<license_id>/correct")
@people(Act.DRAFT)
def get_correction(license_id: str) -> ResponseReturnValue:
    """NotFound where all terms are known: they are corrected by API, or by an amendment."""
    with desk().db.reading(person().org_id) as views:
        license = LicenseReader(views.connection, views.org).license(license_id)
        row = LicenseLists(views.connection, views.org).row(license_id, now().date())
    if license.facts is None:
        raise NotFound
    if not may_correct(license):
        raise LicenseMoveNotAllowed(license.status, "a correction: notices or changes rest on it")
    beside = {"title": row.title, "external_id": row.external_id}
    return _page(license, {**license_to_form(license, beside), "version": [str(license.version)]})


@pages.post("/licenses/<license_id>/correct")
@people(Act.DRAFT)
def post_correction(license_id: str) -> ResponseReturnValue:
    """On the version that the form was opened on. What only programs keep beside it stays."""
    with desk().db.transaction(person().org_id) as tx:
        license = Licenses(tx).held(license_id)
        row = LicenseLists(tx.connection, tx.org).row(license_id, now().date())
        if request.form.get("do") == "rows":
            return _page(license, _typed(), rows=2 * _ROWS)
        document = {**license_from_form(_typed()), "metadata": dict(row.metadata)}
        read = read_correction(document)
        if request.form.get("version") != str(license.version):
            raise StaleLicense
        by = person().user_id
        commands.correct_license(tx, license_id, read.header, read.written, by=by, at=now())
    flash("It is corrected. Its days ahead stand below.")
    return redirect(url_for("license_page.get_license", license_id=license_id), 303)


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    license_id = str((request.view_args or {})["license_id"])
    with desk().db.reading(person().org_id) as views:
        license = LicenseReader(views.connection, views.org).license(license_id)
    return _page(license, _typed(), faults=refused.faults), 422


def _typed() -> Typed:
    return request.form.to_dict(flat=False)


def _page(
    license: License, typed: Typed, *, faults: Sequence[Fault] = (), rows: int = _ROWS
) -> str:
    return render_template(
        "license_new.html",
        correcting=license,
        typed=Typing(typed),
        faults=by_field(faults),
        rows=rows,
        lost="",
        choices=choices(),
        today=now().date(),
    )
