"""Papers of drafts and offers: made once, kept, and made anew only when they would say otherwise."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from service.commands.drafting import draw_up
from service.desk import Desk
from service.domain.contract import ContractText
from service.domain.deal import Deal, Offer, WrittenTerms
from service.domain.terms.parties import Side
from service.domain.wording import listed
from service.drafting.assemble import assemble
from service.rendering.paper import Format
from service.storage.papers import Papers

LAYOUT: Final = "3"
"""Raised when the same text is to be laid out anew."""

WATERMARK: Final = "Draft"


def text_of(deal: Deal) -> ContractText:
    """What the contract of a deal says as its draft stands."""
    return text_of_terms(deal.written)


def text_of_terms(written: WrittenTerms) -> ContractText:
    return assemble(written.terms, written.canonical.sha256)


def paper_of(desk: Desk, org: str, deal: Deal, format: Format, at: datetime) -> bytes:
    """The draft's paper in a format."""
    return paper_of_terms(desk, org, deal.written, format, at)


def paper_of_terms(
    desk: Desk, org: str, written: WrittenTerms, format: Format, at: datetime
) -> bytes:
    """What a draft or an offer would say, in a format. Nobody waits for the database meanwhile.

    TermsRefused where the fonts cannot print the terms; WordsLost if a paper does not say what
    the contract says.
    """
    text = text_of_terms(written)
    key = _key(written.canonical.sha256, text.text_sha256, format.value, LAYOUT)
    return _kept(desk, org, key, at, lambda: _made(desk, written, format))


def redline_of(desk: Desk, org: str, before: Offer, after: Offer, at: datetime) -> bytes:
    """A Word file with every change from one offer to another tracked, marked as a draft.

    The changes are by the side that made the later one, and of the moment when it did.
    """
    old, new = (
        replace(text_of_terms(each.written), watermark=WATERMARK) for each in (before, after)
    )
    author = _author(after)
    parts = (old.text_sha256, new.text_sha256, author, after.at.isoformat(), "redline", LAYOUT)
    return _kept(desk, org, _key(*parts), at, lambda: desk.redliner(old, new, author, after.at))


def _author(offer: Offer) -> str:
    parties = offer.written.terms.parties
    if offer.side is Side.LICENSEE:
        return parties.licensee.legal_name
    return listed([licensor.legal_name for licensor in parties.licensors])


def _kept(desk: Desk, org: str, key: str, at: datetime, make: Callable[[], bytes]) -> bytes:
    with desk.db.reading(org) as views:
        filed = Papers(views.connection, org).find(key)
    if filed is not None:
        return desk.files.get(filed)
    data = make()
    sha256 = desk.files.put(data)
    with desk.db.transaction(org) as tx:
        Papers(tx.connection, org).keep(key, sha256, len(data), at)
    return data


def _made(desk: Desk, written: WrittenTerms, format: Format) -> bytes:
    formats = frozenset({format})
    drawn = draw_up(desk.press, written.terms, written.canonical, formats, WATERMARK)
    return drawn.papers[format]


def _key(*parts: str) -> str:
    """Of all that a paper follows from: the terms, what the contract says today, how it is laid out."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
