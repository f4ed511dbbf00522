"""Each test of storage runs on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.storage.database import Database
from tests import databases
from tests.storage.kept import an_organization


@pytest.fixture(params=databases.KINDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with databases.an_empty_database(request.param, tmp_path) as database:
        yield database


@pytest.fixture(scope="session", autouse=True)
def _tidied() -> Iterator[None]:
    yield
    databases.drop_schema()


@pytest.fixture
def ada(db: Database) -> str:
    """The organization of the licensor."""
    return an_organization(db, "archive")


@pytest.fixture
def cy(db: Database) -> str:
    """The organization of a stranger."""
    return an_organization(db, "stranger")
