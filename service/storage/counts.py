"""How many deals an organization has and what they commit to, kept beside the deals.

Counting a million rows takes a second; so whoever writes a deal writes here what changes by it, in
the same transaction.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Executable, Table, func, select

from service.domain.deal import OPEN
from service.domain.money import Money
from service.storage.once import upsert_into
from service.storage.tables import deal_counts as counts

HALF: Final = 10**9
"""Sums are kept in two halves: one of them alone would be too large for an integer."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A deal as it counts."""

    status: str
    currency: str
    committed_minor: int


@dataclass(frozen=True, slots=True)
class Total:
    """What open deals of one currency commit to, and how many they are."""

    committed: Money
    deals: int


def count(
    connection: Connection, org: str, added: Iterable[Counted], taken: Iterable[Counted] = ()
) -> None:
    """In the transaction that writes the deals, behind the lock on the organization."""
    rows = ((1, added), (-1, taken))
    add_up(connection, counts, ((sign, _counted(org, each)) for sign, all in rows for each in all))


def in_halves(minor: int) -> dict[str, int]:
    high, low = divmod(minor, HALF)
    return {"high": high, "low": low}


def add_up(
    connection: Connection, table: Table, signed: Iterable[tuple[int, Mapping[str, Any]]]
) -> None:
    """Each row is added to the sums of its place, or taken from them, by its sign.

    A place is a primary key of the table; every other column is a sum.
    """
    key = table.primary_key.columns.keys()
    change: defaultdict[tuple[Any, ...], Counter[str]] = defaultdict(Counter)
    for sign, row in signed:
        place = change[tuple(row[name] for name in key)]
        for name in row.keys() - {*key}:
            place[name] += sign * row[name]
    rows = [
        {**dict(zip(key, place, strict=True)), **sums}
        for place, sums in sorted(change.items(), key=lambda each: each[0])
        if any(sums.values())
    ]
    if rows:
        connection.execute(_add(connection.dialect.name, table), rows)


def _counted(org: str, deal: Counted) -> dict[str, Any]:
    place = {"org_id": org, "status": deal.status, "currency": deal.currency}
    return {**place, "deals": 1, **in_halves(deal.committed_minor)}


def by_status(connection: Connection, org: str) -> dict[str, int]:
    rows = connection.execute(
        select(counts.c.status, func.sum(counts.c.deals).label("n"))
        .where(counts.c.org_id == org, counts.c.deals > 0)
        .group_by(counts.c.status)
    )
    return {row.status: int(row.n) for row in rows}


def open_totals(connection: Connection, org: str) -> Sequence[Total]:
    """By currency, the one with the most deals first."""
    number = func.sum(counts.c.deals)
    rows = connection.execute(
        select(
            counts.c.currency,
            number.label("n"),
            func.sum(counts.c.high).label("high"),
            func.sum(counts.c.low).label("low"),
        )
        .where(counts.c.org_id == org, counts.c.status.in_(OPEN), counts.c.deals > 0)
        .group_by(counts.c.currency)
        .order_by(number.desc(), counts.c.currency)
    )
    return [
        Total(Money(int(row.high) * HALF + int(row.low), row.currency), int(row.n)) for row in rows
    ]


@cache
def _add(dialect: str, table: Table) -> Executable:
    new: Any = upsert_into(dialect, table)
    key = table.primary_key.columns.keys()
    grown = {c.name: c + new.excluded[c.name] for c in table.c if c.name not in key}
    found: Executable = new.on_conflict_do_update(index_elements=key, set_=grown)
    return found
