"""What is kept only for a time is dropped after it, and nothing else is."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, select, text, update

from service.domain.licenses.reminders import Fate
from service.domain.mondays import this_week
from service.domain.party import LINK_LASTS, Visit
from service.domain.people import Role
from service.storage.attempts import Attempts
from service.storage.calendar_feeds import CalendarFeeds
from service.storage.calendar_tables import calendar_feeds, monday_choices, monday_letters
from service.storage.codes import CODE_LASTS
from service.storage.database import Database
from service.storage.deal_links import DealLinks
from service.storage.forgetting import LINKS_KEPT, MONDAYS_KEPT, SESSIONS_KEPT, VISITS_KEPT
from service.storage.form_drafts import FormOfLink
from service.storage.idempotency import KEPT_FOR, claim
from service.storage.license_links import LicenseLinks
from service.storage.mondays import Mondays
from service.storage.negotiation_tables import link_codes, link_visits
from service.storage.tables import (
    attempts,
    form_drafts,
    idempotency_keys,
    sessions,
    sign_in_links,
)
from service.storage.visits import SESSION_LASTS, Visits
from service.worker.keeping import forget, keep_house
from tests.conftest import NOON, Clock
from tests.databases import an_empty_database
from tests.desks import a_desk
from tests.negotiating import a_table
from tests.storage.kept import a_member, an_organization

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture
def org(db: Database) -> str:
    return an_organization(db, "archive")


@pytest.fixture
def user(db: Database, org: str) -> str:
    return a_member(db, org, Role.VIEWER)


def _forget(db: Database, after: timedelta) -> None:
    forget(a_desk(db, Path("/nowhere"), clock=Clock(NOON + after)))


def _count(db: Database, table: Table) -> int:
    with db.engine.connect() as connection:
        return len(connection.execute(select(table)).all())


def _begin(db: Database, org: str, user: str, after: timedelta = timedelta(0)) -> str:
    with db.accounts() as accounts:
        return Visits(accounts.connection).begin(org, user, NOON + after, "").id


def test_answers_are_dropped_when_nobody_repeats_their_calls(db: Database, org: str) -> None:
    with db.transaction(org) as tx:
        claim(tx.connection, org, "k", "call", NOON)
    _forget(db, KEPT_FOR)
    assert _count(db, idempotency_keys) == 1
    _forget(db, KEPT_FOR + SECOND)
    assert _count(db, idempotency_keys) == 0


def test_links_are_dropped_a_while_after_their_end(db: Database, org: str, user: str) -> None:
    with db.accounts() as accounts:
        accounts.sign_in_link(org, user, NOON)
    _forget(db, LINKS_KEPT + DAY)
    assert _count(db, sign_in_links) == 1
    _forget(db, LINKS_KEPT + DAY + SECOND)
    assert _count(db, sign_in_links) == 0


def test_sessions_are_dropped_a_while_after_their_end(db: Database, org: str, user: str) -> None:
    _begin(db, org, user)
    _begin(db, org, user, DAY)
    _forget(db, SESSION_LASTS + SESSIONS_KEPT)
    assert _count(db, sessions) == 2
    _forget(db, SESSION_LASTS + SESSIONS_KEPT + SECOND)
    assert _count(db, sessions) == 1


def test_a_session_that_was_ended_is_kept_from_then_on(db: Database, org: str, user: str) -> None:
    first = _begin(db, org, user)
    _begin(db, org, user, DAY)
    with db.engine.begin() as connection:
        ended = update(sessions).where(sessions.c.id == first).values(revoked_at=NOON)
        connection.execute(ended)
    _forget(db, SESSIONS_KEPT)
    assert _count(db, sessions) == 2
    _forget(db, SESSIONS_KEPT + SECOND)
    assert _count(db, sessions) == 1


def test_the_last_session_stays_and_tells_where_somebody_was(
    db: Database, org: str, user: str
) -> None:
    other = an_organization(db, "stranger")
    with db.accounts() as accounts:
        accounts.join(other, user, Role.VIEWER, NOON + DAY)
    _begin(db, org, user)
    _begin(db, other, user, DAY)
    _forget(db, 9 * SESSIONS_KEPT)
    assert _count(db, sessions) == 1
    with db.reading_accounts() as accounts:
        assert Visits(accounts.connection).last_house(user) == other


def test_a_session_that_is_open_stays(db: Database, org: str, user: str) -> None:
    _begin(db, org, user)
    _begin(db, org, user, SESSIONS_KEPT)
    _begin(db, org, user, SESSIONS_KEPT + DAY)
    _forget(db, SESSION_LASTS + SESSIONS_KEPT + DAY)
    assert _count(db, sessions) == 2


def test_tries_of_long_ago_are_dropped(db: Database) -> None:
    with db.accounts() as accounts:
        Attempts(accounts.connection).take("code", "usr_x", NOON)
    _forget(db, DAY)
    assert _count(db, attempts) == 1
    _forget(db, DAY + SECOND)
    assert _count(db, attempts) == 0


def test_visits_by_a_link_are_dropped_after_a_year(db: Database, org: str) -> None:
    table = a_table(db, org)
    with db.transaction(org) as tx:
        links = DealLinks(tx.connection, org)
        for visit in (Visit.FETCHED, Visit.VIEWED, Visit.FETCHED):
            links.note(table.bo.link_id, visit, NOON, "192.0.2.1", "Mail")
        links.note(table.bo.link_id, Visit.VIEWED, NOON + DAY, "192.0.2.1", "Firefox")
    _forget(db, VISITS_KEPT)
    assert _count(db, link_visits) == 4
    _forget(db, VISITS_KEPT + SECOND)
    assert _count(db, link_visits) == 1


def test_it_stays_known_when_somebody_last_looked(db: Database, org: str) -> None:
    table = a_table(db, org)
    with db.transaction(org) as tx:
        links = DealLinks(tx.connection, org)
        links.note(table.bo.link_id, Visit.VIEWED, NOON, "192.0.2.1", "Firefox")
        links.note(table.kim.link_id, Visit.VIEWED, NOON + DAY, "192.0.2.1", "Firefox")
    _forget(db, 9 * VISITS_KEPT)
    with db.reading(org) as views:
        links = DealLinks(views.connection, org)
        viewed = {link.id: link.viewed_at for link in links.of_deal(table.deal_id)}
    assert viewed == {table.bo.link_id: NOON, table.kim.link_id: NOON + DAY}


def test_a_form_of_a_link_is_dropped_a_while_after_its_end(db: Database, org: str) -> None:
    table = a_table(db, org)
    with db.transaction(org) as tx:
        FormOfLink(tx.connection, table.bo).keep("bulk-media", {}, NOON)
    _forget(db, LINK_LASTS + LINKS_KEPT)
    assert _count(db, form_drafts) == 1
    _forget(db, LINK_LASTS + LINKS_KEPT + SECOND)
    assert _count(db, form_drafts) == 0


def test_codes_for_notices_are_dropped_some_time_after_they_are_over(
    db: Database, org: str
) -> None:
    table = a_table(db, org)
    with db.transaction(org) as tx:
        LicenseLinks(tx.connection, org).codes.new(table.bo.link_id, NOON)
    _forget(db, CODE_LASTS + LINKS_KEPT)
    assert _count(db, link_codes) == 1
    _forget(db, CODE_LASTS + LINKS_KEPT + SECOND)
    assert _count(db, link_codes) == 0


def test_feeds_are_dropped_a_while_after_their_end_and_mondays_after_a_season(
    db: Database, org: str, user: str
) -> None:
    with db.accounts() as accounts:
        feeds, mondays = CalendarFeeds(accounts.connection), Mondays(accounts.connection)
        for _ in range(2):
            feeds.make(org, user, NOON)
        mondays.choose(org, user, "UTC", NOON, NOON)
        choice = mondays.of(org, user)
        assert choice
        mondays.raised(choice, this_week(NOON, "UTC"), Fate.SENT, NOON)
    for after, left in (
        (LINKS_KEPT, (2, 1)),
        (LINKS_KEPT + SECOND, (1, 1)),
        (MONDAYS_KEPT, (1, 1)),
        (MONDAYS_KEPT + SECOND, (1, 0)),
    ):
        _forget(db, after)
        assert (_count(db, calendar_feeds), _count(db, monday_letters)) == left
    assert _count(db, monday_choices) == 1


def test_sqlite_is_shown_once_a_day_how_its_rows_are_spread(tmp_path: Path) -> None:
    with an_empty_database("sqlite", tmp_path) as db:
        an_organization(db, "archive")
        keep_house(a_desk(db, tmp_path, clock=Clock(NOON)))
        with db.reading_work() as connection:
            tables = {*connection.scalars(text("SELECT tbl FROM sqlite_stat1"))}
    assert "organizations" in tables
