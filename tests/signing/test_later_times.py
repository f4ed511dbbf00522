"""Contracts that were sealed while nobody gave the time get it when somebody does."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from service.commands.seal_upgrades import upgrade_due
from service.commands.sealing import seal_next
from service.desk import Desk
from service.domain.drawing_up import ContractStatus
from service.domain.errors import SealFailed
from service.domain.seal_work import SealedFile, ToSeal
from service.domain.sealing import Sealed, SealLevel
from service.signing.seal_job import stamped_by
from service.signing.verify import Known, verify
from service.storage.contracts import ContractRow, Contracts
from service.storage.database import Database
from tests import databases
from tests.conftest import Clock
from tests.desks import a_desk
from tests.executing import Desktop, a_desktop, to_sign
from tests.signing.house import FAILS, WELL, House
from tests.signing.sealing import sealed_by, some_pdf


@pytest.fixture(params=databases.KINDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with databases.an_empty_database(request.param, tmp_path) as database:
        yield database


def _seal(house: House) -> Callable[[ToSeal], SealedFile]:
    def sealed(work: ToSeal) -> SealedFile:
        made = sealed_by(house.seal_key(), house.authority())
        return SealedFile(data=made.data, certificate=b"%PDF", level=made.level, notes=made.notes)

    return sealed


def _desk(db: Database, folder: Path, house: House, clock: Clock) -> Desk:
    """As the worker has it, without a process beside it."""
    authority = house.authority()

    def stamped(data: bytes, at: datetime) -> Sealed:
        return stamped_by(data, at, authority)

    desk = a_desk(db, folder, clock=clock)
    return replace(desk, authority=authority, sealer=_seal(house), upgrader=stamped)


def _sealed(desk: Desk) -> Desktop:
    contract = a_desktop(desk.db, None, to_sign(), pdf=desk.files.put(some_pdf()))
    contract.sends()
    contract.signs(0)
    contract.signs(1)
    assert seal_next(desk, "w")
    return contract


def _row(contract: Desktop) -> ContractRow:
    with contract.db.reading(contract.org) as views:
        return Contracts(views.connection, contract.org).contract(contract.contract_id)


def test_the_time_comes_when_the_authority_is_back(
    db: Database, tmp_path: Path, house: House
) -> None:
    clock = Clock()
    desk = _desk(db, tmp_path, house, clock)
    house.stamping = FAILS
    contract = _sealed(desk)
    before = _row(contract)
    assert (before.status, before.seal_level) == (ContractStatus.EXECUTED, SealLevel.BASIC)
    assert before.fault.startswith("No time stamp: ")
    assert upgrade_due(desk) == 0
    assert _row(contract).sealed_sha256 == before.sealed_sha256
    house.stamping = WELL
    assert upgrade_due(desk) == 0, "it is asked again only after a while"
    clock.forward(minutes=1)
    assert upgrade_due(desk) == 1
    after = _row(contract)
    assert (after.status, after.seal_level, after.fault) == (
        ContractStatus.EXECUTED,
        SealLevel.ARCHIVED,
        "",
    )
    old, new = (desk.files.get(row.sealed_sha256 or "") for row in (before, after))
    assert new.startswith(old)
    assert verify(new, Known((house.certificate("root"),))).stamped_at
    assert type(contract.events()[-1]).__name__ == "SealUpgraded"
    contract.assert_sound()
    clock.forward(days=9)
    assert upgrade_due(desk) == 0


def test_a_seal_that_has_its_time_is_left_alone(db: Database, tmp_path: Path, house: House) -> None:
    clock = Clock()
    desk = _desk(db, tmp_path, house, clock)
    contract = _sealed(desk)
    before = _row(contract)
    assert (before.seal_level, before.fault) == (SealLevel.LASTING, "")
    clock.forward(days=1)
    assert upgrade_due(desk) == 0
    assert _row(contract) == before


def _something_else(data: bytes, at: datetime) -> Sealed:
    return Sealed(data=b"%PDF other", level=SealLevel.TIMED)


def _no_time(data: bytes, at: datetime) -> Sealed:
    return Sealed(data=data + b"x", level=SealLevel.BASIC)


def _breaks(data: bytes, at: datetime) -> Sealed:
    raise ZeroDivisionError


def _refuses(data: bytes, at: datetime) -> Sealed:
    raise SealFailed("Taken back.")


@pytest.mark.parametrize("upgrader", [_something_else, _no_time, _breaks, _refuses])
def test_whatever_the_stamp_does_the_contract_stays_sealed(
    db: Database, tmp_path: Path, house: House, upgrader: Callable[[bytes, datetime], Sealed]
) -> None:
    desk = _desk(db, tmp_path, house, Clock())
    house.stamping = FAILS
    contract = _sealed(desk)
    before = _row(contract)
    assert upgrade_due(replace(desk, upgrader=upgrader)) == 0
    after = _row(contract)
    assert (after.sealed_sha256, after.seal_level, after.attempts) == (
        before.sealed_sha256,
        SealLevel.BASIC,
        1,
    )
    assert after.due_at > desk.clock() + timedelta(seconds=1)


def test_two_workers_at_once_stamp_it_once(db: Database, tmp_path: Path, house: House) -> None:
    clock = Clock()
    desk = _desk(db, tmp_path, house, clock)
    house.stamping = FAILS
    contract = _sealed(desk)
    house.stamping = WELL

    def meanwhile(data: bytes, at: datetime) -> Sealed:
        assert upgrade_due(desk) == 1
        return desk.upgrader(data, at)

    assert upgrade_due(replace(desk, upgrader=meanwhile)) == 0
    told = [type(event).__name__ for event in contract.events()]
    assert told.count("SealUpgraded") == 1
    contract.assert_sound()
