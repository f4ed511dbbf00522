"""A deal as a mapping that the answer's schema writes, with the moves open to this party now."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from flask import url_for

from schemas.party_answer import PartyDealSchema
from service.domain.deal import Offer
from service.domain.party_moves import PartyMove
from service.domain.pricing import quote
from service.storage.party_views import PartyDeal
from service.web.api.links import action, links

DOORS: Final[Mapping[PartyMove, str]] = MappingProxyType(
    {
        PartyMove.ACCEPT: "party_moves.post_accept",
        PartyMove.OFFER: "party_counter.post_offer",
        PartyMove.REJECT: "party_moves.post_reject",
        PartyMove.WITHDRAW: "party_moves.post_withdraw",
        PartyMove.COMMENT: "party_moves.post_comment",
        PartyMove.INVITE: "party_moves.post_invite",
    }
)

_SCHEMA: Final = PartyDealSchema()


def answer(deal: PartyDeal) -> dict[str, Any]:
    """JSON, ready to be sent. Field by field from what this party may see, and nothing besides."""
    parties = deal.standing.written.terms.parties
    offers = [_offer(offer) for offer in deal.offers]
    written: dict[str, Any] = _SCHEMA.dump(
        {
            "id": deal.id,
            "side": deal.side,
            "status": deal.status,
            "waits_for": deal.turn,
            "expired": deal.expired,
            "family": deal.family,
            "licensors": [licensor.legal_name for licensor in parties.licensors],
            "licensee": parties.licensee.legal_name,
            "offer": offers[-1],
            "offers": offers,
            "comments": deal.comments,
            "ended": deal.ended,
            "contract": deal.contract,
            "license": url_for("party_license.get_license") if deal.in_force else None,
            "links": links(url_for("party.get_deal"), _actions(deal)),
        }
    )
    return written


def _offer(offer: Offer) -> dict[str, Any]:
    written = offer.written
    return {
        "id": offer.id,
        "number": offer.number,
        "side": offer.side,
        "terms": written.canonical.plain,
        "terms_sha256": written.canonical.sha256,
        "text_sha256": offer.text_sha256,
        "message": offer.message,
        "expires_at": offer.expires_at,
        "made_at": offer.at,
        "committed": [total.committed for total in quote(written.terms).totals],
        "links": _links(offer.number),
    }


def _links(number: int) -> dict[str, str | None]:
    """The first offer changed nothing."""
    paper = "party_papers.get_paper"
    pair: dict[str, Any] = {"number": number, "from": number - 1}
    return {
        "terms": url_for("party_papers.get_terms", number=number),
        "pdf": url_for(paper, number=number, format="pdf"),
        "docx": url_for(paper, number=number, format="docx"),
        "differences": url_for("party_papers.get_differences", **pair) if number > 1 else None,
        "redline": url_for("party_papers.get_redline", **pair) if number > 1 else None,
    }


def _actions(deal: PartyDeal) -> Iterator[dict[str, str]]:
    for move in deal.moves:
        yield action(move, "POST", url_for(DOORS[move]))
