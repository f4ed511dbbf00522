"""The cast: people of Ada's archive in each role, and Cy, an administrator of another house."""

import pytest
from flask import Flask

from service.desk import Desk
from service.domain.people import Role
from tests.web.pages.visitors import Visitor, a_visitor


@pytest.fixture
def admin(app: Flask, desk: Desk) -> Visitor:
    return a_visitor(app, desk, "archive", Role.ADMIN)


@pytest.fixture
def approver(app: Flask, desk: Desk) -> Visitor:
    return a_visitor(app, desk, "archive", Role.APPROVER)


@pytest.fixture
def drafter(app: Flask, desk: Desk) -> Visitor:
    return a_visitor(app, desk, "archive", Role.DRAFTER)


@pytest.fixture
def viewer(app: Flask, desk: Desk) -> Visitor:
    return a_visitor(app, desk, "archive", Role.VIEWER)


@pytest.fixture
def cy(app: Flask, desk: Desk) -> Visitor:
    return a_visitor(app, desk, "stranger", Role.ADMIN, "Cy")
