"""Date arithmetic by walking one day at a time: slow, and too simple to be wrong."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

IsOpen = Callable[[date], bool]


def months_later(start: date, months: int) -> date:
    """Walk on until so many months have begun; stop at the same number or at the month's end."""
    day, begun = start, 0
    while begun < months:
        day += DAY
        if day.day == 1:
            begun += 1
    while day.day != start.day and (day + DAY).day != 1 and months:
        day += DAY
    return day


def months_earlier(start: date, months: int) -> date:
    """Walk back until so many month ends are passed; stop at the same number or at once."""
    day, passed = start, 0
    while passed < months:
        day -= DAY
        if (day + DAY).day == 1:
            passed += 1
    while day.day > start.day:
        day -= DAY
    return day


def days_before(day: date, n: int) -> date:
    for _ in range(n):
        day -= DAY
    return day


def open_days_before(day: date, n: int, is_open: IsOpen) -> date:
    met = 0
    while met < n:
        day -= DAY
        if is_open(day):
            met += 1
    return day


def open_days_after(day: date, n: int, is_open: IsOpen) -> date:
    met = 0
    while met < n:
        day += DAY
        if is_open(day):
            met += 1
    while not is_open(day):
        day += DAY
    return day


def last_sending_day(by: date, receipt: Callable[[date], date]) -> date:
    """Try every day of sending, the latest first."""
    day = by
    while receipt(day) > by:
        day -= DAY
    return day


def month_anchors(start: date, until: date) -> list[date]:
    """Each day from `start` on that carries its number, or ends a month that lacks it."""
    anchors, day = [], start
    while day <= until:
        if day.day == start.day or (day.day < start.day and (day + DAY).day == 1):
            anchors.append(day)
        day += DAY
    return anchors


def end_of_day(day: date, zone: str) -> datetime:
    """Walk back, minute by minute, to the last one whose local date is not yet later."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    moment = midnight + timedelta(hours=40)
    while moment.astimezone(ZoneInfo(zone)).date() > day:
        moment -= MINUTE
    return moment + MINUTE
