"""Whoever asks too often is told to wait, and for how long."""

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.desk import Desk
from service.settings import Settings
from tests.conftest import SECRET
from tests.web.callers import a_caller


@pytest.fixture
def hurried(desk: Desk) -> FlaskClient:
    return create_app(Settings(secret_key=SECRET, api_rate="2/hour"), desk).test_client()


def test_the_third_request_of_two_is_a_problem_that_says_when(
    desk: Desk, hurried: FlaskClient
) -> None:
    ada = a_caller(desk, hurried, "archive")
    assert [ada.get("/rates").status_code for _ in range(2)] == [200, 200]
    third = ada.get("/rates")
    assert (third.status_code, third.mimetype) == (429, "application/problem+json")
    assert third.json["code"] == "too_many_requests"
    assert 0 < int(third.headers["Retry-After"]) <= 3601
    assert third.headers["RateLimit-Remaining"] == "0"


def test_one_key_does_not_use_up_the_requests_of_another(desk: Desk, hurried: FlaskClient) -> None:
    ada, cy = a_caller(desk, hurried, "archive"), a_caller(desk, hurried, "stranger")
    for _ in range(3):
        ada.get("/rates")
    assert cy.get("/rates").status_code == 200
