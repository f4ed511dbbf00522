"""Two who move one deal at the same moment: one of them wins, the other is told what moved."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import Final

import pytest
from sqlalchemy import select

from service.commands import negotiation, party
from service.commands.negotiation import Put
from service.domain.deal import Deal, Status
from service.domain.drawing_up import ContractStatus
from service.domain.errors import CounterpartError, MoveNotAllowed, StaleDeal, TermsHaveMoved
from service.domain.party import PartyMember
from service.storage.database import Database
from service.storage.deals import Tx
from service.storage.tables import deals
from tests import databases
from tests.conftest import NOON
from tests.negotiating import ENDS, Table, a_table, for_months
from tests.sizes import cases
from tests.storage.kept import an_organization
from tests.storage.waiting import waiting_for

Act = Callable[[Tx, Table, str, str], Deal]
"""What somebody does who has seen the offer of this id and the terms of this digest."""


def _counter(who: Callable[[Table], PartyMember], months: int) -> Act:
    def act(tx: Tx, table: Table, offer_id: str, seen: str) -> Deal:
        put = Put(written=for_months(months), answers=offer_id)
        return negotiation.counter(tx, who(table), put, at=NOON)

    return act


def _accept(who: Callable[[Table], PartyMember]) -> Act:
    return lambda tx, table, offer_id, seen: negotiation.accept_by_link(
        tx, who(table), terms_sha256=seen, at=NOON
    )


def _bo(table: Table) -> PartyMember:
    return table.bo


def _kim(table: Table) -> PartyMember:
    return table.kim


def _offer_again(tx: Tx, table: Table, offer_id: str, seen: str) -> Deal:
    put = Put(written=for_months(40), answers=offer_id)
    return negotiation.offer(tx, table.deal_id, put, by=table.ada, at=NOON)


def _withdraw_offer(tx: Tx, table: Table, offer_id: str, seen: str) -> Deal:
    return negotiation.withdraw_offer(
        tx, table.deal_id, reason=None, by=table.ada, at=NOON, answers=offer_id
    )


def _withdraw_deal(tx: Tx, table: Table, offer_id: str, seen: str) -> Deal:
    return negotiation.withdraw_deal(tx, table.deal_id, reason=None, by=table.ada, at=NOON)


def _lapse(tx: Tx, table: Table, offer_id: str, seen: str) -> Deal:
    return negotiation.lapse(tx, table.deal_id, at=ENDS)


def _reject(tx: Tx, table: Table, offer_id: str, seen: str) -> Deal:
    return party.reject(tx, table.bo, reason="No.", at=NOON, answers=offer_id)


def _withdraw_by_link(tx: Tx, table: Table, offer_id: str, seen: str) -> Deal:
    return negotiation.withdraw_by_link(tx, table.bo, reason=None, at=NOON)


PAIRS: Final = {
    "counter/counter": (_counter(_bo, 30), _counter(_kim, 36)),
    "counter/the same counter": (_counter(_bo, 30), _counter(_kim, 30)),
    "accept/counter": (_accept(_bo), _counter(_kim, 36)),
    "accept/offer again": (_accept(_bo), _offer_again),
    "counter/offer again": (_counter(_bo, 30), _offer_again),
    "counter/reject": (_counter(_kim, 36), _reject),
    "counter/withdraw": (_counter(_bo, 30), _withdraw_offer),
    "counter/lapse": (_counter(_bo, 30), _lapse),
    "offer again/reject": (_offer_again, _reject),
    "offer again/withdraw": (_offer_again, _withdraw_offer),
    "offer again/lapse": (_offer_again, _lapse),
    "accept/accept": (_accept(_bo), _accept(_kim)),
    "accept/reject": (_accept(_kim), _reject),
    "accept/withdraw": (_accept(_bo), _withdraw_offer),
    "accept/lapse": (_accept(_bo), _lapse),
    "reject/withdraw": (_reject, _withdraw_offer),
    "reject/lapse": (_reject, _lapse),
    "withdraw/withdraw": (_withdraw_offer, _withdraw_offer),
    "withdraw/lapse": (_withdraw_offer, _lapse),
    "withdraw/leave": (_withdraw_offer, _withdraw_by_link),
    "leave/leave": (_withdraw_deal, _withdraw_by_link),
    "leave/reject": (_withdraw_deal, _reject),
    "leave/lapse": (_withdraw_by_link, _lapse),
    "lapse/lapse": (_lapse, _lapse),
}
"""Whoever comes second is refused: the other one has answered, or has ended it."""

LEFT: Final = {
    "accept": (_accept(_bo), _withdraw_deal, Status.AGREED),
    "counter": (_counter(_bo, 30), _withdraw_deal, Status.COUNTERED),
    "offer again": (_offer_again, _withdraw_by_link, Status.OFFERED),
}
"""What may come before somebody leaves the deal, who leaves it, and where it stood until then."""

pairs = pytest.mark.parametrize("pair", PAIRS)


@pairs
def test_of_two_who_move_a_deal_at_once_one_wins(db: Database, ada: str, pair: str) -> None:
    for _ in range(cases(3, 100)):
        table = a_table(db, ada)
        _assert_one_won(table, _at_once(table, PAIRS[pair]))


@pairs
def test_one_wins_where_both_have_read_before_either_writes(tmp_path: Path, pair: str) -> None:
    """Where writers do not wait to read, as in PostgreSQL, both decide on the same deal."""
    with databases.an_empty_database("postgresql", tmp_path) as db:
        ada = an_organization(db, "archive")
        for _ in range(cases(1, 100)):
            table = a_table(db, ada)
            _assert_one_won(table, _at_once(table, PAIRS[pair], held=True))


@pytest.mark.parametrize("before", LEFT)
def test_a_deal_that_is_left_at_that_moment_is_over_and_has_no_papers_to_come(
    db: Database, ada: str, before: str
) -> None:
    act, leave, stood = LEFT[before]
    for n in range(cases(3, 100)):
        table = a_table(db, ada)
        held = n == 0 and db.engine.dialect.name == "postgresql"
        ends = _at_once(table, (act, leave), held=held)
        table.assert_sound()
        contracts = [row.status for row in table.contracts()]
        if isinstance(ends[1], Deal):
            assert table.deal().status is Status.WITHDRAWN
            assert {*contracts} <= {ContractStatus.VOIDED}
        else:
            assert table.deal().status is stood
            assert len(contracts) == (stood is Status.AGREED)


def _assert_one_won(table: Table, ends: list[Deal | CounterpartError]) -> None:
    won = [end for end in ends if isinstance(end, Deal) and end.version > 2]
    assert len({end.version for end in won}) == len(won) == 1 or _nothing_left(won), ends
    lost = [end for end in ends if not isinstance(end, Deal)]
    assert {type(end) for end in lost} <= {StaleDeal, TermsHaveMoved, MoveNotAllowed}, lost
    deal = table.deal()
    assert deal == won[0]
    assert len(table.contracts()) == (deal.status is Status.AGREED)
    table.assert_sound()


def _nothing_left(won: list[Deal]) -> bool:
    """Whoever found nothing more to do read the deal as the other one left it."""
    return len(won) == 2 and won[0] == won[1]


def _at_once(
    table: Table, pair: tuple[Act, Act], *, held: bool = False
) -> list[Deal | CounterpartError]:
    offer, start = table.offer(), Barrier(2)

    def run(act: Act) -> Deal | CounterpartError:
        start.wait()
        try:
            return table.do(lambda tx: act(tx, table, offer.id, offer.written.canonical.sha256))
        except CounterpartError as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        if not held:
            return [*pool.map(run, pair)]
        with _holding(table) as waiting:
            running = [pool.submit(run, act) for act in pair]
            while waiting() < sum(not each.done() for each in running):
                pass
        return [each.result() for each in running]


@contextmanager
def _holding(table: Table) -> Iterator[Callable[[], int]]:
    """Nobody else can write the deal; how many wait to do so, one behind the other."""
    with table.db.work() as connection:
        held = select(deals.c.id).where(deals.c.id == table.deal_id)
        connection.execute(held.with_for_update(key_share=True))
        yield lambda: waiting_for(connection)
