"""Contracts in ink: a signed copy is given by one side and confirmed by the other."""

from datetime import date, timedelta

import pytest

from service.domain.drawing_up import ContractStatus
from service.domain.errors import (
    AlreadyFormed,
    ElectronicOnly,
    NotFound,
    OwnCopy,
    SigningRefused,
    StartHasPassed,
)
from service.domain.executed_copies import confirm_copy, give_copy, refuse_copy
from service.domain.execution import Execution
from service.domain.signers import CopyState
from service.domain.signing import expire
from service.domain.terms.parties import Side
from service.domain.terms.signing import SignatureLevel
from tests.conftest import NOON
from tests.domain.signers import sent, terms, with_start

INK = terms(level=SignatureLevel.WET_INK, complete_by=date(2026, 3, 4))
OURS, THEIRS = Side.LICENSOR, Side.LICENSEE
SIGNED_ON = date(2026, 3, 2)


def _given(execution: Execution | None = None, copy_id: str = "cpy_1") -> Execution:
    execution = execution or sent(INK)
    return execution.after(
        give_copy(execution, copy_id, "c" * 64, SIGNED_ON, side=OURS, by="usr", at=NOON)
    )


def test_the_other_side_makes_the_copy_the_contract() -> None:
    execution = _given()
    formed = execution.after(confirm_copy(execution, "cpy_1", side=THEIRS, by="lnk", at=NOON))
    assert (formed.status, formed.signed_file) == (ContractStatus.SIGNED, "c" * 64)
    with pytest.raises(AlreadyFormed):
        refuse_copy(formed, "cpy_1", "No.", side=THEIRS, by="lnk", at=NOON)


@pytest.mark.parametrize("side", [OURS, None])
def test_nobody_confirms_a_copy_of_its_own(side: Side | None) -> None:
    with pytest.raises(OwnCopy):
        confirm_copy(_given(), "cpy_1", side=side, by="usr", at=NOON)


def test_another_copy_takes_the_place_of_one_that_waits() -> None:
    execution = _given(_given(), "cpy_2")
    assert [each.state for each in execution.copies] == [CopyState.SUPERSEDED, CopyState.GIVEN]
    with pytest.raises(NotFound):
        confirm_copy(execution, "cpy_1", side=THEIRS, by="lnk", at=NOON)


def test_a_copy_that_is_refused_says_why_and_leaves_room_for_another() -> None:
    execution = _given()
    refused = execution.after(
        refuse_copy(execution, "cpy_1", "A page is missing.", side=THEIRS, by="lnk", at=NOON)
    )
    assert refused.copies[0].reason == "A page is missing."
    assert _given(refused, "cpy_2").copies[1].state is CopyState.GIVEN


def test_a_copy_belongs_to_ink_and_to_days_that_have_come() -> None:
    with pytest.raises(ElectronicOnly):
        _given(sent())
    execution = sent(INK)
    with pytest.raises(SigningRefused):
        give_copy(execution, "c", "c" * 64, date(2026, 3, 3), side=OURS, by="usr", at=NOON)


def test_a_copy_that_waits_for_an_answer_does_not_expire() -> None:
    late = NOON + timedelta(days=9)
    execution = _given()
    assert expire(execution, at=late) == ()
    refused = execution.after(
        refuse_copy(execution, "cpy_1", "No.", side=THEIRS, by="lnk", at=late)
    )
    assert expire(refused, at=late)


def test_ink_after_the_start_must_be_meant() -> None:
    execution = _given(sent(with_start(date(2026, 3, 1), INK)))
    with pytest.raises(StartHasPassed):
        confirm_copy(execution, "cpy_1", side=THEIRS, by="lnk", at=NOON)
