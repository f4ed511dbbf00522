"""Reading a license behind a link, as far as it is the reader's to see. To look changes nothing."""

from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from service.commands.party_licenses import behind, sealed_file
from service.domain.licenses.license import License
from service.domain.terms.period import NoticeBasis
from service.rendering.paper import Format
from service.storage.party_licenses import PartyLicense
from service.web.at_hand import desk, now
from service.web.license_words import fate_body, fate_head
from service.web.notice_words import PURPOSES, notice_title
from service.web.paper import paper_file
from service.web.party.door import form_token, holder, in_force, pages_behind_a_link
from service.web.party.license_answer import license_answer
from service.web.party.license_words import (
    DONE,
    headline,
    notice_state,
    them,
    us,
)
from service.web.speech import speaks_json

pages = pages_behind_a_link("party_license", __name__)


@pages.get("/license")
@in_force
def get_license() -> ResponseReturnValue:
    return jsonify(license_answer(the_license()[1])) if speaks_json() else license_page()


@pages.get("/license/document.pdf")
@in_force
def get_document() -> ResponseReturnValue:
    """The sealed file, the same for both sides; NotFound for what was signed elsewhere."""
    with desk().db.reading(holder().org_id) as views:
        data = sealed_file(desk(), views, holder())
    return paper_file(data, Format.PDF, "license")


@pages.post("/license/viewed")
@in_force
def post_viewed() -> ResponseReturnValue:
    """The page sends it when its reader first scrolls, touches or types: the door has noted it."""
    return "", 204


def the_license() -> tuple[License, PartyLicense]:
    """What the link opens, and what its reader may see of that."""
    with desk().db.reading(holder().org_id) as views:
        return behind(views, holder(), now())


def license_page(refusal: str | None = None, tried: str = "", fault: str | None = None) -> str:
    """`fault` belongs to the form about the notice that was `tried`."""
    license, seen = the_license()
    return render_template(
        "party/license.html",
        **around_license(seen),
        head=fate_head(license),
        body=fate_body(license),
        notice_state=notice_state,
        by_receipt=license.terms.period.renewal.notice_basis is NoticeBasis.RECEIVED,
        refusal=refusal,
        tried=tried,
        fault=fault,
        typed=request.form if tried else {},
        done=DONE.get(request.args.get("done", "")),
    )


def around_license(seen: PartyLicense) -> dict[str, Any]:
    """What every page about a license shows."""
    return {
        "seen": seen,
        "reader": holder(),
        "form_token": form_token(),
        "headline": headline(seen),
        "them": them(seen),
        "us": us(seen),
        "notice_name": notice_title,
        "purposes": PURPOSES,
    }
