"""Two sides of one deal in a database: Ada's organization offers, Bo and Kim answer by their links."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from schemas.terms import written
from service.commands import negotiation
from service.commands.negotiation import Put
from service.domain.audit import broken_at
from service.domain.deal import Deal, Offer, OurSide, WrittenTerms
from service.domain.party import PartyMember
from service.domain.people import Role
from service.domain.post import Address
from service.domain.terms import Terms
from service.domain.terms.parties import Side
from service.storage.database import Database
from service.storage.deal_links import DealLinks, member_of
from service.storage.deals import Tx
from service.storage.negotiation_tables import contracts
from tests.builders import some_terms
from tests.conftest import NOON
from tests.storage.history import replayed
from tests.storage.kept import a_deal, a_member, an_organization, records_of

ENDS: Final = NOON + timedelta(days=7)
"""When the first offer lapses."""


def for_months(count: int, terms: Terms | None = None) -> WrittenTerms:
    """The sample deal, or these terms, for another number of months."""
    terms = terms or some_terms()
    return written(replace(terms, period=replace(terms.period, months=count)))


@dataclass(frozen=True)
class Table:
    """The deal with offer 1 of Ada's side on it, and who may answer for the licensee."""

    db: Database
    org: str
    ada: str
    deal_id: str
    bo: PartyMember
    kim: PartyMember

    def do(self, work: Callable[[Tx], Deal]) -> Deal:
        with self.db.transaction(self.org) as tx:
            return work(tx)

    def deal(self) -> Deal:
        with self.db.reading(self.org) as views:
            return views.deal(self.deal_id)

    def offer(self) -> Offer:
        """The last one made."""
        found = self.deal().offer
        assert found is not None
        return found

    def seen(self) -> str:
        return self.offer().written.canonical.sha256

    def offers_again(self, months: int, **said: Any) -> Deal:
        put = Put(written=for_months(months), **said)
        return self.do(lambda tx: negotiation.offer(tx, self.deal_id, put, by=self.ada, at=NOON))

    def counters(self, months: int, at: datetime = NOON, **said: Any) -> Deal:
        put = Put(written=for_months(months), **said)
        return self.do(lambda tx: negotiation.counter(tx, self.bo, put, at=at))

    def accepts(self, at: datetime = NOON) -> Deal:
        """Bo takes what stands."""
        seen = self.seen()
        return self.do(lambda tx: negotiation.accept_by_link(tx, self.bo, terms_sha256=seen, at=at))

    def contracts(self) -> list[Any]:
        with self.db.reading_work() as connection:
            asked = select(contracts).where(contracts.c.deal_id == self.deal_id)
            return [*connection.execute(asked)]

    def assert_sound(self) -> None:
        """The history has no gap, tells what the row says, and holds at most one contract."""
        deal = self.deal()
        assert broken_at(*records_of(self.db, deal.id)) is None
        assert replayed(self.db, self.org, deal.id) == deal
        with self.db.reading(self.org) as views:
            numbers = [offer.number for offer in views.offers_of(deal.id)]
        assert numbers == [*range(1, len(numbers) + 1)]
        assert len(self.contracts()) <= 1


def a_table(
    db: Database,
    org: str | None = None,
    our_side: OurSide = OurSide.LICENSOR,
    ends: datetime | None = ENDS,
) -> Table:
    """A new deal, with an offer that lapses at `ends`; an intermediary opens for the licensor."""
    org = org or an_organization(db, "archive")
    deal = a_deal(db, org, our_side=our_side)
    ada = a_member(db, org, Role.ADMIN)
    put = Put(expires_at=ends, side=our_side.side or Side.LICENSOR)
    theirs = Side.LICENSOR if our_side is OurSide.LICENSEE else Side.LICENSEE
    with db.transaction(org) as tx:
        negotiation.offer(tx, deal.id, put, by=ada, at=NOON)
        links = DealLinks(tx.connection, org)
        (bo,) = links.of_side(deal.id, theirs)
        to = Address("kim@labs.example", "Kim Labs")
        kim = links.invite(deal.id, theirs, to, by=bo, at=NOON)
        found = [member_of(tx.connection, link, NOON) for link in (bo, kim)]
    return Table(db, org, ada, deal.id, *found)
