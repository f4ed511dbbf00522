"""Lists, calendar and start page at a thousand deals and licenses and at a million, in one run.

`python -m bench.lists 100000` for another number than a million.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench import dealt, licensed
from bench.copies import filling
from bench.databases import an_empty_database
from schemas.deal import load_deal
from schemas.json_text import parse_json
from schemas.terms import written
from service.commands import deals
from service.drafting.library import newest_versions
from service.storage.database import Database

DEAL = Path("examples/photo-archive.json")
RESULTS = Path("var/bench-lists.json")
FEW = 1_000

Ask = Callable[[Database, str], object]

ASKED: Mapping[str, Ask] = {**dealt.ASKED, **licensed.ASKED}


def main(many: int = 1_000_000, rounds: int = 15) -> None:
    rows = []
    for kind in ("sqlite", "postgresql"):
        for name, (few_ms, many_ms) in _times(kind, (FEW, many), rounds).items():
            row = {"what": f"{kind}: {name}", "few_ms": round(few_ms, 2)}
            rows.append(row | {"many_ms": round(many_ms, 2), "ratio": round(many_ms / few_ms, 2)})
    click.echo(f"{'pages, ms':50}{FEW:>12,}{many:>12,}{'ratio':>8}")
    for row in rows:
        click.echo(f"{row['what']:50}{row['few_ms']:>12}{row['many_ms']:>12}{row['ratio']:>8}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n")


def _times(kind: str, counts: tuple[int, ...], rounds: int) -> dict[str, list[float]]:
    """The databases take turns, so that a busy machine is as busy for each of them."""
    with ExitStack() as stack:
        filled = [_filled(stack, kind, count) for count in counts]
        return {name: _quickest(ask, filled, rounds) for name, ask in ASKED.items()}


def _quickest(ask: Ask, filled: list[tuple[Database, str]], rounds: int) -> list[float]:
    """The least of all rounds: what else the machine does only ever adds to it."""
    for each in filled:
        ask(*each)
    found = [[_timed(ask, *each) for each in filled] for _ in range(rounds)]
    return [min(each) for each in zip(*found, strict=True)]


def _timed(ask: Ask, database: Database, org: str) -> float:
    start = time.perf_counter()
    ask(database, org)
    return (time.perf_counter() - start) * 1000


def _filled(stack: ExitStack, kind: str, count: int) -> tuple[Database, str]:
    """One deal drafted and one license recorded, then their rows many times."""
    folder = Path(stack.enter_context(TemporaryDirectory()))
    _, database = stack.enter_context(an_empty_database(kind, folder))
    at = datetime(2020, 1, 1, tzinfo=UTC)
    read = load_deal(parse_json(DEAL.read_bytes()), newest_versions())
    with database.accounts() as accounts:
        org = accounts.organization("bench", "Bench", at)
    with database.transaction(org) as tx:
        deals.draft(tx, read.header, written(read.terms), by="bench", at=at)
        licensed.record(tx, written(read.terms))
    with filling(database, *dealt.TABLES, *licensed.TABLES) as connection:
        dealt.fill(connection, count)
        licensed.fill(connection, count - 1)
    return database, org


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
