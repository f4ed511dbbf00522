"""Members of an organization: their links, roles, sessions, and their leaving."""

import pytest

from service.domain.errors import NotFound
from service.domain.people import Role
from service.storage.accounts import Accounts
from service.storage.database import Database
from service.storage.visits import Visits
from tests.conftest import NOON


def _bo(accounts: Accounts, *orgs: str) -> str:
    user = accounts.user("bo@labs.example", "Bo", NOON)
    for org in orgs:
        accounts.join(org, user, Role.DRAFTER, NOON)
    return user


def test_a_link_signs_in_to_the_organization_that_made_it(db: Database, ada: str, cy: str) -> None:
    with db.accounts() as accounts:
        link = accounts.sign_in_link(cy, _bo(accounts, ada, cy), NOON)
        session = Visits(accounts.connection).by_link(link, NOON, "").id
        person = accounts.person(session, NOON)
    assert person is not None
    assert person.org_id == cy


def test_a_link_of_an_organization_that_somebody_left_opens_nothing(
    db: Database, ada: str, cy: str
) -> None:
    with db.accounts() as accounts:
        user = _bo(accounts, ada, cy)
        link = accounts.sign_in_link(ada, user, NOON)
        accounts.leave(ada, user, NOON)
        with pytest.raises(NotFound):
            accounts.invited(link, NOON)
        with pytest.raises(NotFound):
            Visits(accounts.connection).by_link(link, NOON, "")


def test_whoever_leaves_keeps_their_session_elsewhere(db: Database, ada: str, cy: str) -> None:
    with db.accounts() as accounts:
        user = _bo(accounts, ada, cy)
        here, there = (
            Visits(accounts.connection).by_link(accounts.sign_in_link(org, user, NOON), NOON, "").id
            for org in (ada, cy)
        )
        accounts.leave(ada, user, NOON)
        assert accounts.person(here, NOON) is None
        assert accounts.person(there, NOON) is not None


def test_whoever_comes_back_has_no_old_session(db: Database, ada: str) -> None:
    with db.accounts() as accounts:
        user = _bo(accounts, ada)
        session = (
            Visits(accounts.connection).by_link(accounts.sign_in_link(ada, user, NOON), NOON, "").id
        )
        accounts.leave(ada, user, NOON)
        accounts.join(ada, user, Role.DRAFTER, NOON)
        assert accounts.person(session, NOON) is None


def test_sessions_of_another_organization_are_not_listed(db: Database, ada: str, cy: str) -> None:
    with db.accounts() as accounts:
        user = _bo(accounts, ada, cy)
        Visits(accounts.connection).by_link(accounts.sign_in_link(ada, user, NOON), NOON, "")
        assert len(accounts.sessions_of(ada, user, NOON)) == 1
        assert accounts.sessions_of(cy, user, NOON) == []


def test_a_role_is_changed_where_somebody_belongs(db: Database, ada: str, cy: str) -> None:
    with db.accounts() as accounts:
        user = _bo(accounts, ada)
        accounts.change_role(ada, user, Role.ADMIN)
        assert [member.role for member in accounts.members(ada)] == [Role.ADMIN]
        with pytest.raises(NotFound):
            accounts.change_role(cy, user, Role.ADMIN)
        with pytest.raises(NotFound):
            accounts.leave(cy, user, NOON)


def test_an_unknown_organization_cannot_be_held(db: Database) -> None:
    with db.accounts() as accounts, pytest.raises(NotFound):
        accounts.hold("org_unknown")
