"""One license on one page: where it stands, what silence will do, and its key dates to deal with."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from schemas.deal_moves import NoteDocument, ReasonDocument
from service.commands import key_dates as commands
from service.commands.kept_files import keep_file
from service.domain.errors import (
    CounterpartError,
    CureNotConfirmed,
    KeyDateSettledAlready,
    LicenseMoveNotAllowed,
    NoDuty,
    NotFound,
    StaleLicense,
    TermsRefused,
)
from service.domain.licenses.withdrawals import withdrawals
from service.domain.people import Act
from service.storage.deals import Tx
from service.storage.license_dates import LicenseDates
from service.storage.license_lists import LicenseLists
from service.storage.licenses import LicenseReader
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import by_field, sent
from service.web.kept import ACCEPTS, ROOM, brought_back, brought_file
from service.web.limits import takes
from service.web.notice_words import WITHDRAWN
from service.web.pages.license_moves_shown import moves_shown
from service.web.pages.license_shown import license_around, license_shown

pages = Blueprint("license_page", __name__)

_SAID = (CureNotConfirmed, KeyDateSettledAlready, LicenseMoveNotAllowed, NoDuty, StaleLicense)


@pages.get("/licenses/<license_id>")
@people(Act.READ)
def get_license(license_id: str) -> ResponseReturnValue:
    return _page(license_id)


@pages.post("/licenses/<license_id>/dates/<date_id>/done")
@people(Act.DRAFT)
@takes(ROOM)
def post_done(license_id: str, date_id: str) -> ResponseReturnValue:
    data = brought_file()

    def done(tx: Tx) -> None:
        note = sent(NoteDocument())["note"] or ""
        sha256 = keep_file(desk(), data) if data else None
        commands.mark_done(tx, date_id, note, file_sha256=sha256, by=person().user_id, at=now())

    return _settled(license_id, date_id, done, "It is marked as done.")


@pages.get("/licenses/<license_id>/dates/<date_id>/file")
@people(Act.READ)
def get_file(license_id: str, date_id: str) -> ResponseReturnValue:
    """What shows that it was done, as it was brought."""
    with desk().db.reading(person().org_id) as reading:
        place, _ = LicenseReader(reading.connection, reading.org).place_of_date(date_id)
        if place != license_id:
            raise NotFound
        sha256 = LicenseLists(reading.connection, reading.org).file_of_date(date_id)
    return brought_back(desk().files.get(sha256), f"done-{date_id}")


@pages.errorhandler(RequestEntityTooLarge)
def too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """A form that cannot be read is not shown again."""
    flash("Nothing was kept: that file is larger than 10 MB. Scan it again.")
    return redirect(url_for("license_page.get_license", license_id=_license_id()) + "#dates", 303)


@pages.post("/licenses/<license_id>/dates/<date_id>/waive")
@people(Act.APPROVE)
def post_waive(license_id: str, date_id: str) -> ResponseReturnValue:
    def waived(tx: Tx) -> None:
        commands.waive(tx, date_id, **sent(ReasonDocument()), by=person().user_id, at=now())

    return _settled(license_id, date_id, waived, "It is waived.")


@pages.post("/licenses/<license_id>/dates/<date_id>/reopen")
@people(Act.APPROVE)
def post_reopen(license_id: str, date_id: str) -> ResponseReturnValue:
    def reopened(tx: Tx) -> None:
        commands.reopen(tx, date_id, **sent(ReasonDocument()), by=person().user_id, at=now())

    return _settled(license_id, date_id, reopened, "It waits to be done again.")


def _settled(
    license_id: str, date_id: str, move: Callable[[Tx], None], said: str
) -> ResponseReturnValue:
    """NotFound for a key date of another license."""
    with desk().db.transaction(person().org_id) as tx:
        place, _ = LicenseReader(tx.connection, tx.org).place_of_date(date_id)
        if place != license_id:
            raise NotFound
        move(tx)
    flash(said)
    return redirect(url_for("license_page.get_license", license_id=license_id) + "#dates", 303)


def _page(license_id: str, **more: Any) -> str:
    """`more` is what went wrong: `faults` by field, `no`; the form sent stays open."""
    with desk().db.reading(person().org_id) as reading:
        reader = LicenseReader(reading.connection, reading.org)
        license = reader.license(license_id)
        dates = LicenseDates(reading.connection, reading.org).of_license(license_id)
        around = license_around(reading, license)
    return render_template(
        "license/overview.html",
        **license_shown(license, dates, person(), now()),
        **moves_shown(license, person(), now()),
        **around,
        works_withdrawn=withdrawals(license),
        reasons=WITHDRAWN,
        typed=request.form,
        tried=_tried(),
        accepts=ACCEPTS,
        **{"faults": {}, "no": "", **more},
    )


def _tried() -> tuple[str, str]:
    """Which form of the page was sent: the key date's id and the move."""
    _, date_id, move = ("", *request.path.split("/"))[-3:]
    return (date_id, move) if request.method == "POST" else ("", "")


@pages.errorhandler(TermsRefused)
def refused(error: TermsRefused) -> ResponseReturnValue:
    return _page(_license_id(), faults=by_field(error)), 422


def said_no(error: CounterpartError) -> ResponseReturnValue:
    """Above the license as it stands."""
    return _page(_license_id(), no=str(error)), 409


def _license_id() -> str:
    return str((request.view_args or {})["license_id"])


for _error in _SAID:
    pages.register_error_handler(_error, said_no)
