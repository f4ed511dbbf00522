"""Two sides of a deal: ours on its page, and theirs by a personal link."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from schemas.terms import written
from service.commands import deals, negotiation
from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.deal import Deal
from service.domain.money import Rate
from service.domain.party import PartyMember
from service.domain.terms import Terms
from service.domain.terms.materials import People
from service.domain.terms.privacy import UsBulkData
from service.storage.deal_links import DealLinks, member_of
from service.web.demo import demo_deals
from tests.web.pages.visitors import Visitor, a_draft

THEIRS = "contracts@labs.example"


def deal_of(desk: Desk, visitor: Visitor, deal_id: str) -> Deal:
    with desk.db.reading(visitor.org) as views:
        return views.deal(deal_id)


def offered(desk: Desk, visitor: Visitor, put: Put | None = None, name: str = "landscapes") -> str:
    """The id of a deal whose offer waits for the other side."""
    deal_id = a_draft(desk, visitor, name)
    with desk.db.transaction(visitor.org) as tx:
        negotiation.offer(tx, deal_id, put or Put(), by=visitor.user_id, at=desk.clock())
    return deal_id


def the_other_side(desk: Desk, visitor: Visitor, deal_id: str) -> PartyMember:
    with desk.db.reading(visitor.org) as views:
        links = DealLinks(views.connection, views.org).of_deal(deal_id)
        return member_of(views.connection, links[0].id, desk.clock())


def countered(desk: Desk, visitor: Visitor, put: Put | None = None) -> str:
    """The id of a deal whose counter-offer, a lower rate for three years, waits for us."""
    deal_id = offered(desk, visitor)
    member = the_other_side(desk, visitor, deal_id)
    put = replace(put or Put(), written=demo_deals()["landscapes"].counter)
    with desk.db.transaction(visitor.org) as tx:
        negotiation.counter(tx, member, put, at=desk.clock())
    return deal_id


def offered_again(desk: Desk, visitor: Visitor, rate: str = "0.38") -> str:
    """The id of a deal on which our answer to a counter-offer, another rate, stands."""
    deal_id = countered(desk, visitor)
    redrafted(desk, visitor, deal_id, rate)
    with desk.db.transaction(visitor.org) as tx:
        negotiation.offer(tx, deal_id, Put(), by=visitor.user_id, at=desk.clock())
    return deal_id


def redrafted(
    desk: Desk, visitor: Visitor, deal_id: str, rate: str = "0.38", released: int | None = None
) -> None:
    """Our draft with another rate; nobody else sees it.

    `released` is the percentage of its pictures whose people have agreed, which needs a release of
    ours; where it is null there are no people in them.
    """
    deal = deal_of(desk, visitor, deal_id)
    other = _of_lines(deal.written.terms, unit_rate=Rate(Decimal(rate)))
    if released is not None:
        other = _with_people(other, released)
    with desk.db.transaction(visitor.org) as tx:
        deals.change(tx, deal, deal.header, written(other), by=visitor.user_id, at=desk.clock())


def _with_people(terms: Terms, released: int) -> Terms:
    decided = replace(
        terms.privacy, us_bulk_data=UsBulkData.NONE, us_bulk_data_decided_by="Dana Okafor"
    )
    people = _of_lines(terms, people=People.YES, releases_pct=Decimal(released))
    return replace(people, privacy=decided)


def _of_lines(terms: Terms, **said: Any) -> Terms:
    lines = tuple(replace(line, **said) for line in terms.materials.lines)
    return replace(terms, materials=replace(terms.materials, lines=lines))
