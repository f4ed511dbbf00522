"""When the letter on Mondays is due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from service.domain.licenses.reminders import Fate
from service.domain.mondays import next_week, this_week

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        (datetime(2026, 3, 2, 13, 59, tzinfo=UTC), NEW_YORK, date(2026, 2, 23)),
        (datetime(2026, 3, 2, 14, tzinfo=UTC), NEW_YORK, date(2026, 3, 2)),
        (datetime(2026, 3, 9, 4, tzinfo=UTC), NEW_YORK, date(2026, 3, 2)),
        (datetime(2026, 3, 9, 12, 59, tzinfo=UTC), NEW_YORK, date(2026, 3, 2)),
        (datetime(2026, 3, 9, 13, tzinfo=UTC), NEW_YORK, date(2026, 3, 9)),
        (datetime(2026, 3, 1, 19, tzinfo=UTC), "Pacific/Kiritimati", date(2026, 3, 2)),
        (datetime(2026, 3, 8, 23, tzinfo=UTC), "UTC", date(2026, 3, 2)),
    ],
)
def test_the_week_begins_at_nine_on_monday_there(at: datetime, zone: str, day: date) -> None:
    """The clocks of New York go ahead on 8 March 2026."""
    found = this_week(at, zone)
    assert found.day == day
    assert found.due_at <= at < next_week(at, zone).due_at
    assert next_week(at, zone).day - day == timedelta(days=7)


def test_a_letter_is_late_after_half_a_day_and_dropped_where_nothing_is_to_be_said() -> None:
    monday = this_week(datetime(2026, 3, 4, tzinfo=UTC), "UTC")
    assert monday.due_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    soon, late = monday.due_at + timedelta(hours=11), monday.due_at + timedelta(hours=12)
    assert monday.fate(soon, worth_a_letter=True) is Fate.SENT
    assert monday.fate(late, worth_a_letter=True) is Fate.LATE
    assert monday.fate(late, worth_a_letter=False) is Fate.DROPPED
