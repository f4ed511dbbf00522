"""Every kind of trouble that a carrier makes, through its real client."""

from datetime import timedelta

import pytest

from service.domain.post import Doubt, Report, State
from service.storage.database import Database
from service.worker.sending import send_due
from tests.conftest import NOON, Clock
from tests.notifications.fake_sendgrid import RETRY_AFTER, FakeSendGrid
from tests.sizes import cases
from tests.worker.reports import told
from tests.worker.rooms import a_room, assert_sound, rows, sendgrid, work_off, written

REFUSED = ("400", "401", "413")
DOUBTED = ("500", "500_accepted", "timeout_accepted", "slow_drip", "reset", "drop")
ENDLESS = ("timeout_accepted", "slow_drip")
LATER_SEEN = ("duplicate", "late", "out_of_order")
LETTERS = cases(1, 20)


def _once(db: Database, carrier: FakeSendGrid, trouble: str) -> Clock:
    """Each letter is tried once in that trouble; then the carrier is well again."""
    clock = Clock()
    written(db, LETTERS)
    carrier.trouble = trouble
    patience = 0.5 if trouble in ENDLESS else 30.0
    while send_due(a_room(db, sendgrid(carrier, clock, patience), clock)):
        pass
    carrier.trouble = "202"
    return clock


@pytest.mark.parametrize("trouble", REFUSED)
def test_a_letter_that_is_refused_waits_for_a_person_with_the_reason(
    db: Database, carrier: FakeSendGrid, trouble: str
) -> None:
    clock = _once(db, carrier, trouble)
    work_off(a_room(db, sendgrid(carrier, clock), clock), clock)
    for row in rows(db).values():
        assert (row.state, row.attempts) == (State.DEAD, 1)
        assert row.fault.startswith(f"SendGrid said {trouble}")
    assert carrier.taken == []


def test_a_carrier_that_is_busy_gets_the_time_it_asks_for(
    db: Database, carrier: FakeSendGrid
) -> None:
    clock = _once(db, carrier, "429")
    asked = len(carrier.asked)
    room = a_room(db, sendgrid(carrier, clock), clock)
    clock.forward(seconds=RETRY_AFTER - 1)
    assert send_due(room) == 0
    assert len(carrier.asked) == asked
    clock.forward(seconds=1)
    work_off(room, clock)
    assert len(carrier.taken) == LETTERS
    assert_sound(db, carrier)


@pytest.mark.parametrize("trouble", DOUBTED)
def test_a_letter_in_doubt_is_sent_once_more_after_the_grace_and_marked(
    db: Database, carrier: FakeSendGrid, trouble: str
) -> None:
    clock = _once(db, carrier, trouble)
    assert {row.state for row in rows(db).values()} == {State.UNKNOWN}
    assert {row.due_at for row in rows(db).values()} == {NOON + timedelta(minutes=10)}
    work_off(a_room(db, sendgrid(carrier, clock), clock), clock)
    found = rows(db).values()
    assert {(row.state, row.possible_duplicate) for row in found} == {(State.SENT, True)}
    assert_sound(db, carrier)


@pytest.mark.parametrize("trouble", ["500", "500_accepted"])
def test_by_the_policy_of_holding_a_letter_in_doubt_waits_for_a_person(
    db: Database, carrier: FakeSendGrid, trouble: str
) -> None:
    clock = _once(db, carrier, trouble)
    work_off(a_room(db, sendgrid(carrier, clock), clock, doubt=Doubt.HOLD), clock)
    assert {row.state for row in rows(db).values()} == {State.DEAD}
    assert len(carrier.taken) == (LETTERS if "accepted" in trouble else 0)
    assert_sound(db, carrier)


@pytest.mark.parametrize("manner", LATER_SEEN)
@pytest.mark.parametrize("trouble", ["500_accepted", "timeout_accepted", "slow_drip"])
def test_a_letter_that_the_carrier_reports_is_not_sent_again(
    db: Database, carrier: FakeSendGrid, trouble: str, manner: str
) -> None:
    clock = _once(db, carrier, trouble)
    if manner == "late":
        clock.forward(minutes=9)
    events = carrier.events("processed", "delivered")
    if manner == "out_of_order":
        events.reverse()
    for _ in range(46 if manner == "duplicate" else 1):
        told(db, events)
    work_off(a_room(db, sendgrid(carrier, clock), clock), clock)
    found = rows(db).values()
    assert {(row.state, row.reconciled) for row in found} == {(State.SENT, True)}
    assert {row.report for row in found} == {Report.DELIVERED}
    assert len(carrier.taken) == LETTERS
    assert_sound(db, carrier)


def test_a_letter_that_cannot_be_written_says_so(db: Database, carrier: FakeSendGrid) -> None:
    clock = Clock()
    written(db, 1)
    room = a_room(db, sendgrid(carrier, clock), clock, compose=_unable)
    work_off(room, clock)
    (row,) = rows(db).values()
    assert (row.state, row.fault) == (
        State.DEAD,
        "Given up after 8 attempts. It could not be written: KeyError.",
    )
    assert carrier.asked == []


def _unable(*_: object) -> None:
    raise KeyError("no such letter")
