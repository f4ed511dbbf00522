"""People, their links, their sessions, and keys."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from service.domain.errors import NotFound
from service.domain.people import Role, Scope
from service.storage.accounts import LINK_LASTS
from service.storage.database import Database
from service.storage.tables import api_keys, sessions
from service.storage.visits import SESSION_LASTS, Visits
from tests.conftest import NOON

SECOND = timedelta(seconds=1)


@pytest.fixture
def user(db: Database, ada: str) -> str:
    with db.accounts() as accounts:
        found = accounts.user("ada@archive.example", "Ada", NOON)
        accounts.join(ada, found, Role.DRAFTER, NOON)
    return found


@pytest.fixture
def link(db: Database, ada: str, user: str) -> str:
    with db.accounts() as accounts:
        return accounts.sign_in_link(ada, user, NOON)


@pytest.fixture
def session(db: Database, link: str) -> str:
    with db.accounts() as accounts:
        return Visits(accounts.connection).by_link(link, NOON, "a browser" * 100).id


def test_an_organization_of_the_same_short_name_is_the_same(db: Database, ada: str) -> None:
    with db.accounts() as accounts:
        assert accounts.organization("archive", "Another name", NOON) == ada
        assert accounts.organization_of("archive") == ada


def test_an_unknown_short_name_is_not_found(db: Database) -> None:
    with db.accounts() as accounts, pytest.raises(NotFound):
        accounts.organization_of("nobody")


def test_joining_again_changes_the_role(db: Database, ada: str, user: str) -> None:
    with db.accounts() as accounts:
        accounts.join(ada, user, Role.ADMIN, NOON)
        assert [(m.user_id, m.role) for m in accounts.members(ada)] == [(user, Role.ADMIN)]


def test_members_of_another_organization_are_not_listed(db: Database, cy: str, user: str) -> None:
    with db.accounts() as accounts:
        assert accounts.members(cy) == []


def test_looking_at_a_link_does_not_use_it_up(db: Database, link: str) -> None:
    with db.accounts() as accounts:
        assert accounts.invited(link, NOON).name == "Ada"
        assert accounts.invited(link, NOON).name == "Ada"


def test_a_link_signs_in_once(db: Database, link: str, session: str) -> None:
    with db.accounts() as accounts, pytest.raises(NotFound):
        Visits(accounts.connection).by_link(link, NOON, "")
    with db.accounts() as accounts, pytest.raises(NotFound):
        accounts.invited(link, NOON)


def test_a_link_works_until_its_last_second(db: Database, link: str) -> None:
    with db.accounts() as accounts:
        assert Visits(accounts.connection).by_link(link, NOON + LINK_LASTS - SECOND, "").id


def test_a_link_does_not_work_after_a_day(db: Database, link: str) -> None:
    with db.accounts() as accounts, pytest.raises(NotFound):
        Visits(accounts.connection).by_link(link, NOON + LINK_LASTS, "")


def test_a_session_says_who_is_signed_in(db: Database, ada: str, user: str, session: str) -> None:
    with db.reading_accounts() as accounts:
        found = accounts.person(session, NOON)
    assert found is not None
    assert (found.user_id, found.org_id, found.role) == (user, ada, Role.DRAFTER)


def test_a_session_ends_by_itself(db: Database, session: str) -> None:
    with db.reading_accounts() as accounts:
        assert accounts.person(session, NOON + SESSION_LASTS - SECOND) is not None
        assert accounts.person(session, NOON + SESSION_LASTS) is None


def test_a_session_can_be_ended(db: Database, ada: str, user: str, session: str) -> None:
    with db.accounts() as accounts:
        accounts.end_session(user, session, NOON)
        assert accounts.person(session, NOON) is None
        assert accounts.sessions_of(ada, user, NOON) == []


def test_nobody_ends_the_session_of_another(db: Database, session: str) -> None:
    with db.accounts() as accounts:
        other = accounts.user("cy@stranger.example", "Cy", NOON)
        with pytest.raises(NotFound):
            accounts.end_session(other, session, NOON)
        assert accounts.person(session, NOON) is not None


def test_a_session_keeps_no_more_of_a_browsers_name_than_fits(
    db: Database, ada: str, user: str, session: str
) -> None:
    with db.reading_accounts() as accounts:
        (shown,) = accounts.sessions_of(ada, user, NOON)
    assert len(shown.user_agent) == 300


@pytest.mark.parametrize(("minutes", "written"), [(4, False), (6, True)])
def test_being_seen_is_written_every_five_minutes(
    db: Database, session: str, minutes: int, written: bool
) -> None:
    later = NOON + timedelta(minutes=minutes)
    with db.accounts() as accounts:
        accounts.seen(session, later)
    with db.engine.connect() as connection:
        seen = connection.scalar(select(sessions.c.seen_at))
    assert (seen == later) is written


@pytest.fixture
def key(db: Database, ada: str, user: str) -> tuple[str, str]:
    with db.accounts() as accounts:
        return accounts.new_key(ada, "CRM", [Scope.DEALS_READ], by=user, at=NOON)


def test_a_key_opens_what_its_scopes_say(db: Database, ada: str, key: tuple[str, str]) -> None:
    id, secret = key
    with db.reading_accounts() as accounts:
        found = accounts.client(secret)
    assert found is not None
    assert (found.key_id, found.org_id) == (id, ada)
    assert found.may(Scope.DEALS_READ)
    assert not found.may(Scope.DEALS_WRITE)


def test_a_key_itself_is_nowhere_in_its_row(db: Database, key: tuple[str, str]) -> None:
    secret = key[1].rpartition("_")[2]
    with db.engine.connect() as connection:
        row = connection.execute(select(api_keys)).one()
    assert secret not in str(row)


@pytest.mark.parametrize("change", [lambda k: k[:-1], lambda k: k + "x", str.upper, lambda k: ""])
def test_a_changed_key_opens_nothing(
    db: Database, key: tuple[str, str], change: "type[str]"
) -> None:
    with db.reading_accounts() as accounts:
        assert accounts.client(change(key[1])) is None


def test_a_revoked_key_opens_nothing(db: Database, ada: str, key: tuple[str, str]) -> None:
    with db.accounts() as accounts:
        accounts.revoke_key(ada, key[0], NOON)
        assert accounts.client(key[1]) is None


def test_nobody_revokes_the_key_of_another_organization(
    db: Database, cy: str, key: tuple[str, str]
) -> None:
    with db.accounts() as accounts, pytest.raises(NotFound):
        accounts.revoke_key(cy, key[0], NOON)


def test_keys_of_another_organization_are_not_listed(
    db: Database, ada: str, cy: str, key: tuple[str, str]
) -> None:
    with db.reading_accounts() as accounts:
        assert [row.id for row in accounts.keys(ada)] == [key[0]]
        assert accounts.keys(cy) == []
