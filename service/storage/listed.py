"""What lists show of a deal and find it by, kept in columns of its row."""

import re
import unicodedata
from typing import Any, Final

from service.domain.deal import NEGOTIATING, Deal
from service.domain.negotiation import whose_turn
from service.domain.wording import listed as in_words
from service.domain.worth import needed_for, worth_of

LONGEST_WORD: Final = 40
_WORD: Final = re.compile(r"\w+")
_MOST_WORDS: Final = 60


def listed(deal: Deal) -> dict[str, Any]:
    """Committed in the deal's own currency; the start only where it is fixed.

    `to_release` counts the findings that an approver must let pass; `waits_for` is whose turn it is.
    """
    terms = deal.standing.terms
    committed = worth_of(deal).committed
    expires_at = deal.offer.expires_at if deal.offer and deal.status in NEGOTIATING else None
    return {
        "title": deal.header.title,
        "external_id": deal.header.external_id,
        "family": deal.header.family,
        "licensor_name": in_words([p.legal_name for p in terms.parties.licensors])[:200],
        "licensee_name": terms.parties.licensee.legal_name,
        "currency": terms.pricing.currency,
        "committed_minor": committed.minor,
        "starts_on": terms.period.starts.on,
        "to_release": len(needed_for(deal)),
        "waits_for": whose_turn(deal),
        "expires_at": expires_at,
        "about_license": deal.header.relation.license if deal.header.relation else None,
    }


def words_of(deal: Deal) -> list[str]:
    """Of the title, the parties and the client's own id, without case and accents, each once."""
    parties = deal.standing.terms.parties
    names = [deal.header.title, deal.header.external_id, parties.licensee.legal_name]
    names += [licensor.legal_name for licensor in parties.licensors]
    return list(dict.fromkeys(w for name in names if name for w in words_in(name)))[:_MOST_WORDS]


def words_in(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return [word[:LONGEST_WORD] for word in _WORD.findall(bare)]
