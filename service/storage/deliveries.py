"""Deliveries of licenses and reports of use, kept row by row beside the license's history."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from service.domain.deliveries.batch import Batch, BatchStatus, Deliveries, Lot
from service.domain.errors import NotFound
from service.domain.money import Money
from service.domain.statements.account import Reported
from service.storage import codec
from service.storage.delivery_tables import deliveries, use_reports


class DeliveryRows:
    """Those of one organization."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def license_of(self, delivery_id: str) -> str:
        """NotFound for another organization's."""
        found = self.connection.scalar(
            select(deliveries.c.license_id).where(
                deliveries.c.id == delivery_id, deliveries.c.org_id == self.org
            )
        )
        if found is None:
            raise NotFound
        return str(found)

    def of_license(self, license_id: str) -> Deliveries:
        rows = self.connection.execute(
            select(deliveries)
            .where(deliveries.c.license_id == license_id, deliveries.c.org_id == self.org)
            .order_by(deliveries.c.number)
        )
        return Deliveries(tuple(map(_batch, rows)))

    def save(
        self,
        license_id: str,
        after: Deliveries,
        lapses: Mapping[str, datetime],
        at: datetime,
    ) -> None:
        """What came or changed, in the transaction that records the events on the held license.

        `lapses` says of which deliveries silence accepts something, and when.
        """
        asked = select(deliveries).where(deliveries.c.license_id == license_id)
        known = {row.id: row._mapping for row in self.connection.execute(asked)}
        for batch in after.batches:
            values = {**_row(batch), "lapses_at": lapses.get(batch.id)}
            before = known.get(batch.id)
            if before is None:
                whose = {"org_id": self.org, "license_id": license_id, "updated_at": at}
                self.connection.execute(insert(deliveries).values(**whose, **values))
            elif any(before[name] != value for name, value in values.items()):
                self.connection.execute(
                    update(deliveries)
                    .where(deliveries.c.id == batch.id, deliveries.c.org_id == self.org)
                    .values(updated_at=at, **values)
                )

    def reports(self, license_id: str) -> tuple[Reported, ...]:
        rows = self.connection.execute(
            select(use_reports)
            .where(use_reports.c.license_id == license_id, use_reports.c.org_id == self.org)
            .order_by(use_reports.c.on_day, use_reports.c.charge)
        )
        return tuple(map(_reported, rows))

    def keep_reports(self, license_id: str, reports: Sequence[Reported], at: datetime) -> None:
        for each in reports:
            self.connection.execute(
                delete(use_reports).where(
                    use_reports.c.license_id == license_id,
                    use_reports.c.org_id == self.org,
                    use_reports.c.charge == each.charge,
                    use_reports.c.on_day == each.on,
                )
            )
            whose = {"org_id": self.org, "license_id": license_id, "reported_at": at}
            self.connection.execute(insert(use_reports).values(**whose, **_report_row(each)))


def silent(connection: Connection, at: datetime, limit: int) -> list[tuple[str, str]]:
    """Organization and license where silence has accepted something, the longest ago first."""
    rows = connection.execute(
        select(deliveries.c.org_id, deliveries.c.license_id)
        .where(deliveries.c.lapses_at.is_not(None), deliveries.c.lapses_at <= at)
        .order_by(deliveries.c.lapses_at)
        .limit(limit)
    )
    return list(dict.fromkeys((row.org_id, row.license_id) for row in rows))


def _row(batch: Batch) -> dict[str, Any]:
    return {
        "id": batch.id,
        "number": batch.number,
        "delivered_on": batch.delivered_on,
        "manifest_sha256": batch.manifest_sha256,
        "replaces": batch.replaces,
        "status": batch.status,
        "lots": codec.encode(batch.lots),
    }


def _batch(row: Any) -> Batch:
    return Batch(
        id=row.id,
        number=row.number,
        delivered_on=row.delivered_on,
        manifest_sha256=row.manifest_sha256,
        replaces=row.replaces,
        status=BatchStatus(row.status),
        lots=codec.decode(tuple[Lot, ...], row.lots),
    )


def _report_row(each: Reported) -> dict[str, Any]:
    return {
        "charge": each.charge,
        "on_day": each.on,
        "uses": f"{each.uses:f}",
        "base_minor": each.base.minor if each.base else None,
        "base_currency": each.base.currency if each.base else None,
    }


def _reported(row: Any) -> Reported:
    base = None if row.base_minor is None else Money(row.base_minor, row.base_currency)
    return Reported(charge=row.charge, on=row.on_day, uses=Decimal(row.uses), base=base)
