"""Loading and recording licenses, with their rows and their history, in one commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from service.domain.audit import FIRST, Record, timestamp
from service.domain.deal import OurSide
from service.domain.errors import NotFound, StaleLicense
from service.domain.event import Event
from service.domain.licenses.due import next_moment
from service.domain.licenses.events import LicenseMade
from service.domain.licenses.key_dates import DueDate, dates_of
from service.domain.licenses.license import License
from service.domain.licenses.reminders import next_reminder, reminders
from service.domain.period.counting import BusinessDays
from service.domain.period.zones import day_at
from service.domain.statements.account import Earlier
from service.domain.terms import Terms
from service.storage.deals import Tx
from service.storage.ids import new_id
from service.storage.license_counts import Changed, count_dates, count_licenses
from service.storage.license_post import send_out
from service.storage.license_rows import (
    date_row,
    differs,
    license_from,
    license_row,
    notice_row,
    period_row,
    terms_row,
)
from service.storage.license_tables import (
    key_dates,
    license_events,
    license_notices,
    license_periods,
    license_reminders,
    licenses,
)
from service.storage.loading import written_from
from service.storage.reminder_days import duty_days
from service.storage.tables import terms_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What we keep beside a license and no event says."""

    title: str | None = None
    external_id: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


class LicenseReader:
    """Those of one organization."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def license(self, license_id: str) -> License:
        """NotFound for another organization's."""
        return self._license(self._row(license_id))

    def of_deal(self, deal_id: str) -> License | None:
        """The one that the execution of this deal made."""
        found = self.connection.scalar(
            select(licenses.c.id).where(
                licenses.c.deal_id == deal_id, licenses.c.org_id == self.org
            )
        )
        return None if found is None else self.license(found)

    def terms_of(self, license: License, n: int) -> Terms:
        """Those whose prices period `n` has, as they stood at its end."""
        return self._terms(license, license.terms_sha256_of(n))

    def terms_before(self, license: License, n: int) -> tuple[Earlier, ...]:
        """Those that amendments changed while period `n` ran."""
        return tuple(
            Earlier(self._terms(license, each.terms_sha256), each.until)
            for each in license.changed_in(n)
            if each.until
        )

    def _terms(self, license: License, sha256: str) -> Terms:
        if sha256 == license.written.canonical.sha256:
            return license.terms
        asked = select(terms_texts.c.data).where(
            terms_texts.c.org_id == self.org, terms_texts.c.sha256 == sha256
        )
        return written_from(self.connection.execute(asked).scalar_one(), sha256).terms

    def license_of_notice(self, notice_id: str) -> str:
        """NotFound for none of ours."""
        return self._owner(license_notices, license_notices.c.id, notice_id)

    def place_of_date(self, key_date_id: str) -> tuple[str, str]:
        """The license and the key of a key date; NotFound for none of ours."""
        row = self.connection.execute(
            select(key_dates.c.license_id, key_dates.c.key).where(
                key_dates.c.id == key_date_id, key_dates.c.org_id == self.org
            )
        ).one_or_none()
        if row is None:
            raise NotFound
        return row.license_id, row.key

    def reminder(self, reminder_id: str) -> Any:
        """The row of a reminder; NotFound for none of ours."""
        row = self.connection.execute(
            select(license_reminders).where(
                license_reminders.c.id == reminder_id, license_reminders.c.org_id == self.org
            )
        ).one_or_none()
        if row is None:
            raise NotFound
        return row

    def record_at(self, license_id: str, seq: int | None) -> Record | None:
        """One event of its history."""
        row = self.connection.execute(
            select(license_events).where(
                license_events.c.license_id == license_id,
                license_events.c.org_id == self.org,
                license_events.c.seq == seq,
            )
        ).one_or_none()
        return None if row is None else _record(row)

    def history(self, license_id: str) -> tuple[tuple[Record, ...], str]:
        """The records of its chain, and the head that is kept beside them; NotFound."""
        row = self._row(license_id)
        rows = self.connection.execute(
            select(license_events)
            .where(license_events.c.license_id == license_id)
            .order_by(license_events.c.seq)
        )
        return tuple(map(_record, rows)), row.audit_head

    def _owner(self, table: Table, column: Any, value: str) -> str:
        found = self.connection.scalar(
            select(table.c.license_id).where(column == value, table.c.org_id == self.org)
        )
        if found is None:
            raise NotFound
        return str(found)

    def _row(self, license_id: str, *, held: bool = False) -> Any:
        asked = (
            select(licenses, terms_texts.c.data)
            .join(
                terms_texts,
                (terms_texts.c.org_id == licenses.c.org_id)
                & (terms_texts.c.sha256 == licenses.c.terms_sha256),
            )
            .where(licenses.c.id == license_id, licenses.c.org_id == self.org)
        )
        if held:
            asked = asked.with_for_update(of=licenses)
        row = self.connection.execute(asked).one_or_none()
        if row is None:
            raise NotFound
        return row

    def _license(self, row: Any) -> License:
        written = written_from(row.data, row.terms_sha256)
        periods = self._rows(license_periods, row.id, license_periods.c.n)
        notices = self._rows(license_notices, row.id, license_notices.c.number)
        return license_from(row, written, periods, notices)

    def _rows(self, table: Table, license_id: str, order: Any) -> Sequence[Any]:
        asked = select(table).where(table.c.license_id == license_id).order_by(order)
        return self.connection.execute(asked).all()


class Licenses(LicenseReader):
    """In one transaction: whoever holds a license is waited for by everybody who would move it."""

    def __init__(self, tx: Tx) -> None:
        super().__init__(tx.connection, tx.org)
        self.tx = tx

    def held(self, license_id: str) -> License:
        """One that nobody else moves until this transaction ends; NotFound."""
        return self._license(self._row(license_id, held=True))

    def begin(
        self,
        event: LicenseMade,
        license_id: str,
        our_side: OurSide,
        beside: Beside,
        days: BusinessDays,
    ) -> License:
        """A new license under an id that nothing has yet."""
        license = License.begun(license_id, our_side, event, beside.title)
        records = self.tx.records(license_id, 0, FIRST, (event,))
        self.tx.keep_terms(license.written.canonical)
        row = {
            "id": license_id,
            "org_id": self.org,
            "external_id": beside.external_id,
            "metadata": dict(beside.metadata),
            "made_by": event.by,
            "reminded_until": event.at,
            "audit_head": records[-1].hash,
            "created_at": event.at,
            "updated_at": event.at,
            **license_row(license),
            **terms_row(license.written),
        }
        self.connection.execute(insert(licenses).values(row))
        dates = self._keep_parts(license, event.at, days)
        self._keep_next(license, event.at, event.at, days)
        self._append(license, records, (event,))
        self._count(Changed(came=[row]), dates)
        return license

    def record(self, before: License, events: tuple[Event, ...], days: BusinessDays) -> License:
        """The moved license, its rows and its history; StaleLicense if somebody was faster."""
        if not events:
            return before
        after, at = before.after(events), events[-1].at
        row = self._row(before.id, held=True)
        if row.version != before.version:
            raise StaleLicense
        records = self.tx.records(before.id, before.version, row.audit_head, events)
        values = {"updated_at": at, "audit_head": records[-1].hash, **license_row(after)}
        if after.written != before.written:
            self.tx.keep_terms(after.written.canonical)
            values |= terms_row(after.written)
        moved = self.connection.execute(
            update(licenses)
            .where(licenses.c.id == before.id, licenses.c.version == before.version)
            .values(values)
        )
        if moved.rowcount == 0:
            raise StaleLicense
        dates = self._keep_parts(after, at, days)
        self._keep_next(after, row.reminded_until, at, days)
        self._append(after, records, events)
        self._count(Changed([{**row._mapping, **values}], [row._mapping]), dates)
        return after

    def claimed(self, license_id: str, at: datetime) -> License | None:
        """Held, if it is still due and nobody else has it just now."""
        found = self.connection.scalar(
            select(licenses.c.id)
            .where(
                licenses.c.id == license_id,
                licenses.c.org_id == self.org,
                licenses.c.next_at <= at,
            )
            .with_for_update(skip_locked=True)
        )
        return None if found is None else self.license(found)

    def postpone(self, license_id: str, until: datetime) -> None:
        """Looked at again only then, so that one that fails does not hold up the others."""
        self.connection.execute(
            update(licenses)
            .where(licenses.c.id == license_id, licenses.c.org_id == self.org)
            .values(next_at=until)
        )

    def dates(self, license: License, at: datetime, days: BusinessDays) -> tuple[DueDate, ...]:
        return dates_of(license, day_at(at, license.zone), days)

    def reminded_until(self, license_id: str) -> datetime:
        found: datetime = self._row(license_id).reminded_until
        return found

    def keep_reminded(self, license: License, until: datetime, days: BusinessDays) -> None:
        """Nothing that fell due before is raised again."""
        self._keep_next(license, until, until, days)

    def _keep_next(
        self, license: License, since: datetime, at: datetime, days: BusinessDays
    ) -> None:
        dates = self.dates(license, at, days)
        planned = reminders(license, dates, duty_days(self.connection, self.org))
        moments = (next_moment(license, days, at), next_reminder(planned, since))
        self.connection.execute(
            update(licenses)
            .where(licenses.c.id == license.id)
            .values(reminded_until=since, next_at=min(filter(None, moments), default=None))
        )

    def _count(self, licenses: Changed, dates: Changed) -> None:
        """Last, behind the lock on the organization."""
        count_licenses(self.connection, self.org, licenses)
        count_dates(self.connection, self.org, dates)

    def _keep_parts(self, license: License, at: datetime, days: BusinessDays) -> Changed:
        """What changed in its key dates."""
        for period in license.periods:
            self._put(license_periods, license.id, "n", period_row(period), {})
        for number, notice in enumerate(license.notices, 1):
            more = {"org_id": self.org, "number": number}
            self._put(license_notices, license.id, "id", notice_row(notice), more)
        found = self.dates(license, at, days)
        return self._keep_dates(license, [date_row(each, license.our_side) for each in found])

    def _keep_dates(self, license: License, found: list[dict[str, Any]]) -> Changed:
        """Dates that no longer apply go, unless somebody has settled them."""
        rows = {row.key: row for row in self._rows(key_dates, license.id, key_dates.c.key)}
        now = {each["key"] for each in found}
        gone = [row for key, row in rows.items() if key not in now and row.settled_on is None]
        if gone:
            ids = [row.id for row in gone]
            self.connection.execute(delete(key_dates).where(key_dates.c.id.in_(ids)))
        new = [each for each in found if each["key"] not in rows]
        whose = {"org_id": self.org, "license_id": license.id}
        if new:
            made = [{"id": new_id("kdt"), **whose, **each} for each in new]
            self.connection.execute(insert(key_dates), made)
        known = ((rows[each["key"]], each) for each in found if each["key"] in rows)
        moved = [(row, each) for row, each in known if differs(row, each)]
        for row, each in moved:
            self.connection.execute(update(key_dates).where(key_dates.c.id == row.id).values(each))
        return Changed(
            came=[*new, *(each for _, each in moved)],
            went=[row._mapping for row in (*gone, *(row for row, _ in moved))],
        )

    def _put(
        self, table: Table, license_id: str, name: str, values: dict[str, Any], more: dict[str, Any]
    ) -> None:
        """A part that came, or changed."""
        here = (table.c.license_id == license_id, table.c[name] == values[name])
        row = self.connection.execute(select(table).where(*here)).one_or_none()
        if row is None:
            self.connection.execute(insert(table).values(license_id=license_id, **values, **more))
        elif differs(row, values):
            self.connection.execute(update(table).where(*here).values(values))

    def _append(self, license: License, records: list[Record], events: tuple[Event, ...]) -> None:
        """Last, as in the history of deals; with the letters that follow."""
        first = self.tx.positions(len(events))
        rows = [
            {
                "id": new_id("evt"),
                "license_id": record.deal,
                "org_id": record.org,
                "seq": record.seq,
                "position": first + n,
                "type": record.type,
                "actor": record.actor,
                "at": event.at,
                "data": record.data,
                "prev": record.prev,
                "hash": record.hash,
            }
            for n, (record, event) in enumerate(zip(records, events, strict=True))
        ]
        self.connection.execute(insert(license_events), rows)
        for record, event in zip(records, events, strict=True):
            send_out(self.tx, license, record, event)


def _record(row: Any) -> Record:
    return Record(
        seq=row.seq,
        prev=row.prev,
        ts=timestamp(row.at),
        org=row.org_id,
        deal=row.license_id,
        actor=row.actor,
        type=row.type,
        data=row.data,
    )
