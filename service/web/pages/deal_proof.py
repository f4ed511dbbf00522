"""The papers of an executed contract, and its proof, as files to keep."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from service.commands.evidence import evidence
from service.domain.errors import ContractNotReady, NotFound
from service.domain.people import Act
from service.rendering.paper import Format
from service.storage.contracts import ContractRow, Contracts
from service.web.at_hand import desk
from service.web.auth import people, person
from service.web.paper import kept_file, paper_file

pages = Blueprint("deal_proof", __name__)


@pages.get("/deals/<deal_id>/certificate.pdf")
@people(Act.READ)
def get_certificate(deal_id: str) -> ResponseReturnValue:
    """Not found until it is executed, as a file that is not there."""
    contract = _contract(deal_id)
    if contract.certificate_sha256 is None:
        raise NotFound
    data = desk().files.get(contract.certificate_sha256)
    return paper_file(data, Format.PDF, f"certificate-{contract.id}")


@pages.get("/deals/<deal_id>/evidence.zip")
@people(Act.READ)
def get_evidence(deal_id: str) -> Response:
    contract = _contract(deal_id)
    try:
        data = evidence(desk(), person().org_id, contract.id)
    except ContractNotReady:
        raise NotFound from None
    return kept_file(data, "application/zip", f"evidence-{contract.id}.zip")


def _contract(deal_id: str) -> ContractRow:
    """NotFound for another organization's deal, too."""
    with desk().db.reading(person().org_id) as views:
        found = Contracts(views.connection, views.org).of_deal(deal_id)
    if found is None:
        raise NotFound
    return found
