"""What tests share: the program as a visitor meets it, and how random cases are drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from service.app import create_app
from service.desk import Desk
from service.rendering.paper import Press
from service.rendering.pool import Pool
from service.rendering.presses import new_pool
from service.settings import Settings
from service.signing.links import Links
from service.storage.files import Files
from tests import databases, sizes

# The same cases on every machine, however slow it is; a failing case is found again by its test.
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run every case, not a sample: takes long")


def pytest_configure(config: pytest.Config) -> None:
    sizes.full = bool(config.getoption("--full"))


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET = "a key of at least thirty-two characters"  # noqa: S105 - opens nothing


SETTINGS = Settings(secret_key=SECRET)


@dataclass
class Clock:
    """Moves only when it is told to."""

    moment: datetime = NOON

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    with new_pool() as pool:
        yield pool


@pytest.fixture(scope="session")
def press(pool: Pool) -> Press:
    return pool.papers_of


@pytest.fixture
def desk(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock, press: Press
) -> Iterator[Desk]:
    """On a SQLite file; on each kind of database where a test is marked with `ON_BOTH`."""
    files = Files(tmp_path / "files")
    with databases.an_empty_database(getattr(request, "param", "sqlite"), tmp_path) as db:
        yield Desk(db=db, files=files, links=Links(SECRET.encode()), press=press, clock=clock)


@pytest.fixture
def app(desk: Desk) -> Flask:
    return create_app(SETTINGS, desk)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client
