"""What is kept of how many deals there are is what a count of them would find."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from schemas.terms import written
from service.commands import deals as commands
from service.commands import negotiation
from service.domain.deal import Status
from service.domain.errors import CounterpartError, StaleDeal
from service.domain.money import Money
from service.domain.terms import Terms
from service.storage.counts import HALF, Counted, count, open_totals
from service.storage.database import Database
from service.storage.migrate import go_back, migrate
from service.storage.tables import deal_counts, deals
from tests.builders import a_charge, some_terms
from tests.conftest import NOON
from tests.storage.kept import BY, a_deal, a_header, renamed

CURRENCIES = ("USD", "EUR", "JPY")


def _terms(random: Random) -> Terms:
    """Another amount each time, in one of three currencies."""
    currency = random.choice(CURRENCIES)
    setup = a_charge(amount=Money.of(Decimal(random.randrange(1, 10**9)), currency))
    terms = some_terms()
    pricing = replace(terms.pricing, currency=currency, guarantee=None, charges=(setup,))
    return replace(terms, pricing=pricing)


def _move(db: Database, org: str, deal_id: str, random: Random) -> None:
    with db.transaction(org) as tx:
        deal = tx.deal(deal_id)
        chance = random.random()
        if chance < 0.3:
            negotiation.withdraw_deal(tx, deal_id, reason=None, by=BY, at=NOON)
        elif chance < 0.5:
            negotiation.offer(tx, deal_id, negotiation.Put(), by=BY, at=NOON)
        else:
            title = f"Title {random.randrange(9)}"
            terms = written(_terms(random)) if random.random() < 0.7 else deal.written
            commands.change(tx, deal, a_header(title=title), terms, by=BY, at=NOON)


def _kept(db: Database) -> dict[Any, Any]:
    with db.engine.connect() as connection:
        rows = connection.execute(select(deal_counts).where(deal_counts.c.deals != 0))
        return {
            (row.org_id, row.status, row.currency): (row.deals, row.high * HALF + row.low)
            for row in rows
        }


def _counted(db: Database) -> dict[Any, Any]:
    place = (deals.c.org_id, deals.c.status, deals.c.currency)
    asked = select(*place, func.count().label("n"), func.sum(deals.c.committed_minor).label("sum"))
    with db.engine.connect() as connection:
        rows = connection.execute(asked.group_by(*place))
        return {(row.org_id, row.status, row.currency): (row.n, int(row.sum)) for row in rows}


def _moved_at_random(db: Database, orgs: tuple[str, ...], seed: int, moves: int = 60) -> None:
    """Drafted, changed, offered and withdrawn; some moves are refused and leave nothing."""
    random = Random(seed)  # noqa: S311 - which move comes next
    made: list[tuple[str, str]] = []
    for _ in range(moves):
        if len(made) < 3 or random.random() < 0.3:
            org = random.choice(orgs)
            made.append((org, a_deal(db, org, terms=_terms(random)).id))
        else:
            try:
                _move(db, *random.choice(made), random)
            except CounterpartError:
                """Withdrawn before."""


@pytest.mark.parametrize("seed", range(3))
def test_after_any_moves_the_counts_are_those_of_the_deals(
    db: Database, ada: str, cy: str, seed: int
) -> None:
    _moved_at_random(db, (ada, cy), seed)
    assert _kept(db) == _counted(db)
    moved = {Status.DRAFT, Status.OFFERED, Status.WITHDRAWN}
    assert {status for _, status, _ in _kept(db)} == moved


def test_deals_that_were_there_before_they_were_counted_are_counted(
    db: Database, ada: str, cy: str
) -> None:
    _moved_at_random(db, (ada, cy), seed=7)
    go_back(db.engine, "0007")
    migrate(db.engine)
    assert _kept(db) == _counted(db)


def test_of_what_happens_at_once_nothing_is_lost(db: Database, ada: str) -> None:
    shared = a_deal(db, ada)

    def work(n: int) -> bool:
        a_deal(db, ada, terms=_terms(Random(n)))  # noqa: S311
        try:
            renamed(db, ada, shared, f"Title {n}")
        except StaleDeal:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        done = [*pool.map(work, range(12))]
    assert sum(done) == 1
    assert _kept(db) == _counted(db)


def test_what_a_failed_transaction_counted_is_gone(db: Database, ada: str) -> None:
    with pytest.raises(RuntimeError), db.transaction(ada) as tx:  # noqa: PT012
        commands.draft(tx, a_header(), written(some_terms()), by=BY, at=NOON)
        raise RuntimeError
    assert _kept(db) == {}


def test_sums_above_what_the_database_counts_to_are_exact(db: Database, ada: str) -> None:
    """Thousands of the largest deals would pass 2**63; three stand for them."""
    most = 2**63 - 2
    with db.transaction(ada) as tx:
        count(tx.connection, ada, [Counted("draft", "USD", most)] * 3)
        (total,) = open_totals(tx.connection, ada)
    assert (total.committed, total.deals) == (Money(3 * most, "USD"), 3)
