"""One golden row: what was agreed, and what a person worked out from it.

A day is written as 2027-01-31, a moment in UTC as 2027-01-31T09:00Z. Days carry the names that key
dates have: kind, number, side, method. Each reminder falls at 09:00 where the contract counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from service.domain.terms import Terms
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.notices import Notices
from service.domain.terms.period import (
    Notice,
    Period,
    PeriodMode,
    Renewal,
    RenewalMode,
    StartMode,
    Starts,
)
from tests.builders import quiet_terms, some_terms

LONDON, NEW_YORK = "Europe/London", "America/New_York"
ONCE: Final = Renewal(mode=RenewalMode.NONE)
DAYS, WEEKS, MONTHS, BUSINESS = (
    SpanUnit.DAYS,
    SpanUnit.WEEKS,
    SpanUnit.MONTHS,
    SpanUnit.BUSINESS_DAYS,
)


def renews(value: int, unit: SpanUnit = DAYS, months: int = 12, **more: Any) -> Renewal:
    """Without an end, unless a notice comes so long before a last day."""
    plain: dict[str, Any] = {"mode": RenewalMode.AUTO_EVERGREEN}
    return Renewal(months=months, notice=Notice(value=value, unit=unit), **{**plain, **more})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was agreed, and what a person works out from it.

    `starts` is the first day or, with a time, the moment of the last signature. `reminded` is a
    date, how many days before it, and the moment of the reminder; `over` the moment at which the
    last day is over, of a license that does not renew.
    """

    why: str
    starts: str
    days: Mapping[str, str]
    reminded: tuple[str, int, str]
    months: int | None = 12
    ends_on: str | None = None
    zone: str = LONDON
    law: str = "GB-ENG"
    renewal: Renewal = ONCE
    notices: Notices = field(default_factory=Notices)
    over: str | None = None

    @property
    def signed_at(self) -> datetime | None:
        """The moment that makes the first day, where one does."""
        return moment(self.starts) if "T" in self.starts else None

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.days["starts:0:-:-"] if self.signed_at else self.starts)

    @property
    def terms(self) -> Terms:
        """The sample deal with this period, and with little else that has a date."""
        fixed = Starts(mode=StartMode.FIXED, on=self.first_day)
        period = Period(
            mode=PeriodMode.END_DATE if self.ends_on else PeriodMode.MONTHS,
            months=None if self.ends_on else self.months,
            ends_on=date.fromisoformat(self.ends_on) if self.ends_on else None,
            starts=Starts() if self.signed_at else fixed,
            timezone=self.zone,
            renewal=self.renewal,
            reminders_days_before=(self.reminded[1],),
        )
        law = replace(some_terms().law, governing_law=self.law)
        return quiet_terms(period=period, law=law, notices=self.notices)


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    assert found.tzinfo is UTC
    return found


LAST: Final = "last_day:0:-:-"
BY: Final = "notice_received_by:1:-:-"


def ends(why: str, starts: str, months: int, last: str, reminded: str, days: int = 1) -> Row:
    """London: it ends once, and people hear of it so many days before."""
    return Row(
        why=why, starts=starts, months=months, days={LAST: last}, reminded=(LAST, days, reminded)
    )


def noticed(why: str, starts: str, renewal: Renewal, by: str, reminded: str, **more: Any) -> Row:
    """London, unless it says otherwise: the last day to be received, and the reminder of it."""
    days = {BY: by, **more.pop("days", {})}
    reminder = (BY, more.pop("before", 1), reminded)
    return Row(why=why, starts=starts, days=days, renewal=renewal, reminded=reminder, **more)


def monthly(why: str, starts: str, last: str, begins: list[str], by: str, reminded: str) -> Row:
    """For a month, then month by month; a notice takes seven days."""
    days = {LAST: last} | {f"renewal_starts:{n}:-:-": day for n, day in enumerate(begins, 1)}
    return noticed(why, starts, renews(7, months=1), by, reminded, days=days, months=1)


def signed_on(
    why: str, at: str, zone: str, first: str, last: str, reminded: str, months: int = 12
) -> Row:
    """It starts with the last signature; people hear of its end the day before."""
    days = {"starts:0:-:-": first, LAST: last}
    reminder = (LAST, 1, reminded)
    return Row(why=why, starts=at, months=months, zone=zone, days=days, reminded=reminder)


def over_at(why: str, starts: str, zone: str, last: str, reminded: str, over: str) -> Row:
    """A year; people hear of its end the day before, and at some moment it is over."""
    reminder = (LAST, 1, reminded)
    return Row(why=why, starts=starts, zone=zone, days={LAST: last}, reminded=reminder, over=over)
