"""When an organization is reminded of its duties, as an administrator sets it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from service.commands.reminder_days import change_reminder_days
from service.desk import Desk
from service.domain.licenses.reminders import DEFAULT_DAYS
from service.domain.period.zones import fires_at
from service.storage.license_tables import key_dates, license_reminders
from service.worker.licenses import raise_due_dates
from tests.conftest import NOON, Clock
from tests.licensed import Kept, imported
from tests.web.pages.visitors import Visitor

PLACE = "/settings/reminders"


def _rows(kept: Kept, table: Any, kind: str) -> list[Any]:
    with kept.db.reading_work() as connection:
        of_kind = table.c.key.startswith(kind)
        return [*connection.execute(select(table).where(of_kind).order_by(table.c.on))]


def _raise_all(desk: Desk, clock: Clock, at: datetime) -> None:
    clock.moment = at
    while raise_due_dates(desk):
        pass


def _a_license(desk: Desk, admin: Visitor) -> tuple[Kept, Any]:
    """With the last of its reports that is known, a duty far ahead."""
    kept = imported(desk.db, admin.org, by=admin.user_id, at=NOON, starts_on=date(2026, 1, 31))
    return kept, _rows(kept, key_dates, "report_due")[-1]


def test_duties_are_reminded_of_on_the_days_that_are_set(
    admin: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, duty = _a_license(desk, admin)
    _raise_all(desk, clock, NOON)
    assert admin.post(PLACE, days="5, 45,5").status_code == 303
    assert 'value="45, 5"' in admin.text(PLACE)
    history = admin.text("/settings/history")
    assert "changed when duties are reminded of: 45 and 5 days before" in history
    day = fires_at(duty.on, kept.license().zone)
    _raise_all(desk, clock, day - timedelta(days=46))
    assert _rows(kept, license_reminders, duty.key) == []
    _raise_all(desk, clock, day - timedelta(days=45))
    _raise_all(desk, clock, day)
    assert [row.days_before for row in _rows(kept, license_reminders, duty.key)] == [45, 5]


def test_what_was_due_before_the_change_is_not_raised_by_it(
    admin: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, duty = _a_license(desk, admin)
    soon = fires_at(duty.on, kept.license().zone) - timedelta(days=20)
    _raise_all(desk, clock, soon)
    assert [row.days_before for row in _rows(kept, license_reminders, duty.key)] == [30]
    kept.do(lambda tx: change_reminder_days(tx, (21, 19), by=admin.user_id, at=soon))
    _raise_all(desk, clock, soon + timedelta(days=1))
    assert [row.days_before for row in _rows(kept, license_reminders, duty.key)] == [30, 19]


def test_nothing_said_is_the_usual_again(admin: Visitor) -> None:
    admin.post(PLACE, days="12")
    admin.post(PLACE, days=" ")
    assert f'placeholder="{", ".join(map(str, DEFAULT_DAYS))}"' in admin.text(PLACE)
    assert 'value=""' in admin.text(PLACE)
    assert "changed when duties are reminded of: as usual" in admin.text("/settings/history")


@pytest.mark.parametrize(
    "days", ["0", "366", "seven", "7.5", "-1", "٣", ",".join(map(str, range(1, 22)))]
)
def test_other_days_are_refused_and_what_was_typed_stays(admin: Visitor, days: str) -> None:
    answer = admin.post(PLACE, days=days)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Give up to 20 whole numbers from 1 to 365" in page
    assert f'value="{days}"' in page
    assert "reminded" not in admin.text("/settings/history")


def test_nobody_but_an_administrator_sets_them(approver: Visitor) -> None:
    assert approver.get(PLACE).status_code == 403
    assert approver.post(PLACE, days="3").status_code == 403
