"""A different deal at each call, so that no answer can be remembered."""

import json
from typing import Any

from schemas.deal import load_deal
from schemas.terms import canonical
from service.domain.contract import ContractText
from service.domain.terms import Terms
from service.domain.terms.canonical import Canonical
from service.drafting.assemble import assemble
from service.drafting.library import newest_versions


def terms_of(data: bytes, n: int, everywhere: bool = False) -> Terms:
    """The deal with a licensee of its own and the volume of the first line raised by n.

    `everywhere` it has another term on each page of the Key Terms and in each Schedule too.
    """
    deal = json.loads(data)
    terms = deal["terms"]
    line = terms["materials"]["lines"][0]
    line["volume"] = str(int(line["volume"]) + n)
    terms["parties"]["licensee"]["legal_name"] += f" {n}"
    if everywhere:
        _raise_all(terms, n)
    return load_deal(deal, newest_versions()).terms


def _raise_all(terms: Any, n: int) -> None:
    terms["outputs"]["takedown_hours"] += n
    terms["pricing"]["payment_days"] += n
    terms["compliance"]["audit_notice_days"] += n
    terms["law"]["escalation_days"] += n
    terms["delivery"]["schedule"][-1]["due_after"]["value"] += n
    terms["special_terms"][0]["text"] += f" This is deal {n}."


def canonical_of(terms: Terms) -> Canonical:
    return canonical(terms)


def text_of(data: bytes, n: int, everywhere: bool = False) -> ContractText:
    terms = terms_of(data, n, everywhere)
    return assemble(terms, canonical(terms).sha256)
