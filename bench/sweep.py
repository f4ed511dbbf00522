"""A look at what is due of licenses, with 1,000 due of ten thousand, a hundred thousand, a million.

`python -m bench.sweep 10000 100000` for other numbers.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.copies import copy, filling, moment_after, numbered
from bench.databases import an_empty_database
from schemas.deal import load_deal
from schemas.json_text import parse_json
from schemas.terms import written
from service.commands.recorded_licenses import record_license
from service.domain.deal import OurSide
from service.domain.licenses.recording import LicenseHeader
from service.drafting.library import newest_versions
from service.storage.database import Database
from service.storage.due import licenses_due
from service.storage.license_tables import licenses
from service.storage.licenses import Licenses

DEAL = Path("examples/photo-archive.json")
RESULTS = Path("var/bench-sweep.json")
MANY = (10_000, 100_000, 1_000_000)
DUE = 1_000
AT = datetime(2027, 6, 1, tzinfo=UTC)
"""The first 1,000 are due by then; the others fall due a minute apart, from the day after."""


def main(counts: tuple[int, ...] = MANY, rounds: int = 15) -> None:
    rows = []
    for kind in ("sqlite", "postgresql"):
        for name, found in _times(kind, counts, rounds).items():
            ratio = round(found[-1] / found[0], 2)
            rows.append({"what": f"{kind}: {name}", "ms": found, "ratio": ratio})
    click.echo(f"{'licenses, ms':44}{''.join(f'{count:>12,}' for count in counts)}{'ratio':>8}")
    for row in rows:
        ms = "".join(f"{each:>12}" for each in row["ms"])  # type: ignore[union-attr]
        click.echo(f"{row['what']:44}{ms}{row['ratio']:>8}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n")


def _times(kind: str, counts: tuple[int, ...], rounds: int) -> dict[str, list[float]]:
    """The databases take turns, so that a busy machine is as busy for each of them."""
    with ExitStack() as stack:
        databases = [_filled(stack, kind, count) for count in counts]
        return {
            f"find {DUE:,} that are due": _medians(databases, lambda db: _find(db, AT), rounds),
            "look when nothing is due": _medians(databases, _look, rounds),
            f"find and claim {DUE:,}": _medians(databases, _claim, 3),
        }


def _look(database: Database) -> None:
    _find(database, AT - timedelta(days=900))


def _find(database: Database, at: datetime) -> list[tuple[str, str]]:
    with database.reading_work() as connection:
        return licenses_due(connection, at, DUE)


def _claim(database: Database) -> None:
    """Each loaded and locked, as before it is moved, in a transaction of its own."""
    for org, license_id in _find(database, AT):
        with database.transaction(org) as tx:
            Licenses(tx).claimed(license_id, AT)


def _medians(
    databases: list[Database], work: Callable[[Database], object], rounds: int
) -> list[float]:
    for database in databases:
        work(database)
    found = [[_timed(work, database) for database in databases] for _ in range(rounds)]
    return [round(statistics.median(each), 3) for each in zip(*found, strict=True)]


def _timed(work: Callable[[Database], object], database: Database) -> float:
    start = time.perf_counter()
    work(database)
    return (time.perf_counter() - start) * 1000


def _filled(stack: ExitStack, kind: str, count: int) -> Database:
    """One license recorded, then its row many times."""
    folder = Path(stack.enter_context(TemporaryDirectory()))
    _, database = stack.enter_context(an_empty_database(kind, folder))
    at = AT - timedelta(days=100)
    read = load_deal(parse_json(DEAL.read_bytes()), newest_versions())
    with database.accounts() as accounts:
        org = accounts.organization("bench", "Bench", at)
    start = date(2027, 1, 31)
    header = LicenseHeader(our_side=OurSide.LICENSOR, signed_on=date(2027, 1, 15), starts_on=start)
    with database.transaction(org) as tx:
        record_license(tx, header, written(read.terms), "0" * 64, by="bench", at=at)
    with filling(database, licenses) as connection:
        seconds = f"CASE WHEN i <= {DUE} THEN - i ELSE (i + 1440) * 60 END"
        changed = {
            "id": numbered(connection, "lic_"),
            "next_at": moment_after(connection, AT, seconds),
        }
        copy(connection, licenses, count, changed)
    return database


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or MANY)
