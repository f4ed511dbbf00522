"""How far off a day is, in words, and a month as weeks of days."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from service.domain.period.counting import add_months

Item = TypeVar("Item")

_MONDAY_FIRST: Final = Calendar()
_WEEK: Final = 7
_DAY_BY_DAY: Final = 90
"""Up to here every day counts to somebody who has a deadline; further off, months do."""
_YEAR: Final = 12
_MONTH_BY_MONTH: Final = 24


def away(on: date, today: date) -> str:
    """ "in 12 days", "tomorrow", "3 days ago", "in 5 months"; whole months and years only."""
    days = (on - today).days
    if abs(days) <= 1:
        return ("today", "tomorrow", "yesterday")[days]
    told = _long(abs(days), _months(min(on, today), max(on, today)))
    return f"in {told}" if days > 0 else f"{told} ago"


def _long(days: int, months: int) -> str:
    if days <= _DAY_BY_DAY:
        return f"{days} days"
    if months <= _MONTH_BY_MONTH:
        return f"{months} months"
    return f"{months // _YEAR} years"


def _months(start: date, end: date) -> int:
    """Whole months from one day to another."""
    months = (end.year - start.year) * _YEAR + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


@dataclass(frozen=True, slots=True)
class Day(Generic[Item]):
    """A day of the grid. Those of the months beside it fill the first and the last week."""

    on: date
    in_month: bool
    is_today: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Month(Generic[Item]):
    """`first` is its first day, `before` and `after` those of the months beside it."""

    first: date
    before: date
    after: date
    weeks: tuple[tuple[Day[Item], ...], ...]

    def in_order(self) -> Iterator[tuple[date, Item]]:
        """What the keyboard reaches, one after another: day by day, each as it was given."""
        for week in self.weeks:
            for day in week:
                for item in day.items:
                    yield day.on, item


def month_of(day: date, items: Iterable[tuple[date, Item]], today: date) -> Month[Item]:
    """The month that a day is in, in weeks from Monday, with what stands on each of its days."""
    by_day: defaultdict[date, list[Item]] = defaultdict(list)
    for on, item in items:
        by_day[on].append(item)
    first = day.replace(day=1)
    return Month(
        first=first,
        before=add_months(first, -1),
        after=add_months(first, 1),
        weeks=tuple(
            tuple(
                Day(on, on.month == first.month, on == today, tuple(by_day.get(on, ())))
                for on in week
            )
            for week in _MONDAY_FIRST.monthdatescalendar(first.year, first.month)
        ),
    )


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


KEYS: Final[Mapping[str, Callable[[date], date]]] = MappingProxyType(
    {
        "ArrowLeft": lambda on: on - timedelta(days=1),
        "ArrowRight": lambda on: on + timedelta(days=1),
        "ArrowUp": lambda on: on - timedelta(days=_WEEK),
        "ArrowDown": lambda on: on + timedelta(days=_WEEK),
        "Home": _monday,
        "End": lambda on: _monday(on) + timedelta(days=_WEEK - 1),
        "PageUp": lambda on: add_months(on, -1),
        "PageDown": lambda on: add_months(on, 1),
    }
)
"""Where each key leads from a day, as the pattern of a date grid has it (WAI-ARIA APG)."""
