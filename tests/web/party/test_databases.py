"""One negotiation behind a link, on both databases."""

from collections.abc import Iterator

import pytest

from service.commands.negotiation import Put
from service.domain.deal import Status
from tests import databases
from tests.conftest import NOON
from tests.web.counterparts import Counterpart, months, ours
from tests.web.signed_in import csrf_token


@pytest.fixture(scope="module", autouse=True)
def _tidied() -> Iterator[None]:
    yield
    databases.drop_schema()


pytestmark = databases.ON_BOTH


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
    token = csrf_token(bo.browser.get("/d/lost").get_data(as_text=True))
    asked = {"csrf_token": token, "email": "CONTRACTS@labs.example"}
    assert bo.browser.post("/d/lost", data=asked).status_code == 303
