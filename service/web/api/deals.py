"""Deals: draft, list, read, change, copy, release, withdraw."""

from collections.abc import Mapping
from typing import Any

from schemas.deal import load_deal
from schemas.deal_answer import DealListSchema, DealSchema
from schemas.deal_document import DealChange, DealDocument
from schemas.deal_moves import (
    MaybeReasonDocument,
    NoteDocument,
    NothingDocument,
    ReasonDocument,
)
from schemas.query import DealQuery
from schemas.terms import dump_terms, written
from service.commands import deals as commands
from service.commands import negotiation
from service.domain.deal import Deal, DealFile
from service.domain.people import Scope
from service.drafting.library import newest_versions
from service.storage.deals import Tx
from service.storage.views import Views
from service.web.api.deal_answer import address_of, deal_said, header_as_read
from service.web.api.document import PREFIX, Resource
from service.web.api.idempotent import idempotent
from service.web.api.moving import moves
from service.web.api.versions import check_version, check_version_of
from service.web.at_hand import desk, now
from service.web.auth import client, key

deals = Resource("deals", __name__, url_prefix=f"{PREFIX}/deals", description="Deals")


@deals.route("", methods=["POST"])
@key(Scope.DEALS_WRITE)
@deals.arguments(DealDocument)
@idempotent
@deals.etag
@deals.response(201, DealSchema)
def post_deal(document: Any, *, tx: Tx) -> Any:
    """Draft a deal

    All faults come at once, each with its JSON pointer.
    """
    read = _read(document)
    deal = commands.draft(tx, read.header, written(read.terms), by=client().key_id, at=now())
    return _answer(tx, deal), 201, {"Location": address_of(deal.id)}


@deals.route("", methods=["GET"])
@key(Scope.DEALS_READ)
@deals.arguments(DealQuery, location="query")
@deals.response(200, DealListSchema)
def get_deals(asked: Mapping[str, Any]) -> Any:
    """List deals, the newest first"""
    with desk().db.reading(client().org_id) as views:
        page = views.deal_list(**asked)
    return {"data": page.rows, "pagination": {"next": page.next}}


@deals.route("/<deal_id>", methods=["GET"])
@key(Scope.DEALS_READ)
@deals.etag
@deals.response(200, DealSchema)
def get_deal(deal_id: str) -> Any:
    """Read a deal with its terms"""
    with desk().db.reading(client().org_id) as views:
        return _answer(views, views.deal(deal_id))


@deals.route("/<deal_id>", methods=["PATCH"])
@key(Scope.DEALS_WRITE)
@deals.arguments(DealChange)
@deals.etag
@deals.alt_response(409, response="CONFLICT")
@deals.response(200, DealSchema)
def patch_deal(change: Mapping[str, Any], deal_id: str) -> Any:
    """Change a draft

    What is left out stays; `terms` are replaced whole. While an offer stands this prepares the next
    one, and the other side sees nothing of it. Needs If-Match with the ETag that you read.
    """
    with desk().db.transaction(client().org_id) as tx:
        deal = tx.deal(deal_id)
        check_version(deal)
        read = _read(header_as_read(deal) | {"terms": dump_terms(deal.written.terms)} | {**change})
        moved = commands.change(
            tx, deal, read.header, written(read.terms), by=client().key_id, at=now()
        )
        return _answer(tx, moved)


@deals.route("/<deal_id>/copy", methods=["POST"])
@key(Scope.DEALS_WRITE)
@deals.arguments(NothingDocument, required=False)
@idempotent
@deals.etag
@deals.response(201, DealSchema)
def post_copy(_: Mapping[str, Any], deal_id: str, *, tx: Tx) -> Any:
    """Copy a deal

    A new draft with the same terms; the client's own id and metadata stay with the old deal.
    """
    deal = commands.copy(tx, deal_id, by=client().key_id, at=now())
    return _answer(tx, deal), 201, {"Location": address_of(deal.id)}


@moves(deals, "/<deal_id>/withdraw", MaybeReasonDocument)
def post_withdraw(said: Mapping[str, Any], deal_id: str, *, tx: Tx) -> Any:
    """Withdraw a deal

    Whoever's turn it is: nobody is bound until every signer has signed.
    """
    check_version_of(tx, deal_id)
    return _answer(tx, negotiation.withdraw_deal(tx, deal_id, **said, by=client().key_id, at=now()))


@moves(deals, "/<deal_id>/request-approval", NoteDocument)
def post_request_approval(said: Mapping[str, Any], deal_id: str, *, tx: Tx) -> Any:
    """Ask an approver to release what blocks a deal"""
    check_version_of(tx, deal_id)
    deal = commands.request_approval(tx, deal_id, **said, by=client().key_id, at=now())
    return _answer(tx, deal)


@moves(deals, "/<deal_id>/approve", ReasonDocument, scope=Scope.ADMIN)
def post_approve(said: Mapping[str, Any], deal_id: str, *, tx: Tx) -> Any:
    """Release what blocks a deal, with the reason"""
    check_version_of(tx, deal_id)
    return _answer(tx, commands.approve(tx, deal_id, **said, by=client().key_id, at=now()))


@moves(deals, "/<deal_id>/refuse-approval", ReasonDocument, scope=Scope.ADMIN)
def post_refuse_approval(said: Mapping[str, Any], deal_id: str, *, tx: Tx) -> Any:
    """Refuse to release a deal, with the reason"""
    check_version_of(tx, deal_id)
    deal = commands.refuse_approval(tx, deal_id, **said, by=client().key_id, at=now())
    return _answer(tx, deal)


def _read(document: Any) -> DealFile:
    return load_deal(document, newest_versions(), now().date())


def _answer(views: Views, deal: Deal) -> dict[str, Any]:
    return deal_said(deals, views, deal)
