"""The papers of an offer: to read, to keep, to open in a word processor, with changes tracked."""

from typing import Final

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from schemas.differences import DifferencesSchema
from service.commands.papers import paper_of_terms, redline_of
from service.domain.deal import Offer
from service.domain.errors import NotFound
from service.drafting.differences import differences_between
from service.rendering.paper import Format
from service.storage.party_views import PartyDeal
from service.web.api.difference_answer import difference_answer
from service.web.at_hand import desk, now
from service.web.paper import paper_file, reading_copy
from service.web.party.door import member, pages_behind_a_link, party
from service.web.party.reading import the_deal

pages = pages_behind_a_link("party_papers", __name__)

_DIFFERENCES: Final = DifferencesSchema()


@pages.get("/offers/<int:number>.<any(docx, pdf):format>")
@party
def get_paper(number: int, format: str) -> ResponseReturnValue:
    """Marked as a draft on each page: nobody is bound by it."""
    wanted = Format(format)
    return paper_file(_paper(_offer(the_deal(), number), wanted), wanted, _name(number))


@pages.get("/offers/<int:number>.html")
@party
def get_reading_copy(number: int) -> ResponseReturnValue:
    return reading_copy(_paper(_offer(the_deal(), number), Format.HTML))


@pages.get("/offers/<int:number>/terms.json")
@party
def get_terms(number: int) -> ResponseReturnValue:
    """The very bytes whose digest is accepted."""
    data = _offer(the_deal(), number).written.canonical.data
    return paper_file(data, Format.JSON, f"{_name(number)}-terms")


@pages.get("/offers/<int:number>/differences")
@party
def get_differences(number: int) -> ResponseReturnValue:
    """What it changed since the offer whose number is `from`, else the one before: as the API says it."""
    deal = the_deal()
    after = _offer(deal, number)
    before = _offer(deal, request.args.get("from", number - 1, int))
    found = differences_between(before.written.terms, after.written.terms)
    said = {"from_": before.id, "to": after.id, **difference_answer(found)}
    return jsonify(_DIFFERENCES.dump(said))


@pages.get("/offers/<int:number>/redline.docx")
@party
def get_redline(number: int) -> Response:
    """What changed since the offer whose number is `from`, by the side that changed it."""
    deal = the_deal()
    before = _offer(deal, request.args.get("from", 0, int))
    data = redline_of(desk(), member().org_id, before, _offer(deal, number), now())
    return paper_file(data, Format.DOCX, f"changes-{before.number}-to-{number}")


def _paper(offer: Offer, format: Format) -> bytes:
    return paper_of_terms(desk(), member().org_id, offer.written, format, now())


def _offer(deal: PartyDeal, number: int) -> Offer:
    found = deal.numbered(number)
    if found is None:
        raise NotFound
    return found


def _name(number: int) -> str:
    return f"offer-{number}"
