"""Bo acts for Example Labs by the link that Ada's offer brought."""

import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from tests.web.counterparts import Counterpart, a_counterpart


@pytest.fixture
def bo(desk: Desk, client: FlaskClient) -> Counterpart:
    return a_counterpart(desk, client)
