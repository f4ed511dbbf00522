"""A request is one line in the log, and a failure can be found there by its id."""

from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.desk import Desk
from service.settings import Settings
from service.storage.database import open_database
from service.web.auth import public
from tests.conftest import PATIENCE, SECRET
from tests.web.callers import Caller
from tests.web.logged import logged
from tests.web.served import a_server


def test_a_request_is_one_line_that_says_what_was_asked_and_for_whom(ada: Caller) -> None:
    deal = ada.drafted()["id"]
    with logged() as log:
        answer = ada.get(f"/deals/{deal}?x=secret")
    (line,) = [each for each in log.lines if each["message"] == "request"]
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert (line["method"], line["route"]) == ("GET", "/api/v1/deals/<deal_id>")
    assert (line["status"], line["org"]) == (200, ada.org)
    assert line["ms"] >= 0
    assert "secret" not in log.text
    assert deal not in log.text


def test_what_matches_no_route_is_logged_without_its_path(client: FlaskClient) -> None:
    with logged() as log:
        client.get("/old/a-token-from-an-old-mail")
    assert "a-token" not in log.text
    assert log.lines[-1]["route"] == "(none)"


@pytest.fixture
def broken(desk: Desk) -> Flask:
    """With two views that fail."""
    app = create_app(Settings(secret_key=SECRET), desk)

    @public
    def fail() -> str:
        raise RuntimeError("the shelf fell down")

    app.add_url_rule("/api/v1/broken", "broken_api", fail)
    app.add_url_rule("/broken", "broken_page", fail)
    return app


def test_a_failure_answers_a_program_with_an_id_that_the_log_has(broken: Flask) -> None:
    with logged() as log, broken.test_client() as client:
        answer = client.get("/api/v1/broken")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert answer.json["code"] == "internal_error"
    assert "shelf" not in answer.get_data(as_text=True)
    told = [line for line in log.lines if "shelf fell down" in line.get("exception", "")]
    assert [line["request_id"] for line in told] == [answer.json["request_id"]]
    assert told[0]["level"] == "error"


def test_a_failure_answers_a_person_with_a_page(broken: Flask) -> None:
    with logged() as log, broken.test_client() as client:
        answer = client.get("/broken")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert "shelf" not in answer.get_data(as_text=True)
    assert "shelf" in log.text


def test_the_log_of_a_server_has_no_address_since_links_open_doors(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/counterpart.sqlite3"
    db = open_database(url)
    db.migrate()
    db.close()
    paths = ("/d/lnk_1.secret", "/s/sgn_1.secret", "/sign-in/lnk_1.secret", "/monday/x.secret")
    with a_server(url, tmp_path / "files") as (_, port):
        for path in (*paths, "/calendar.ics?token=cal_1.secret", "/no/secret?secret"):
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", path, headers={"Referer": "http://127.0.0.1/secret"})
            assert connection.getresponse().status in (200, 404)
            connection.close()
    said = (tmp_path / "server.log").read_text("utf-8")
    assert said.count('"route": "/calendar.ics"') == 1
    assert "secret" not in said
