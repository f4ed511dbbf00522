"""Is it up, is it ready, what has it done: for whoever runs the service."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.commands.seal_keys import seal_key_once
from service.desk import Desk
from service.domain.sealing import WARNED_BEFORE
from service.settings import Settings
from service.signing.seal_keys import YEARS
from service.storage.database import open_database
from service.storage.files import Files
from service.storage.migrate import go_back
from tests.conftest import NOON, SECRET, Clock
from tests.web.callers import Caller

TOKEN = "a-token-of-sixteen-or-more"  # noqa: S105


def test_a_process_that_answers_is_up(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "up"}


def test_a_service_with_all_it_needs_is_ready(desk: Desk, client: FlaskClient) -> None:
    seal_key_once(desk, NOON)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"status": "ready"})


def test_a_seal_that_ends_soon_is_warned_of_and_stops_nobody(
    desk: Desk, client: FlaskClient, clock: Clock
) -> None:
    seal_key_once(desk, NOON)
    clock.forward(days=YEARS * 365.25 - WARNED_BEFORE.days)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["warnings"]) == (200, ["seal_key_ending"])


def test_a_service_that_cannot_seal_yet_says_so(client: FlaskClient) -> None:
    assert client.get("/readyz").json["warnings"] == ["seal_key_missing"]


def test_a_service_without_its_tables_is_not_ready(desk: Desk, client: FlaskClient) -> None:
    go_back(desk.db.engine, "base")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["missing"]) == (503, ["tables"])


def _with(desk: Desk, **changes: object) -> FlaskClient:
    changed = replace(desk, **changes)
    return create_app(Settings(secret_key=SECRET), changed).test_client()


def test_a_service_without_its_database_is_up_and_not_ready(desk: Desk) -> None:
    gone = open_database("postgresql://nobody@127.0.0.1:1/nothing")
    client = _with(desk, db=gone)
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json["missing"] == ["database", "tables"]
    gone.close()


def test_a_service_that_cannot_keep_files_is_not_ready(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    client = _with(desk, files=Files(tmp_path / "a file"))
    assert client.get("/readyz").json["missing"] == ["files"]


def test_requests_are_counted_by_route_and_not_by_address(ada: Caller) -> None:
    deal = ada.drafted()["id"]
    ada.get(f"/deals/{deal}")
    text = ada.client.get("/metrics").get_data(as_text=True)
    wanted = 'method="GET",route="/api/v1/deals/<deal_id>",status="200"'
    assert f"counterpart_requests_total{{{wanted}}} 1.0" in text
    assert "counterpart_request_seconds_bucket" in text
    assert deal not in text


def test_papers_are_counted_by_how_they_came_out(ada: Caller) -> None:
    deal = ada.drafted()["id"]
    ada.get(f"/deals/{deal}/draft.docx")
    ada.get("/deals/deal_x/draft.docx")
    text = ada.client.get("/metrics").get_data(as_text=True)
    assert 'counterpart_papers_total{format="docx",outcome="made"} 1.0' in text


def test_only_this_machine_reads_the_counts(client: FlaskClient) -> None:
    elsewhere = {"REMOTE_ADDR": "192.0.2.1"}
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_overrides=elsewhere).status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
def test_a_visitor_behind_a_proxy_is_not_this_machine(client: FlaskClient, header: str) -> None:
    assert client.get("/metrics", headers={header: "for=192.0.2.1"}).status_code == 404


def test_with_a_token_set_only_the_token_opens(desk: Desk) -> None:
    settings = Settings(secret_key=SECRET, metrics_token=TOKEN)
    client = create_app(settings, desk).test_client()
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 404
    given = {"Authorization": f"Bearer {TOKEN}"}
    assert client.get("/metrics", headers=given).status_code == 200


def test_asking_after_the_service_is_not_counted_against_anybody(desk: Desk) -> None:
    client = create_app(Settings(secret_key=SECRET, api_rate="1/hour"), desk).test_client()
    assert {client.get("/healthz").status_code for _ in range(5)} == {200}
