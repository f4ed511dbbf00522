"""The letter on Mondays, for whoever wants one: when it is due, and what becomes of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from service.domain.licenses.reminders import LATE_AFTER, Fate
from service.domain.period.zones import day_at, fires_at

TWO_WEEKS: Final = timedelta(days=14)
"""How far ahead it looks for duties."""

DEADLINES_AHEAD: Final = timedelta(days=90)
"""How far ahead it looks for days until which a notice counts."""

_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Monday:
    """`due_at` is 09:00 of that day where its reader is."""

    day: date
    due_at: datetime

    def fate(self, at: datetime, *, worth_a_letter: bool) -> Fate:
        """Late like a reminder is; dropped where there is nothing to say."""
        if not worth_a_letter:
            return Fate.DROPPED
        return Fate.LATE if at - self.due_at >= LATE_AFTER else Fate.SENT


def this_week(at: datetime, zone: str) -> Monday:
    """The last that was due at `at`: of weeks that are over nobody needs a letter."""
    day = day_at(at, zone)
    monday = _monday(day - timedelta(days=day.weekday()), zone)
    return monday if monday.due_at <= at else _monday(monday.day - _WEEK, zone)


def next_week(at: datetime, zone: str) -> Monday:
    return _monday(this_week(at, zone).day + _WEEK, zone)


def _monday(day: date, zone: str) -> Monday:
    return Monday(day, fires_at(day, zone))
