"""What the page behind a link shows, gathered from what this party may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from service.commands.papers import text_of_terms
from service.domain.contract import ContractText, PartKind
from service.domain.deal import Offer
from service.domain.negotiation import NOT_BINDING
from service.domain.pricing import quote
from service.drafting.differences import differences_between
from service.drafting.summary import duties, summary
from service.rendering.layout import section_label
from service.rendering.marked import marked
from service.storage.party_views import PartyDeal
from service.web.party.words import headline, tag, them


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An offer in the story of the deal: who made it and what it comes to in each currency."""

    offer: Offer
    mine: bool
    who: str
    by: str | None
    totals: tuple[Any, ...]


def shown(deal: PartyDeal) -> dict[str, Any]:
    standing = deal.standing
    terms = standing.written.terms
    text = text_of_terms(standing.written)
    base = base_of(deal)
    return {
        "deal": deal,
        "headline": headline(deal),
        "tag": tag(deal),
        "them": them(deal),
        "my_name": terms.parties.name_of(deal.side),
        "mine": terms.parties.of(deal.side),  # for it to confirm (legal-review.md B6)
        "zone": terms.period.timezone,
        "totals": quote(terms).totals,
        "summary": summary(text),
        "duties": duties(text, deal.side),
        "base": base,
        "changes": differences_between(base.written.terms, terms) if base else None,
        "marked": marked(text_of_terms(base.written) if base else text, text),
        "clauses": [*clauses(text)],
        "story": [*reversed([*_story(deal)])],
        "not_binding": NOT_BINDING,
    }


def base_of(deal: PartyDeal) -> Offer | None:
    """What the standing offer is compared with: the last one of the other side, or the one before."""
    before = [offer for offer in deal.offers if offer.number < deal.standing.number]
    answered = [offer for offer in before if offer.side is not deal.standing.side]
    return next(reversed(answered or before), None)


def clauses(text: ContractText) -> Iterator[tuple[str, str]]:
    """What a comment can be about: the id of each clause and its heading."""
    for part in text.parts:
        if part.kind is PartKind.STANDARD_TERMS:
            for section in part.sections:
                if section.blocks:
                    label = f"{section_label(section.number)} {section.heading}"
                    yield section.bookmark.removeprefix("cl_"), label


def _story(deal: PartyDeal) -> Iterator[Told]:
    for offer in deal.offers:
        terms = offer.written.terms
        yield Told(
            offer=offer,
            mine=offer.side is deal.side,
            who=terms.parties.name_of(offer.side),
            by=deal.colleagues.get(offer.by),
            totals=quote(terms).totals,
        )
