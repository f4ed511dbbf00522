"""What somebody signs in with besides a link."""

import pytest

from service.storage.credentials import NOTHING, Credentials
from service.storage.database import Database
from tests.conftest import NOON


@pytest.fixture
def user(db: Database, ada: str) -> str:
    with db.accounts() as accounts:
        return accounts.user("ada@archive.example", "Ada", NOON)


def test_at_first_there_is_nothing(db: Database, user: str) -> None:
    with db.accounts() as accounts:
        assert Credentials(accounts.connection, user).found() == NOTHING


def test_a_password_is_kept_and_removed(db: Database, user: str) -> None:
    with db.accounts() as accounts:
        mine = Credentials(accounts.connection, user)
        mine.keep_password("hash", NOON)
        assert (mine.found().password_hash, mine.found().password_at) == ("hash", NOON)
        mine.keep_password(None, NOON)
        assert mine.found() == NOTHING


def test_a_secret_is_not_in_use_before_it_is_turned_on(db: Database, user: str) -> None:
    with db.accounts() as accounts:
        mine = Credentials(accounts.connection, user)
        mine.keep_secret("sealed")
        assert mine.found().second_step_at is None
        mine.turn_on(100, NOON)
        assert mine.found().second_step_at == NOON


def test_a_step_is_good_once_and_none_before_it_is(db: Database, user: str) -> None:
    with db.accounts() as accounts:
        mine = Credentials(accounts.connection, user)
        mine.keep_secret("sealed")
        mine.turn_on(100, NOON)
        assert [mine.spend_step(step) for step in (100, 99, 101, 101)] == [
            False,
            False,
            True,
            False,
        ]


def test_a_recovery_code_is_good_once(db: Database, user: str) -> None:
    with db.accounts() as accounts:
        mine = Credentials(accounts.connection, user)
        mine.keep_codes(["a", "b"])
        assert mine.code(1) == "b"
        assert mine.spend_code(1, NOON)
        assert not mine.spend_code(1, NOON)
        assert mine.code(1) is None
        assert mine.codes_left() == 1


def test_turning_off_leaves_no_secret_and_no_code(db: Database, user: str) -> None:
    with db.accounts() as accounts:
        mine = Credentials(accounts.connection, user)
        mine.keep_secret("sealed")
        mine.turn_on(100, NOON)
        mine.keep_codes(["a"])
        mine.turn_off()
        assert mine.found() == NOTHING
        assert mine.codes_left() == 0


def test_nothing_of_it_is_somebody_elses(db: Database, user: str) -> None:
    with db.accounts() as accounts:
        bo = accounts.user("bo@labs.example", "Bo", NOON)
        Credentials(accounts.connection, user).keep_codes(["a"])
        Credentials(accounts.connection, user).keep_password("hash", NOON)
        assert Credentials(accounts.connection, bo).found() == NOTHING
        assert Credentials(accounts.connection, bo).code(0) is None
