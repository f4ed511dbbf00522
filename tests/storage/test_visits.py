"""Sessions that begin, wait for a second step, and change houses."""

from datetime import timedelta

import pytest

from service.domain.errors import NotFound
from service.domain.people import Role
from service.storage.credentials import Credentials
from service.storage.database import Database
from service.storage.visits import CODE_WAITS, SESSION_LASTS, Visits
from tests.conftest import NOON


@pytest.fixture
def user(db: Database, ada: str, cy: str) -> str:
    """Somebody of two houses."""
    with db.accounts() as accounts:
        found = accounts.user("ada@archive.example", "Ada", NOON)
        accounts.join(ada, found, Role.DRAFTER, NOON)
        accounts.join(cy, found, Role.VIEWER, NOON + timedelta(days=1))
    return found


def _second_step(db: Database, user: str) -> None:
    with db.accounts() as accounts:
        mine = Credentials(accounts.connection, user)
        mine.keep_secret("sealed")
        mine.turn_on(1, NOON)


def test_an_address_is_known_however_it_is_capitalized(db: Database, user: str) -> None:
    with db.accounts() as accounts:
        assert Visits(accounts.connection).user_of("ADA@Archive.example") == user
        assert Visits(accounts.connection).user_of("nobody@archive.example") is None
        assert accounts.user("Ada@archive.example", "Ada", NOON) == user


def test_a_session_changes_to_another_house_of_theirs(
    db: Database, user: str, ada: str, cy: str
) -> None:
    with db.accounts() as accounts:
        visits = Visits(accounts.connection)
        session = visits.begin(ada, user, NOON, "").id
        visits.switch(session, user, cy)
        person = accounts.person(session, NOON)
    assert person is not None
    assert (person.org_id, person.role) == (cy, Role.VIEWER)


def test_nobody_changes_to_a_house_they_do_not_belong_to(
    db: Database, user: str, ada: str, cy: str
) -> None:
    with db.accounts() as accounts:
        session = Visits(accounts.connection).begin(ada, user, NOON, "").id
        accounts.leave(cy, user, NOON)
        with pytest.raises(NotFound):
            Visits(accounts.connection).switch(session, user, cy)


def test_a_session_opened_by_a_link_that_others_saw_stays_in_its_house(
    db: Database, user: str, ada: str, cy: str
) -> None:
    with db.accounts() as accounts:
        visits = Visits(accounts.connection)
        link = accounts.sign_in_link(cy, user, NOON, confined=True)
        session = visits.by_link(link, NOON, "").id
        person = accounts.person(session, NOON)
        with pytest.raises(NotFound):
            visits.switch(session, user, ada)
    assert person is not None
    assert person.confined


def test_nobody_changes_the_session_of_another(db: Database, user: str, ada: str, cy: str) -> None:
    with db.accounts() as accounts:
        session = Visits(accounts.connection).begin(ada, user, NOON, "").id
        bo = accounts.user("bo@labs.example", "Bo", NOON)
        accounts.join(cy, bo, Role.ADMIN, NOON)
        with pytest.raises(NotFound):
            Visits(accounts.connection).switch(session, bo, cy)


def test_somebody_comes_back_to_where_they_were_last(
    db: Database, user: str, ada: str, cy: str
) -> None:
    with db.accounts() as accounts:
        visits = Visits(accounts.connection)
        assert visits.last_house(user) == ada
        visits.begin(cy, user, NOON, "")
        assert visits.last_house(user) == cy
        assert [house.id for house in visits.houses(user)] == [ada, cy]


def test_a_member_of_no_house_has_none(db: Database) -> None:
    with db.accounts() as accounts:
        user = accounts.user("lee@nowhere.example", "Lee", NOON)
        assert Visits(accounts.connection).last_house(user) is None


def test_a_session_that_waits_for_a_code_opens_nothing(db: Database, user: str, ada: str) -> None:
    _second_step(db, user)
    with db.accounts() as accounts:
        visits = Visits(accounts.connection)
        begun = visits.begin(ada, user, NOON, "")
        assert begun.awaits_code
        assert accounts.person(begun.id, NOON) is None
        assert accounts.sessions_of(ada, user, NOON) == []
        assert visits.waiting(begun.id, NOON) == user
        visits.complete(begun.id, NOON)
        assert accounts.person(begun.id, NOON + SESSION_LASTS - CODE_WAITS) is not None
        with pytest.raises(NotFound):
            visits.complete(begun.id, NOON)


def test_nobody_waits_for_a_code_longer_than_a_few_minutes(
    db: Database, user: str, ada: str
) -> None:
    _second_step(db, user)
    with db.accounts() as accounts:
        visits = Visits(accounts.connection)
        begun = visits.begin(ada, user, NOON, "")
        with pytest.raises(NotFound):
            visits.complete(begun.id, NOON + CODE_WAITS)


def test_ending_the_others_leaves_one_session_and_no_link(
    db: Database, user: str, ada: str, cy: str
) -> None:
    with db.accounts() as accounts:
        visits = Visits(accounts.connection)
        here, there = visits.begin(ada, user, NOON, "").id, visits.begin(cy, user, NOON, "").id
        link = accounts.sign_in_link(ada, user, NOON)
        visits.end(user, NOON, but=here)
        assert accounts.person(here, NOON) is not None
        assert accounts.person(there, NOON) is None
        with pytest.raises(NotFound):
            visits.by_link(link, NOON, "")
