"""`POST /deals` against a bare view that inserts one row: same server, same database, one run."""

import json
import os
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from sqlalchemy import text

from bench import bare
from bench.databases import an_empty_database
from bench.serving import rate, served
from service.app import utc_now
from service.domain.people import Scope
from service.storage.database import Database

DEAL = Path("examples/photo-archive.json")
RESULTS = Path("var/bench-api.json")


def main(rounds: int = 3, calls: int = 200) -> None:
    rows = []
    for kind in ("sqlite", "postgresql"):
        with (
            TemporaryDirectory() as folder,
            an_empty_database(kind, Path(folder)) as (url, database),
        ):
            rows.append(_compared(kind, url, database, Path(folder), rounds, calls))
    click.echo(f"{'POST /deals, requests/s':28}{'ours':>10}{'bare':>10}{'ratio':>8}")
    for row in rows:
        click.echo(f"{row['what']:28}{row['ours']:>10}{row['bare']:>10}{row['ratio']:>8}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n")


def _compared(
    kind: str, url: str, database: Database, folder: Path, rounds: int, calls: int
) -> dict[str, float | str]:
    """In turn, so that a change in the machine's speed reaches both."""
    bare.metadata.create_all(database.engine)
    key, body = _key(database), DEAL.read_bytes()
    ours, theirs = "wsgi:app", "bench.bare:create_app()"
    with served(ours, url, folder / "files") as a, served(theirs, url, folder / "files") as b:
        rate(a, "/api/v1/deals", body, key, 20), rate(b, "/deals", body, key, 20)
        pairs = [
            (rate(a, "/api/v1/deals", body, key, calls), rate(b, "/deals", body, key, calls))
            for _ in range(rounds)
        ]
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE bare_deals"))
    return {
        "what": kind,
        "ours": round(statistics.median(ours for ours, _ in pairs), 1),
        "bare": round(statistics.median(bare for _, bare in pairs), 1),
        "ratio": round(statistics.median(ours / bare for ours, bare in pairs), 3),
    }


def _key(database: Database) -> str:
    at = utc_now()
    with database.accounts() as accounts:
        org = accounts.organization("bench", "Bench", at)
        return accounts.new_key(org, "bench", [Scope.ADMIN], by=str(os.getpid()), at=at)[1]


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
