"""Tries are counted in the database, for one thing and one person each."""

from datetime import timedelta
from threading import Thread

from service.domain.attempts import FIRST_WAIT, FORGOTTEN, FREE
from service.storage.attempts import Attempts
from service.storage.database import Database
from tests.conftest import NOON

NONE = timedelta(0)


def _take(db: Database, at: timedelta = NONE, whose: str = "ada", what: str = "code") -> timedelta:
    with db.accounts() as accounts:
        return Attempts(accounts.connection).take(what, whose, NOON + at)


def test_after_a_few_tries_somebody_waits_and_then_tries_again(db: Database) -> None:
    assert [_take(db) for _ in range(FREE)] == [NONE] * FREE
    assert _take(db) == FIRST_WAIT
    assert _take(db, FIRST_WAIT) == NONE
    assert _take(db, FIRST_WAIT) == 2 * FIRST_WAIT


def test_a_try_during_the_wait_does_not_make_it_longer(db: Database) -> None:
    for _ in range(FREE + 3):
        _take(db)
    assert _take(db, FIRST_WAIT) == NONE


def test_tries_of_others_and_at_other_things_are_counted_apart(db: Database) -> None:
    for _ in range(FREE):
        _take(db)
    assert _take(db, whose="bo") == NONE
    assert _take(db, what="password") == NONE


def test_a_right_try_begins_the_count_anew(db: Database) -> None:
    for _ in range(FREE):
        _take(db)
    with db.accounts() as accounts:
        Attempts(accounts.connection).clear("code", "ada")
    assert _take(db) == NONE


def test_after_a_day_nothing_is_remembered(db: Database) -> None:
    for _ in range(FREE + 1):
        _take(db)
    later = FORGOTTEN + timedelta(hours=1)
    assert [_take(db, later) for _ in range(FREE)] == [NONE] * FREE
    with db.accounts() as accounts:
        Attempts(accounts.connection).forget(NOON + 3 * FORGOTTEN)
    assert _take(db, 3 * FORGOTTEN) == NONE


def test_tries_at_once_are_as_many_as_one_after_another(db: Database) -> None:
    waits: list[timedelta] = []
    threads = [Thread(target=lambda: waits.append(_take(db))) for _ in range(FREE + 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waits.count(NONE) == FREE
