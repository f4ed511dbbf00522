"""Contracts that are signed in ink: the signed copy given, read, confirmed or refused."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request
from werkzeug.exceptions import UnsupportedMediaType

from schemas.contracts import ContractSchema, CopyQuery
from schemas.deal_moves import NothingDocument, ReasonDocument
from service.commands import executed_copies as commands
from service.domain.errors import NotFound
from service.domain.people import Scope
from service.domain.terms.parties import Side
from service.domain.verdict import LARGEST
from service.rendering.paper import Format
from service.storage.contracts import Contracts
from service.storage.deals import Tx
from service.storage.executions import Executions
from service.web.api.contract_answer import contract_said
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.api.idempotent import idempotent_after
from service.web.api.moving import moves
from service.web.api.versions import check_version_of
from service.web.at_hand import desk, now
from service.web.auth import client, key
from service.web.limits import takes
from service.web.paper import TYPES, paper_file

PDF: Final = TYPES[Format.PDF]
_BODY: Final = {
    "requestBody": {
        "required": True,
        "description": "The contract as it was signed",
        "content": {PDF: {"schema": BYTES}},
    }
}

copies = Resource(
    "executed_copies", __name__, url_prefix=f"{PREFIX}/contracts", description="Signed copies"
)


def _looked_at(asked: Mapping[str, Any]) -> tuple[Mapping[str, Any], bytes]:
    """In a worker process, before anything is held."""
    if request.mimetype != PDF:
        raise UnsupportedMediaType(f"Send the signed copy itself as {PDF}.")
    data = request.get_data()
    commands.look_at_copy(desk(), data)
    return asked, data


@copies.route("/<contract_id>/executed-copy", methods=["POST"])
@key(Scope.CONTRACTS_WRITE)
@takes(LARGEST)
@copies.doc(**_BODY)
@copies.arguments(CopyQuery, location="query")
@idempotent_after(_looked_at)
@copies.etag
@copies.alt_response(412, response="PRECONDITION_FAILED")
@copies.alt_response(409, response="CONFLICT")
@copies.response(200, ContractSchema)
def post_executed_copy(asked: Mapping[str, Any], data: bytes, contract_id: str, *, tx: Tx) -> Any:
    """Give the copy of a contract that was signed in ink, or by certificates of the signers' own

    Send the PDF itself, at most 20 MB. It takes the place of one that nobody has confirmed. The
    other side says whether it is the contract; with that it is formed, and this file is sealed.
    """
    side = _side(tx, contract_id)
    sha256 = desk().files.put(data)
    by = client().key_id
    commands.give_copy(tx, contract_id, sha256, **asked, side=side, by=by, at=now())
    return contract_said(copies, tx, contract_id)


@copies.route("/<contract_id>/executed-copies/<copy_id>/document.pdf", methods=["GET"])
@key(Scope.DEALS_READ)
@copies.response(200, BYTES, content_type=PDF)
@copies.alt_response(304, response="NOT_MODIFIED")
@copies.alt_response(409, response="CONFLICT")
def get_executed_copy(contract_id: str, copy_id: str) -> Response:
    """Take a signed copy as it was given

    It comes from whoever gave it: open it as carefully as any file from outside.
    """
    with desk().db.reading(client().org_id) as views:
        found = Executions(views.connection, views.org).of_contract(contract_id).copies
    for each in found:
        if each.id == copy_id:
            return paper_file(desk().files.get(each.sha256), Format.PDF, f"signed-{copy_id}")
    raise NotFound


@moves(
    copies,
    "/<contract_id>/executed-copies/<copy_id>/confirm",
    NothingDocument,
    scope=Scope.ADMIN,
    answers=ContractSchema,
)
def post_confirm_copy(_: Mapping[str, Any], contract_id: str, copy_id: str, *, tx: Tx) -> Any:
    """Confirm that the other side's signed copy is the contract, which is formed by it"""
    side, by = _side(tx, contract_id), client().key_id
    commands.confirm_copy(tx, contract_id, copy_id, side=side, by=by, at=now())
    return contract_said(copies, tx, contract_id)


@moves(
    copies,
    "/<contract_id>/executed-copies/<copy_id>/refuse",
    ReasonDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=ContractSchema,
)
def post_refuse_copy(said: Mapping[str, Any], contract_id: str, copy_id: str, *, tx: Tx) -> Any:
    """Refuse the other side's signed copy, with the reason; another may be given"""
    side, by = _side(tx, contract_id), client().key_id
    commands.refuse_copy(tx, contract_id, copy_id, **said, side=side, by=by, at=now())
    return contract_said(copies, tx, contract_id)


def _side(tx: Tx, contract_id: str) -> Side | None:
    """Ours, for the version that the caller names."""
    deal_id = Contracts(tx.connection, tx.org).contract(contract_id).deal_id
    check_version_of(tx, deal_id)
    return tx.deal(deal_id).header.our_side.side
