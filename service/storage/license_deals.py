"""The deals that renew, amend, add to or replace a license."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from service.domain.deal import OPEN, RelationKind, Status
from service.storage.tables import deals


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutRow:
    id: str
    kind: RelationKind
    status: Status
    title: str | None
    created_at: datetime

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


def deals_about(connection: Connection, org: str, license_id: str) -> Sequence[AboutRow]:
    """The newest first, whatever became of them."""
    asked = select(deals).where(deals.c.about_license == license_id, deals.c.org_id == org)
    rows = connection.execute(asked.order_by(deals.c.created_at.desc(), deals.c.id.desc()))
    return [
        AboutRow(
            id=row.id,
            kind=RelationKind(row.header["relation"]["kind"]),
            status=Status(row.status),
            title=row.title,
            created_at=row.created_at,
        )
        for row in rows
    ]
