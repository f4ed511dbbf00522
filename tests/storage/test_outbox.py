"""Who may work on a letter, and whose mark counts, on both databases."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from service.domain.people import Role
from service.domain.post import (
    GRACE,
    Address,
    Fate,
    Heard,
    Next,
    Outcome,
    Report,
    State,
    after,
    after_doubt,
)
from service.domain.post import Doubt as Policy
from service.storage.database import Database
from service.storage.outbox import Claimed
from service.storage.recipients import post
from service.storage.tables import outbox, outbox_attempts
from tests.conftest import NOON
from tests.storage.kept import a_member

BO = Address("bo@example.org")
LONG, OVER = timedelta(minutes=5), timedelta(0)
ACCEPTED = Outcome(fate=Fate.ACCEPTED, message_id="m1")
UNKNOWN = Outcome(fate=Fate.UNKNOWN, detail="Reset")


def _post(db: Database, org: str, key: str = "k", to: Any = BO) -> bool:
    with db.engine.begin() as connection:
        return post(connection, key=key, kind="approval_given", org=org, to=to, at=NOON)


def _claim(db: Database, by: str = "w", lease: timedelta = LONG, limit: int = 9) -> list[Claimed]:
    with db.outbox() as box:
        return box.claim(by=by, limit=limit, lease=lease, at=NOON)


def _begin(db: Database, letter: Claimed, lease: timedelta = LONG) -> int | None:
    with db.outbox() as box:
        return box.begin(letter, lease=lease, at=NOON)


def _finish(db: Database, letter: Claimed, outcome: Outcome) -> bool:
    then = after(outcome, attempts=1, at=NOON, jitter=0)
    with db.outbox() as box:
        return box.finish(letter, 1, outcome, then, NOON)


def _row(db: Database) -> Any:
    with db.engine.connect() as connection:
        return connection.execute(select(outbox)).one()


def test_a_letter_of_a_key_is_written_once(db: Database, ada: str) -> None:
    assert [_post(db, ada), _post(db, ada)] == [True, False]
    assert _row(db).key == "k"


def test_while_a_lease_runs_nobody_else_gets_the_letter(db: Database, ada: str) -> None:
    _post(db, ada)
    assert len(_claim(db)) == 1
    assert _claim(db, "other") == []


def test_whose_lease_is_over_has_lost_the_letter_once_another_takes_it(
    db: Database, ada: str
) -> None:
    _post(db, ada)
    (stale,) = _claim(db, lease=OVER)
    (fresh,) = _claim(db, "other")
    assert _begin(db, stale) is None
    assert _begin(db, fresh) == 1


def test_a_late_mark_is_refused_and_what_it_knows_is_kept(db: Database, ada: str) -> None:
    _post(db, ada)
    (letter,) = _claim(db)
    _begin(db, letter, OVER)
    with db.outbox() as box:
        (left,) = box.abandoned(9)
        box.settle(left, after(UNKNOWN, attempts=1, at=NOON, jitter=0), NOON)
    assert not _finish(db, letter, ACCEPTED)
    assert _row(db).state == State.UNKNOWN
    with db.outbox() as box:
        (doubted,) = box.doubtful(9, NOON + GRACE)
    assert doubted.seen


def test_sending_is_written_down_before_anything_leaves(db: Database, ada: str) -> None:
    _post(db, ada)
    (letter,) = _claim(db)
    assert _begin(db, letter) == 1
    assert (_row(db).state, _row(db).attempts) == (State.SENDING, 1)
    with db.engine.connect() as connection:
        attempt = connection.execute(select(outbox_attempts)).one()
    assert (attempt.number, attempt.ended_at, attempt.outcome) == (1, None, None)


def test_a_sent_letter_keeps_the_carriers_id_and_is_nobodys(db: Database, ada: str) -> None:
    _post(db, ada)
    (letter,) = _claim(db)
    _begin(db, letter)
    assert _finish(db, letter, ACCEPTED)
    row = _row(db)
    assert (row.state, row.provider_id, row.lease_by) == (State.SENT, "m1", None)
    assert _claim(db) == []


def test_a_letter_that_is_being_sent_is_not_abandoned(db: Database, ada: str) -> None:
    _post(db, ada)
    (letter,) = _claim(db)
    _begin(db, letter)
    with db.outbox() as box:
        assert box.abandoned(9) == []


def test_what_was_not_begun_is_given_back(db: Database, ada: str) -> None:
    _post(db, ada, "a")
    _post(db, ada, "b")
    first, _ = _claim(db)
    _begin(db, first)
    with db.outbox() as box:
        box.release("w")
    assert len(_claim(db, "other")) == 1


def test_a_report_takes_the_letter_from_whoever_would_send_it_again(db: Database, ada: str) -> None:
    _post(db, ada)
    (letter,) = _claim(db)
    _begin(db, letter)
    _finish(db, letter, UNKNOWN)
    with db.outbox() as box:
        (doubted,) = box.doubtful(9, NOON + GRACE)
        then = after_doubt(
            seen=False, already_resent=False, policy=Policy.RESEND, fault="", at=NOON
        )
        box.settle(doubted, then, NOON)
    (again,) = _claim(db)
    with db.outbox() as box:
        assert box.heard([_event("e1", Report.PROCESSED)], NOON) == 1
    assert _begin(db, again) is None
    assert (_row(db).state, _row(db).reconciled) == (State.SENT, True)


def _event(own: str, report: Report) -> Heard:
    return Heard(id=own, key="k", attempt=1, type=report, at=NOON, reason="", report=report)


def test_a_report_of_a_letter_that_is_being_sent_leaves_it_to_its_sender(
    db: Database, ada: str
) -> None:
    _post(db, ada)
    (letter,) = _claim(db)
    _begin(db, letter)
    with db.outbox() as box:
        box.heard([_event("e1", Report.PROCESSED)], NOON)
    assert _finish(db, letter, ACCEPTED)
    assert (_row(db).state, _row(db).report) == (State.SENT, "processed")


def test_a_report_of_an_earlier_attempt_leaves_a_letter_that_is_sent_again_alone(
    db: Database, ada: str
) -> None:
    _post(db, ada)
    for number in (1, 2):
        (letter,) = _claim(db)
        assert _begin(db, letter) == number
        _finish(db, letter, Outcome(fate=Fate.NOT_NOW))
        with db.engine.begin() as connection:
            connection.execute(update(outbox).values(due_at=NOON))
    with db.outbox() as box:
        assert box.heard([_event("e1", Report.PROCESSED)], NOON) == 1
    assert (_row(db).state, _row(db).report) == (State.PENDING, "processed")


def test_the_address_is_the_one_that_somebody_has_now(db: Database, ada: str) -> None:
    user = a_member(db, ada, Role.APPROVER)
    _post(db, ada, to=user)
    (letter,) = _claim(db)
    assert letter.occasion is not None
    assert letter.occasion.user == user
    assert letter.occasion.to.email.endswith("@example.org")


def test_who_has_left_the_organization_gets_no_more_letters(db: Database, ada: str) -> None:
    a_member(db, ada, Role.ADMIN)
    user = a_member(db, ada, Role.APPROVER)
    _post(db, ada, to=user)
    with db.accounts() as accounts:
        accounts.leave(ada, user, NOON)
    (letter,) = _claim(db)
    assert letter.occasion is None


@pytest.mark.parametrize("state", [State.PENDING, State.SENDING, State.UNKNOWN])
def test_after_a_restored_backup_nothing_goes_out_by_itself(
    db: Database, ada: str, state: State
) -> None:
    _post(db, ada)
    if state is not State.PENDING:
        (letter,) = _claim(db, lease=OVER)
        _begin(db, letter, OVER)
        if state is State.UNKNOWN:
            _finish(db, letter, UNKNOWN)
    with db.outbox() as box:
        assert box.review_all(by="system", at=NOON) == 1
    with db.outbox() as box:
        assert box.abandoned(9) == box.doubtful(9, NOON + GRACE) == []
    assert _claim(db) == []
    assert _row(db).state == State.NEEDS_REVIEW


def test_what_is_written_after_the_restored_backup_goes_out(db: Database, ada: str) -> None:
    _post(db, ada)
    with db.outbox() as box:
        assert box.review_all(by="system", at=NOON - timedelta(seconds=1)) == 0
    assert len(_claim(db)) == 1


def test_a_letter_is_claimed_by_its_id_alone(db: Database, ada: str) -> None:
    _post(db, ada, "a")
    _post(db, ada, "b")
    wanted = _claim(db, lease=OVER)[1]
    with db.outbox() as box:
        (found,) = box.claim(by="w", limit=9, lease=LONG, at=NOON, only=wanted.id)
    assert found == replace(wanted, fence=2)


def test_settling_puts_a_letter_where_it_is_told(db: Database, ada: str) -> None:
    _post(db, ada)
    (letter,) = _claim(db, lease=OVER)
    _begin(db, letter, OVER)
    with db.outbox() as box:
        (left,) = box.abandoned(9)
        box.settle(left, Next(state=State.DEAD, fault="x" * 900), NOON)
    assert (_row(db).state, len(_row(db).fault)) == (State.DEAD, 500)
