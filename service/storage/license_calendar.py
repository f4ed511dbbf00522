"""Key dates of all licenses of an organization, as calendars show them."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from service.domain.deal import OurSide
from service.domain.licenses.key_dates import DateState, Kind
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.storage.license_dates import kind_of
from service.storage.license_tables import key_dates, licenses

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

    def _days(self) -> Select[Any]:
        return (
            select(key_dates, *_TAKEN)
            .join(licenses, licenses.c.id == key_dates.c.license_id)
            .where(key_dates.c.org_id == self.org)
        )

    def _found(self, asked: Select[Any]) -> list[CalendarDay]:
        return [*map(_day, self.connection.execute(asked))]


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
