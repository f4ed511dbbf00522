"""The database moves up and down its versions on both servers, and matches the program."""

import pytest
from sqlalchemy import inspect

from service.storage.database import Database
from service.storage.migrate import drift, go_back, is_current, migrate, revisions
from tests.storage.kept import a_deal, an_organization


def _drift(db: Database) -> list[object]:
    with db.engine.connect() as connection:
        return drift(connection)


def test_the_tables_are_those_of_the_program(db: Database) -> None:
    assert _drift(db) == []


def test_every_version_can_be_left_and_reached_again(db: Database) -> None:
    for revision in reversed(["base", *revisions()[:-1]]):
        go_back(db.engine, revision)
    left = set(inspect(db.engine).get_table_names())
    for revision in revisions():
        migrate(db.engine, revision)
    assert left == {"alembic_version"}
    assert _drift(db) == []


def test_a_database_that_is_behind_says_so(db: Database) -> None:
    go_back(db.engine, "base")
    with db.engine.connect() as connection:
        assert not is_current(connection)
    migrate(db.engine)
    with db.engine.connect() as connection:
        assert is_current(connection)


def test_migrating_again_changes_nothing(db: Database) -> None:
    deal = a_deal(db, org := an_organization(db, "archive"))
    db.migrate()
    with db.reading(org) as views:
        assert views.deal(deal.id) == deal


def test_what_is_kept_survives_the_way_back_and_up_again(db: Database) -> None:
    deal = a_deal(db, org := an_organization(db, "archive"))
    for revision in reversed(revisions()[:-1]):
        go_back(db.engine, revision)
    migrate(db.engine)
    with db.reading(org) as views:
        assert views.deal(deal.id) == deal
    assert _drift(db) == []


def test_revisions_are_numbered_in_order() -> None:
    """Each once; a number may be missing whose work came without a revision."""
    numbers = [int(each) for each in revisions()]
    assert numbers == sorted(set(numbers))
    assert [*revisions()] == [f"{n:04}" for n in numbers]


@pytest.mark.parametrize("kind", ["there", "gone"])
def test_a_database_knows_whether_it_has_its_tables(db: Database, kind: str) -> None:
    if kind == "gone":
        go_back(db.engine, "base")
    there = db.is_there()
    migrate(db.engine)
    assert there is (kind == "there")
