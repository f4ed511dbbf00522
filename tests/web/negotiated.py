"""Deals that two sides move: Ada's program by API, and Bo, who acts by a personal link."""

from copy import deepcopy
from typing import Any

from schemas.deal import load_deal
from schemas.terms import written
from service.commands import negotiation
from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.deal import Deal
from service.domain.party import PartyMember
from service.domain.terms.parties import Side
from service.drafting.library import newest_versions
from service.storage.deal_links import DealLinks, member_of
from tests.web.callers import Caller, a_document


def some_terms(*, rate: str = "0.05", **period: Any) -> dict[str, Any]:
    """The terms of the sample deal, with another rate for its photos."""
    terms: dict[str, Any] = deepcopy(a_document()["terms"])
    terms["materials"]["lines"][0]["unit_rate"] = rate
    terms["period"] |= period
    return terms


def offered(ada: Caller, document: Any = None, **header: Any) -> Any:
    """The answer to the first offer of a new deal."""
    deal = ada.drafted(**header)
    answer = ada.post(f"/deals/{deal['id']}/offers", document)
    assert answer.status_code == 201, answer.json
    return answer.json


def link_of(desk: Desk, ada: Caller, deal_id: str, side: Side = Side.LICENSEE) -> PartyMember:
    """Whoever the first offer invited for a side."""
    with desk.db.reading(ada.org) as views:
        link = DealLinks(views.connection, ada.org).of_side(deal_id, side)[0]
        return member_of(views.connection, link, desk.clock())


def countered(desk: Desk, ada: Caller, deal_id: str, terms: Any, **said: Any) -> Deal:
    """Bo puts other terms forward."""
    member = link_of(desk, ada, deal_id)
    read = load_deal(a_document(terms=terms), newest_versions())
    put = Put(written=written(read.terms), **said)
    with desk.db.transaction(ada.org) as tx:
        return negotiation.counter(tx, member, put, at=desk.clock())


def accepted_by_link(desk: Desk, ada: Caller, deal_id: str) -> Deal:
    """Bo accepts what stands."""
    member = link_of(desk, ada, deal_id)
    with desk.db.transaction(ada.org) as tx:
        seen = tx.deal(deal_id).standing.canonical.sha256
        return negotiation.accept_by_link(tx, member, terms_sha256=seen, at=desk.clock())


def actions(answer: Any) -> set[str]:
    return {action["name"] for action in answer["links"]["actions"]}
