"""Everything that happened to the deals and licenses of an organization, in one order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from service.storage.license_tables import license_events
from service.storage.tables import deal_events
from service.storage.views import Page, cursor_at, number_behind, with_names


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedRow:
    """An event of a deal or of a license, the other id null; `data` is what it says besides."""

    position: int
    id: str
    deal_id: str | None
    license_id: str | None
    seq: int
    type: str
    actor: str
    actor_name: str | None
    at: datetime
    data: Mapping[str, Any]


def happenings(connection: Connection, org: str, *, limit: int, after: str | None = None) -> Page:
    """The oldest first: both histories count in one row of positions, each read by its index."""
    since = number_behind(after) if after is not None else 0
    both = (_rows(connection, org, table, since, limit) for table in (deal_events, license_events))
    rows = [*islice(merge(*both, key=lambda row: row.position), limit)]
    return Page(rows, cursor_at(rows[-1].position) if rows else after)


def _rows(
    connection: Connection, org: str, events: Table, since: int, limit: int
) -> list[HappenedRow]:
    asked = with_names(events).where(events.c.org_id == org, events.c.position > since)
    found = connection.execute(asked.order_by(events.c.position).limit(limit))
    return [_row(row._asdict()) for row in found]


def _row(row: Mapping[str, Any]) -> HappenedRow:
    same = ("position", "id", "seq", "type", "actor", "actor_name", "at", "data")
    whose: dict[str, Any] = {name: row.get(name) for name in ("deal_id", "license_id")}
    return HappenedRow(**{name: row[name] for name in same}, **whose)
