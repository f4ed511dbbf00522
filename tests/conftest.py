"""What tests share: the program as a visitor meets it, and how random cases are drawn."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from service.app import create_app
from service.desk import Desk
from service.rendering.paper import Press
from service.rendering.pool import Pool
from service.rendering.presses import new_pool
from service.settings import Settings
from service.signing import passwords
from service.signing.links import Links
from service.storage.files import Files
from service.web import at_hand, metrics
from tests import databases, sizes

# The same cases on every machine, however slow it is; a failing case is found again by its test.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


# Reading the tests makes millions of objects that stay: nothing is found by looking through them.
gc.set_threshold(50_000, 20, 20)

HASHER_OF_THE_SERVICE = passwords._hasher
# A hash takes long on purpose, and ten recovery codes take ten times as long.
passwords._hasher = PasswordHasher.from_parameters(CHEAPEST)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run every case, not a sample: takes long")


def pytest_configure(config: pytest.Config) -> None:
    sizes.full = bool(config.getoption("--full"))


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET = "a key of at least thirty-two characters"  # noqa: S105 - opens nothing


PATIENCE = 180
"""Seconds that a loaded machine may take over what an idle one does at once; nobody waits them out
but a test that fails."""

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
        yield Desk(
            db=db,
            files=files,
            links=Links(SECRET.encode()),
            press=press,
            clock=clock,
            sender=SETTINGS.sender,
        )


@pytest.fixture(scope="session")
def one_app() -> Flask:
    """Put together once, with its templates: that takes longer than most tests."""
    from tests.desks import an_idle_desk

    return create_app(SETTINGS, an_idle_desk())


@pytest.fixture
def app(one_app: Flask, desk: Desk) -> Flask:
    """At this test's desk, and nobody has asked anything yet."""
    at_hand.install(one_app, desk)
    metrics.begin(one_app)
    for limiter in one_app.extensions["limiter"]:
        limiter.reset()
    return one_app


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client
