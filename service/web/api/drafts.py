"""The contract of a deal as it would read today: as a page and as papers."""

from flask import Response

from service.commands.papers import paper_of
from service.domain.people import Scope
from service.rendering.paper import Format
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.at_hand import desk, now
from service.web.auth import client, key
from service.web.metrics import paper_wanted
from service.web.paper import TYPES, paper_file, reading_copy

drafts = Resource("drafts", __name__, url_prefix=f"{PREFIX}/deals", description="Drafts")


@drafts.route("/<deal_id>/preview", methods=["GET"])
@key(Scope.DEALS_READ)
@drafts.response(200, {"type": "string"}, content_type=TYPES[Format.HTML])
@drafts.alt_response(422, response="UNPROCESSABLE_ENTITY")
def get_preview(deal_id: str) -> Response:
    """Read the contract as it would be today, as a page"""
    return reading_copy(_paper(deal_id, Format.HTML))


@drafts.route("/<deal_id>/draft.docx", methods=["GET"])
@key(Scope.DEALS_READ)
@drafts.response(200, BYTES, content_type=TYPES[Format.DOCX])
@drafts.alt_response(304, response="NOT_MODIFIED")
@drafts.alt_response(422, response="UNPROCESSABLE_ENTITY")
@drafts.alt_response(503, response="SERVICE_UNAVAILABLE")
def get_draft_docx(deal_id: str) -> Response:
    """Take the contract as it would be today, as a Word document"""
    return paper_file(_paper(deal_id, Format.DOCX), Format.DOCX, f"draft-{deal_id}")


@drafts.route("/<deal_id>/draft.pdf", methods=["GET"])
@key(Scope.DEALS_READ)
@drafts.response(200, BYTES, content_type=TYPES[Format.PDF])
@drafts.alt_response(304, response="NOT_MODIFIED")
@drafts.alt_response(422, response="UNPROCESSABLE_ENTITY")
@drafts.alt_response(503, response="SERVICE_UNAVAILABLE")
def get_draft_pdf(deal_id: str) -> Response:
    """Take the contract as it would be today, as a PDF"""
    return paper_file(_paper(deal_id, Format.PDF), Format.PDF, f"draft-{deal_id}")


def _paper(deal_id: str, format: Format) -> bytes:
    """Laid out after the database is let go, and kept."""
    paper_wanted(format)
    org = client().org_id
    with desk().db.reading(org) as views:
        deal = views.deal(deal_id)
    return paper_of(desk(), org, deal, format, now())
