"""Letters on Mondays: one a week and reader, however many schedulers run or die."""

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from service.commands import monday_letters
from service.commands.letters import compose
from service.desk import Desk
from service.domain.errors import NotFound
from service.domain.letters import Detail
from service.domain.people import Role
from service.domain.post import Address, Occasion
from service.notifications.letter import Letter, NothingToSay
from service.storage.calendar_tables import monday_letters as rows_of
from service.storage.database import Database, open_database
from service.storage.license_tables import licenses
from service.storage.licenses import Beside
from service.storage.mondays import Mondays
from service.storage.post_office import PostOffice
from service.storage.tables import deals, outbox
from service.worker.mondays import write_mondays
from tests.conftest import Clock
from tests.desks import a_desk
from tests.licensed import imported
from tests.storage.kept import a_deal, a_member, an_organization
from tests.worker.rooms import Doomed, started

NEW_YORK = "America/New_York"
START = date(2026, 1, 31)
CHOSEN = datetime(2026, 5, 6, 15, tzinfo=UTC)
MONDAY = datetime(2026, 5, 11, 13, tzinfo=UTC)
"""09:00 in New York."""


def a_reader(db: Database, org: str, zone: str = NEW_YORK) -> str:
    user = a_member(db, org, Role.APPROVER)
    with db.accounts() as accounts:
        first = MONDAY if zone == NEW_YORK else MONDAY - timedelta(hours=7)
        Mondays(accounts.connection).choose(org, user, zone, first, CHOSEN)
    return user


def a_house(db: Database) -> tuple[str, str]:
    """With a license of which two duties are late, and a reader."""
    org = an_organization(db, "archive")
    imported(
        db,
        org,
        starts_on=START,
        at=datetime(2026, 1, 15, tzinfo=UTC),
        beside=Beside(title="Photos"),
    )
    return org, a_reader(db, org)


def run(desk: Desk, clock: Clock, at: datetime) -> None:
    clock.moment = at
    while write_mondays(desk):
        pass


def weeks(db: Database) -> list[tuple[date, str]]:
    with db.reading_work() as connection:
        asked = select(rows_of.c.week, rows_of.c.fate).order_by(rows_of.c.week, rows_of.c.user_id)
        return [(row.week, row.fate) for row in connection.execute(asked)]


def letters(db: Database) -> list[Any]:
    with db.reading_work() as connection:
        asked = select(outbox).where(outbox.c.kind == "monday").order_by(outbox.c.created_at)
        return [*connection.execute(asked)]


def written(desk: Desk, row: Any) -> Letter:
    return compose(
        desk,
        Occasion(
            key=row.key,
            kind=row.kind,
            org=row.org_id,
            to=Address("ada@archive.example"),
            user=row.user_id,
            about=row.about,
        ),
    )


def _waits(db: Database, deal: str) -> None:
    """Their offer stands."""
    with db.work() as connection:
        here = update(deals).where(deals.c.id == deal)
        connection.execute(here.values(waits_for="us", status="offered"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(db: Database, clock: Clock, tmp_path: Any) -> Desk:
    return a_desk(db, tmp_path, clock=clock)


def test_it_comes_at_nine_there_once_a_week_and_after_an_outage_for_this_week_alone(
    db: Database, desk: Desk, clock: Clock
) -> None:
    org, _ = a_house(db)
    athens = a_reader(db, org, "Europe/Athens")
    run(desk, clock, MONDAY - timedelta(minutes=1))
    assert [row.user_id for row in letters(db)] == [athens]
    run(desk, clock, MONDAY)
    run(desk, clock, MONDAY + timedelta(hours=5))
    run(desk, clock, MONDAY - timedelta(hours=2))
    run(desk, clock, MONDAY)
    assert weeks(db) == [(date(2026, 5, 11), "sent")] * 2
    run(desk, clock, MONDAY + timedelta(days=9, hours=3))
    assert weeks(db)[2:] == [(date(2026, 5, 18), "late")] * 2
    run(desk, clock, MONDAY + timedelta(days=14))
    assert weeks(db)[4:] == [(date(2026, 5, 25), "sent")] * 2
    assert len(letters(db)) == 6
    assert "This letter comes late" in written(desk, letters(db)[2]).text


def test_it_says_what_waits_and_how_to_turn_it_off(db: Database, desk: Desk, clock: Clock) -> None:
    org, user = a_house(db)
    for title, start in (("Speech", date(2026, 3, 20)), ("Scores", date(2024, 10, 1))):
        at = datetime(2026, 5, 1, tzinfo=UTC)
        imported(db, org, starts_on=start, at=at, beside=Beside(title=title))
    _waits(db, a_deal(db, org, title="Voices").id)
    run(desk, clock, MONDAY)
    (row,) = letters(db)
    assert row.user_id == user
    letter = written(desk, row)
    assert letter.subject == ("Your week: 5 late, 1 due, 2 last days for notices, 1 waiting for us")
    said = " ".join(letter.text.split())
    for each in (
        "What waits on 11 May 2026",
        "- 30 April 2026: Report due, number 1 (theirs): Photos",
        "- 19 May 2026: Delivery due, number 3: Speech",
        "- 30 July 2026: Last day to send a notice about renewal 1 by e-mail: Scores",
        "- Since 2 March 2026: Answer the offer: Voices",
        "It is not a notice under the contract",
    ):
        assert each in said, said
    assert "Example Labs" not in letter.text + letter.html
    with db.transaction(org) as tx:
        PostOffice(tx.connection, org).keep_detail(Detail.FULL)
    assert "Example Labs" not in written(desk, row).text
    with db.work() as connection:
        connection.execute(update(licenses).values(title=None))
    assert "Photo Archive Inc. and Example Labs Ltd" in " ".join(written(desk, row).text.split())
    headers = dict(letter.headers)
    address = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = address.removeprefix("http://127.0.0.1:8000/monday/")
    choice = desk.links.link_id("monday", token)
    with db.accounts() as accounts:
        mondays = Mondays(accounts.connection)
        assert mondays.house_of(choice or "") == "Archive"
        mondays.end_by_link(choice or "")
        with pytest.raises(NotFound):
            mondays.house_of(choice or "")
    with pytest.raises(NothingToSay):
        written(desk, row)
    run(desk, clock, MONDAY + timedelta(days=7))
    assert len(letters(db)) == 1


def test_with_nothing_to_say_no_letter_is_written(db: Database, desk: Desk, clock: Clock) -> None:
    a_reader(db, an_organization(db, "empty"))
    run(desk, clock, MONDAY)
    assert (weeks(db), letters(db)) == ([(date(2026, 5, 11), "dropped")], [])


def test_one_that_fails_is_put_off_and_holds_up_no_other(
    db: Database, desk: Desk, clock: Clock
) -> None:
    org, user = a_house(db)
    broken = a_reader(db, org)
    with db.accounts() as accounts:
        Mondays(accounts.connection).choose(org, broken, "No/Where", CHOSEN, CHOSEN)
    clock.moment = MONDAY
    assert write_mondays(desk) == 2
    assert [row.user_id for row in letters(db)] == [user]
    assert write_mondays(desk) == 0


def test_four_schedulers_of_which_one_is_killed_write_one_each(url: str, tmp_path: Any) -> None:
    db = open_database(url)
    org, _ = a_house(db)
    for _ in range(5):
        a_reader(db, org)
    db.close()

    def work(db: Database) -> None:
        desk = replace(a_desk(db, tmp_path), clock=lambda: MONDAY)
        while write_mondays(desk):
            pass

    def dies(db: Database, end: Callable[[], None]) -> None:
        """With one written and not committed."""
        with db.reading_work() as connection:
            house, choice = Mondays(connection).due(MONDAY, 1)[0]
        with db.transaction(house) as tx:
            assert monday_letters.raise_monday(tx, choice, at=MONDAY)
            end()

    killed = Doomed(url, dies)
    processes = [killed.id, *(started(url, work) for _ in range(3))]
    killed.die()
    ends = [os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in processes]
    assert ends == [-signal.SIGKILL, 0, 0, 0]
    db = open_database(url)
    work(db)  # What the killed one held is there again with the next look.
    assert weeks(db) == [(date(2026, 5, 11), "sent")] * 6
    assert len({row.user_id for row in letters(db)}) == len(letters(db)) == 6
    db.close()
