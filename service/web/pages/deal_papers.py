"""The papers of a draft: to read, to send to a colleague, to open in a word processor."""

import re
from typing import Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from service.commands.papers import paper_of
from service.domain.deal import Deal
from service.domain.people import Act
from service.rendering.paper import Format
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.paper import paper_file, reading_copy

pages = Blueprint("deal_papers", __name__)

_UNFIT: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME: Final = 60


@pages.get("/deals/<deal_id>/draft.<any(docx, pdf):format>")
@people(Act.READ)
def get_draft(deal_id: str, format: str) -> ResponseReturnValue:
    return _file(_deal(deal_id), Format(format))


@pages.get("/deals/<deal_id>/draft.html")
@people(Act.READ)
def get_reading_copy(deal_id: str) -> ResponseReturnValue:
    return reading_copy(paper_of(desk(), person().org_id, _deal(deal_id), Format.HTML, now()))


@pages.get("/deals/<deal_id>/terms.json")
@people(Act.READ)
def get_terms(deal_id: str) -> ResponseReturnValue:
    """The very bytes whose digest the two sides agree on."""
    deal = _deal(deal_id)
    return paper_file(deal.written.canonical.data, Format.JSON, _name(deal))


def _file(deal: Deal, format: Format) -> Response:
    data = paper_of(desk(), person().org_id, deal, format, now())
    return paper_file(data, format, f"{_name(deal)}-draft")


def _deal(deal_id: str) -> Deal:
    with desk().db.reading(person().org_id) as views:
        return views.deal(deal_id)


def _name(deal: Deal) -> str:
    """ "photo-archive-first-tranche": what every system can keep as a file's name."""
    called = deal.header.title or deal.written.terms.parties.licensee.legal_name
    return _UNFIT.sub("-", called.casefold())[:_LONGEST_NAME].strip("-") or "deal"
