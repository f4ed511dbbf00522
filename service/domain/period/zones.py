"""Civil days in a contract's zone, and the moments at which they end."""

from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from service.domain.period.counting import ONE_DAY

_MORNING: Final = time(9)


def day_at(moment: datetime, zone: str) -> date:
    """The day it is at an aware `moment` in `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def moment_end_of(day: date, zone: str) -> datetime:
    """The moment, in UTC, at which `day` is over for good: what happens at it is too late.

    Midnight can fall in a gap or come twice. A day that a zone skipped (Samoa, 30 December 2011)
    ends when it would have begun.
    """
    midnight = datetime.combine(day + ONE_DAY, time.min, ZoneInfo(zone))
    readings = (midnight.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(end for end in readings if day_at(end - datetime.resolution, zone) <= day)


def fires_at(day: date, zone: str) -> datetime:
    """09:00 in `zone`, in UTC; of the day before where `day` was skipped."""
    moment = datetime.combine(day, _MORNING, ZoneInfo(zone)).astimezone(UTC)
    return moment if day_at(moment, zone) == day else fires_at(day - ONE_DAY, zone)
