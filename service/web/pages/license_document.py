"""What was signed, as a file to keep: sealed here, or the PDF of a license signed elsewhere."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from service.commands.recorded_licenses import signed_file
from service.domain.people import Act
from service.rendering.paper import Format
from service.web.at_hand import desk
from service.web.auth import people, person
from service.web.paper import paper_file

pages = Blueprint("license_document", __name__)


@pages.get("/licenses/<license_id>/document.pdf")
@people(Act.READ)
def get_document(license_id: str) -> ResponseReturnValue:
    """What came from outside is never shown here, only handed on as a file."""
    with desk().db.reading(person().org_id) as views:
        data = signed_file(desk(), views, license_id)
    return paper_file(data, Format.PDF, f"license-{license_id}")
