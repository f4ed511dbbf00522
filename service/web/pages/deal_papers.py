"""The papers of a draft: to read, to send to a colleague, to open in a word processor."""

import re
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from service.commands.papers import paper_of, redline_of
from service.domain.deal import Deal, Offer
from service.domain.errors import NotFound
from service.domain.people import Act
from service.rendering.paper import Format
from service.storage.contracts import ContractRow, Contracts
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


@pages.get("/deals/<deal_id>/offers/<int:number>.<any(docx, pdf):format>")
@people(Act.READ)
def get_offer(deal_id: str, number: int, format: str) -> ResponseReturnValue:
    deal = _offered(deal_id, number)
    data = paper_of(desk(), person().org_id, deal, Format(format), now())
    return paper_file(data, Format(format), f"{_name(deal)}-offer-{number}")


@pages.get("/deals/<deal_id>/offers/<int:number>.html")
@people(Act.READ)
def get_offer_to_read(deal_id: str, number: int) -> ResponseReturnValue:
    deal = _offered(deal_id, number)
    return reading_copy(paper_of(desk(), person().org_id, deal, Format.HTML, now()))


@pages.get("/deals/<deal_id>/offers/<int:number>-changes.docx")
@people(Act.READ)
def get_redline(deal_id: str, number: int) -> ResponseReturnValue:
    """What changed since the offer `from`, or else the one before, as changes that Word tracks."""
    before, after = (_offer(deal_id, n) for n in (_earlier(number), number))
    data = redline_of(desk(), person().org_id, before, after, now())
    name = f"{_name(_deal(deal_id))}-offer-{before.number}-to-{number}-changes"
    return paper_file(data, Format.DOCX, name)


@pages.get("/deals/<deal_id>/contract.<any(docx, pdf):format>")
@people(Act.READ)
def get_contract(deal_id: str, format: str) -> ResponseReturnValue:
    """What was drawn up from the accepted offer; the sealed file, once there is one."""
    with desk().db.reading(person().org_id) as views:
        deal = views.deal(deal_id)
        contract = Contracts(views.connection, views.org).of_deal(deal_id)
    wanted = Format(format)
    sha256 = contract and _kept(contract, wanted)
    if not sha256:
        raise NotFound
    return paper_file(desk().files.get(sha256), wanted, _name(deal))


@pages.get("/deals/<deal_id>/terms.json")
@people(Act.READ)
def get_terms(deal_id: str) -> ResponseReturnValue:
    """The very bytes whose digest the two sides agree on."""
    deal = _deal(deal_id)
    return paper_file(deal.written.canonical.data, Format.JSON, _name(deal))


def _kept(contract: ContractRow, format: Format) -> str | None:
    """Its digest, null where it is not there yet."""
    sealed = contract.sealed_sha256 or contract.pdf_sha256
    return sealed if format is Format.PDF else contract.docx_sha256


def _file(deal: Deal, format: Format) -> Response:
    data = paper_of(desk(), person().org_id, deal, format, now())
    return paper_file(data, format, f"{_name(deal)}-draft")


def _deal(deal_id: str) -> Deal:
    with desk().db.reading(person().org_id) as views:
        return views.deal(deal_id)


def _offered(deal_id: str, number: int) -> Deal:
    """The deal with the terms of one of its offers."""
    return replace(_deal(deal_id), written=_offer(deal_id, number).written)


def _offer(deal_id: str, number: int) -> Offer:
    with desk().db.reading(person().org_id) as views:
        found = next((o for o in views.offers_of(deal_id) if o.number == number), None)
    if found is None:
        raise NotFound
    return found


def _earlier(number: int) -> int:
    return request.args.get("from", number - 1, int)


def _name(deal: Deal) -> str:
    """ "photo-archive-first-tranche": what every system can keep as a file's name."""
    called = deal.header.title or deal.written.terms.parties.licensee.legal_name
    return _UNFIT.sub("-", called.casefold())[:_LONGEST_NAME].strip("-") or "deal"
