"""A lost link is sent again to the address that it was made for, and nobody learns of any other."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from service.desk import Desk
from service.domain.letters import DealLetter
from service.storage.deal_links import DealLinks
from service.storage.tables import outbox
from tests.web.counterparts import Counterpart, a_counterpart
from tests.web.signed_in import csrf_token

LOST = "/d/lost"
OWN = "contracts@labs.example"


def _asked(browser: FlaskClient, email: str) -> tuple[int, str]:
    token = csrf_token(browser.get(LOST).get_data(as_text=True))
    answer = browser.post(LOST, data={"csrf_token": token, "email": email})
    return answer.status_code, answer.headers.get("Location", "")


def _letters(desk: Desk) -> list[tuple[str, str]]:
    with desk.db.engine.connect() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.kind == DealLetter.DEAL_LINK)).all()
    return [(row.to_email, row.about) for row in rows]


def test_a_link_that_opens_nothing_leads_to_the_way_back(bo: Counterpart) -> None:
    page = bo.browser.get("/d/nothing").get_data(as_text=True)
    assert f'href="{LOST}"' in page


@pytest.mark.parametrize("email", [OWN, OWN.upper()])
def test_it_goes_to_the_address_that_it_was_made_for(bo: Counterpart, email: str) -> None:
    assert _asked(bo.browser, email) == (303, "/d/lost/sent")
    assert _letters(bo.desk) == [(OWN, bo.link_id)]
    assert "on its way" in bo.browser.get("/d/lost/sent").get_data(as_text=True)


def test_every_deal_of_an_address_comes_whoever_runs_it(
    bo: Counterpart, client: FlaskClient
) -> None:
    other = a_counterpart(bo.desk, client, "another")
    _asked(client, OWN)
    assert sorted(_letters(bo.desk)) == sorted([(OWN, bo.link_id), (OWN, other.link_id)])


def test_the_answer_is_the_same_for_every_address(bo: Counterpart) -> None:
    with bo.desk.db.transaction(bo.org) as tx:
        DealLinks(tx.connection, bo.org).revoke(bo.link_id, bo.desk.clock())
    for email in (OWN, "nobody@nowhere.example", "no address"):
        assert _asked(bo.browser, email) == (303, "/d/lost/sent")
    assert not _letters(bo.desk)


def test_tries_are_counted_and_the_answer_stays_the_same(bo: Counterpart) -> None:
    told = {_asked(bo.browser, OWN) for _ in range(9)}
    assert told == {(303, "/d/lost/sent")}
    assert len(_letters(bo.desk)) == 1


def test_an_address_that_is_none_is_asked_for_again(bo: Counterpart) -> None:
    status, _ = _asked(bo.browser, "")
    assert status == 422
