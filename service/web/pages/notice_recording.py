"""Recording a notice that came by courier or e-mail: what it says, when it came, and the file itself."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from schemas.license_moves import ReceivedDocument
from service.commands import license_notices as commands
from service.commands.kept_files import keep_file
from service.domain import errors as e
from service.domain.licenses.license import License
from service.domain.licenses.notice_text import effect_of
from service.domain.licenses.notices import Given, givers_of
from service.domain.licenses.parts import NoticeKind
from service.domain.licenses.theirs import sender
from service.domain.people import Act
from service.domain.terms.parties import Side
from service.storage.licenses import Licenses
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import by_field, nullable, read
from service.web.kept import ACCEPTS, ROOM, brought_file
from service.web.limits import takes
from service.web.notice_words import GROUNDS, WITHDRAWN
from service.web.pages.license_framed import framed, license_read
from service.web.pages.notice_giving import SAID
from service.web.pages.notice_list import too_large

pages = Blueprint("notice_recording", __name__)

_PLACE = "/licenses/<license_id>/notices/received"


@pages.get(_PLACE)
@people(Act.DRAFT)
def get_received(license_id: str) -> ResponseReturnValue:
    return _form(license_id)


@pages.post(_PLACE)
@people(Act.DRAFT)
@takes(ROOM)
def post_received(license_id: str) -> ResponseReturnValue:
    """With the file that shows it: only so it is more than our word."""
    with desk().db.transaction(person().org_id) as tx:
        license = Licenses(tx).held(license_id)
        said = read(ReceivedDocument(), nullable(ReceivedDocument()))
        side = sender(license, said.pop("side"))
        if request.form.get("sure") != "yes":
            raise e.LicenseRefused([e.Fault("/sure", "Compare it with the file first.")])
        beside = {
            "grounds": said["grounds"] or "",
            "evidence_sha256": keep_file(desk(), brought_file()),
        }
        given = Given(**{**said, **beside})
        by = person().user_id
        after = commands.write_down(tx, license_id, given, side=side, by=by, at=now())
    notice = after.notices[-1]
    flash(f"The notice is recorded. {effect_of(after, notice)}")
    place = url_for("notice_list.get_notices", license_id=license_id)
    return redirect(f"{place}#{notice.id}", 303)


def _form(license_id: str, **more: Any) -> str:
    with desk().db.reading(person().org_id) as reading:
        license = license_read(reading, license_id)
    return render_template(
        "license/notice_received.html",
        **{**framed(license), **more},
        kinds=_kinds(license),
        grounds=GROUNDS,
        reasons=WITHDRAWN,
        about=license.notices,
        accepts=ACCEPTS,
        typed=request.form,
    )


def _kinds(license: License) -> list[NoticeKind]:
    """Those that the contract lets the other side give."""
    ours = license.our_side.side
    senders = {*Side} if ours is None else {ours.other}
    return [kind for kind in NoticeKind if senders & {*givers_of(license, kind)}]


def _again(**more: Any) -> str:
    return _form(str((request.view_args or {})["license_id"]), **more)


@pages.errorhandler(e.TermsRefused)
def _refused(refused: e.TermsRefused) -> ResponseReturnValue:
    return _again(faults=by_field(refused)), 422


@pages.errorhandler(RequestEntityTooLarge)
def _too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    return too_large()


def _said_no(error: e.CounterpartError) -> ResponseReturnValue:
    """What does not count as a notice is not recorded as one."""
    return _again(no=str(error)), 409


for _error in SAID:
    pages.register_error_handler(_error, _said_no)
