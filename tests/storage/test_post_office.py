"""The outbox of one organization, as its administrators see and handle it."""

from datetime import timedelta

import pytest

from service.domain.errors import LetterMoveNotAllowed, NotFound
from service.domain.letters import Detail, Handling
from service.domain.post import Address, Fate, Heard, Next, Outcome, Report, State
from service.storage.database import Database
from service.storage.post_office import PostOffice
from service.storage.recipients import post
from tests.conftest import NOON

LEASE = timedelta(minutes=1)


def _letter(db: Database, org: str, key: str = "a", minutes: int = 0) -> str:
    at = NOON + timedelta(minutes=minutes)
    with db.transaction(org) as tx:
        post(tx.connection, key=key, kind="invitation", org=org, to=Address("x@y.example"), at=at)
        return PostOffice(tx.connection, org).by_key(key).id


def _sent(db: Database, fate: Fate, then: Next) -> None:
    with db.outbox() as outbox:
        (claimed,) = outbox.claim(by="w", limit=1, lease=LEASE, at=NOON)
        number = outbox.begin(claimed, lease=LEASE, at=NOON)
        assert number is not None
        outbox.finish(claimed, number, Outcome(fate=fate, detail="In its words."), then, NOON)


def _handle(db: Database, org: str, id: str, handling: Handling) -> None:
    with db.transaction(org) as tx:
        PostOffice(tx.connection, org).handle(id, handling, by="usr_ada", at=NOON)


def _state(db: Database, org: str, id: str) -> State:
    with db.reading(org) as views:
        return PostOffice(views.connection, org).letter(id).state


def test_letters_are_listed_newest_first_and_page_by_page(db: Database, ada: str) -> None:
    ids = [_letter(db, ada, key, n) for n, key in enumerate("abc")]
    with db.reading(ada) as views:
        office = PostOffice(views.connection, ada)
        first = office.letters(limit=2)
        second = office.letters(limit=2, after=first.next)
    assert [row.id for row in (*first.rows, *second.rows)] == ids[::-1]
    assert second.next is None


def test_letters_are_listed_by_where_they_stand(db: Database, ada: str) -> None:
    held = _letter(db, ada, "a")
    _letter(db, ada, "b")
    _handle(db, ada, held, Handling.HOLD)
    with db.reading(ada) as views:
        office = PostOffice(views.connection, ada)
        assert [row.id for row in office.letters(limit=9, states=(State.HELD,)).rows] == [held]
        assert office.counts() == {State.HELD: 1, State.PENDING: 1}


def test_another_organization_sees_and_handles_nothing(db: Database, ada: str, cy: str) -> None:
    id = _letter(db, ada)
    with db.reading(cy) as views:
        office = PostOffice(views.connection, cy)
        assert office.letters(limit=9).rows == []
        for read in (lambda: office.letter(id), lambda: office.by_key("a")):
            with pytest.raises(NotFound):
                read()
    with pytest.raises(NotFound):
        _handle(db, cy, id, Handling.HOLD)
    assert _state(db, ada, id) is State.PENDING


def test_a_letter_that_is_held_back_leaves_when_it_is_released(db: Database, ada: str) -> None:
    id = _letter(db, ada)
    _handle(db, ada, id, Handling.HOLD)
    with db.outbox() as outbox:
        assert outbox.claim(by="w", limit=1, lease=LEASE, at=NOON) == []
    _handle(db, ada, id, Handling.RELEASE)
    with db.outbox() as outbox:
        assert len(outbox.claim(by="w", limit=1, lease=LEASE, at=NOON)) == 1


def test_a_worker_loses_a_letter_that_is_held_back_meanwhile(db: Database, ada: str) -> None:
    id = _letter(db, ada)
    with db.outbox() as outbox:
        (claimed,) = outbox.claim(by="w", limit=1, lease=LEASE, at=NOON)
    _handle(db, ada, id, Handling.HOLD)
    with db.outbox() as outbox:
        assert outbox.begin(claimed, lease=LEASE, at=NOON) is None
    assert _state(db, ada, id) is State.HELD


@pytest.mark.parametrize(
    ("report", "needs"), [(Report.BOUNCED, 1), (Report.DROPPED, 1), (Report.DELIVERED, 0)]
)
def test_a_letter_that_did_not_arrive_needs_somebody(
    db: Database, ada: str, report: Report, needs: int
) -> None:
    id = _letter(db, ada)
    said = Heard(id="e", key="a", attempt=None, type=report, at=NOON, reason="", report=report)
    with db.outbox() as outbox:
        outbox.heard([said], NOON)
    with db.reading(ada) as views:
        found = [row.id for row in PostOffice(views.connection, ada).stuck(5)]
    assert found == [id] * needs


def test_a_dead_letter_needs_somebody_and_is_sent_again(db: Database, ada: str) -> None:
    id = _letter(db, ada)
    _sent(db, Fate.NEVER, Next(state=State.DEAD, fault="No such mailbox."))
    with db.reading(ada) as views:
        office = PostOffice(views.connection, ada)
        assert [row.fault for row in office.stuck(5)] == ["No such mailbox."]
        assert [(a.outcome, a.detail) for a in office.attempts(id)] == [
            (Fate.NEVER, "In its words.")
        ]
    _handle(db, ada, id, Handling.SEND_AGAIN)
    with db.reading(ada) as views:
        row = PostOffice(views.connection, ada).letter(id)
    assert (row.state, row.fault, row.possible_duplicate) == (State.PENDING, "", False)


def test_a_letter_that_was_taken_is_marked_as_perhaps_twice_when_sent_again(
    db: Database, ada: str
) -> None:
    id = _letter(db, ada)
    _sent(db, Fate.ACCEPTED, Next(state=State.SENT))
    _handle(db, ada, id, Handling.SEND_AGAIN)
    with db.reading(ada) as views:
        assert PostOffice(views.connection, ada).letter(id).possible_duplicate


def test_what_does_not_fit_where_a_letter_stands_is_refused(db: Database, ada: str) -> None:
    id = _letter(db, ada)
    with pytest.raises(LetterMoveNotAllowed):
        _handle(db, ada, id, Handling.RELEASE)
    assert _state(db, ada, id) is State.PENDING


def test_letters_say_a_line_unless_the_organization_wants_more(
    db: Database, ada: str, cy: str
) -> None:
    with db.transaction(ada) as tx:
        office = PostOffice(tx.connection, ada)
        assert office.house()[1] is Detail.LINE
        office.keep_detail(Detail.FULL)
        assert office.house()[1] is Detail.FULL
        assert PostOffice(tx.connection, cy).house()[1] is Detail.LINE
