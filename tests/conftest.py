"""What tests share: the program as a visitor meets it, and how random cases are drawn."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from service.app import create_app
from service.desk import Desk, open_desk
from service.settings import Settings
from tests import sizes

# The same cases on every machine, however slow it is; a failing case is found again by its test.
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run every case, not a sample: takes long")


def pytest_configure(config: pytest.Config) -> None:
    sizes.full = bool(config.getoption("--full"))


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    with open_desk() as desk:
        yield desk


@pytest.fixture(scope="session")
def app(desk: Desk) -> Flask:
    return create_app(Settings(), desk)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client
