"""How many licenses and key dates there are, and what licenses commit to by month, kept beside them.

Whoever writes a license or its dates writes here what changes by it, in the same transaction.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, func, select

from service.storage.counts import add_up, in_halves
from service.storage.license_tables import date_counts, license_counts

STARTS: Final = "starts"
ENDS: Final = "ends"

_OF_DATE: Final = ("on", "kind", "whose", "state", "duty")


@dataclass(frozen=True, slots=True)
class Changed:
    """Rows that came and rows that went; one that changed did both."""

    came: list[Mapping[str, Any]] = field(default_factory=list)
    went: list[Mapping[str, Any]] = field(default_factory=list)

    def signed(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        yield from ((1, row) for row in self.came)
        yield from ((-1, row) for row in self.went)


def count_licenses(connection: Connection, org: str, changed: Changed) -> None:
    """By rows of licenses; behind the lock on the organization."""
    signed = changed.signed()
    rows = ((sign, edge) for sign, row in signed for edge in _edges(org, row))
    add_up(connection, license_counts, rows)


def count_dates(connection: Connection, org: str, changed: Changed) -> None:
    """By rows of key dates; behind the lock on the organization."""
    rows = (
        (sign, {"org_id": org, "dates": 1, **{name: row[name] for name in _OF_DATE}})
        for sign, row in changed.signed()
    )
    add_up(connection, date_counts, rows)


def licenses_by_status(connection: Connection, org: str) -> dict[str, int]:
    """Only those that some license has."""
    number = func.sum(license_counts.c.licenses)
    rows = connection.execute(
        select(license_counts.c.status, number.label("n"))
        .where(license_counts.c.org_id == org, license_counts.c.edge == STARTS)
        .group_by(license_counts.c.status)
        .having(number > 0)
    )
    return {row.status: int(row.n) for row in rows}


def _edges(org: str, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Of a license when it starts, and when it ends as far as that is known."""
    ends: date | None = row["ends_on"] or row["last_day"]
    for edge, day in ((STARTS, row["starts_on"]), (ENDS, ends)):
        if day is not None:
            yield {
                "org_id": org,
                "status": str(row["status"]),
                "currency": row["currency"],
                "edge": edge,
                "month": day.replace(day=1),
                "licenses": 1,
                **in_halves(row["committed_minor"]),
            }
