"""Lists, calendar and start page at a thousand deals and licenses and at a million, in one run.

`python -m bench.lists 100000` for another number than a million.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from sqlalchemy import delete, func, insert, select, text

from bench import licensed
from bench.databases import an_empty_database
from schemas.deal import load_deal
from schemas.json_text import parse_json
from schemas.terms import written
from service.commands import deals
from service.drafting.library import newest_versions
from service.storage.counts import HALF
from service.storage.database import Database
from service.storage.tables import deal_counts
from service.storage.tables import deals as table

DEAL = Path("examples/photo-archive.json")
RESULTS = Path("var/bench-lists.json")
FEW = 1_000

Ask = Callable[[Database, str], object]


def main(many: int = 1_000_000, rounds: int = 15) -> None:
    rows = []
    for kind in ("sqlite", "postgresql"):
        times = [_times(kind, count, rounds) for count in (FEW, many)]
        rows += [
            {
                "what": f"{kind}: {name}",
                "few_ms": round(times[0][name], 2),
                "many_ms": round(times[1][name], 2),
                "ratio": round(times[1][name] / times[0][name], 2),
            }
            for name in ASKED
        ]
    click.echo(f"{'pages of 50, ms':44}{FEW:>12,}{many:>12,}{'ratio':>8}")
    for row in rows:
        click.echo(f"{row['what']:44}{row['few_ms']:>12}{row['many_ms']:>12}{row['ratio']:>8}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n")


def _times(kind: str, count: int, rounds: int) -> dict[str, float]:
    with TemporaryDirectory() as folder, an_empty_database(kind, Path(folder)) as (_, database):
        org = _filled(database, count)
        return {name: _median(ask, database, org, rounds) for name, ask in ASKED.items()}


def _median(ask: Ask, database: Database, org: str, rounds: int) -> float:
    ask(database, org)
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        ask(database, org)
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def _page(**asked: object) -> Ask:
    def ask(database: Database, org: str) -> object:
        with database.reading(org) as views:
            return views.deal_list(limit=50, **asked)  # type: ignore[arg-type]

    return ask


def _start(database: Database, org: str) -> object:
    """What the start page asks of deals."""
    with database.reading(org) as views:
        waiting = views.asked(5), views.blocked(5), views.deal_list(limit=5)
        return views.count_by_status(), views.worth(4), waiting


def _second(database: Database, org: str) -> object:
    with database.reading(org) as views:
        first = views.deal_list(limit=50)
        return views.deal_list(limit=50, after=first.next)


ASKED: dict[str, Ask] = {
    "first page": _page(),
    "two pages": _second,
    "one status": _page(status="withdrawn"),
    "a client's own id": _page(external_id="own-17"),
    "the start page": _start,
    **licensed.ASKED,
}


def _filled(database: Database, count: int) -> str:
    """One deal drafted, then its row many times: a minute apart, one in ten withdrawn."""
    at = datetime(2020, 1, 1, tzinfo=UTC)
    read = load_deal(parse_json(DEAL.read_bytes()), newest_versions())
    with database.accounts() as accounts:
        org = accounts.organization("bench", "Bench", at)
    with database.transaction(org) as tx:
        deals.draft(tx, read.header, written(read.terms), by="bench", at=at)
        tx.connection.execute(text(_copies(database.engine.dialect.name)), {"count": count - 1})
        tx.connection.execute(delete(deal_counts))
        tx.connection.execute(_counted())
        licensed.fill(tx, written(read.terms), count - 1)
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    return org


def _counted() -> Any:
    place = (table.c.org_id, table.c.status, table.c.currency)
    halves = (func.sum(table.c.committed_minor // HALF), func.sum(table.c.committed_minor % HALF))
    counted = select(*place, func.count(), *halves).group_by(*place)
    return insert(deal_counts).from_select([column.name for column in deal_counts.c], counted)


def _copies(dialect: str) -> str:
    series, moment = {
        "sqlite": (
            "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < :count) ",
            "datetime('2020-01-01', '+' || i || ' minutes') || '.000000'",
        ),
        "postgresql": (
            "WITH s AS (SELECT generate_series(1, :count) AS i) ",
            "timestamptz '2020-01-01 00:00Z' + i * interval '1 minute'",
        ),
    }[dialect]
    changed = {
        "id": "'deal_' || i",
        "created_at": moment,
        "external_id": "'own-' || i",
        "status": "CASE WHEN i % 10 = 0 THEN 'withdrawn' ELSE 'draft' END",
        "committed_minor": "d.committed_minor + i % 1000",
    }
    names = [column.name for column in table.columns]
    chosen = ", ".join(changed.get(name, f"d.{name}") for name in names)
    insert = f"INSERT INTO deals ({', '.join(names)}) "
    select = f"SELECT {chosen} FROM s, (SELECT * FROM deals LIMIT 1) AS d WHERE true"  # noqa: S608 - ours
    return f"{insert}{series}{select}" if dialect == "postgresql" else f"{series}{insert}{select}"


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
