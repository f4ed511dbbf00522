"""The notices of a license: what either side gave, what became of each, and what may be given now."""

from collections import defaultdict
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from service.commands import license_notices as commands
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.licenses.license import License
from service.domain.licenses.notice_text import effect_of
from service.domain.licenses.openings import Opening, openings
from service.domain.people import Act
from service.domain.terms.parties import Side
from service.storage.post_office import LetterRow, PostOffice
from service.storage.views import Views
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.notice_words import PURPOSES
from service.web.pages.license_framed import framed, license_read, sides_of_ours

pages = Blueprint("notice_list", __name__)


@pages.get("/licenses/<license_id>/notices")
@people(Act.READ)
def get_notices(license_id: str) -> ResponseReturnValue:
    return _page(license_id)


def _page(license_id: str, **more: Any) -> str:
    with desk().db.reading(person().org_id) as reading:
        license = license_read(reading, license_id)
        letters = _letters(reading, license)
    return render_template(
        "license/notices.html",
        **{**framed(license), **more},
        openings=_openings(license),
        letters=letters,
        effect_of=effect_of,
        purposes=PURPOSES,
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
