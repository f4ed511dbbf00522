"""The cast: Ada's program, which may do everything, and Cy's, which is another organization's."""

import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from tests.web.callers import Caller, a_caller


@pytest.fixture
def ada(desk: Desk, client: FlaskClient) -> Caller:
    return a_caller(desk, client, "archive")


@pytest.fixture
def cy(desk: Desk, client: FlaskClient) -> Caller:
    return a_caller(desk, client, "stranger")
