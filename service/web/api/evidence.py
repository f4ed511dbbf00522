"""The proof of a contract: its certificate, its record of events, and all of it as one ZIP."""

from flask import Response

from service.commands import evidence as commands
from service.domain.errors import ContractNotReady
from service.domain.people import Scope
from service.rendering.paper import Format
from service.storage.contracts import Contracts
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.at_hand import desk
from service.web.auth import client, key
from service.web.paper import TYPES, kept_file, paper_file

ZIP = "application/zip"

evidence = Resource("evidence", __name__, url_prefix=f"{PREFIX}/contracts", description="Evidence")


@evidence.route("/<contract_id>/certificate.pdf", methods=["GET"])
@key(Scope.DEALS_READ)
@evidence.response(200, BYTES, content_type=TYPES[Format.PDF])
@evidence.alt_response(304, response="NOT_MODIFIED")
@evidence.alt_response(409, response="CONFLICT")
def get_contract_certificate(contract_id: str) -> Response:
    """Take the certificate of completion, once the contract is executed

    Who signed, how and when, with the digests of everything.
    """
    with desk().db.reading(client().org_id) as views:
        row = Contracts(views.connection, views.org).contract(contract_id)
    if row.certificate_sha256 is None:
        raise ContractNotReady(row.status)
    data = desk().files.get(row.certificate_sha256)
    return paper_file(data, Format.PDF, f"certificate-{contract_id}")


@evidence.route("/<contract_id>/audit-log", methods=["GET"])
@key(Scope.DEALS_READ)
@evidence.response(200, {"type": "object"}, content_type=TYPES[Format.JSON])
@evidence.alt_response(304, response="NOT_MODIFIED")
@evidence.alt_response(409, response="CONFLICT")
def get_audit_log(contract_id: str) -> Response:
    """Take the record of what happened, each event with the digest of the one before

    It can be handed on: of what is your side's alone only the digest is there. Whoever has it checks
    it with `verify_audit.py` of the evidence and Python alone.
    """
    data = commands.audit_log(desk(), client().org_id, contract_id)
    return paper_file(data, Format.JSON, f"audit-{contract_id}")


@evidence.route("/<contract_id>/evidence.zip", methods=["GET"])
@key(Scope.DEALS_READ)
@evidence.response(200, BYTES, content_type=ZIP)
@evidence.alt_response(304, response="NOT_MODIFIED")
@evidence.alt_response(409, response="CONFLICT")
def get_evidence(contract_id: str) -> Response:
    """Take the whole proof of an executed contract as files

    Papers, terms, offers, the record of events, the certificate, and a program that checks them
    without Counterpart. The same bytes whenever nothing has happened meanwhile.
    """
    data = commands.evidence(desk(), client().org_id, contract_id)
    return kept_file(data, ZIP, f"evidence-{contract_id}.zip")
