"""Key dates of all licenses of an organization, as calendars show them."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from service.domain.deal import OurSide
from service.domain.licenses.calendar import NOTICE_DEADLINES
from service.domain.licenses.key_dates import DateState, Kind
from service.domain.period.counting import ONE_DAY
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.storage.license_dates import kind_of
from service.storage.license_tables import date_counts, key_dates, licenses

_TAKEN: Final = tuple(
    licenses.c[name]
    for name in (
        *("version", "title", "licensor_name", "licensee_name"),
        *("our_side", "zone", "updated_at"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A key date with its license: `version` and `updated_at` are the license's."""

    license_id: str
    version: int
    title: str | None
    licensor_name: str
    licensee_name: str
    our_side: OurSide
    zone: str
    updated_at: datetime
    key: str
    kind: Kind
    n: int
    side: Side | None
    method: NoticeMethod | None
    on: date
    rule: str
    duty: bool
    state: DateState

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do it."""
        return self.duty and self.state in (DateState.OPEN, DateState.MISSED)


@dataclass(frozen=True, slots=True)
class Found:
    """The first days of those that were looked for, and how many there are."""

    days: list[CalendarDay]
    count: int


class LicenseCalendar:
    """That of one organization; by index, however many licenses there are."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def ahead(self, today: date, limit: int) -> list[CalendarDay]:
        """From that day on, the earliest first."""
        asked = self._days().where(key_dates.c.on >= today)
        return self._found(asked.order_by(key_dates.c.on, key_dates.c.key).limit(limit))

    def behind(self, today: date, since: date, limit: int) -> list[CalendarDay]:
        """Before that day, the latest first."""
        asked = self._days().where(key_dates.c.on < today, key_dates.c.on >= since)
        return self._found(asked.order_by(key_dates.c.on.desc(), key_dates.c.key).limit(limit))

    def late(self, today: date, limit: int) -> Found:
        """Duties whose day is over where their contract counts, or by now everywhere."""

        def late(table: Table) -> ColumnElement[bool]:
            over = (table.c.state == DateState.OPEN) & (table.c.on < today - ONE_DAY)
            return table.c.duty & ((table.c.state == DateState.MISSED) | over)

        return self._sought(late, limit)

    def due(self, first: date, last: date, limit: int) -> Found:
        """Duties that nobody has dealt with, besides those that are deadlines for notices."""

        def due(table: Table) -> ColumnElement[bool]:
            theirs = table.c.duty & table.c.kind.not_in(NOTICE_DEADLINES)
            return theirs & _open_between(table, first, last)

        return self._sought(due, limit)

    def deadlines(self, first: date, last: date, limit: int) -> Found:
        """The last days for notices."""

        def deadline(table: Table) -> ColumnElement[bool]:
            return table.c.kind.in_(NOTICE_DEADLINES) & _open_between(table, first, last)

        return self._sought(deadline, limit)

    def _sought(self, wanted: Callable[[Table], ColumnElement[bool]], limit: int) -> Found:
        """The earliest first. How many stand on a day is kept, and tells where to look."""
        number = func.sum(date_counts.c.dates)
        rows = self.connection.execute(
            select(date_counts.c.on, number.label("n"))
            .where(date_counts.c.org_id == self.org, wanted(date_counts))
            .group_by(date_counts.c.on)
            .having(number > 0)
            .order_by(date_counts.c.on)
        ).all()
        on_these = key_dates.c.on.in_([row.on for row in rows[:limit]])
        asked = self._days().where(on_these, wanted(key_dates)).limit(limit)
        days = self._found(asked.order_by(key_dates.c.on, key_dates.c.id)) if rows else []
        return Found(days, sum(int(row.n) for row in rows))

    def _days(self) -> Select[Any]:
        return (
            select(key_dates, *_TAKEN)
            .join(licenses, licenses.c.id == key_dates.c.license_id)
            .where(key_dates.c.org_id == self.org)
        )

    def _found(self, asked: Select[Any]) -> list[CalendarDay]:
        return [*map(_day, self.connection.execute(asked))]


def _open_between(table: Table, first: date, last: date) -> ColumnElement[bool]:
    return (table.c.state == DateState.OPEN) & table.c.on.between(first, last)


def _day(row: Any) -> CalendarDay:
    read: dict[str, Any] = {
        "our_side": OurSide(row.our_side),
        "kind": kind_of(row.kind),
        "side": Side(row.side) if row.side else None,
        "method": NoticeMethod(row.method) if row.method else None,
        "state": DateState(row.state),
    }
    names = (field.name for field in fields(CalendarDay) if field.name not in read)
    return CalendarDay(**read, **{name: row._mapping[name] for name in names})
