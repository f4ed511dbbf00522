"""The papers of a draft: made once, kept, and made anew only when they would say something else."""

import hashlib
from datetime import datetime
from typing import Final

from service.commands.drafting import draw_up
from service.desk import Desk
from service.domain.contract import ContractText
from service.domain.deal import Deal, WrittenTerms
from service.drafting.assemble import assemble
from service.rendering.paper import Format
from service.storage.papers import Papers

LAYOUT: Final = "2"
"""Raised when the same text is to be laid out anew."""

WATERMARK: Final = "Draft"


def text_of(deal: Deal) -> ContractText:
    """What the contract of a deal says as its draft stands."""
    return text_of_terms(deal.written)


def text_of_terms(written: WrittenTerms) -> ContractText:
    return assemble(written.terms, written.canonical.sha256)


def paper_of(desk: Desk, org: str, deal: Deal, format: Format, at: datetime) -> bytes:
    """The draft's paper in a format. Nobody waits for the database while it is laid out.

    TermsRefused where the fonts cannot print the terms; WordsLost if a paper does not say what
    the contract says.
    """
    key = _key(deal, format)
    with desk.db.reading(org) as views:
        filed = Papers(views.connection, org).find(key)
    if filed is not None:
        return desk.files.get(filed)
    data = _made(desk, deal, format)
    sha256 = desk.files.put(data)
    with desk.db.transaction(org) as tx:
        Papers(tx.connection, org).keep(key, sha256, len(data), at)
    return data


def _made(desk: Desk, deal: Deal, format: Format) -> bytes:
    written = deal.written
    formats = frozenset({format})
    drawn = draw_up(desk.press, written.terms, written.canonical, formats, WATERMARK)
    return drawn.papers[format]


def _key(deal: Deal, format: Format) -> str:
    """Of the terms, of what the contract says today, of the format and of how it is laid out."""
    parts = (deal.written.canonical.sha256, text_of(deal).text_sha256, format.value, LAYOUT)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
