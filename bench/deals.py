"""A different deal at each call, so that no answer can be remembered."""

import json

from schemas.deal import load_deal
from schemas.terms import canonical
from service.domain.contract import ContractText
from service.domain.terms import Terms
from service.domain.terms.canonical import Canonical
from service.drafting.assemble import assemble
from service.drafting.library import newest_versions


def terms_of(data: bytes, n: int) -> Terms:
    """The deal with a licensee of its own and the volume of the first line raised by n."""
    deal = json.loads(data)
    line = deal["terms"]["materials"]["lines"][0]
    line["volume"] = str(int(line["volume"]) + n)
    deal["terms"]["parties"]["licensee"]["legal_name"] += f" {n}"
    return load_deal(deal, newest_versions()).terms


def canonical_of(terms: Terms) -> Canonical:
    return canonical(terms)


def text_of(data: bytes, n: int) -> ContractText:
    terms = terms_of(data, n)
    return assemble(terms, canonical(terms).sha256)
