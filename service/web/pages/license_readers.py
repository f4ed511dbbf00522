"""Who of the other side reads a license by a personal link: a tab of the license's page."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.license_links import LinkDocument
from service.commands import license_links as commands
from service.domain.errors import (
    CounterpartError,
    LicenseMoveNotAllowed,
    StaleLicense,
    TermsRefused,
)
from service.domain.people import Act
from service.storage.deals import Tx
from service.storage.license_links import LicenseLinks
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.forms import by_field, sent
from service.web.pages.license_framed import framed, license_read

pages = Blueprint("license_readers", __name__)


@pages.get("/licenses/<license_id>/links")
@people(Act.READ)
def get_links(license_id: str) -> ResponseReturnValue:
    return _page(license_id)


@pages.post("/licenses/<license_id>/links")
@people(Act.DRAFT)
def post_link(license_id: str) -> ResponseReturnValue:
    email = sent(LinkDocument())["email"]

    def send(tx: Tx) -> None:
        commands.send_link(tx, license_id, email, by=person().user_id, at=now())

    return _done(license_id, send, f"A link goes to {email}.")


@pages.post("/licenses/<license_id>/links/<link_id>/resend")
@people(Act.DRAFT)
def post_resend(license_id: str, link_id: str) -> ResponseReturnValue:
    def send(tx: Tx) -> None:
        commands.send_again(tx, license_id, link_id, by=person().user_id, at=now())

    return _done(license_id, send, "The link goes out again, to the address that it was made for.")


@pages.post("/licenses/<license_id>/links/<link_id>/revoke")
@people(Act.DRAFT)
def post_revoke(license_id: str, link_id: str) -> ResponseReturnValue:
    def revoke(tx: Tx) -> None:
        commands.revoke(tx, license_id, link_id, by=person().user_id, at=now())

    return _done(license_id, revoke, "The link opens nothing any more.")


def _done(license_id: str, move: Callable[[Tx], None], said: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        move(tx)
    flash(said)
    return redirect(url_for("license_readers.get_links", license_id=license_id), 303)


def _page(license_id: str, **more: Any) -> str:
    with desk().db.reading(person().org_id) as reading:
        license = license_read(reading, license_id)
        links = LicenseLinks(reading.connection, reading.org).of_license(license_id)
    known = {each.email.lower() for each in links}
    reachable = commands.reachable(license) if commands.may_send_link(license) else ()
    return render_template(
        "license/links.html",
        **{**framed(license), **more},
        links=links,
        addresses=[to for _, to in reachable if to.email.lower() not in known],
        may=person().may(Act.DRAFT),
        typed=request.form,
    )


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    return _page(_license_id(), faults=by_field(refused)), 422


@pages.errorhandler(LicenseMoveNotAllowed)
@pages.errorhandler(StaleLicense)
def _said_no(error: CounterpartError) -> ResponseReturnValue:
    return _page(_license_id(), no=str(error)), 409


def _license_id() -> str:
    return str((request.view_args or {})["license_id"])
