"""Key dates as pages show them: those of a license, what comes next, and how many are late."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from service.domain.licenses.calendar import SETTLED, WAITING, Whose
from service.domain.licenses.key_dates import DateState, Kind, LicenseDateKind
from service.domain.period.entries import KeyDateKind
from service.domain.period.zones import day_at
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.storage.license_counts import licenses_by_status
from service.storage.license_lists import LicenseRow
from service.storage.license_tables import key_dates
from service.storage.tables import users


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A key date as it was last worked out, or as it was settled, and by whom."""

    id: str
    license_id: str
    key: str
    kind: Kind
    n: int
    side: Side | None
    method: NoticeMethod | None
    whose: Whose
    on: date
    rule: str
    duty: bool
    state: DateState
    settled_on: date | None
    settled_by: str | None
    note: str | None
    has_file: bool
    """Whether a file shows that it was done."""

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do it."""
        return self.duty and self.state in WAITING

    @property
    def settled(self) -> bool:
        return self.state in SETTLED


class LicenseDates:
    """Those of one organization."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def count_by_status(self) -> dict[str, int]:
        """Only those that some license has."""
        return licenses_by_status(self.connection, self.org)

    def next_days(self, rows: Sequence[LicenseRow], at: datetime) -> dict[str, Day]:
        """By license the nearest day from today on that nobody has dealt with."""
        if not rows:
            return {}
        ahead = _dates().where(key_dates.c.state.in_(WAITING), _ahead(rows, at))
        place = func.row_number().over(
            partition_by=key_dates.c.license_id,
            order_by=(key_dates.c.on, key_dates.c.duty.desc(), key_dates.c.key),
        )
        numbered = ahead.add_columns(place.label("place")).subquery()
        found = self.connection.execute(select(numbered).where(numbered.c.place == 1))
        return {row.license_id: day_from(row) for row in found}

    def late(self, rows: Sequence[LicenseRow], at: datetime) -> dict[str, int]:
        """By license how many duties nobody has dealt with in time; only where there are any."""
        if not rows:
            return {}
        found = self.connection.execute(
            select(key_dates.c.license_id, func.count().label("n"))
            .where(key_dates.c.state.in_(WAITING), key_dates.c.duty)
            .where(key_dates.c.license_id.in_([row.id for row in rows]), ~_ahead(rows, at))
            .group_by(key_dates.c.license_id)
        )
        return {row.license_id: row.n for row in found}

    def of_license(self, license_id: str) -> list[Day]:
        """The earliest first."""
        asked = _dates().where(key_dates.c.license_id == license_id, key_dates.c.org_id == self.org)
        rows = self.connection.execute(asked.order_by(key_dates.c.on, key_dates.c.key))
        return [*map(day_from, rows)]


def _dates() -> Select[Any]:
    return select(key_dates, users.c.name.label("settled_by_name")).outerjoin(
        users, users.c.id == key_dates.c.settled_by
    )


def _ahead(rows: Iterable[LicenseRow], at: datetime) -> ColumnElement[bool]:
    """Each license counts its days in its own zone."""
    by_zone: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_zone[row.zone].append(row.id)
    return or_(
        *(
            and_(key_dates.c.license_id.in_(ids), key_dates.c.on >= day_at(at, zone))
            for zone, ids in by_zone.items()
        )
    )


def day_from(row: Any) -> Day:
    return Day(
        id=row.id,
        license_id=row.license_id,
        key=row.key,
        kind=kind_of(row.kind),
        n=row.n,
        side=Side(row.side) if row.side else None,
        method=NoticeMethod(row.method) if row.method else None,
        whose=Whose(row.whose),
        on=row.on,
        rule=row.rule,
        duty=row.duty,
        state=DateState(row.state),
        settled_on=row.settled_on,
        settled_by=row.settled_by_name,
        note=row.note,
        has_file=row.file_sha256 is not None,
    )


def kind_of(value: str) -> Kind:
    return KeyDateKind(value) if value in {*KeyDateKind} else LicenseDateKind(value)
