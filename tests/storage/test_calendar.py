"""The calendar of an organization shows what a plain look at its dates would show, on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from service.commands import key_dates as commands
from service.commands import licenses
from service.commands.making_licenses import days_of
from service.domain.deal import OurSide
from service.domain.licenses.calendar import GROUPS, RANKS, Group, Standing, Whose
from service.domain.licenses.due import due
from service.domain.terms.period import RenewalMode
from service.storage.calendar import Calendar, Entry, Sought
from service.storage.cursors import CursorWrong, written
from service.storage.database import Database
from service.storage.license_tables import key_dates
from tests.builders import some_terms
from tests.databases import an_empty_database
from tests.licensed import BEFORE, Kept, imported, with_period
from tests.storage.kept import an_organization
from tests.storage.plans import plans_of

TODAY = date(2028, 6, 1)
FIRST = date(2026, 1, 1)
LAST = date(2199, 1, 1)

_ENDING = with_period(renewal=replace(some_terms().period.renewal, mode=RenewalMode.NONE, max=None))

ASKED = [
    Sought(),
    *(Sought(group=group) for group in Group),
    *(Sought(whose=whose) for whose in Whose),
    *(Sought(standing=standing) for standing in Standing),
    Sought(group=Group.REPORTS, whose=Whose.THEM, standing=Standing.TO_DO),
    Sought(kinds=("starts",)),
]


@pytest.fixture
def kept(db: Database, ada: str, cy: str) -> Kept:
    """The first of several; two of them on the very same days, one date of it done."""
    first, *_ = [
        imported(db, ada),
        imported(db, ada),
        imported(db, ada, _ENDING, starts_on=date(2027, 2, 10), our_side=OurSide.LICENSEE),
        imported(db, cy),
    ]
    done = next(each for each in _all(db, ada, Sought()) if each.day.waits)
    first.do(
        lambda tx: commands.mark_done(
            tx, done.day.id, "", file_sha256=None, by="usr_ada", at=BEFORE
        )
    )
    return first


def _all(db: Database, org: str, sought: Sought, limit: int = 500) -> list[Entry]:
    """Page by page."""
    found: list[Entry] = []
    after = None
    with db.reading(org) as views:
        calendar = Calendar(views.connection, org, sought, TODAY)
        while True:
            page = calendar.page(FIRST, limit, after)
            assert len(page.rows) <= limit
            found += page.rows
            after = page.next
            if after is None:
                return found


def _plainly(db: Database, org: str, sought: Sought) -> list[Any]:
    def wanted(row: Any) -> bool:
        waits, late = row.duty and row.state in ("open", "missed"), row.on < TODAY - timedelta(1)
        standing = {
            None: True,
            Standing.TO_DO: waits,
            Standing.LATE: waits and late,
            Standing.SETTLED: row.state in ("done", "waived"),
        }
        return (
            (not sought.group or GROUPS.get(row.kind) is sought.group)
            and (not sought.kinds or row.kind in sought.kinds)
            and (not sought.whose or row.whose in (sought.whose, "both"))
            and (not sought.license_id or row.license_id == sought.license_id)
            and standing[sought.standing]
        )

    with db.reading_work() as connection:
        rows = connection.execute(select(key_dates).where(key_dates.c.org_id == org))
        return [row for row in rows if wanted(row)]


def _ids(rows: Sequence[Any]) -> list[str]:
    return [row.id for row in rows]


def test_every_filter_finds_what_it_names_page_by_page_and_counts_it(
    db: Database, ada: str, kept: Kept
) -> None:
    for sought in (*ASKED, Sought(license_id=kept.license_id, group=Group.NOTICES)):
        plain = _plainly(db, ada, sought)
        found = [entry.day for entry in _all(db, ada, sought, limit=7)]
        assert plain, sought
        assert sorted(_ids(found)) == sorted(_ids(plain)), sought
        places = [(day.on, RANKS[day.kind]) for day in found]
        assert places == sorted(places)
        with db.reading(ada) as views:
            calendar = Calendar(views.connection, ada, sought, TODAY)
            assert calendar.count(FIRST) == len(plain)
            assert calendar.count(TODAY, LAST) == sum(row.on >= TODAY for row in plain)


def test_pages_of_any_size_give_the_same_list(db: Database, ada: str, kept: Kept) -> None:
    whole = _ids([entry.day for entry in _all(db, ada, Sought())])
    for limit in (1, 2, 3, 50):
        assert _ids([entry.day for entry in _all(db, ada, Sought(), limit)]) == whole


def test_a_month_shows_the_first_of_each_day_and_how_many_there_are(
    db: Database, ada: str, kept: Kept
) -> None:
    first, last = date(2028, 11, 1), date(2028, 12, 31)
    listed = [each for each in _all(db, ada, Sought()) if first <= each.day.on <= last]
    with db.reading(ada) as views:
        days = Calendar(views.connection, ada, Sought(), TODAY).days(first, last, 3)
    assert sorted(days) == sorted({each.day.on for each in listed})
    for on, filled in days.items():
        of_day = [each for each in listed if each.day.on == on]
        assert filled.dates == len(of_day)
        assert filled.entries == (*of_day[:3],)
    assert max(filled.dates for filled in days.values()) > 3
    license = next(iter(days.values())).entries[0].license
    assert license.zone == "America/New_York"


def test_what_is_over_is_found_from_a_day_back(db: Database, ada: str, kept: Kept) -> None:
    since, all = date(2027, 6, 1), [each.day for each in _all(db, ada, Sought())]
    day = next(each.on for each in all if each.on >= TODAY)
    over = [each for each in all if since <= each.on < day]
    with db.reading(ada) as views:
        calendar = Calendar(views.connection, ada, Sought(), TODAY)
        whole, latest = calendar.before(day, since, 500), calendar.before(day, since, 7)
    assert _ids([each.day for each in whole]) == _ids(over)
    assert [each.day.on for each in latest] == [each.on for each in over[-7:]]


def test_a_stranger_sees_nothing_of_it(db: Database, ada: str, cy: str, kept: Kept) -> None:
    theirs = {entry.license.id for entry in _all(db, cy, Sought())}
    assert kept.license_id not in theirs
    assert len(theirs) == 1
    assert _all(db, cy, Sought(license_id=kept.license_id)) == []


def test_a_duty_is_late_once_its_day_is_over_everywhere(db: Database, ada: str) -> None:
    kept = imported(db, ada)
    duty = next(entry.day for entry in _all(db, ada, Sought()) if entry.day.waits)
    late = Sought(standing=Standing.LATE, license_id=kept.license_id)
    with db.reading(ada) as views:
        for days, n in ((1, 0), (2, 1)):
            calendar = Calendar(views.connection, ada, late, duty.on + timedelta(days))
            assert (calendar.count(duty.on, duty.on) > 0) == bool(n)
    at = datetime.combine(duty.on + timedelta(1), datetime.min.time(), UTC) + timedelta(hours=6)
    kept.do(lambda tx: _happens(tx, kept, at))
    with db.reading(ada) as views:
        calendar = Calendar(views.connection, ada, Sought(standing=Standing.LATE), duty.on)
        assert [entry.day.id for entry in calendar.page(FIRST, 9).rows] == [duty.id]


def test_no_look_at_the_calendar_walks_through_all_dates(tmp_path: Path) -> None:
    """SQLite tells before it looks; PostgreSQL would walk through so few rows."""
    with an_empty_database("sqlite", tmp_path) as db:
        org = an_organization(db, "archive")
        kept = imported(db, org)
        with plans_of(db) as plans, db.reading(org) as views:
            for sought in (*ASKED, Sought(license_id=kept.license_id)):
                calendar = Calendar(views.connection, org, sought, TODAY)
                calendar.days(FIRST, LAST, 1)
                page = calendar.page(FIRST, 2)
                calendar.page(FIRST, 2, page.next)
                calendar.before(TODAY, FIRST, 2)
                calendar.count(FIRST)
    assert any("ix_key_dates_calendar" in plan for plan in plans)
    walks = ("SCAN key_dates", "SCAN date_counts", "SCAN licenses")
    assert [plan for plan in plans if plan.startswith(walks)] == []


def test_of_one_license_only_its_own_dates_are_looked_at(tmp_path: Path) -> None:
    with an_empty_database("sqlite", tmp_path) as db:
        org = an_organization(db, "archive")
        sought = Sought(license_id=imported(db, org).license_id)
        with plans_of(db) as plans, db.reading(org) as views:
            calendar = Calendar(views.connection, org, sought, TODAY)
            calendar.days(FIRST, LAST, 1)
            calendar.before(TODAY, FIRST, 2)
            page = calendar.page(FIRST, 2)
            calendar.page(FIRST, 2, page.next)
            calendar.count(FIRST)
    looks = [plan for plan in plans if "key_dates" in plan]
    assert looks
    assert [plan for plan in looks if "license_id=?" not in plan] == []


def _happens(tx: Any, kept: Kept, at: datetime) -> None:
    licenses.moved(tx, kept.license_id, lambda found: due(found, at, days_of(found.terms)))


@pytest.mark.parametrize(
    "cursor",
    [
        "guessed",
        written([]),
        written([1]),
        written(["2027-01-31", "starts", "us", "open"]),
        written(["31.1.2027", "starts", "us", "open", "kdt_x"]),
        written(["2027-01-31", "ever", "us", "open", "kdt_x"]),
        written(["2027-01-31", "starts", "ours", "open", "kdt_x"]),
        written(["2027-01-31", "starts", "us", "shut", "kdt_x"]),
        written(["2027-01-31", "starts", "us", "open", "\0"]),
    ],
)
def test_a_cursor_that_was_never_given_out_is_refused(db: Database, ada: str, cursor: str) -> None:
    with db.reading(ada) as views, pytest.raises(CursorWrong):
        Calendar(views.connection, ada, Sought(), TODAY).page(FIRST, 9, cursor)
