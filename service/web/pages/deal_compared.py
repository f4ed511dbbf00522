"""Two versions of a deal as one text: what changed, and the whole contract with the changes marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from service.commands.papers import text_of_terms
from service.commands.timeline import changed
from service.domain.deal import NEGOTIATING, Deal, Offer, WrittenTerms
from service.domain.errors import NotFound
from service.domain.people import Act
from service.rendering.marked import marked
from service.web.at_hand import desk
from service.web.auth import people, person
from service.web.pages.deal_negotiated import party_of

pages = Blueprint("deal_compared", __name__)

DRAFT: Final = "draft"


@dataclass(frozen=True, slots=True)
class Version:
    """What a page can compare: an offer, by its number, or our draft."""

    key: str
    name: str
    written: WrittenTerms


@pages.get("/deals/<deal_id>/changes")
@people(Act.READ)
def get_changes(deal_id: str) -> ResponseReturnValue:
    """From any version to any other: `from` and `to`, by default the last two offers."""
    with desk().db.reading(person().org_id) as views:
        deal, row, offers = views.deal(deal_id), views.deal_row(deal_id), views.offers_of(deal_id)
    versions = {version.key: version for version in _versions(deal, offers)}
    last = [str(offer.number) for offer in offers[-2:]]
    before = _version(versions, "from", last[:1])
    after = _version(versions, "to", last[1:] or last)
    return render_template(
        "deal_compared.html",
        deal=deal,
        row=row,
        versions=versions.values(),
        before=before,
        after=after,
        changes=changed(before.written, after.written),
        marked=marked(text_of_terms(before.written), text_of_terms(after.written)),
    )


def _versions(deal: Deal, offers: Sequence[Offer]) -> Iterator[Version]:
    """In the order in which they came."""
    for offer in offers:
        maker = party_of(deal, offer.side).legal_name
        yield Version(str(offer.number), f"Offer {offer.number} of {maker}", offer.written)
    if deal.status in NEGOTIATING:
        yield Version(DRAFT, "Our draft", deal.written)


def _version(versions: Mapping[str, Version], asked: str, usual: Sequence[str]) -> Version:
    """NotFound where there is none of that name, and where nothing was offered yet."""
    found = versions.get(request.args.get(asked, "".join(usual)))
    if found is None:
        raise NotFound
    return found
