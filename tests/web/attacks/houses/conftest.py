"""Ada's organization and Cy's: their database is made once, and each test has a copy of its own."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.desk import Desk
from service.rendering.paper import Press
from service.web import at_hand
from tests import databases
from tests.conftest import Clock
from tests.desks import a_desk
from tests.web.attacks.operations import Secrets, everything_of
from tests.web.callers import Caller, a_caller


@dataclass(frozen=True)
class Houses:
    """`folder` holds the database and the files of both."""

    folder: Path
    ada: Caller
    cy: Caller
    hers: Secrets
    his: Secrets


@pytest.fixture(scope="session")
def houses(one_app: Flask, press: Press, tmp_path_factory: pytest.TempPathFactory) -> Houses:
    folder = tmp_path_factory.mktemp("houses")
    with databases.an_empty_database("sqlite", folder) as db:
        desk = a_desk(db, folder, press)
        at_hand.install(one_app, desk)
        client = one_app.test_client()
        ada, cy = (a_caller(desk, client, slug) for slug in ("archive", "stranger"))
        return Houses(folder, ada, cy, everything_of(ada), everything_of(cy))


@pytest.fixture
def desk(houses: Houses, tmp_path: Path, clock: Clock, press: Press) -> Iterator[Desk]:
    shutil.copytree(houses.folder, tmp_path, dirs_exist_ok=True)
    with databases.an_empty_database("sqlite", tmp_path) as db:
        yield a_desk(db, tmp_path, press, clock)


@pytest.fixture
def ada(houses: Houses, client: FlaskClient) -> Caller:
    return replace(houses.ada, client=client)


@pytest.fixture
def cy(houses: Houses, client: FlaskClient) -> Caller:
    return replace(houses.cy, client=client)


@pytest.fixture
def hers(houses: Houses) -> Secrets:
    """What Ada's organization has."""
    return houses.hers


@pytest.fixture
def his(houses: Houses) -> Secrets:
    """What Cy's organization has."""
    return houses.his
