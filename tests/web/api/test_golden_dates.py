"""Dates worked out by hand hold from the terms to what people see and when they are reminded."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from service.desk import Desk
from service.domain.people import Role
from service.storage.license_tables import license_reminders
from service.worker.licenses import raise_due_dates
from tests import databases
from tests.conftest import Clock
from tests.domain.period.golden import GOLDEN
from tests.domain.period.golden.row import Row, moment
from tests.licensed import Kept, executed, imported
from tests.sizes import cases
from tests.storage.kept import a_member
from tests.web.callers import Caller

SECOND = timedelta(seconds=1)
TWO_DAYS = timedelta(days=2)


@databases.ON_BOTH
def test_every_license_shows_the_days_worked_out_by_hand_and_reminds_at_their_moments(
    desk: Desk, clock: Clock, ada: Caller
) -> None:
    """The latest first, so that no look finds anything due but of the row at hand.

    On PostgreSQL every fourth, or all with `--full`.
    """
    every = cases(1 if desk.db.engine.dialect.name == "sqlite" else 4, 1)
    keeper = a_member(desk.db, ada.org, Role.APPROVER)
    wrong = {}
    for row in sorted(GOLDEN[::every], key=_reminded_at, reverse=True):
        kept = _made(desk, ada.org, row, keeper)
        found = _lived(desk, clock, ada, row, kept)
        if found != _by_hand(row):
            wrong[row.why] = found, _by_hand(row)
    assert wrong == {}


def _by_hand(row: Row) -> dict[str, Any]:
    return {
        "days": dict(row.days),
        "a second before": [],
        "at nine": [(moment(row.reminded[2]), row.reminded[1], "sent")],
        "over": ["in_force", "post_term"] if row.over else [],
    }


def _lived(desk: Desk, clock: Clock, ada: Caller, row: Row, kept: Kept) -> dict[str, Any]:
    """What a program sees on the days, and what the worker writes down at the moments."""
    at = _reminded_at(row)
    return {
        "days": _days(ada, row, kept),
        "a second before": _after(desk, clock, at - SECOND, row, kept),
        "at nine": _after(desk, clock, at, row, kept),
        "over": _statuses(desk, clock, ada, row, kept) if row.over else [],
    }


def _made(desk: Desk, org: str, row: Row, keeper: str) -> Kept:
    """By the last signature where that makes the first day, else imported shortly before."""
    if row.signed_at:
        return executed(desk.db, row.terms, row.signed_at, org)[0]
    at = _reminded_at(row) - TWO_DAYS
    return imported(desk.db, org, row.terms, by=keeper, at=at, starts_on=row.first_day)


def _days(ada: Caller, row: Row, kept: Kept) -> dict[str, str | None]:
    rows = ada.get(f"/licenses/{kept.license_id}/key-dates").json["data"]
    found = {
        f"{each['kind']}:{each['n']}:{each['side'] or '-'}:{each['method'] or '-'}": each["on"]
        for each in rows
    }
    return {key: found.get(key) for key in row.days}


def _after(desk: Desk, clock: Clock, at: datetime, row: Row, kept: Kept) -> list[Any]:
    """The reminders of the row's date once the worker has looked at that moment."""
    clock.moment = at
    raise_due_dates(desk)
    asked = select(license_reminders).where(
        license_reminders.c.license_id == kept.license_id,
        license_reminders.c.key == row.reminded[0],
    )
    with desk.db.reading_work() as connection:
        return [(each.due_at, each.days_before, each.fate) for each in connection.execute(asked)]


def _statuses(desk: Desk, clock: Clock, ada: Caller, row: Row, kept: Kept) -> list[str]:
    """Just before the last day is over, and when it is."""
    over, found = moment(row.over or ""), []
    for at in (over - SECOND, over):
        clock.moment = at
        raise_due_dates(desk)
        found.append(ada.get(f"/licenses/{kept.license_id}").json["status"])
    return found


def _reminded_at(row: Row) -> datetime:
    return moment(row.reminded[2])
