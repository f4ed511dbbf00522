"""What everybody has signed is sealed once, whoever dies, breaks or comes late on the way."""

import hashlib
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import select

from service.commands import signing
from service.commands.sealing import LEASE, LONGEST_WAIT, seal_next
from service.desk import Desk
from service.domain.audit import broken_at
from service.domain.deal import Status
from service.domain.drawing_up import ContractStatus
from service.domain.errors import AlreadyFormed, SealFailed
from service.domain.seal_work import OVERDUE, SealedFile, Sealer, SealStep, ToSeal
from service.domain.sealing import SealLevel
from service.domain.signing_events import Method
from service.storage.contracts import ContractRow, Contracts
from service.storage.database import Database, open_database
from service.storage.tables import outbox
from service.worker.contracts import alarm_due
from tests.conftest import NOON, Clock
from tests.desks import a_desk
from tests.executing import Desktop, a_desktop, to_sign
from tests.worker.rooms import in_another_process, leases_run_out

SHOWN = b"%PDF-1.7 what was signed"


def _seal(work: ToSeal) -> SealedFile:
    """A file that says of which bytes it is, and is there at once."""
    return SealedFile(
        data=work.shown + b" sealed", certificate=b"certificate", level=SealLevel.BASIC
    )


def _broken(_: ToSeal) -> SealedFile:
    raise SealFailed("No key opens.")


def _torn(_: ToSeal) -> SealedFile:
    raise ZeroDivisionError


def _other_bytes(work: ToSeal) -> SealedFile:
    return replace(_seal(work), data=b"something else, sealed")


def _no_seal_on_it(work: ToSeal) -> SealedFile:
    return replace(_seal(work), data=work.shown)


def _signed(db: Database, folder: Path) -> Desktop:
    sha256 = a_desk(db, folder).files.put(SHOWN)
    contract = a_desktop(db, None, to_sign(), pdf=sha256)
    contract.sends()
    contract.signs(0)
    contract.signs(1)
    return contract


def _sealing(
    db: Database, folder: Path, sealer: Sealer = _seal, clock: Clock | None = None
) -> Desk:
    return replace(a_desk(db, folder, clock=clock), sealer=sealer)


def _row(contract: Desktop) -> ContractRow:
    with contract.db.reading(contract.org) as views:
        return Contracts(views.connection, contract.org).contract(contract.contract_id)


def _letters(contract: Desktop, kind: str) -> list[Any]:
    with contract.db.reading_work() as connection:
        asked = select(outbox.c.user_id, outbox.c.to_email).where(outbox.c.kind == kind)
        return [*connection.execute(asked)]


def _types(contract: Desktop) -> list[str]:
    return [type(event).__name__ for event in contract.events()]


def _assert_sealed_once(contract: Desktop, desk: Desk) -> None:
    row = _row(contract)
    assert (row.status, row.seal_level, row.fault) == (ContractStatus.EXECUTED, SealLevel.BASIC, "")
    assert row.sealed_sha256 is not None
    assert desk.files.get(row.sealed_sha256) == SHOWN + b" sealed"
    assert row.certificate_sha256 is not None
    assert desk.files.get(row.certificate_sha256) == b"certificate"
    assert _types(contract).count("ContractExecuted") == 1
    assert contract.deal().status is Status.EXECUTED
    to = [email for _, email in _letters(contract, "executed") if email]
    assert sorted(to) == [
        "ada@archive.example",
        "bo@labs.example",
        "contracts@labs.example",
        "legal@archive.example",
    ]
    contract.assert_sound()


@pytest.mark.parametrize("step", SealStep)
def test_a_contract_is_sealed_once_wherever_its_worker_died(
    url: str, tmp_path: Path, step: SealStep
) -> None:
    def die(passed: SealStep) -> None:
        if passed is step:
            os.kill(os.getpid(), signal.SIGKILL)

    db = open_database(url)
    contract = _signed(db, tmp_path)
    db.close()
    ended = in_another_process(
        url, lambda db: _drop(seal_next(_sealing(db, tmp_path), "first", die))
    )
    assert ended == -signal.SIGKILL
    clock = Clock()
    desk = _sealing(db, tmp_path, clock=clock)
    clock.forward(seconds=LEASE.total_seconds())
    assert not seal_next(desk, "second"), "a host whose clock is ahead took a lease that runs"
    leases_run_out(db)
    assert seal_next(desk, "second") == (step is not SealStep.MARKED)
    _assert_sealed_once(contract, desk)
    assert not seal_next(desk, "third")
    db.close()


def _drop(_: bool) -> None:
    """Processes give back nothing."""


@pytest.mark.parametrize(
    ("sealer", "fault"),
    [
        (_broken, "No key opens."),
        (_torn, "It could not be sealed: ZeroDivisionError."),
        (_other_bytes, "The sealed file is not what was signed with a seal on it."),
        (_no_seal_on_it, "The sealed file is not what was signed with a seal on it."),
    ],
)
def test_a_seal_that_fails_leaves_it_signed_and_is_tried_for_ever(
    db: Database, tmp_path: Path, sealer: Sealer, fault: str
) -> None:
    contract, clock = _signed(db, tmp_path), Clock()
    for tries in range(1, 13):
        assert seal_next(_sealing(db, tmp_path, sealer, clock), "w")
        row = _row(contract)
        assert (row.status, row.fault, row.attempts) == (ContractStatus.SIGNED, fault, tries)
        assert contract.deal().status is Status.SIGNING
        assert timedelta(0) < row.due_at - clock() <= LONGEST_WAIT
        assert not seal_next(_sealing(db, tmp_path, sealer, clock), "w")
        clock.moment = row.due_at
    desk = _sealing(db, tmp_path, clock=clock)
    assert seal_next(desk, "w")
    _assert_sealed_once(contract, desk)


def test_what_was_signed_and_is_gone_is_not_sealed(db: Database, tmp_path: Path) -> None:
    contract = _signed(db, tmp_path)
    assert seal_next(_sealing(db, tmp_path / "elsewhere"), "w")
    assert _row(contract).status is ContractStatus.SIGNED


def test_only_what_everybody_has_signed_is_sealed(db: Database, tmp_path: Path) -> None:
    contract = a_desktop(db, None, to_sign())
    contract.sends()
    contract.signs(0)
    assert not seal_next(_sealing(db, tmp_path), "w")


def test_the_sealer_gets_the_bytes_the_whole_history_and_the_drawings(
    db: Database, tmp_path: Path
) -> None:
    files = a_desk(db, tmp_path).files
    drawing = files.put(b"a drawn name")
    contract = a_desktop(db, None, to_sign(), pdf=files.put(SHOWN))
    contract.sends()
    contract.signs(0, method=Method.DRAWN, drawing_sha256=drawing)
    contract.signs(1)
    got: list[ToSeal] = []

    def seal(work: ToSeal) -> SealedFile:
        got.append(work)
        return _seal(work)

    assert seal_next(_sealing(db, tmp_path, seal), "w")
    (work,) = got
    assert work.shown == SHOWN
    assert work.drawings == {drawing: b"a drawn name"}
    assert work.records[-1].type == "ContractFormed"
    assert broken_at(work.records, work.head) is None
    assert work.execution.document_sha256 == hashlib.sha256(SHOWN).hexdigest()


@pytest.mark.parametrize("late", [_seal, _broken])
def test_whoever_comes_too_late_changes_nothing(db: Database, tmp_path: Path, late: Sealer) -> None:
    """The first one's lease is over before its seal is made; the second one has sealed it."""
    contract, clock, at_work, go_on = _signed(db, tmp_path), Clock(), Event(), Event()

    def slow(work: ToSeal) -> SealedFile:
        at_work.set()
        go_on.wait()
        return late(work)

    first = Thread(target=seal_next, args=(_sealing(db, tmp_path, slow, clock), "first"))
    first.start()
    at_work.wait()
    leases_run_out(db)
    desk = _sealing(db, tmp_path, clock=clock)
    assert seal_next(desk, "second")
    go_on.set()
    first.join()
    _assert_sealed_once(contract, desk)


def test_four_workers_seal_it_once(db: Database, tmp_path: Path) -> None:
    contract, sealed = _signed(db, tmp_path), []

    def seal(work: ToSeal) -> SealedFile:
        sealed.append(1)
        return _seal(work)

    desk = _sealing(db, tmp_path, seal)
    _all_at_once([lambda n=n: seal_next(desk, f"w{n}") for n in range(4)])  # type: ignore[misc]
    assert len(sealed) == 1
    _assert_sealed_once(contract, desk)


def _all_at_once(works: list[Callable[[], Any]]) -> None:
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_people_are_told_once_of_a_seal_that_does_not_come(db: Database, tmp_path: Path) -> None:
    contract, clock = _signed(db, tmp_path), Clock(NOON + OVERDUE - timedelta(seconds=1))
    desk = _sealing(db, tmp_path, _broken, clock)
    assert alarm_due(desk) == 0
    clock.forward(seconds=1)
    assert alarm_due(desk) == 1
    assert alarm_due(desk) == 0
    assert [user for user, _ in _letters(contract, "seal_overdue")] == [contract.table.ada]


def test_nobody_is_alarmed_of_a_contract_that_is_sealed(db: Database, tmp_path: Path) -> None:
    contract, clock = _signed(db, tmp_path), Clock()
    seal_next(_sealing(db, tmp_path, clock=clock), "w")
    clock.forward(days=1)
    assert alarm_due(_sealing(db, tmp_path, clock=clock)) == 0
    assert _letters(contract, "seal_overdue") == []


def test_a_formed_contract_stays_formed_whatever_its_seal_does(
    db: Database, tmp_path: Path
) -> None:
    contract = _signed(db, tmp_path)
    seal_next(_sealing(db, tmp_path, _broken), "w")
    with pytest.raises(AlreadyFormed):
        contract.do(
            lambda tx: signing.void(
                tx, contract.contract_id, None, side=None, by=contract.table.ada, at=NOON
            )
        )
