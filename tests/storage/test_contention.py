"""Many writers at once: nobody is locked out, nothing is lost, one of two on the same version wins."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from schemas.terms import written
from service.commands import deals as commands
from service.domain.audit import broken_at
from service.domain.errors import StaleDeal
from service.storage.database import open_database
from service.storage.happenings import happenings
from tests import databases
from tests.builders import some_terms
from tests.conftest import NOON
from tests.sizes import cases
from tests.storage.kept import a_deal, a_header, an_organization, records_of

WRITERS = 4


def test_four_processes_on_one_sqlite_file_lose_nothing(tmp_path: Path) -> None:
    times = cases(25, 150)
    url = databases.url_of("sqlite", tmp_path)
    database = open_database(url)
    org = an_organization(database, "archive")
    deal = a_deal(database, org)
    command = [sys.executable, "-m", "tests.storage.raising", url, org, deal.id]
    names = [f"writer{n}" for n in range(WRITERS)]
    running = [
        subprocess.Popen([*command, name, str(times)], stderr=subprocess.PIPE)  # noqa: S603
        for name in names
    ]
    said = [process.communicate()[1].decode() for process in running]
    assert said == [""] * WRITERS
    with database.reading(org) as views:
        found = views.deal(deal.id)
    assert found.header.metadata == dict.fromkeys(names, str(times))
    assert found.version == 1 + WRITERS * times
    assert broken_at(*records_of(database, deal.id)) is None
    database.close()


@pytest.mark.parametrize("kind", databases.KINDS)
def test_of_two_writers_on_the_same_version_one_wins(kind: str, tmp_path: Path) -> None:
    with databases.an_empty_database(kind, tmp_path) as database:
        org = an_organization(database, "archive")
        for round_ in range(cases(5, 100)):
            deal = a_deal(database, org)
            start = Barrier(2)

            def change(title: str, deal=deal, start=start) -> bool:  # type: ignore[no-untyped-def]
                start.wait()
                try:
                    with database.transaction(org) as tx:
                        header = a_header(title=title)
                        commands.change(tx, deal, header, deal.written, by="x", at=NOON)
                except StaleDeal:
                    return False
                return True

            with ThreadPoolExecutor(2) as pool:
                won = [*pool.map(change, ("First", "Second"))]
            assert sorted(won) == [False, True], round_
            with database.reading(org) as views:
                title = views.deal(deal.id).header.title
            assert title == ("First" if won[0] else "Second")
            assert len(records_of(database, deal.id)[0]) == 2


@pytest.mark.parametrize("kind", databases.KINDS)
def test_the_places_in_the_history_have_no_gap_and_no_twin(kind: str, tmp_path: Path) -> None:
    with databases.an_empty_database(kind, tmp_path) as database:
        org = an_organization(database, "archive")
        kept = written(some_terms())

        def draft(_: int) -> str:
            with database.transaction(org) as tx:
                return commands.draft(tx, a_header(), kept, by="x", at=NOON).id

        count = cases(16, 200)
        with ThreadPoolExecutor(8) as pool:
            ids = [*pool.map(draft, range(count))]
        with database.reading(org) as views:
            rows = happenings(views.connection, views.org, limit=count + 1).rows
        assert [row.position for row in rows] == list(range(1, count + 1))
        assert {row.deal_id for row in rows} == set(ids)
