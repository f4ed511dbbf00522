"""The notices of a license: what either side gave, what became of each, and what may be given now."""

from collections import defaultdict
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.commands import license_notices as commands
from service.domain import errors as e
from service.domain.kept_files import LARGEST_KEPT
from service.domain.licenses.events import NoticeReceived
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.licenses.license import License, is_open
from service.domain.licenses.notice_text import effect_of
from service.domain.licenses.openings import Opening, openings
from service.domain.people import Act
from service.domain.terms.parties import Side
from service.storage.license_lists import LicenseLists
from service.storage.post_office import LetterRow, PostOffice
from service.storage.views import Views
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import by_field
from service.web.kept import ACCEPTS
from service.web.notice_words import PURPOSES
from service.web.pages.license_framed import framed, license_read, sides_of_ours

pages = Blueprint("notice_list", __name__)

_SAID: Final = (e.LicenseMoveNotAllowed, e.NoticeSettled, e.StaleLicense)
_MIB: Final = 1024 * 1024


@pages.get("/licenses/<license_id>/notices")
@people(Act.READ)
def get_notices(license_id: str) -> ResponseReturnValue:
    return _page(license_id)


def explained(pages: Blueprint) -> Blueprint:
    """Where a move is refused, the answer is the notices as they stand; the form sent stays open."""
    pages.register_error_handler(e.TermsRefused, _refused)
    for error in _SAID:
        pages.register_error_handler(error, _said_no)
    return pages


def too_large() -> ResponseReturnValue:
    """A form that cannot be read is not shown again."""
    most = LARGEST_KEPT // _MIB
    flash(f"Nothing was kept: that file is larger than {most} MB. Scan it again.")
    return redirect(url_for("notice_list.get_notices", license_id=_license_id()), 303)


def _refused(refused: e.TermsRefused) -> ResponseReturnValue:
    return _page(_license_id(), faults=by_field(refused)), 422


def _said_no(error: e.CounterpartError) -> ResponseReturnValue:
    return _page(_license_id(), no=str(error)), 409


def _license_id() -> str:
    return str((request.view_args or {})["license_id"])


def _tried() -> tuple[str, str]:
    """Which form of the page was sent: the notice's id and the move."""
    notice_id = str((request.view_args or {}).get("notice_id", ""))
    return (notice_id, request.path.rpartition("/")[2]) if notice_id else ("", "")


def _page(license_id: str, **more: Any) -> str:
    with desk().db.reading(person().org_id) as reading:
        license = license_read(reading, license_id)
        letters = _letters(reading, license)
        by_link = LicenseLists(reading.connection, reading.org).done_by_link(license_id)
    return render_template(
        "license/notices.html",
        **{**framed(license), **more},
        openings=_openings(license),
        letters=letters,
        by_link=by_link,
        effect_of=effect_of,
        purposes=PURPOSES,
        works_withdrawn=license.withdrawn,
        may_settle={
            each.id
            for each in license.notices
            if is_open(license, NoticeReceived) and each.settled_on is None
        },
        accepts=ACCEPTS,
        tried=_tried(),
        typed=request.form,
    )


def _openings(license: License) -> dict[Side, tuple[Opening, ...]]:
    """By the side that would give them."""
    return {
        side: openings(license, commands.asking(license, side, now()))
        for side in sides_of_ours(license)
    }


def _letters(views: Views, license: License) -> dict[str, list[LetterRow]]:
    """By notice the letters that carried it, or a copy of it, to the addresses of the parties."""
    office = PostOffice(views.connection, views.org)
    found: defaultdict[str, list[LetterRow]] = defaultdict(list)
    for letter in office.about(LicenseLetter.NOTICE, [each.id for each in license.notices]):
        found[letter.about or ""].append(letter)
    return found
