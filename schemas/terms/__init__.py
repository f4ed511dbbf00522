"""Terms as JSON: read strictly, written in one canonical way, known by their digest."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from marshmallow import ValidationError

from schemas.build import schema_of
from schemas.faults import faults_of
from schemas.fields import document_currency
from schemas.terms.shorthands import currency_of, expanded
from service.domain.deal import WrittenTerms
from service.domain.errors import TermsRefused
from service.domain.terms import Terms
from service.domain.terms.canonical import Canonical, canonical_json

_SCHEMA = schema_of(Terms)()


def load_terms(data: Any) -> Terms:
    """Terms from parsed JSON or from a form, or TermsRefused with every fault of shape.

    Pointers are relative to the terms. Rules across fields are `service.domain.rules`.
    """
    full = expanded(data)
    try:
        with reading_in(data):
            terms: Terms = _SCHEMA.load(full.full)
    except ValidationError as error:
        found = [*full.faults, *full.as_written(faults_of(error.messages))]
        raise TermsRefused(found) from None
    if full.faults:
        raise TermsRefused(full.faults)
    return terms


@contextmanager
def reading_in(terms: Any) -> Iterator[None]:
    """Amounts read inside are in the currency that these (still unread) terms name."""
    token = document_currency.set(currency_of(terms))
    try:
        yield
    finally:
        document_currency.reset(token)


def dump_terms(terms: Terms) -> dict[str, Any]:
    """Every key, defaults included; sets sorted, decimals in their shortest spelling."""
    written: dict[str, Any] = _SCHEMA.dump(terms)
    return written


def canonical(terms: Terms) -> Canonical:
    """The terms as RFC 8785 canonical JSON, which is what is kept and accepted."""
    plain = dump_terms(terms)
    data = canonical_json(plain)
    return Canonical(data=data, sha256=hashlib.sha256(data).hexdigest(), plain=plain)


def written(terms: Terms) -> WrittenTerms:
    """The terms together with the bytes that will be kept."""
    return WrittenTerms(terms, canonical(terms))
