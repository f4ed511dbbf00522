"""What pages show of licenses: the list, and the key dates of each, straight from the tables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, tuple_

from service.domain.deal import OurSide
from service.domain.licenses.key_dates import Kind, LicenseDateKind
from service.domain.licenses.parts import Status
from service.domain.money import Money
from service.domain.period.entries import KeyDateKind
from service.domain.period.zones import day_at
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.storage.license_tables import key_dates, licenses
from service.storage.tables import users
from service.storage.views import Page, page_of_newest, place_of

_WAITING: Final = ("open", "missed")


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseRow:
    """A license as a list shows it; `last_day` is that of the period that runs."""

    id: str
    status: Status
    title: str | None
    our_side: OurSide
    licensor_name: str
    licensee_name: str
    committed: Money
    starts_on: date
    last_day: date | None
    ends_on: date | None
    renewed: int
    zone: str
    created_at: datetime

    def name_of(self, side: Side) -> str:
        return self.licensor_name if side is Side.LICENSOR else self.licensee_name


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """A key date as it was last worked out, or as it was settled, and by whom."""

    id: str
    license_id: str
    kind: Kind
    n: int
    side: Side | None
    method: NoticeMethod | None
    on: date
    rule: str
    duty: bool
    state: str
    settled_on: date | None
    settled_by: str | None
    note: str | None

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do it."""
        return self.duty and self.state in _WAITING

    @property
    def settled(self) -> bool:
        return self.state not in _WAITING


class LicenseViews:
    """Those of one organization."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def page(self, *, limit: int, after: str | None = None, status: Status | None = None) -> Page:
        """Newest first; CursorWrong."""
        asked = select(licenses).where(licenses.c.org_id == self.org)
        if status is not None:
            asked = asked.where(licenses.c.status == status)
        if after is not None:
            asked = asked.where(tuple_(licenses.c.created_at, licenses.c.id) < place_of(after))
        newest = asked.order_by(licenses.c.created_at.desc(), licenses.c.id.desc())
        rows = self.connection.execute(newest.limit(limit + 1)).all()
        return page_of_newest([*map(_license_row, rows)], limit)

    def count_by_status(self) -> dict[str, int]:
        """Only those that some license has."""
        rows = self.connection.execute(
            select(licenses.c.status, func.count().label("n"))
            .where(licenses.c.org_id == self.org)
            .group_by(licenses.c.status)
        )
        return {row.status: row.n for row in rows}

    def of_deal(self, deal_id: str) -> str | None:
        """The id of the license that the execution of this deal made."""
        asked = select(licenses.c.id).where(
            licenses.c.deal_id == deal_id, licenses.c.org_id == self.org
        )
        found: str | None = self.connection.scalar(asked)
        return found

    def next_dates(self, rows: Sequence[LicenseRow], at: datetime) -> dict[str, DateRow]:
        """By license the nearest day from today on that nobody has dealt with."""
        if not rows:
            return {}
        ahead = _dates().where(key_dates.c.state.in_(_WAITING), _ahead(rows, at))
        place = func.row_number().over(
            partition_by=key_dates.c.license_id,
            order_by=(key_dates.c.on, key_dates.c.duty.desc(), key_dates.c.key),
        )
        numbered = ahead.add_columns(place.label("place")).subquery()
        found = self.connection.execute(select(numbered).where(numbered.c.place == 1))
        return {row.license_id: _date_row(row) for row in found}

    def late(self, rows: Sequence[LicenseRow], at: datetime) -> dict[str, int]:
        """By license how many duties nobody has dealt with in time; only where there are any."""
        if not rows:
            return {}
        found = self.connection.execute(
            select(key_dates.c.license_id, func.count().label("n"))
            .where(key_dates.c.state.in_(_WAITING), key_dates.c.duty)
            .where(key_dates.c.license_id.in_([row.id for row in rows]), ~_ahead(rows, at))
            .group_by(key_dates.c.license_id)
        )
        return {row.license_id: row.n for row in found}

    def dates(self, license_id: str) -> list[DateRow]:
        """The earliest first."""
        asked = _dates().where(key_dates.c.license_id == license_id, key_dates.c.org_id == self.org)
        rows = self.connection.execute(asked.order_by(key_dates.c.on, key_dates.c.key))
        return [*map(_date_row, rows)]


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


def _license_row(row: Any) -> LicenseRow:
    return LicenseRow(
        id=row.id,
        status=Status(row.status),
        title=row.title,
        our_side=OurSide(row.our_side),
        licensor_name=row.licensor_name,
        licensee_name=row.licensee_name,
        committed=Money(row.committed_minor, row.currency),
        starts_on=row.starts_on,
        last_day=row.last_day,
        ends_on=row.ends_on,
        renewed=row.renewed,
        zone=row.zone,
        created_at=row.created_at,
    )


def _date_row(row: Any) -> DateRow:
    return DateRow(
        id=row.id,
        license_id=row.license_id,
        kind=_kind(row.kind),
        n=row.n,
        side=Side(row.side) if row.side else None,
        method=NoticeMethod(row.method) if row.method else None,
        on=row.on,
        rule=row.rule,
        duty=row.duty,
        state=row.state,
        settled_on=row.settled_on,
        settled_by=row.settled_by_name,
        note=row.note,
    )


def _kind(value: str) -> Kind:
    return KeyDateKind(value) if value in {*KeyDateKind} else LicenseDateKind(value)
