"""Contracts that wait for nobody: the last day to sign, and reminders."""

import itertools
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from service.commands import signing
from service.domain.deal import Status
from service.domain.drawing_up import ContractStatus
from service.domain.terms.signing import SigningOrder
from service.storage.database import Database
from service.storage.tables import outbox
from service.worker.contracts import expire_due, remind_due, work_on_contracts
from tests.conftest import NOON, Clock
from tests.desks import a_desk
from tests.executing import Desktop, a_desktop, to_sign

SOON = date(2026, 3, 12)


@pytest.fixture
def contract(db: Database) -> Desktop:
    """Sent, and to be signed by both until the end of 12 March."""
    found = a_desktop(db, None, to_sign(complete_by=SOON))
    found.sends()
    return found


def _reminded(contract: Desktop) -> list[str]:
    with contract.db.reading_work() as connection:
        asked = select(outbox.c.to_email).where(outbox.c.kind == "sign_reminder")
        return sorted(connection.scalars(asked))


def _ends(contract: Desktop) -> Clock:
    ends = contract.execution().ends_at
    assert ends is not None
    return Clock(ends)


def test_what_is_not_signed_in_time_is_void(contract: Desktop, tmp_path: Path) -> None:
    clock = _ends(contract)
    desk = a_desk(contract.db, tmp_path, clock=clock)
    clock.forward(seconds=-1)
    assert expire_due(desk) == 0
    clock.forward(seconds=1)
    assert expire_due(desk) == 1
    assert expire_due(desk) == 0
    assert contract.deal().status is Status.VOIDED
    assert contract.execution().status is ContractStatus.VOIDED
    contract.assert_sound()


def test_what_a_signer_declined_is_void_in_time_as_well(contract: Desktop, tmp_path: Path) -> None:
    holder = contract.holder(0)
    contract.do(lambda tx: signing.decline(tx, holder, "No.", at=NOON))
    assert expire_due(a_desk(contract.db, tmp_path, clock=_ends(contract))) == 1
    assert contract.deal().status is Status.VOIDED


def test_a_formed_contract_does_not_expire(contract: Desktop, tmp_path: Path) -> None:
    contract.signs(0)
    contract.signs(1)
    assert expire_due(a_desk(contract.db, tmp_path, clock=_ends(contract))) == 0


def test_each_reminder_goes_out_once_however_often_somebody_looks(
    contract: Desktop, tmp_path: Path
) -> None:
    clock, counts = Clock(), []
    desk = a_desk(contract.db, tmp_path, clock=clock)
    for _ in range(10 * 4):
        clock.forward(hours=6)
        remind_due(desk)
        remind_due(desk)
        counts.append(len(_reminded(contract)))
    assert [n for n, (a, b) in enumerate(itertools.pairwise(counts), 2) if a != b] == [
        3 * 4,
        7 * 4,
        35,
    ]
    assert _reminded(contract) == ["ada@archive.example"] * 3 + ["bo@labs.example"] * 3
    contract.assert_sound()


def test_whoever_has_signed_is_not_reminded(contract: Desktop, tmp_path: Path) -> None:
    contract.signs(0)
    clock = Clock(NOON + timedelta(days=3))
    assert remind_due(a_desk(contract.db, tmp_path, clock=clock)) == 1
    assert _reminded(contract) == ["bo@labs.example"]


def test_nobody_is_reminded_where_signing_rests_or_is_over(
    contract: Desktop, tmp_path: Path
) -> None:
    holder = contract.holder(0)
    contract.do(lambda tx: signing.decline(tx, holder, "No.", at=NOON))
    clock = Clock(NOON + timedelta(days=4))
    assert remind_due(a_desk(contract.db, tmp_path, clock=clock)) == 0
    assert _reminded(contract) == []


def test_the_time_of_a_signer_runs_from_their_own_turn(db: Database, tmp_path: Path) -> None:
    contract = a_desktop(db, None, to_sign(order=SigningOrder.LICENSOR_FIRST))
    contract.sends()
    clock = Clock(NOON + timedelta(days=5))
    desk = a_desk(db, tmp_path, clock=clock)
    contract.signs(0, clock())
    clock.forward(days=2)
    assert remind_due(desk) == 0
    clock.forward(days=1)
    assert remind_due(desk) == 1
    assert _reminded(contract) == ["bo@labs.example"]


def test_a_worker_that_slept_reminds_once_and_ends_what_is_over(
    contract: Desktop, tmp_path: Path
) -> None:
    clock = Clock(NOON + timedelta(days=9))
    desk = a_desk(contract.db, tmp_path, clock=clock)
    assert work_on_contracts(desk, "w") == 1
    assert len(_reminded(contract)) == 2
    assert work_on_contracts(desk, "w") == 0
    clock.forward(days=9)
    assert work_on_contracts(desk, "w") == 1
    assert len(_reminded(contract)) == 2
