"""Personal links to a license: listed, sent, sent again and revoked, and never told."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import url_for

from schemas.answers import listed
from schemas.deal_answer import CounterpartSchema
from schemas.deal_moves import NothingDocument
from schemas.license_links import LinkDocument
from service.commands import license_links as commands
from service.domain.people import Scope
from service.storage.deal_links import LinkRow
from service.storage.deals import Tx
from service.storage.license_links import LicenseLinks
from service.storage.views import Views
from service.web.api.document import PREFIX, Resource
from service.web.api.license_answer import address_of, lists, today
from service.web.api.links import action, links
from service.web.api.moving import moves
from service.web.at_hand import desk, now
from service.web.auth import client, key

license_links = Resource(
    "license_links",
    __name__,
    url_prefix=f"{PREFIX}/licenses",
    description="Personal links to licenses",
)


@license_links.route("/<license_id>/links", methods=["GET"])
@key(Scope.DEALS_READ)
@license_links.response(200, listed(CounterpartSchema))
def get_license_links(license_id: str) -> Any:
    """List who of the other side reads the license by a personal link, those revoked too"""
    with desk().db.reading(client().org_id) as views:
        lists(views).row(license_id, today())
        rows = _links(views).of_license(license_id)
    return {"data": [_said(license_id, row) for row in rows], "pagination": {"next": None}}


@moves(
    license_links,
    "/<license_id>/links",
    LinkDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=CounterpartSchema,
    status=201,
)
def post_license_link(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Send the other side a link to the license, at its notice address

    Whoever reads it sees the license as far as it is theirs, and gives notice there.
    """
    holder = commands.send_link(tx, license_id, **said, by=client().key_id, at=now())
    return _answer(tx, license_id, holder.link_id)


@moves(
    license_links,
    "/<license_id>/links/<link_id>/resend",
    NothingDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=CounterpartSchema,
)
def post_resend_license_link(_: Mapping[str, Any], license_id: str, link_id: str, *, tx: Tx) -> Any:
    """Send a link to the license again, to the address that it was made for"""
    commands.send_again(tx, license_id, link_id, by=client().key_id, at=now())
    return _answer(tx, license_id, link_id)


@moves(
    license_links,
    "/<license_id>/links/<link_id>/revoke",
    NothingDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=CounterpartSchema,
)
def post_revoke_license_link(_: Mapping[str, Any], license_id: str, link_id: str, *, tx: Tx) -> Any:
    """Revoke a link to the license, so that it opens nothing from now on"""
    commands.revoke(tx, license_id, link_id, by=client().key_id, at=now())
    return _answer(tx, license_id, link_id)


def _answer(tx: Tx, license_id: str, link_id: str) -> dict[str, Any]:
    rows = _links(tx).of_license(license_id)
    return _said(license_id, next(each for each in rows if each.id == link_id))


def _said(license_id: str, row: LinkRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "side": row.side,
        "email": row.email,
        "name": row.name,
        "viewed_at": row.viewed_at,
        "revoked_at": row.revoked_at,
        "links": links(address_of(license_id), _actions(license_id, row)),
    }


def _actions(license_id: str, row: LinkRow) -> Iterator[dict[str, str]]:
    if row.revoked_at is None and client().may(Scope.CONTRACTS_WRITE):
        for verb in ("resend", "revoke"):
            place = f"license_links.post_{verb}_license_link"
            url = url_for(place, license_id=license_id, link_id=row.id)
            yield action(f"{verb}-link", "POST", url)


def _links(views: Views) -> LicenseLinks:
    return LicenseLinks(views.connection, views.org)
