"""A contract and its signers as mappings that the answers' schemas write, with the open moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from service.domain.deal import Deal
from service.domain.drawing_up import ContractStatus
from service.domain.execution import Execution
from service.domain.negotiation import NOT_BINDING
from service.domain.open_signing import SigningMove, open_on_signer, open_to_us
from service.domain.people import Scope
from service.domain.signers import CopyState, ExecutedCopy, Reassignment, Signer
from service.rendering.paper import Format
from service.signing.evidence import CERTIFICATE
from service.storage.contracts import ContractRow, Contracts
from service.storage.executions import Executions
from service.storage.views import Views
from service.web.api.document import Resource
from service.web.api.links import action, links
from service.web.api.versions import tag_of
from service.web.at_hand import now
from service.web.auth import client
from service.web.paper import TYPES

_MOVES: Final = {
    SigningMove.NAME: ("name-signers", "PUT", "signers.put_signers"),
    SigningMove.SEND: ("send", "POST", "contracts.post_send_contract"),
    SigningMove.CONFIRM_START: ("confirm-start", "POST", "contracts.post_confirm_start"),
    SigningMove.GIVE_COPY: ("give-copy", "POST", "executed_copies.post_executed_copy"),
    SigningMove.VOID: ("void", "POST", "contracts.post_void_contract"),
}


@dataclass(frozen=True, slots=True)
class ContractRead:
    """`execution` is null until there are papers; the digest is of the accepted terms."""

    row: ContractRow
    deal: Deal
    execution: Execution | None
    terms_sha256: str


def contract_read(views: Views, contract_id: str) -> ContractRead:
    row = Contracts(views.connection, views.org).contract(contract_id)
    return ContractRead(
        row=row,
        deal=views.deal(row.deal_id),
        execution=Executions(views.connection, views.org).of_deal(row.deal_id),
        terms_sha256=views.offer(row.offer_id).written.canonical.sha256,
    )


def contract_said(resource: Resource, views: Views, contract_id: str) -> dict[str, Any]:
    """The answer to this caller now, under its tag."""
    read = contract_read(views, contract_id)
    row, actions = read.row, [*_actions(read)]
    copies = (
        [_copy(read.deal, row, each) for each in read.execution.copies] if read.execution else []
    )
    beside = (row.id, row.status, row.fault, row.updated_at, actions, _offered(copies))
    resource.set_etag(tag_of(read.deal, beside))
    return {
        **row_said(row),
        "version": read.deal.version,
        "not_binding": "" if row.is_formed else NOT_BINDING,
        "seal_level": row.seal_level,
        "signing": read.execution and _signing(read.execution),
        "text_sha256": row.text_sha256,
        "documents": [*_documents(read)],
        "copies": copies,
        "links": links(address_of(row.id), actions),
    }


def row_said(row: ContractRow) -> dict[str, Any]:
    same = ("id", "deal_id", "offer_id", "status", "sent_at", "formed_at", "executed_at")
    return {
        **{name: getattr(row, name) for name in same},
        "fault": row.fault or None,
        "binding": row.is_formed,
        "void_reason": row.void_reason,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def signers_said(resource: Resource, deal: Deal, execution: Execution) -> dict[str, Any]:
    """Everybody, those whose place others took too."""
    found = [_signer(deal, execution, each) for each in execution.signers]
    actions = [*_contract_actions(execution, SigningMove.NAME, SigningMove.SEND)]
    resource.set_etag(tag_of(deal, (execution.contract_id, actions, _offered(found))))
    return {
        "order": execution.order,
        "blocks": execution.blocks,
        "data": found,
        "pagination": {"next": None},
        "links": links(signers_address_of(execution.contract_id), actions),
    }


def signer_said(
    resource: Resource, deal: Deal, execution: Execution, signer_id: str
) -> dict[str, Any]:
    """NotFound for one whose place somebody else took."""
    found = _signer(deal, execution, execution.signer(signer_id))
    resource.set_etag(tag_of(deal, (signer_id, _offered([found]))))
    return found


def address_of(contract_id: str) -> str:
    return url_for("contracts.get_contract", contract_id=contract_id)


def signers_address_of(contract_id: str) -> str:
    return url_for("signers.get_signers", contract_id=contract_id)


def papers_of(row: ContractRow) -> dict[Format, str | None]:
    """The digest of each file, null where it is not there yet."""
    return {Format.DOCX: row.docx_sha256, Format.PDF: row.sealed_sha256 or row.pdf_sha256}


def _offered(shown: list[dict[str, Any]]) -> list[Any]:
    """What of signers and copies may change while the deal stands still."""
    return [each["links"]["actions"] for each in shown]


def _copy(deal: Deal, row: ContractRow, copy: ExecutedCopy) -> dict[str, Any]:
    return {
        "id": copy.id,
        "sha256": copy.sha256,
        "signed_on": copy.signed_on,
        "given_by": copy.side,
        "given_at": copy.at,
        "state": copy.state,
        "reason": copy.reason,
        "href": (href := _of_copy("get_executed_copy", row, copy)),
        "links": links(href, _copy_actions(deal, row, copy)),
    }


def _of_copy(view: str, row: ContractRow, copy: ExecutedCopy) -> str:
    return url_for(f"executed_copies.{view}", contract_id=row.id, copy_id=copy.id)


def _copy_actions(deal: Deal, row: ContractRow, copy: ExecutedCopy) -> Iterator[dict[str, str]]:
    """Whoever did not give it answers; that it is the contract is said by an administrator's key."""
    ours = deal.header.our_side.side
    if copy.state is not CopyState.GIVEN or row.status is not ContractStatus.SENT:
        return
    if ours is None or copy.side is ours:
        return
    for verb, scope in (("confirm", Scope.ADMIN), ("refuse", Scope.CONTRACTS_WRITE)):
        if client().may(scope):
            yield action(f"{verb}-copy", "POST", _of_copy(f"post_{verb}_copy", row, copy))


def _signing(execution: Execution) -> dict[str, Any]:
    same = ("level", "order", "ink", "document_sha256", "complete_by", "ends_at", "starts_on")
    return {
        **{name: getattr(execution, name) for name in same},
        "timezone": execution.zone,
        "start_confirmed": execution.start_confirmed,
    }


def _actions(read: ContractRead) -> Iterator[dict[str, str]]:
    if read.execution is not None:
        yield from _contract_actions(read.execution, *_MOVES)


def _contract_actions(execution: Execution, *told: SigningMove) -> Iterator[dict[str, str]]:
    """Only what this caller may do now."""
    if not client().may(Scope.CONTRACTS_WRITE):
        return
    for move in open_to_us(execution, now()):
        if move in told and move in _MOVES:
            name, method, endpoint = _MOVES[move]
            yield action(name, method, url_for(endpoint, contract_id=execution.contract_id))


def _documents(read: ContractRead) -> Iterator[dict[str, str]]:
    """Those that are there."""
    for format, sha256 in papers_of(read.row).items():
        if sha256 is not None:
            yield _document(read.row, f"document.{format}", format, sha256)
    yield _document(read.row, "terms.json", Format.JSON, read.terms_sha256)
    if read.row.certificate_sha256 is not None:
        yield {
            "name": CERTIFICATE,
            "media_type": TYPES[Format.PDF],
            "sha256": read.row.certificate_sha256,
            "href": url_for("evidence.get_contract_certificate", contract_id=read.row.id),
        }


def _document(row: ContractRow, name: str, format: Format, sha256: str) -> dict[str, str]:
    endpoint = {Format.JSON: "terms"}.get(format, format.value)
    href = url_for(f"contracts.get_contract_{endpoint}", contract_id=row.id)
    return {"name": name, "media_type": TYPES[format], "sha256": sha256, "href": href}


_OF_SIGNER: Final = (
    "id",
    "block",
    "role",
    "party",
    "side",
    "name",
    "title",
    "email",
    "turn",
    "sent_at",
    "opened_at",
    "signed_at",
    "declined_at",
    "decline_reason",
    "reminded_at",
    "remind_at",
    "ended_at",
    "took_over_from",
)
"""What is told of a signer as it is kept."""


def _signer(deal: Deal, execution: Execution, signer: Signer) -> dict[str, Any]:
    address = signers_address_of(execution.contract_id)
    proposals = (each for each in execution.reassignments if each.signer_id == signer.id)
    return {
        **{name: getattr(signer, name) for name in _OF_SIGNER},
        "contract_id": execution.contract_id,
        "on_turn": signer in execution.on_turn and signer.sent_at is not None,
        "reassignments": [*map(_reassignment, proposals)],
        "links": links(address, _signer_actions(deal, execution, signer)),
    }


def _signer_actions(deal: Deal, execution: Execution, signer: Signer) -> Iterator[dict[str, str]]:
    if not client().may(Scope.CONTRACTS_WRITE):
        return
    ours = deal.header.our_side.side
    for move in open_on_signer(execution, signer.id, now(), ours):
        yield action(move, "POST", url_for(f"signers.post_{move}_signer", signer_id=signer.id))


def _reassignment(proposal: Reassignment) -> dict[str, Any]:
    who = proposal.who
    return {
        "id": proposal.id,
        "name": who.name,
        "title": who.title,
        "email": who.email,
        "notice_email": proposal.notice_email,
        "proposed_at": proposal.at,
        "state": proposal.state,
    }
