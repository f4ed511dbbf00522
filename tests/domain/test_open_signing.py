"""What pages offer is what the rules take."""

from datetime import date, timedelta

from service.domain.open_signing import (
    SignerMove,
    SigningMove,
    open_on_signer,
    open_to_signer,
    open_to_us,
)
from service.domain.signing import confirm_start, decline
from service.domain.terms.parties import Side
from service.domain.terms.signing import SignatureLevel, SigningOrder
from tests.conftest import NOON
from tests.domain.signers import named, sent, signed, terms, with_guarantor, with_start

US, THEM = SigningMove, SignerMove


def test_a_contract_is_named_sent_or_ended_before_it_leaves() -> None:
    assert [*open_to_us(named(), NOON)] == [US.NAME, US.SEND, US.VOID]


def test_what_nobody_signs_for_is_not_sent() -> None:
    assert [*open_to_us(named(with_guarantor(terms())), NOON)] == [US.NAME, US.VOID]


def test_a_start_is_confirmed_only_once_it_has_passed() -> None:
    execution = sent(with_start(date(2026, 3, 2), terms()))
    assert [*open_to_us(execution, NOON)] == [US.VOID]
    later = NOON + timedelta(days=1)
    assert [*open_to_us(execution, later)] == [US.CONFIRM_START, US.VOID]
    meant = execution.after(confirm_start(execution, by="usr", at=later))
    assert [*open_to_us(meant, later)] == [US.VOID]


def test_ink_is_brought_and_not_signed_by_a_link() -> None:
    execution = sent(terms(level=SignatureLevel.WET_INK))
    assert [*open_to_us(execution, NOON)] == [US.GIVE_COPY, US.VOID]
    assert [*open_to_signer(execution, "sgn_1", NOON)] == [THEM.DECLINE, THEM.REASSIGN]


def test_a_signer_signs_then_may_take_it_back_until_all_have() -> None:
    execution = sent()
    assert [*open_to_signer(execution, "sgn_1", NOON)] == [
        THEM.SIGN,
        THEM.DECLINE,
        THEM.REASSIGN,
    ]
    execution = signed(execution, "sgn_1")
    assert [*open_to_signer(execution, "sgn_1", NOON)] == [THEM.TAKE_BACK]
    formed = signed(execution, "sgn_2")
    assert [*open_to_signer(formed, "sgn_1", NOON)] == []
    assert [*open_to_us(formed, NOON)] == []


def test_nothing_is_open_before_a_turn_comes_or_when_the_time_is_over() -> None:
    execution = sent(terms(order=SigningOrder.LICENSOR_FIRST, complete_by=date(2026, 3, 4)))
    assert [*open_to_signer(execution, "sgn_2", NOON)] == []
    assert [*open_to_signer(execution, "sgn_1", NOON + timedelta(days=9))] == []
    assert [*open_on_signer(execution, "sgn_2", NOON)] == [THEM.REPLACE]


def test_our_side_reminds_whoever_waits_and_replaces_whoever_declined() -> None:
    execution = sent()
    assert [*open_on_signer(execution, "sgn_1", NOON)] == [THEM.REMIND, THEM.REPLACE]
    paused = execution.after(decline(execution, "sgn_1", "No.", at=NOON))
    assert [*open_on_signer(paused, "sgn_1", NOON)] == [THEM.REPLACE]
    assert [*open_on_signer(paused, "sgn_2", NOON)] == []


def test_our_side_hands_over_its_own_seats_alone() -> None:
    execution = sent()
    assert [*open_on_signer(execution, "sgn_1", NOON, Side.LICENSOR)] == [
        THEM.REMIND,
        THEM.REPLACE,
        THEM.REASSIGN,
    ]
    for ours in (Side.LICENSEE, None):
        assert THEM.REASSIGN not in [*open_on_signer(execution, "sgn_1", NOON, ours)]
    unsent = named()
    assert [*open_on_signer(unsent, "sgn_1", NOON, Side.LICENSOR)] == []
