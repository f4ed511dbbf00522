"""What follows from a carrier's word, and from its silence."""

from datetime import timedelta
from itertools import permutations

import pytest

from service.domain.post import (
    GRACE,
    LONGEST_WAIT,
    MOST_TRIES,
    Doubt,
    Fate,
    Outcome,
    Report,
    State,
    after,
    after_doubt,
    backoff,
    is_silent,
    later,
    taken_for,
)
from tests.conftest import NOON


def test_an_accepted_letter_is_sent() -> None:
    then = after(Outcome(fate=Fate.ACCEPTED), attempts=1, at=NOON, jitter=0)
    assert (then.state, then.due_at) == (State.SENT, None)


def test_a_letter_refused_for_good_is_dead_and_says_why() -> None:
    outcome = Outcome(fate=Fate.NEVER, detail="No such mailbox")
    then = after(outcome, attempts=1, at=NOON, jitter=0)
    assert (then.state, then.fault) == (State.DEAD, "No such mailbox")


def test_a_letter_with_nothing_to_say_any_more_is_dropped_and_says_why() -> None:
    then = after(Outcome(fate=Fate.MOOT, detail="It is done."), attempts=1, at=NOON, jitter=0)
    assert (then.state, then.fault, then.due_at) == (State.DROPPED, "It is done.", None)


def test_a_letter_refused_for_now_is_tried_again_later() -> None:
    then = after(Outcome(fate=Fate.NOT_NOW), attempts=1, at=NOON, jitter=1)
    assert (then.state, then.due_at) == (State.PENDING, NOON + timedelta(seconds=30))


def test_a_carrier_that_asks_for_a_longer_wait_gets_it() -> None:
    outcome = Outcome(fate=Fate.NOT_NOW, wait=timedelta(hours=9))
    assert after(outcome, attempts=1, at=NOON, jitter=0).due_at == NOON + timedelta(hours=9)


def test_a_carrier_that_asks_for_no_wait_is_not_hurried() -> None:
    outcome = Outcome(fate=Fate.NOT_NOW, wait=timedelta(0))
    assert after(outcome, attempts=1, at=NOON, jitter=0).due_at == NOON + timedelta(seconds=15)


def test_after_so_many_tries_a_person_must_look() -> None:
    outcome = Outcome(fate=Fate.NOT_NOW, detail="Full")
    then = after(outcome, attempts=MOST_TRIES, at=NOON, jitter=0)
    assert (then.state, then.fault) == (State.DEAD, f"Given up after {MOST_TRIES} attempts. Full")


def test_a_letter_that_may_have_gone_out_is_not_tried_again_at_once() -> None:
    then = after(Outcome(fate=Fate.UNKNOWN), attempts=1, at=NOON, jitter=0)
    assert (then.state, then.due_at) == (State.UNKNOWN, NOON + GRACE)


def test_a_doubt_is_only_a_delay_where_a_repeated_letter_goes_out_once() -> None:
    doubt = Outcome(fate=Fate.UNKNOWN)
    assert taken_for(doubt, idempotent=True).fate is Fate.NOT_NOW
    assert taken_for(doubt, idempotent=False).fate is Fate.UNKNOWN


def test_waits_grow_up_to_the_longest() -> None:
    waits = [backoff(attempts, 1) for attempts in range(1, 30)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


@pytest.mark.parametrize("policy", list(Doubt))
def test_a_letter_that_was_seen_is_sent_whatever_the_policy(policy: Doubt) -> None:
    then = after_doubt(seen=True, already_resent=False, policy=policy, fault="", at=NOON)
    assert (then.state, then.reconciled, then.possible_duplicate) == (State.SENT, True, False)


def test_a_letter_that_nobody_saw_is_sent_once_more_and_marked() -> None:
    then = after_doubt(seen=False, already_resent=False, policy=Doubt.RESEND, fault="", at=NOON)
    assert (then.state, then.due_at, then.possible_duplicate) == (State.PENDING, NOON, True)


@pytest.mark.parametrize(("again", "policy"), [(True, Doubt.RESEND), (False, Doubt.HOLD)])
def test_a_letter_that_may_not_be_repeated_waits_for_a_person(again: bool, policy: Doubt) -> None:
    then = after_doubt(seen=False, already_resent=again, policy=policy, fault="Reset", at=NOON)
    assert (then.state, then.fault) == (State.DEAD, "It may have gone out; nothing tells. Reset")


def test_reports_come_to_the_same_in_whatever_order() -> None:
    for order in permutations(Report):
        known = Report.NONE
        for heard in order:
            known = later(known, heard)
        assert known is Report.DROPPED
    assert later(Report.DELIVERED, Report.PROCESSED) is Report.DELIVERED


@pytest.mark.parametrize(
    ("report", "hours", "silent"),
    [(Report.NONE, 24, False), (Report.NONE, 25, True), (Report.DEFERRED, 25, False)],
)
def test_a_day_without_a_report_is_silence(report: Report, hours: int, silent: bool) -> None:
    assert is_silent(report, NOON, NOON + timedelta(hours=hours)) is silent


def test_a_letter_that_nobody_took_is_not_silent() -> None:
    assert not is_silent(Report.NONE, None, NOON)
