"""Quotes: what terms come to, before there is a deal."""

from dataclasses import fields
from typing import Any

from schemas.deal_document import QuoteDocument
from schemas.quote_answer import QuoteSchema
from service.commands.dates import days_of
from service.commands.quoting import quoted
from service.domain.people import Scope
from service.domain.period.entries import KeyDate, KeyDateRule
from service.web.api.document import PREFIX, Resource
from service.web.auth import key
from service.web.reading import read_deal

quotes = Resource("quotes", __name__, url_prefix=f"{PREFIX}/quotes", description="Quotes")


@quotes.route("", methods=["POST"])
@key(Scope.DEALS_READ)
@quotes.arguments(QuoteDocument)
@quotes.response(200, QuoteSchema)
def post_quote(document: Any) -> Any:
    """Price terms

    The fee line by line, published rates beside it, what law and prudence say, and the days that
    follow. Nothing is stored, so it is safe to repeat; an Idempotency-Key changes nothing.
    """
    read = read_deal(document)
    worth = quoted(read.terms, read.header.our_side)
    return {
        "lines": worth.quote.lines,
        "premiums": worth.quote.premiums,
        "guaranteed": worth.quote.guaranteed,
        "totals": worth.quote.totals,
        "first_payments": worth.quote.first,
        "bands": worth.bands,
        "findings": worth.findings,
        "key_dates": [_with_day(each) for each in days_of(read.terms)],
    }


def _with_day(found: KeyDateRule) -> dict[str, Any]:
    """Null for a day that is not known yet."""
    return {field.name: getattr(found, field.name, None) for field in fields(KeyDate)}
