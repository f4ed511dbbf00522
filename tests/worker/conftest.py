"""Each test of the worker runs on both databases; the carrier is SendGrid's real client."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.storage.database import Database
from tests import databases
from tests.notifications.fake_sendgrid import FakeSendGrid, a_fake_sendgrid


@pytest.fixture(params=databases.KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a database with every table and no row, for processes to open."""
    with databases.an_empty_database(request.param, tmp_path):
        return databases.url_of(request.param, tmp_path)


@pytest.fixture(params=databases.KINDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with databases.an_empty_database(request.param, tmp_path) as database:
        yield database


@pytest.fixture
def carrier() -> Iterator[FakeSendGrid]:
    with a_fake_sendgrid() as fake:
        yield fake


@pytest.fixture(scope="session", autouse=True)
def _tidied() -> Iterator[None]:
    yield
    databases.drop_schema()
