"""Deals that renew or amend a license, begun on its page."""

from collections.abc import Callable

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from schemas.terms import written
from service.commands import restating
from service.domain.deal import Deal
from service.domain.errors import LicenseMoveNotAllowed, TermsNotKnown
from service.domain.people import Act
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.pages.deal_moving import to
from service.web.pages.license_page import said_no

pages = Blueprint("license_deals_page", __name__)


@pages.post("/licenses/<license_id>/renew")
@people(Act.DRAFT)
def post_renew(license_id: str) -> ResponseReturnValue:
    return _drafted(
        license_id, restating.renew, "This draft renews the license. Look at what it changes."
    )


@pages.post("/licenses/<license_id>/amend")
@people(Act.DRAFT)
def post_amend(license_id: str) -> ResponseReturnValue:
    return _drafted(
        license_id,
        restating.amend,
        "This draft amends the license. Edit its terms; what you leave goes on.",
    )


def _drafted(license_id: str, draft: Callable[..., Deal], said: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        made = draft(tx, license_id, written, by=person().user_id, at=now())
    flash(said)
    return to(made.id)


for _error in (LicenseMoveNotAllowed, TermsNotKnown):
    pages.register_error_handler(_error, said_no)
