"""Deals: draft, list, read, change, copy, release, withdraw."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import reduce, wraps
from typing import Any

from flask import request, url_for
from marshmallow import Schema
from werkzeug.exceptions import PreconditionFailed

from schemas.deal_answer import DealListSchema, DealSchema
from schemas.deal_document import DealChange, DealDocument
from schemas.deal_moves import (
    MaybeReasonDocument,
    NoteDocument,
    NothingDocument,
    ReasonDocument,
)
from schemas.query import DealQuery
from schemas.terms import dump_terms
from service.commands import deals as commands
from service.domain.deal import Deal, DealHeader, WrittenTerms
from service.domain.people import Scope
from service.domain.worth import worth
from service.storage.deals import Tx
from service.storage.views import Views
from service.web.api.deal_answer import Times, answer, header_as_read
from service.web.api.document import PREFIX, Resource
from service.web.api.idempotent import idempotent, idempotent_after
from service.web.at_hand import desk, now
from service.web.auth import client, key
from service.web.reading import read_deal

View = Callable[..., Any]
Move = Callable[..., Deal]

deals = Resource("deals", __name__, url_prefix=f"{PREFIX}/deals", description="Deals")


def _begun(document: Any) -> tuple[DealHeader, WrittenTerms]:
    """Also works out what the deal is worth, which is then remembered: it takes a while."""
    read = read_deal(document)
    worth(read.written, read.header.our_side)
    return read.header, read.written


@deals.route("", methods=["POST"])
@key(Scope.DEALS_WRITE)
@deals.arguments(DealDocument)
@idempotent_after(_begun)
@deals.etag
@deals.response(201, DealSchema)
def post_deal(header: DealHeader, terms: WrittenTerms, *, tx: Tx) -> Any:
    """Draft a deal

    Refused is what contradicts itself, all faults at once, each with its JSON pointer. What law or
    prudence stands against is kept as it is typed, as in the form, and named in `approval`.
    """
    at = now()
    return _made(commands.draft(tx, header, terms, by=client().key_id, at=at), at)


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

    What is left out stays; `terms` are replaced whole. Needs If-Match with the ETag that you read.
    """
    with desk().db.transaction(client().org_id) as tx:
        deal = tx.deal(deal_id)
        deals.check_etag(_tag(deal))
        now_said = {"terms": dump_terms(deal.written.terms)} | header_as_read(deal)
        read = read_deal(now_said | {**change})
        moved = commands.change(tx, deal, read.header, read.written, by=client().key_id, at=now())
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
    at = now()
    return _made(commands.copy(tx, deal_id, by=client().key_id, at=at), at)


def _move(name: str, scope: Scope, brings: type[Schema]) -> Callable[[Move], View]:
    """A move of a deal that is there: idempotent, on the version that If-Match names.

    The view gives the moved deal, which is the answer.
    """
    needed = any(field.required for field in brings().fields.values())
    around = (
        deals.response(200, DealSchema),
        deals.alt_response(412, response="PRECONDITION_FAILED"),
        deals.alt_response(409, response="CONFLICT"),
        deals.etag,
        idempotent,
        deals.arguments(brings, required=needed),
        key(scope),
        deals.route(f"/<deal_id>/{name}", methods=["POST"]),
    )

    def decorator(move: Move) -> View:
        @wraps(move)
        def view(said: Mapping[str, Any], deal_id: str, *, tx: Tx) -> Any:
            _check_version(tx, deal_id)
            return _answer(tx, move(tx, deal_id, **said))

        return reduce(lambda inner, decorate: decorate(inner), around, view)

    return decorator


@_move("withdraw", Scope.DEALS_WRITE, MaybeReasonDocument)
def post_withdraw(tx: Tx, deal_id: str, **said: Any) -> Deal:
    """Withdraw a deal"""
    return commands.withdraw(tx, deal_id, **said, by=client().key_id, at=now())


@_move("request-approval", Scope.DEALS_WRITE, NoteDocument)
def post_request_approval(tx: Tx, deal_id: str, **said: Any) -> Deal:
    """Ask an approver to release what blocks a deal"""
    return commands.request_approval(tx, deal_id, **said, by=client().key_id, at=now())


@_move("approve", Scope.ADMIN, ReasonDocument)
def post_approve(tx: Tx, deal_id: str, **said: Any) -> Deal:
    """Release what blocks a deal, with the reason"""
    return commands.approve(tx, deal_id, **said, by=client().key_id, at=now())


@_move("refuse-approval", Scope.ADMIN, ReasonDocument)
def post_refuse_approval(tx: Tx, deal_id: str, **said: Any) -> Deal:
    """Refuse to release a deal, with the reason"""
    return commands.refuse_approval(tx, deal_id, **said, by=client().key_id, at=now())


def _answer(views: Views, deal: Deal) -> dict[str, Any]:
    row = views.deal_row(deal.id)
    return _said(deal, Times(row.created_at, row.updated_at))


def _made(deal: Deal, at: datetime) -> Any:
    """What is known of a deal that was drafted just now is not read again."""
    return _said(deal, Times(at, at)), 201, {"Location": _address(deal.id)}


def _said(deal: Deal, times: Times) -> dict[str, Any]:
    deals.set_etag(_tag(deal))
    return answer(deal, times, client())


def _tag(deal: Deal) -> list[Any]:
    """What an ETag is made from: a deal of one version reads the same for everybody."""
    return [deal.id, deal.version]


def _check_version(tx: Tx, deal_id: str) -> None:
    """If-Match is honored where it is not required."""
    if request.if_match and deals._generate_etag(_tag(tx.deal(deal_id))) not in request.if_match:
        raise PreconditionFailed


def _address(deal_id: str) -> str:
    return url_for("deals.get_deal", deal_id=deal_id)
