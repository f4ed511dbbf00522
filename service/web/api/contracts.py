"""Contracts: drawn up from an accepted offer, read, downloaded."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response, url_for

from schemas.contracts import ContractListSchema, ContractSchema
from schemas.query import ContractQuery
from service.domain.drawing_up import ContractStatus
from service.domain.errors import ContractNotReady
from service.domain.people import Scope
from service.rendering.paper import Format
from service.storage.contracts import ContractRow, Contracts
from service.storage.views import Views
from service.web.api import waiting
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.api.links import links
from service.web.at_hand import desk
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
    return {"data": [*map(_row, page.rows)], "pagination": {"next": page.next}}


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
    row = waiting.once(lambda: _read(contract_id), _is_settled, waiting.wanted() or 0)
    with desk().db.reading(client().org_id) as views:
        offer = views.offer(row.offer_id)
    return _answer(row, offer.written.canonical.sha256)


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
    """Take the contract as a PDF"""
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
    sha256 = _papers(row)[format]
    if sha256 is None:
        raise ContractNotReady(row.status)
    return paper_file(desk().files.get(sha256), format, f"contract-{contract_id}")


def _papers(row: ContractRow) -> dict[Format, str | None]:
    return {Format.DOCX: row.docx_sha256, Format.PDF: row.pdf_sha256}


def _answer(row: ContractRow, terms_sha256: str) -> dict[str, Any]:
    return {
        **_row(row),
        "text_sha256": row.text_sha256,
        "documents": [*_documents(row, terms_sha256)],
        "links": links(url_for("contracts.get_contract", contract_id=row.id)),
    }


def _row(row: ContractRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "deal_id": row.deal_id,
        "offer_id": row.offer_id,
        "status": row.status,
        "fault": row.fault or None,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def _documents(row: ContractRow, terms_sha256: str) -> Iterator[dict[str, str]]:
    """Those that are there."""
    for format, sha256 in _papers(row).items():
        if sha256 is not None:
            yield _document(row, f"document.{format}", format, sha256)
    yield _document(row, "terms.json", Format.JSON, terms_sha256)


def _document(row: ContractRow, name: str, format: Format, sha256: str) -> dict[str, str]:
    endpoint = {Format.JSON: "terms"}.get(format, format.value)
    href = url_for(f"contracts.get_contract_{endpoint}", contract_id=row.id)
    return {"name": name, "media_type": TYPES[format], "sha256": sha256, "href": href}
