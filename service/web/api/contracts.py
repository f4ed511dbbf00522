"""Contracts: drawn up from an accepted offer, read, downloaded, sent to be signed, ended."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from schemas.contracts import ContractListSchema, ContractSchema
from schemas.deal_moves import MaybeReasonDocument, NothingDocument
from schemas.query import ContractQuery
from service.commands import signing
from service.domain.drawing_up import ContractStatus
from service.domain.errors import ContractNotReady
from service.domain.people import Scope
from service.rendering.paper import Format
from service.storage.contracts import ContractRow, Contracts
from service.storage.deals import Tx
from service.storage.views import Views
from service.web.api import waiting
from service.web.api.contract_answer import contract_said, papers_of, row_said
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.api.moving import moves
from service.web.api.versions import check_version_of
from service.web.at_hand import desk, now
from service.web.auth import client, key
from service.web.paper import TYPES, paper_file

contracts = Resource(
    "contracts", __name__, url_prefix=f"{PREFIX}/contracts", description="Contracts"
)


@contracts.route("", methods=["GET"])
@key(Scope.DEALS_READ)
@contracts.arguments(ContractQuery, location="query")
@contracts.response(200, ContractListSchema)
def get_contracts(asked: Mapping[str, Any]) -> Any:
    """List contracts, the newest first"""
    with desk().db.reading(client().org_id) as views:
        page = _contracts(views).page(**asked)
    return {"data": [*map(row_said, page.rows)], "pagination": {"next": page.next}}


@contracts.route("/<contract_id>", methods=["GET"])
@key(Scope.DEALS_READ)
@contracts.etag
@waiting.waits
@contracts.response(200, ContractSchema)
def get_contract(contract_id: str) -> Any:
    """Read how far a contract is, and which files there are

    With `Prefer: wait=20` the answer comes when it is drawn up, or could not be, or after so many
    seconds.
    """
    waiting.once(lambda: _read(contract_id), _is_settled, waiting.wanted() or 0)
    with desk().db.reading(client().org_id) as views:
        return contract_said(contracts, views, contract_id)


@contracts.route("/<contract_id>/document.docx", methods=["GET"])
@key(Scope.DEALS_READ)
@contracts.response(200, BYTES, content_type=TYPES[Format.DOCX])
@contracts.alt_response(304, response="NOT_MODIFIED")
@contracts.alt_response(409, response="CONFLICT")
def get_contract_docx(contract_id: str) -> Response:
    """Take the contract as a Word document"""
    return _file(contract_id, Format.DOCX)


@contracts.route("/<contract_id>/document.pdf", methods=["GET"])
@key(Scope.DEALS_READ)
@contracts.response(200, BYTES, content_type=TYPES[Format.PDF])
@contracts.alt_response(304, response="NOT_MODIFIED")
@contracts.alt_response(409, response="CONFLICT")
def get_contract_pdf(contract_id: str) -> Response:
    """Take the contract as a PDF: the sealed file, once it is executed"""
    return _file(contract_id, Format.PDF)


@contracts.route("/<contract_id>/terms.json", methods=["GET"])
@key(Scope.DEALS_READ)
@contracts.response(200, {"type": "object"}, content_type=TYPES[Format.JSON])
@contracts.alt_response(304, response="NOT_MODIFIED")
def get_contract_terms(contract_id: str) -> Response:
    """Take the terms that were accepted, byte for byte as their SHA-256 was taken"""
    with desk().db.reading(client().org_id) as views:
        offer = views.offer(_contracts(views).contract(contract_id).offer_id)
    return paper_file(offer.written.canonical.data, Format.JSON, f"terms-{contract_id}")


@moves(
    contracts,
    "/<contract_id>/send",
    NothingDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=ContractSchema,
)
def post_send_contract(_: Mapping[str, Any], contract_id: str, *, tx: Tx) -> Any:
    """Send a contract to be signed

    Each whose turn it is gets a letter with a personal link, which nobody else is ever told.
    """
    _check(tx, contract_id)
    signing.send(tx, contract_id, by=client().key_id, at=now())
    return contract_said(contracts, tx, contract_id)


@moves(
    contracts,
    "/<contract_id>/confirm-start",
    NothingDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=ContractSchema,
)
def post_confirm_start(_: Mapping[str, Any], contract_id: str, *, tx: Tx) -> Any:
    """Say that a period which starts before the last signature is meant

    Without it the last signature is refused once the agreed first day has passed.
    """
    _check(tx, contract_id)
    signing.confirm_start(tx, contract_id, by=client().key_id, at=now())
    return contract_said(contracts, tx, contract_id)


@moves(
    contracts,
    "/<contract_id>/void",
    MaybeReasonDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=ContractSchema,
)
def post_void_contract(said: Mapping[str, Any], contract_id: str, *, tx: Tx) -> Any:
    """End a contract before everybody has signed, and with it the deal"""
    _check(tx, contract_id)
    side = tx.deal(_contracts(tx).contract(contract_id).deal_id).header.our_side.side
    signing.void(tx, contract_id, **said, side=side, by=client().key_id, at=now())
    return contract_said(contracts, tx, contract_id)


def _contracts(views: Views) -> Contracts:
    return Contracts(views.connection, views.org)


def _read(contract_id: str) -> ContractRow:
    with desk().db.reading(client().org_id) as views:
        return _contracts(views).contract(contract_id)


def _is_settled(row: ContractRow) -> bool:
    """One that failed is tried again by and by: whoever waits hears of it now."""
    return row.status is not ContractStatus.DRAWING_UP


def _file(contract_id: str, format: Format) -> Response:
    row = _read(contract_id)
    sha256 = papers_of(row)[format]
    if sha256 is None:
        raise ContractNotReady(row.status)
    return paper_file(desk().files.get(sha256), format, f"contract-{contract_id}")


def _check(tx: Tx, contract_id: str) -> None:
    check_version_of(tx, _contracts(tx).contract(contract_id).deal_id)
