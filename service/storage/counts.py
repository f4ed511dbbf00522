"""How many deals an organization has and what they commit to, kept beside the deals.

Counting a million rows takes a second; so whoever writes a deal writes here what changes by it, in
the same transaction.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Executable, func, select

from service.domain.deal import OPEN
from service.domain.money import Money
from service.storage.once import upsert_into
from service.storage.tables import deal_counts as counts

HALF: Final = 10**9
"""Sums are kept in two halves: one of them alone would be too large for an integer."""

_KEY: Final = ("org_id", "status", "currency")
_SUMS: Final = ("deals", "high", "low")


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
    change: Counter[tuple[str, str, str]] = Counter()
    for sign, each in ((1, added), (-1, taken)):
        for deal in each:
            high, low = divmod(deal.committed_minor, HALF)
            for name, value in zip(_SUMS, (1, high, low), strict=True):
                change[deal.status, deal.currency, name] += sign * value
    places = sorted({(status, currency) for (status, currency, _), n in change.items() if n})
    rows = [
        {
            "org_id": org,
            "status": status,
            "currency": currency,
            **{name: change[status, currency, name] for name in _SUMS},
        }
        for status, currency in places
    ]
    if rows:
        connection.execute(_add(connection.dialect.name), rows)


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
def _add(dialect: str) -> Executable:
    new: Any = upsert_into(dialect, counts)
    grown = {name: counts.c[name] + new.excluded[name] for name in _SUMS}
    found: Executable = new.on_conflict_do_update(index_elements=_KEY, set_=grown)
    return found
