"""One negotiation behind a link, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.app import create_app
from service.commands.negotiation import Put
from service.domain.deal import Status
from tests import databases
from tests.conftest import NOON, SETTINGS, Clock
from tests.desks import a_desk
from tests.web.counterparts import Counterpart, a_counterpart, form_token, months, ours


@pytest.fixture(scope="module", autouse=True)
def _tidied() -> Iterator[None]:
    yield
    databases.drop_schema()


@pytest.fixture(params=databases.KINDS)
def bo(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Counterpart]:
    with databases.an_empty_database(request.param, tmp_path) as db:
        desk = a_desk(db, tmp_path, clock=clock)
        with create_app(SETTINGS, desk).test_client() as browser:
            yield a_counterpart(desk, browser)


def test_a_negotiation_goes_its_way(bo: Counterpart) -> None:
    assert bo.post("/viewed").status_code == 204
    assert bo.viewed_at() == NOON
    assert bo.post("/comments", text="Hello.").status_code == 303
    assert bo.call("/invite", {"name": "Kim", "email": "kim@labs.example"}).status_code == 201
    terms = months(bo, 36).canonical.plain
    assert bo.call("/offers", {"terms": terms}, Idempotency_Key="1").status_code == 201
    assert bo.call("/offers", {"terms": terms}, Idempotency_Key="1").status_code == 201
    ours(bo, Put(written=months(bo, 30)))
    kim = bo.colleague("kim@labs.example")
    assert "What changed since your offer 2" in kim.page()
    assert kim.post("/accept", terms_sha256=bo.digest(), confirmed="yes").status_code == 303
    assert bo.read()["contract"] == "drawing_up"
    assert bo.post("/withdraw", reason="No budget.").status_code == 303
    assert bo.deal().status is Status.WITHDRAWN


def test_a_lost_link_is_sent_again(bo: Counterpart) -> None:
    token = form_token(bo.browser.get("/d/lost").get_data(as_text=True))
    asked = {"csrf_token": token, "email": "CONTRACTS@labs.example"}
    assert bo.browser.post("/d/lost", data=asked).status_code == 303
