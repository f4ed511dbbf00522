"""Counting days, business days, weeks and months from a day, forward and back."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from service.domain.terms.delivery import SpanUnit

ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later (or earlier), or the last day of a shorter month.

    Count all months at once from the day itself: 31 January plus one month plus one month is
    28 March, plus two months it is 31 March.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDays:
    """Which days are business days at a place; `source` says by which calendar, for the record."""

    place: str
    is_business_day: Callable[[date], bool]
    source: str

    def last_by(self, day: date) -> date:
        """The day itself, rolled back if it is not a business day."""
        while not self.is_business_day(day):
            day -= ONE_DAY
        return day

    def first_from(self, day: date) -> date:
        """The day itself, or the next business day if it is not one."""
        while not self.is_business_day(day):
            day += ONE_DAY
        return day

    def before(self, day: date, n: int) -> date:
        """The nth business day before `day`, which itself does not count."""
        for _ in range(n):
            day = self.last_by(day - ONE_DAY)
        return day

    def after(self, day: date, n: int) -> date:
        """The nth business day after `day`, which itself does not count; 0 rolls forward."""
        for _ in range(n):
            day = self.first_from(day + ONE_DAY)
        return self.first_from(day)


WEEKDAYS: Final = BusinessDays(
    place="any", is_business_day=lambda day: day.weekday() < _SATURDAY, source="Monday to Friday"
)
"""Where no place is known yet: no holidays, so never more days off than any place has."""


def after(day: date, value: int, unit: SpanUnit, business_days: BusinessDays) -> date:
    match unit:
        case SpanUnit.DAYS:
            return day + timedelta(days=value)
        case SpanUnit.WEEKS:
            return day + timedelta(weeks=value)
        case SpanUnit.MONTHS:
            return add_months(day, value)
        case SpanUnit.BUSINESS_DAYS:
            return business_days.after(day, value)


def before(day: date, value: int, unit: SpanUnit, business_days: BusinessDays) -> date:
    """Counted back from `day`; months to the same day of the month, or a shorter month's last."""
    if unit is SpanUnit.BUSINESS_DAYS:
        return business_days.before(day, value)
    return after(day, -value, unit, business_days)
