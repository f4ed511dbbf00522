"""What was agreed is drawn up once, whoever dies, breaks or leaves on the way."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import select

from service.commands import negotiation
from service.commands.drawing_up import LEASE, draw_up_next
from service.desk import Desk
from service.domain.contract import ContractText
from service.domain.deal import Status
from service.domain.drawing_up import ContractStatus, Step
from service.domain.errors import PaperFailed
from service.rendering.paper import Format, Press
from service.storage.contracts import ContractRow, Contracts
from service.storage.database import Database, open_database
from service.storage.negotiation_tables import contracts
from service.storage.tables import outbox
from tests.conftest import NOON, Clock
from tests.desks import a_desk
from tests.negotiating import Table, a_table
from tests.storage.history import events_of
from tests.worker.rooms import in_another_process, leases_run_out


def _pages(text: ContractText, _: bytes, formats: frozenset[Format]) -> dict[Format, bytes]:
    """Papers that say of which text they are, and are there at once."""
    return {format: f"{format} {text.text_sha256}".encode() for format in formats}


def _broken(*_: Any) -> Any:
    raise PaperFailed("The press stood still.")


def _torn(*_: Any) -> Any:
    raise ZeroDivisionError


def _agreed(db: Database) -> Table:
    table = a_table(db)
    table.accepts()
    return table


def _contract(table: Table) -> ContractRow:
    with table.db.reading(table.org) as views:
        found = Contracts(views.connection, table.org).of_deal(table.deal_id)
    assert found is not None
    return found


def _events(table: Table) -> list[str]:
    return [type(event).__name__ for event in events_of(table.db, table.org, table.deal_id)]


def _letters(table: Table) -> list[str]:
    with table.db.reading_work() as connection:
        return [*connection.scalars(select(outbox.c.kind).order_by(outbox.c.id))]


def _leaves(table: Table) -> None:
    table.do(
        lambda tx: negotiation.withdraw_deal(tx, table.deal_id, reason=None, by=table.ada, at=NOON)
    )


def _assert_drawn_up_once(table: Table, desk: Desk) -> None:
    contract, offer = _contract(table), table.offer()
    assert contract.status is ContractStatus.READY
    assert contract.text_sha256 == offer.text_sha256
    assert contract.docx_sha256 is not None
    assert desk.files.get(contract.docx_sha256).decode() == f"docx {offer.text_sha256}"
    assert contract.pdf_sha256 is not None
    assert desk.files.get(contract.pdf_sha256).decode() == f"pdf {offer.text_sha256}"
    assert _events(table).count("ContractDrawnUp") == 1
    assert _letters(table).count("drawn_up") == 1
    assert table.deal().status is Status.SIGNING
    table.assert_sound()


@pytest.mark.parametrize("step", Step)
def test_a_contract_is_drawn_up_once_wherever_its_worker_died(
    url: str, tmp_path: Path, step: Step
) -> None:
    def die(passed: Step) -> None:
        if passed is step:
            os.kill(os.getpid(), signal.SIGKILL)

    db = open_database(url)
    table = _agreed(db)
    db.close()
    ended = in_another_process(
        url, lambda db: _drop(draw_up_next(a_desk(db, tmp_path, _pages), "first", die))
    )
    assert ended == -signal.SIGKILL
    clock = Clock()
    desk = a_desk(db, tmp_path, _pages, clock)
    clock.forward(seconds=LEASE.total_seconds())
    assert not draw_up_next(desk, "second"), "a host whose clock is ahead took a lease that runs"
    leases_run_out(db)
    assert draw_up_next(desk, "second") == (step is not Step.MARKED)
    _assert_drawn_up_once(table, desk)
    assert not draw_up_next(desk, "third")
    db.close()


def _drop(_: bool) -> None:
    """Processes give back nothing."""


@pytest.mark.parametrize(
    ("press", "fault"),
    [
        (_broken, "The press stood still."),
        (_torn, "It could not be drawn up: ZeroDivisionError."),
    ],
)
def test_a_broken_press_is_written_down_and_tried_again_later(
    db: Database, tmp_path: Path, press: Press, fault: str
) -> None:
    table, clock = _agreed(db), Clock()
    waits = []
    for tries in range(1, 5):
        assert draw_up_next(a_desk(db, tmp_path, press, clock), "w")
        contract = _contract(table)
        assert (contract.status, contract.fault) == (ContractStatus.FAILED, fault)
        assert contract.attempts == tries
        assert table.deal().status is Status.AGREED
        assert not draw_up_next(a_desk(db, tmp_path, press, clock), "w")
        waits.append(contract.due_at - clock())
        clock.moment = contract.due_at
    assert waits == sorted(waits)
    assert waits[0] > timedelta(0)
    desk = a_desk(db, tmp_path, _pages, clock)
    assert draw_up_next(desk, "w")
    _assert_drawn_up_once(table, desk)


def test_what_is_left_while_it_is_drawn_up_has_no_papers(db: Database, tmp_path: Path) -> None:
    table = _agreed(db)

    def press(*asked: Any) -> Any:
        _leaves(table)
        return _pages(*asked)

    assert draw_up_next(a_desk(db, tmp_path, press), "w")
    contract = _contract(table)
    assert (contract.status, contract.docx_sha256) == (ContractStatus.VOIDED, None)
    assert table.deal().status is Status.WITHDRAWN
    assert "ContractDrawnUp" not in _events(table)


def test_what_is_left_while_the_press_breaks_is_not_tried_again(
    db: Database, tmp_path: Path
) -> None:
    table, clock = _agreed(db), Clock()

    def press(*_: Any) -> Any:
        _leaves(table)
        raise PaperFailed("The press stood still.")

    assert draw_up_next(a_desk(db, tmp_path, press, clock), "w")
    assert _contract(table).status is ContractStatus.VOIDED
    clock.forward(days=9)
    assert not draw_up_next(a_desk(db, tmp_path, press, clock), "w")


@pytest.mark.parametrize("late", [_pages, _broken])
def test_whoever_comes_too_late_changes_nothing(db: Database, tmp_path: Path, late: Press) -> None:
    """The first one's lease is over before its papers are made; the second one has drawn it up."""
    table, clock, at_work, go_on = _agreed(db), Clock(), Event(), Event()

    def slow(*asked: Any) -> Any:
        at_work.set()
        go_on.wait()
        return late(*asked)

    first = Thread(target=draw_up_next, args=(a_desk(db, tmp_path, slow, clock), "first"))
    first.start()
    at_work.wait()
    leases_run_out(db)
    desk = a_desk(db, tmp_path, _pages, clock)
    assert draw_up_next(desk, "second")
    go_on.set()
    first.join()
    _assert_drawn_up_once(table, desk)


def _at_once(works: list[Callable[[], Any]]) -> None:
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_four_workers_draw_it_up_once(db: Database, tmp_path: Path) -> None:
    table, drawn = _agreed(db), []

    def press(*asked: Any) -> Any:
        drawn.append(1)
        return _pages(*asked)

    desk = a_desk(db, tmp_path, press)
    _at_once([lambda n=n: draw_up_next(desk, f"w{n}") for n in range(4)])  # type: ignore[misc]
    assert len(drawn) == 1
    _assert_drawn_up_once(table, desk)


def test_a_text_that_would_say_something_else_is_not_drawn_up(db: Database, tmp_path: Path) -> None:
    table = _agreed(db)
    with db.work() as connection:
        connection.execute(contracts.update().values(text_sha256="0" * 64))
    assert draw_up_next(a_desk(db, tmp_path, _pages), "w")
    contract = _contract(table)
    assert (contract.status, contract.docx_sha256) == (ContractStatus.FAILED, None)
