"""The party's notice address is asked whether somebody else may sign, by page and by program."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from schemas.hand_over import HandOverSchema
from service.desk import Desk
from service.domain.letters import DealLetter
from service.domain.signing_events import ReassignmentConfirmed, ReassignmentRefused
from service.signing.links import DEAL, REASSIGN, REASSIGN_FORM, SIGN
from service.storage.signing_links import confirmer_of
from service.storage.tables import outbox
from tests.conftest import Clock
from tests.executing import Desktop
from tests.web.signed_in import csrf_token
from tests.web.signers import JSON, LinkSigner, signer_of
from tests.web.signing_states import KIM, executed, not_agreed, over, proposed


class Notice:
    """Whoever reads the notice address of Bo's party, with a link that a letter brought."""

    def __init__(self, bo: LinkSigner) -> None:
        (made,) = bo.execution().reassignments
        self.bo, self.id = bo, made.id
        self.at = f"/r/{bo.desk.links.token(REASSIGN, made.id)}"
        self.form_token = bo.desk.links.token(REASSIGN_FORM, made.id)

    def read(self) -> Any:
        answer = self.bo.browser.get(self.at, headers={"Accept": JSON})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json

    def page(self) -> str:
        answer = self.bo.browser.get(self.at)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return unescape(answer.get_data(as_text=True))

    def call(self, path: str, document: Any = None, **headers: str) -> Any:
        sent = {"Accept": JSON, **{name.replace("_", "-"): v for name, v in headers.items()}}
        body = {} if document is None else {"json": document}
        return self.bo.browser.post(self.at + path, headers=sent, **body)

    def post(self, path: str, **fields: str) -> Any:
        return self.bo.browser.post(self.at + path, data={"csrf_token": self.form_token, **fields})

    def moves(self) -> list[str]:
        return [each["name"] for each in self.read()["links"]["actions"]]


@pytest.fixture
def notice(desk: Desk, client: FlaskClient) -> Notice:
    return Notice(proposed(desk, client, "asks"))


def _last(contract: Desktop) -> Any:
    return contract.events()[-1]


def test_it_reads_who_is_to_sign_instead_of_whom(notice: Notice) -> None:
    seen = notice.read()
    assert set(seen) == set(HandOverSchema().fields)
    assert seen["state"] == "open"
    assert seen["party"] == seen["licensee"] == "Example Labs Ltd"
    assert seen["proposed"] == {"name": KIM.name, "title": KIM.title, "email": KIM.email}
    assert seen["signer"]["email"] == "bo@labs.example"
    assert seen["notice_email"] == "contracts@labs.example"
    assert notice.moves() == ["confirm", "refuse"]
    page = notice.page()
    assert "May Kim Signs sign for Example Labs Ltd?" in page
    assert KIM.email in page
    assert notice.bo.link_id not in page


def test_confirming_hands_the_place_over(notice: Notice, client: FlaskClient) -> None:
    contract = notice.bo.contract
    answer = notice.call("/confirm", Idempotency_Key="k")
    assert (answer.status_code, answer.json["state"]) == (200, "confirmed")
    assert notice.call("/confirm", Idempotency_Key="k").data == answer.data
    assert answer.json["links"]["actions"] == []
    assert notice.bo.get().status_code == 404
    kim = signer_of(notice.bo.desk, client, contract, 1)
    assert kim.read()["signer"]["email"] == KIM.email
    event = _last(contract)
    assert isinstance(event, ReassignmentConfirmed)
    assert event.by == notice.id
    assert "Kim Signs signs for Example Labs Ltd" in notice.page()
    for path in ("/confirm", "/refuse"):
        again = notice.call(path)
        assert (again.status_code, again.json["code"]) == (409, "already_answered")
    page = notice.post("/refuse")
    assert page.status_code == 409
    assert "This was answered before" in page.get_data(as_text=True)
    assert kim.signs().status_code == 200
    contract.assert_sound()


def test_refusing_leaves_the_signer_who_reads_it(notice: Notice) -> None:
    assert notice.post("/refuse", reason="x" * 4001).status_code == 422
    answer = notice.post("/refuse", reason="Kim has left us.")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{notice.at}?done=yes")
    assert "Bo Licensee still signs for Example Labs Ltd" in notice.page()
    event = _last(notice.bo.contract)
    assert isinstance(event, ReassignmentRefused)
    assert (event.reason, event.by) == ("Kim has left us.", notice.id)
    assert "It is still you who signs." in notice.bo.page()
    notice.bo.contract.assert_sound()


def test_what_the_signer_settled_meanwhile_is_not_asked_any_more(notice: Notice) -> None:
    assert notice.bo.signs().status_code == 200
    assert notice.read()["state"] == "dropped"
    assert notice.moves() == []
    assert "This is no longer asked" in notice.page()
    assert notice.call("/confirm").json["code"] == "already_answered"


def test_every_link_that_opens_nothing_reads_the_same_and_no_look_or_blind_form_answers(
    notice: Notice,
) -> None:
    links, browser = notice.bo.desk.links, notice.bo.browser
    before = notice.bo.execution()
    wrong = (
        links.token(SIGN, notice.id),
        links.token(DEAL, notice.id),
        notice.form_token,
        links.token(REASSIGN, notice.bo.link_id),
        links.token(REASSIGN, "rea_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
        f"{links.token(REASSIGN, notice.id)}x",
    )
    plain = browser.get("/r/nothing")
    assert plain.status_code == 404
    for token in wrong:
        assert browser.get(f"/r/{token}").data == plain.data
        for path in ("/confirm", "/refuse"):
            sent = {"csrf_token": notice.form_token}
            assert browser.post(f"/r/{token}{path}", data=sent).data == plain.data
            assert browser.post(f"/r/{token}{path}", json={}).status_code == 404
    for path in ("/confirm", "/refuse"):
        for method in ("GET", "HEAD", "OPTIONS"):
            assert browser.open(notice.at + path, method=method).status_code in (200, 405)
        for token in ("", "x", links.token(REASSIGN, notice.id), notice.bo.form_token):
            sent = {"csrf_token": token}
            assert browser.post(notice.at + path, data=sent).status_code == 400
        foreign = {"Sec-Fetch-Site": "cross-site"}
        assert browser.post(notice.at + path, json={}, headers=foreign).status_code == 400
    assert notice.bo.execution() == before
    answer = browser.get(notice.at)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    with notice.bo.desk.db.reading_work() as connection:
        assert confirmer_of(connection, notice.id).link_id == notice.id


def test_after_the_last_day_nobody_is_handed_over_to(
    desk: Desk, client: FlaskClient, clock: Clock
) -> None:
    bo = over(desk, client, "late")
    assert bo.call("/reassign", {**KIM_SENT}).json["code"] == "contract_move_not_allowed"
    refused = Notice(not_agreed(desk, client, "refused"))
    clock.moment += timedelta(days=400)
    assert refused.read()["state"] == "refused"
    assert refused.moves() == []


KIM_SENT = {"name": KIM.name, "title": KIM.title, "email": KIM.email}


def test_a_lost_signing_link_is_sent_again_to_the_address_that_it_was_made_for(
    desk: Desk, client: FlaskClient
) -> None:
    notice = Notice(proposed(desk, client, "lost"))
    sealed = executed(desk, client, "sealed")
    notice.call("/confirm")
    token = csrf_token(client.get("/d/lost").get_data(as_text=True))
    for email in ("BO@labs.example", KIM.email, "nobody@nowhere.example"):
        answer = client.post("/d/lost", data={"csrf_token": token, "email": email})
        assert answer.status_code == 303
    with desk.db.engine.connect() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.kind == DealLetter.SIGN_LINK)).all()
    kim = signer_of(desk, client, notice.bo.contract, 1)
    assert {(row.to_email, row.about) for row in rows} == {
        ("bo@labs.example", sealed.link_id),
        (KIM.email, kim.link_id),
    }
