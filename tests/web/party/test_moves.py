"""Acting by the page's forms: without a cookie, without JavaScript, and on nothing unseen."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.deal import Status
from service.domain.letters import DealLetter
from service.domain.negotiation import NOT_BINDING
from service.domain.terms.parties import Side
from service.storage.comments import Comments
from service.storage.contracts import Contracts
from service.storage.deal_links import DealLinks
from service.storage.tables import outbox
from tests.web.counterparts import Counterpart, a_counterpart, counter_of, months, ours
from tests.web.signed_in import csrf_token


def _accepts(bo: Counterpart, **more: str) -> Any:
    fields = {"terms_sha256": bo.digest(), "confirmed": "yes", **more}
    return bo.post("/accept", fields)


def test_accepting_agrees_the_deal_and_begins_its_contract(bo: Counterpart) -> None:
    answer = _accepts(bo)
    assert answer.status_code == 303
    page = bo.browser.get(answer.headers["Location"]).get_data(as_text=True)
    assert "You accepted these terms." in page
    assert "You and Photo Archive Inc. agree on the terms" in page
    assert NOT_BINDING in page
    assert bo.deal().status is Status.AGREED
    with bo.desk.db.reading(bo.org) as views:
        assert Contracts(views.connection, bo.org).of_deal(bo.deal_id) is not None


def test_the_page_brings_the_token_of_its_forms(bo: Counterpart) -> None:
    assert csrf_token(bo.page()) == csrf_token(bo.page("/counter")) == bo.form_token


def test_nothing_sets_a_cookie(bo: Counterpart) -> None:
    for answer in (bo.get(), bo.get("/counter"), _accepts(bo), bo.get("/no-such-page")):
        assert "Set-Cookie" not in answer.headers


def test_accepting_shows_whom_it_is_for_and_wants_that_confirmed(bo: Counterpart) -> None:
    page = bo.page()
    for said in ("Example Labs Ltd", "contracts@labs.example", "Bo Licensee, VP Data"):
        assert said in page
    answer = bo.post("/accept", terms_sha256=bo.digest())
    assert answer.status_code == 422
    assert "Look at it, then tick the box." in answer.get_data(as_text=True)
    assert bo.deal().status is Status.OFFERED


def test_nobody_accepts_what_they_have_not_seen(bo: Counterpart) -> None:
    seen = bo.digest()
    ours(bo, Put(written=months(bo, 36)))
    answer = _accepts(bo, terms_sha256=seen)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Offer 2 stands now, with other terms" in page
    assert bo.digest() in page
    assert bo.deal().status is Status.OFFERED


def test_nobody_rejects_an_offer_that_they_have_not_seen(bo: Counterpart) -> None:
    offer = bo.deal().offer
    assert offer is not None
    ours(bo, Put(written=months(bo, 36)))
    answer = bo.post("/reject", answers=offer.id, reason="Too long.")
    assert answer.status_code == 409
    assert "Too long." in answer.get_data(as_text=True)
    assert bo.deal().status is Status.OFFERED


@pytest.mark.parametrize("path", ["/accept", "/reject"])
def test_nobody_answers_an_offer_of_their_own(bo: Counterpart, path: str) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    assert path not in bo.page()
    answer = bo.post(path, terms_sha256=bo.digest(), confirmed="yes")
    assert answer.status_code == 409
    assert bo.deal().status is Status.COUNTERED


def test_an_agreed_deal_can_be_left_until_it_is_signed(bo: Counterpart) -> None:
    _accepts(bo)
    assert "nobody is bound before every signer has signed" in bo.page()
    assert bo.post("/withdraw", reason="We changed our mind.").status_code == 303
    assert bo.deal().status is Status.WITHDRAWN


def test_a_comment_is_there_for_both_sides(bo: Counterpart) -> None:
    answer = bo.post("/comments", text="Could we drop it?", clause="C37")
    assert answer.status_code == 303
    with bo.desk.db.reading(bo.org) as views:
        (said,) = Comments(views.connection, bo.org).of_deal(bo.deal_id, shared_only=False)
    assert (said.text, said.clause, said.side, said.shared) == (
        "Could we drop it?",
        "C37",
        Side.LICENSEE,
        True,
    )
    assert "Could we drop it?" in bo.page()


@pytest.mark.parametrize(
    ("path", "fields", "field", "said"),
    [
        ("/comments", {"text": "  "}, "comment-text", "Give 1 to 4,000 characters"),
        ("/comments", {"text": "Kept.", "clause": "C99"}, "comment-clause", "the id of a clause"),
        ("/invite", {"name": "Kim", "email": "kim"}, "invite-email", "e-mail address"),
        ("/reject", {"reason": "x" * 4001}, "reject-reason", "4000 characters"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    bo: Counterpart, path: str, fields: dict[str, str], field: str, said: str
) -> None:
    answer = bo.post(path, fields)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert f'id="{field}-fault"' in page
    assert said.replace(",", "") in page.replace(",", "")
    assert all(typed.strip() in page for name, typed in fields.items() if name != "clause")
    assert bo.deal().status is Status.OFFERED


def test_a_colleague_gets_a_link_of_their_own_by_letter(bo: Counterpart) -> None:
    assert bo.post("/invite", name="Kim Park", email="kim@labs.example").status_code == 303
    kim = bo.colleague("kim@labs.example")
    assert kim.at != bo.at
    assert "offers you a license" in kim.page()
    with bo.desk.db.engine.connect() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.about == kim.link_id)).all()
    assert [(row.kind, row.to_email) for row in rows] == [
        (DealLetter.DEAL_LINK, "kim@labs.example")
    ]


def test_a_colleague_cannot_be_taken_from_the_other_side(desk: Desk, app: Flask) -> None:
    with app.test_client() as browser:
        put = Put(side=Side.LICENSOR)
        bo = a_counterpart(desk, browser, our_side="intermediary", put=put)
        answer = bo.post("/invite", name="Ada", email="legal@archive.example")
    assert answer.status_code == 422
    assert "cannot act for your side" in answer.get_data(as_text=True)


def test_a_colleague_whose_link_was_revoked_is_not_let_in_again(bo: Counterpart) -> None:
    bo.post("/invite", name="Kim Park", email="kim@labs.example")
    kim = bo.colleague("kim@labs.example")
    with bo.desk.db.transaction(bo.org) as tx:
        DealLinks(tx.connection, bo.org).revoke(kim.link_id, bo.desk.clock())
    answer = bo.post("/invite", name="Kim Park", email="kim@labs.example")
    assert answer.status_code == 422
    assert kim.get().status_code == 404


def test_nobody_has_us_write_to_strangers_all_day(bo: Counterpart) -> None:
    told = [
        bo.post("/invite", name="Kim", email=f"kim{n}@labs.example").status_code for n in range(6)
    ]
    assert told == [303] * 5 + [429]
