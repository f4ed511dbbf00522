"""Key dates as pages show them, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from service.commands import key_dates as commands
from service.storage.database import Database
from service.storage.license_dates import Day, LicenseDates
from service.storage.license_lists import LicenseLists, with_a_date
from service.storage.license_tables import licenses
from tests.licensed import BEFORE, START, Kept, imported


def _look(kept: Kept, at: datetime) -> tuple[dict[str, Day], dict[str, int], dict[str, int]]:
    with kept.db.reading(kept.org) as views:
        days = LicenseDates(views.connection, views.org)
        rows = LicenseLists(views.connection, views.org).page(limit=9, today=at.date()).rows
        return days.next_days(rows, at), days.late(rows, at), days.count_by_status()


def _days(kept: Kept) -> list[Day]:
    with kept.db.reading(kept.org) as views:
        return LicenseDates(views.connection, views.org).of_license(kept.license_id)


def test_what_comes_next_and_what_is_late_is_told_of_each_license(db: Database, ada: str) -> None:
    one, other = imported(db, ada), imported(db, ada, starts_on=START + timedelta(days=3))
    following, late, counts = _look(one, BEFORE)
    assert {id: each.on for id, each in following.items()} == {
        kept.license_id: next(each.on for each in _days(kept) if each.on >= BEFORE.date())
        for kept in (one, other)
    }
    assert late == {}
    assert counts == {"scheduled": 2}


@pytest.mark.parametrize("few", [0, 99_999])
def test_licenses_are_found_by_their_dates_whether_those_are_few_or_many(
    db: Database, ada: str, cy: str, few: int
) -> None:
    one, other = (imported(db, ada, starts_on=START + timedelta(days=n)) for n in (0, 400))
    imported(db, cy)
    ids = {one.license_id, other.license_id}
    for days, wanted in ((399, {one.license_id}), (400, ids)):
        window = START + timedelta(days=60), START + timedelta(days=days)
        with db.reading(ada) as views:
            dated = with_a_date(views.connection, ada, *window, few)
            mine = select(licenses.c.id).where(licenses.c.org_id == ada, dated)
            assert {*views.connection.scalars(mine)} == wanted


@pytest.mark.parametrize(("hour", "n"), [(3, 0), (6, 1)])
def test_a_duty_is_late_when_its_day_is_over_where_the_contract_counts(
    db: Database, ada: str, hour: int, n: int
) -> None:
    kept = imported(db, ada)
    duty = next(each for each in _days(kept) if each.waits)
    at = datetime.combine(duty.on + timedelta(days=1), datetime.min.time(), UTC)
    following, late, _ = _look(kept, at + timedelta(hours=hour))
    assert late.get(kept.license_id, 0) == n * sum(
        each.on == duty.on for each in _days(kept) if each.waits
    )
    assert (following[kept.license_id].on == duty.on) is (n == 0)
    kept.do(
        lambda tx: [
            commands.mark_done(tx, each.id, "", file_sha256=None, by="usr_ada", at=BEFORE)
            for each in _days(kept)
            if each.waits and each.on == duty.on
        ]
    )
    assert _look(kept, at + timedelta(hours=hour))[1] == {}
