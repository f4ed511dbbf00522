"""A negotiation as it is kept: offers once and for all, the row as its history tells."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from service.commands import deals as drafting
from service.commands import negotiation
from service.commands.negotiation import Put
from service.domain.deal import Deal, OurSide, Status
from service.domain.drawing_up import ContractStatus
from service.domain.errors import MoveNotAllowed, NotFound, NotYourTurn
from service.domain.terms.parties import Side
from service.storage.contracts import Contracts, claim_drawing_up
from service.storage.database import Database
from service.storage.deals import Tx
from service.storage.due import lapsing
from service.storage.tables import deals
from service.worker.deals import AT_ONCE, lapse_due
from tests.conftest import NOON, Clock
from tests.desks import a_desk
from tests.negotiating import ENDS, Table, a_table, for_months
from tests.storage.history import replayed
from tests.storage.kept import an_organization
from tests.worker.rooms import leases_run_out

LEASE = timedelta(minutes=5)
_NOWHERE = Path("/nowhere")


@pytest.fixture
def table(db: Database, ada: str) -> Table:
    return a_table(db, ada)


# Offers


def test_offers_are_numbered_and_stay_as_they_were_made(table: Table) -> None:
    first = table.offer()
    table.counters(36, message="Longer.")
    second = table.offer()
    table.offers_again(30)
    with table.db.reading(table.org) as views:
        offers = views.offers_of(table.deal_id)
    assert offers[:2] == [first, second]
    assert [(offer.number, offer.side) for offer in offers] == [
        (1, Side.LICENSOR),
        (2, Side.LICENSEE),
        (3, Side.LICENSOR),
    ]


def test_a_refused_offer_leaves_nothing(table: Table) -> None:
    before = table.deal()
    with pytest.raises(MoveNotAllowed):
        table.do(lambda tx: _lapsed_then_counter(tx, table))
    assert table.deal() == before
    table.assert_sound()


def _lapsed_then_counter(tx: Tx, table: Table) -> Deal:
    negotiation.lapse(tx, table.deal_id, at=ENDS)
    return negotiation.counter(tx, table.bo, Put(written=for_months(36)), at=NOON)


def test_another_organization_has_none_of_it(db: Database, table: Table) -> None:
    stranger, offer = an_organization(db, "stranger"), table.offer()
    with db.reading(stranger) as views:
        assert views.offers_of(table.deal_id) == []
        for look in (lambda: views.offer(offer.id), lambda: views.deal_of_offer(offer.id)):
            with pytest.raises(NotFound):
                look()


# The row and its history


def test_our_draft_beside_an_offer_is_kept_apart(table: Table) -> None:
    with table.db.transaction(table.org) as tx:
        deal = tx.deal(table.deal_id)
        drafting.change(tx, deal, deal.header, for_months(40), by=table.ada, at=NOON)
    deal = table.deal()
    assert (deal.written, deal.standing) == (for_months(40), table.offer().written)
    assert deal.written != deal.standing


@pytest.mark.parametrize("our_side", OurSide)
def test_every_row_is_what_its_history_tells(db: Database, ada: str, our_side: OurSide) -> None:
    table = a_table(db, ada, our_side)
    table.counters(36, message="Longer.", expires_at=ENDS)
    table.counters(40)
    seen = table.seen()
    with pytest.raises(NotYourTurn):
        table.accepts()
    assert replayed(db, ada, table.deal_id) == table.deal()
    if our_side is not OurSide.INTERMEDIARY:
        table.do(
            lambda tx: negotiation.accept(
                tx, table.deal_id, terms_sha256=seen, by=table.ada, at=NOON
            )
        )
    table.assert_sound()


def test_an_intermediary_answers_nothing(db: Database, ada: str) -> None:
    table = a_table(db, ada, OurSide.INTERMEDIARY)
    moves = (negotiation.reject, negotiation.withdraw_offer)
    with db.transaction(ada) as tx:
        for move in moves:
            with pytest.raises(NotYourTurn):
                move(tx, table.deal_id, reason=None, by=table.ada, at=NOON)
        with pytest.raises(NotYourTurn):
            negotiation.offer(tx, table.deal_id, Put(side=Side.LICENSEE), by=table.ada, at=NOON)
        with pytest.raises(NotYourTurn):
            negotiation.accept(tx, table.deal_id, terms_sha256=table.seen(), by=table.ada, at=NOON)


# What is drawn up


def _claimed(db: Database, by: str, at: timedelta = timedelta(0)) -> str | None:
    with db.work() as connection:
        row = claim_drawing_up(connection, by=by, lease=LEASE, at=NOON + at)
    return row and row.id


def test_an_acceptance_begins_one_contract(table: Table) -> None:
    table.accepts()
    (row,) = table.contracts()
    assert (row.status, row.offer_id) == (ContractStatus.DRAWING_UP, table.offer().id)
    assert row.text_sha256 == table.offer().text_sha256


def test_whoever_has_the_lease_has_it_alone_until_it_ends(db: Database, table: Table) -> None:
    table.accepts()
    (row,) = table.contracts()
    assert _claimed(db, "a") == row.id
    assert _claimed(db, "b", LEASE) is None, "a host whose clock is ahead took a lease that runs"
    leases_run_out(db)
    assert _claimed(db, "b") == row.id


def test_a_failure_is_claimed_again_when_it_is_due(db: Database, table: Table) -> None:
    table.accepts()
    (row,) = table.contracts()
    _claimed(db, "a")
    with db.transaction(table.org) as tx:
        contracts = Contracts(tx.connection, table.org)
        contracts.failed(row.id, "x" * 600, NOON + timedelta(hours=1), NOON)
        found = contracts.contract(row.id)
    assert (found.status, found.attempts) == (ContractStatus.FAILED, 1)
    assert found.fault == "x" * 500
    assert _claimed(db, "b", timedelta(minutes=59)) is None
    assert _claimed(db, "b", timedelta(hours=1)) == row.id


def test_the_one_that_waits_longest_comes_first(db: Database, ada: str) -> None:
    later, sooner = a_table(db, ada), a_table(db, ada)
    later.accepts(NOON + timedelta(hours=1))
    sooner.accepts()
    claimed = [_claimed(db, name, timedelta(hours=2)) for name in ("a", "b", "c")]
    assert claimed == [sooner.contracts()[0].id, later.contracts()[0].id, None]


@pytest.mark.parametrize("done", ["ready", "end"])
def test_what_is_ready_or_voided_does_not_fail_any_more(
    db: Database, table: Table, done: str
) -> None:
    table.accepts()
    (row,) = table.contracts()
    with db.transaction(table.org) as tx:
        contracts = Contracts(tx.connection, table.org)
        if done == "ready":
            contracts.ready(row.id, "d" * 64, "f" * 64, NOON)
        else:
            contracts.end(table.deal_id, None, NOON)
        before = contracts.contract(row.id)
        contracts.failed(row.id, "Too late.", NOON, NOON)
        assert contracts.contract(row.id) == before


# What lapses


def test_what_is_over_lapses_in_one_sweep_and_no_other_does(db: Database, ada: str) -> None:
    over = [a_table(db, ada), a_table(db, an_organization(db, "other"))]
    lasting = [a_table(db, ada, ends=None), a_table(db, ada, ends=ENDS + timedelta(seconds=1))]
    agreed = a_table(db, ada)
    agreed.accepts()
    desk = a_desk(db, _NOWHERE, clock=Clock(ENDS))
    assert lapse_due(desk) == len(over)
    assert lapse_due(desk) == 0
    assert {table.deal().status for table in over} == {Status.LAPSED}
    assert {table.deal().status for table in lasting} == {Status.OFFERED}
    assert agreed.deal().status is Status.AGREED
    for table in over:
        table.assert_sound()


def test_nothing_lapses_before_its_end(db: Database, table: Table) -> None:
    desk = a_desk(db, _NOWHERE, clock=Clock(ENDS - timedelta(seconds=1)))
    assert lapse_due(desk) == 0


def test_a_counter_offer_without_an_end_takes_the_end_away(db: Database, table: Table) -> None:
    table.counters(36)
    with db.reading_work() as connection:
        assert lapsing(connection, ENDS, AT_ONCE) == []
        assert connection.scalar(select(deals.c.expires_at)) is None


def test_the_longest_over_lapses_first(db: Database, ada: str) -> None:
    ends = [ENDS + timedelta(days=n) for n in (2, 0, 1)]
    tables = [a_table(db, ada, ends=end) for end in ends]
    with db.reading_work() as connection:
        found = lapsing(connection, ENDS + timedelta(days=9), 2)
    assert found == [(ada, tables[1].deal_id), (ada, tables[2].deal_id)]
