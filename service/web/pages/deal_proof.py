"""The papers of an executed contract, and its proof, as files to keep."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from service.domain.errors import NotFound
from service.domain.people import Act
from service.rendering.paper import Format
from service.storage.contracts import ContractRow, Contracts
from service.web.at_hand import desk
from service.web.auth import people, person
from service.web.paper import paper_file

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


def _contract(deal_id: str) -> ContractRow:
    """NotFound for another organization's deal, too."""
    with desk().db.reading(person().org_id) as views:
        found = Contracts(views.connection, views.org).of_deal(deal_id)
    if found is None:
        raise NotFound
    return found
