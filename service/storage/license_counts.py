"""How many licenses and key dates there are, and what licenses commit to by month, kept beside them.

Whoever writes a license or its dates writes here what changes by it, in the same transaction.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, func, select

from service.domain.licenses.calendar import WAITING
from service.domain.licenses.parts import Status
from service.domain.money import Money
from service.domain.period.counting import add_months
from service.storage.counts import HALF, add_up, in_halves
from service.storage.license_tables import date_counts, license_counts

STARTS: Final = "starts"
ENDS: Final = "ends"

LIVE: Final = (Status.SCHEDULED, Status.IN_FORCE, Status.SUSPENDED, Status.ENDING)
"""Where a license has not ended, or what ends it is under way."""

_OF_DATE: Final = ("on", "kind", "whose", "state", "duty")


@dataclass(frozen=True, slots=True)
class Changed:
    """Rows that came and rows that went; one that changed did both."""

    came: list[Mapping[str, Any]] = field(default_factory=list)
    went: list[Mapping[str, Any]] = field(default_factory=list)

    def signed(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        yield from ((1, row) for row in self.came)
        yield from ((-1, row) for row in self.went)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthWorth:
    """What licenses commit to that run in a month, and of that what ends with a period in it."""

    month: date
    committed: Money
    ending: Money
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthByMonth:
    """Of the licenses in one currency that have not ended."""

    currency: str
    licenses: int
    months: Sequence[MonthWorth]


@dataclass(frozen=True, slots=True)
class _Edge:
    """Licenses that start or end in the same month."""

    edge: str
    month: date
    licenses: int
    minor: int


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


def dates_waiting(connection: Connection, org: str, first: date, last: date) -> int:
    """How many key dates from a day to another one nobody has dealt with."""
    counts = date_counts.c
    asked = select(func.sum(counts.dates)).where(
        counts.org_id == org, counts.on.between(first, last), counts.state.in_(WAITING)
    )
    return int(connection.scalar(asked) or 0)


def worth_by_month(
    connection: Connection, org: str, first: date, months: int
) -> list[WorthByMonth]:
    """By currency, the one with the most licenses first; from the month that begins on `first`."""
    columns = license_counts.c
    rows = connection.execute(
        select(
            columns.currency,
            columns.edge,
            columns.month,
            *(func.sum(columns[name]).label(name) for name in ("licenses", "high", "low")),
        )
        .where(columns.org_id == org, columns.status.in_(LIVE), columns.licenses > 0)
        .group_by(columns.currency, columns.edge, columns.month)
    )
    by_currency: defaultdict[str, list[_Edge]] = defaultdict(list)
    for row in rows:
        minor = int(row.high) * HALF + int(row.low)
        by_currency[row.currency].append(_Edge(row.edge, row.month, int(row.licenses), minor))
    found = [_by_month(*each, first, months) for each in by_currency.items()]
    return sorted(found, key=lambda each: (-each.licenses, each.currency))


def _by_month(currency: str, edges: Sequence[_Edge], first: date, months: int) -> WorthByMonth:
    begins = [add_months(first, n) for n in range(months)]
    return WorthByMonth(
        currency=currency,
        licenses=sum(each.licenses for each in edges if each.edge == STARTS),
        months=[_month(currency, edges, begin) for begin in begins],
    )


def _month(currency: str, edges: Sequence[_Edge], begin: date) -> MonthWorth:
    """What has started by then and did not end before."""
    started = [each for each in edges if each.edge == STARTS and each.month <= begin]
    over = [each for each in edges if each.edge == ENDS and each.month < begin]
    ending = [each for each in edges if each.edge == ENDS and each.month == begin]
    runs = sum(each.minor for each in started) - sum(each.minor for each in over)
    return MonthWorth(
        month=begin,
        committed=Money(runs, currency),
        ending=Money(sum(each.minor for each in ending), currency),
        ends=sum(each.licenses for each in ending),
    )


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
