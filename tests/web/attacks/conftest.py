"""Leaves the database server as it was."""

from collections.abc import Iterator

import pytest
from flask import Flask

from service.desk import Desk
from service.domain.people import Role
from tests import databases
from tests.web.pages.visitors import Visitor, a_visitor


@pytest.fixture(scope="session", autouse=True)
def _tidied() -> Iterator[None]:
    yield
    databases.drop_schema()


@pytest.fixture
def admin(app: Flask, desk: Desk) -> Visitor:
    return a_visitor(app, desk, "archive", Role.ADMIN)
