"""Licenses as lists show them: rows, key dates and histories, straight from the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_

from service.domain.deal import OurSide
from service.domain.errors import NotFound
from service.domain.licenses.calendar import WAITING
from service.domain.licenses.key_dates import DateState
from service.domain.licenses.parts import Status
from service.domain.money import Money
from service.storage.license_counts import dates_waiting
from service.storage.license_tables import key_dates, license_events, licenses
from service.storage.views import Page, page_of_newest, place_of, with_names

FEW_DATES: Final = 5_000
"""The licenses of so many are looked up and sorted in no time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseRow:
    """`committed` in the license's own currency; `next_on` is its next key date, null without one."""

    id: str
    version: int
    status: Status
    deal_id: str | None
    contract_id: str | None
    title: str | None
    external_id: str | None
    metadata: Mapping[str, str]
    our_side: OurSide
    licensor_name: str
    licensee_name: str
    committed: Money
    starts_on: date
    last_day: date | None
    ends_on: date | None
    renewed: int
    zone: str
    next_on: date | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """A key date, with the license that it belongs to as that stands now."""

    id: str
    license_id: str
    version: int
    status: Status
    kind: str
    n: int
    side: str | None
    whose: str
    method: str | None
    on: date
    rule: str
    duty: bool
    state: DateState
    settled_on: date | None
    settled_by: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseEventRow:
    """One event of a license's history; `data` is what it says besides who and when."""

    id: str
    license_id: str
    seq: int
    type: str
    actor: str
    actor_name: str | None
    at: datetime
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLinkRow:
    """What somebody of the other side did with a notice by a personal link, and from where."""

    notice_id: str
    type: str
    name: str | None
    at: datetime
    email: str
    address: str
    user_agent: str
    code_proved: bool


class LicenseLists:
    """Those of one organization."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def page(
        self,
        *,
        limit: int,
        today: date,
        after: str | None = None,
        status: Status | None = None,
        external_id: str | None = None,
        next_by: date | None = None,
    ) -> Page:
        """The newest first; `next_by` asks for those with a key date from today to that day."""
        asked = self._mine(today).order_by(licenses.c.created_at.desc(), licenses.c.id.desc())
        if status is not None:
            asked = asked.where(licenses.c.status == status)
        if external_id is not None:
            asked = asked.where(licenses.c.external_id == external_id)
        if next_by is not None:
            asked = asked.where(with_a_date(self.connection, self.org, today, next_by))
        if after is not None:
            place = tuple_(licenses.c.created_at, licenses.c.id)
            asked = asked.where(place < place_of(after))
        rows = [*map(_license_row, self.connection.execute(asked.limit(limit + 1)))]
        return page_of_newest(rows, limit)

    def row(self, license_id: str, today: date) -> LicenseRow:
        """NotFound for another organization's."""
        asked = self._mine(today).where(licenses.c.id == license_id)
        return _license_row(_found(self.connection.execute(asked).one_or_none()))

    def id_of_deal(self, deal_id: str) -> str | None:
        """The license that the execution of this deal made."""
        found: str | None = self.connection.scalar(
            select(licenses.c.id).where(
                licenses.c.deal_id == deal_id, licenses.c.org_id == self.org
            )
        )
        return found

    def dates(self, license_id: str) -> Sequence[DateRow]:
        """The earliest first; none for another organization's license."""
        asked = self._dates().where(key_dates.c.license_id == license_id)
        rows = self.connection.execute(asked.order_by(key_dates.c.on, key_dates.c.key))
        return [*map(_date_row, rows)]

    def key_date(self, key_date_id: str) -> DateRow:
        """NotFound for another organization's."""
        asked = self._dates().where(key_dates.c.id == key_date_id)
        return _date_row(_found(self.connection.execute(asked).one_or_none()))

    def file_of_date(self, key_date_id: str) -> str:
        """The digest of what shows that it was done; NotFound for none."""
        found = self.connection.scalar(
            select(key_dates.c.file_sha256).where(
                key_dates.c.id == key_date_id, key_dates.c.org_id == self.org
            )
        )
        return str(_found(found))

    def history(self, license_id: str) -> Sequence[LicenseEventRow]:
        """The oldest first; NotFound for another organization's."""
        asked = with_names(license_events).where(
            license_events.c.license_id == license_id, license_events.c.org_id == self.org
        )
        rows = self.connection.execute(asked.order_by(license_events.c.seq)).all()
        if not rows:
            raise NotFound
        return [LicenseEventRow(**_values(LicenseEventRow, row)) for row in rows]

    def done_by_link(self, license_id: str) -> Sequence[ByLinkRow]:
        """The oldest first: notices that the other side gave by its link, and receipts."""
        rows = [row for row in self.history(license_id) if row.data.get("via")]
        return [*map(_by_link, rows)]

    def _mine(self, today: date) -> Select[Any]:
        next_on = (
            select(func.min(key_dates.c.on))
            .where(
                key_dates.c.license_id == licenses.c.id,
                key_dates.c.on >= today,
                key_dates.c.state.in_(WAITING),
            )
            .scalar_subquery()
            .label("next_on")
        )
        return select(licenses, next_on).where(licenses.c.org_id == self.org)

    def _dates(self) -> Select[Any]:
        return (
            select(key_dates, licenses.c.version, licenses.c.status)
            .join(licenses, licenses.c.id == key_dates.c.license_id)
            .where(key_dates.c.org_id == self.org)
        )


def with_a_date(
    connection: Connection, org: str, first: date, last: date, few: int = FEW_DATES
) -> ColumnElement[bool]:
    """Looked up by their dates where those are few, else one license of the list after another."""
    dated = select(key_dates.c.license_id).where(
        key_dates.c.on.between(first, last), key_dates.c.state.in_(WAITING)
    )
    if dates_waiting(connection, org, first, last) > few:
        return dated.where(key_dates.c.license_id == licenses.c.id).exists()
    return licenses.c.id.in_(dated.where(key_dates.c.org_id == org))


def _by_link(row: LicenseEventRow) -> ByLinkRow:
    notice: dict[str, Any] = row.data.get("notice") or {"id": row.data.get("notice_id")}
    said: dict[str, Any] = {"type": row.type, "name": row.actor_name, "at": row.at}
    return ByLinkRow(notice_id=notice["id"], **said, **row.data["via"])


def _found(row: Any) -> Any:
    if row is None:
        raise NotFound
    return row


def _values(kind: type[Any], row: Any) -> dict[str, Any]:
    """What a row has under the names of a class."""
    return {field.name: row._mapping[field.name] for field in fields(kind)}


def _license_row(row: Any) -> LicenseRow:
    own: dict[str, Any] = {
        "committed": Money(row.committed_minor, row.currency),
        "status": Status(row.status),
        "our_side": OurSide(row.our_side),
    }
    names = (field.name for field in fields(LicenseRow) if field.name not in own)
    return LicenseRow(**own, **{name: row._mapping[name] for name in names})


def _date_row(row: Any) -> DateRow:
    own = {"status": Status(row.status), "state": DateState(row.state)}
    return DateRow(**_values(DateRow, row) | own)
