"""The first page of somebody who is signed in."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from service.commands import deals as commands
from service.commands import negotiation
from service.commands.seal_keys import seal_key_once
from service.desk import Desk
from service.signing.seal_keys import YEARS
from service.storage.form_drafts import FormDrafts
from tests.conftest import Clock
from tests.web.pages.sides import countered, offered
from tests.web.pages.visitors import Visitor, a_draft


def test_a_visitor_sees_the_sample_and_a_way_in(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert "Deal terms in, contract out" in page
    assert 'href="/sign-in"' in page


def test_an_empty_house_offers_the_sample_to_those_who_may_draft(drafter: Visitor) -> None:
    page = drafter.text("/")
    assert "No deals yet" in page
    assert "Draft the sample deal" in page


def test_an_empty_house_tells_a_viewer_who_begins(viewer: Visitor) -> None:
    page = viewer.text("/")
    assert "A drafter of Archive begins one" in page
    assert "Draft the sample deal" not in page


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (61, None),
        (59, "The certificate of the seal ends soon"),
        (-1, "Contracts are not sealed any more"),
    ],
)
def test_administrators_see_that_the_seal_comes_to_its_end(
    admin: Visitor, drafter: Visitor, desk: Desk, clock: Clock, days: int, said: str | None
) -> None:
    seal_key_once(desk, clock() - timedelta(days=YEARS * 365.25 - days))
    page = admin.text("/")
    assert ("seal-key renew" in page) == bool(said)
    assert (said or "") in page
    assert "seal-key renew" not in drafter.text("/")


def test_the_sample_is_one_click_away(drafter: Visitor) -> None:
    answer = drafter.post("/deals/sample")
    assert answer.status_code == 303
    page = drafter.text(answer.location)
    assert "The sample deal is drafted" in page
    assert "USD 1,560,000.00" in page


def test_a_request_for_a_release_waits_for_the_approver(approver: Visitor, desk: Desk) -> None:
    deal_id = a_draft(desk, approver, "speech")
    with desk.db.transaction(approver.org) as tx:
        commands.request_approval(tx, deal_id, note=None, by=approver.user_id, at=desk.clock())
    page = approver.text("/")
    assert f'/deals/{deal_id}#checks"' in page
    assert "Release it or refuse: 1 finding" in page


def test_a_drafter_sees_what_must_be_settled_first(drafter: Visitor, desk: Desk) -> None:
    a_draft(desk, drafter, "speech")
    assert "1 finding must be settled or released" in drafter.text("/")


def test_nothing_waits_in_a_house_with_sound_drafts_only(drafter: Visitor, desk: Desk) -> None:
    a_draft(desk, drafter)
    assert "Nothing waits for anybody here" in drafter.text("/")


def test_an_unfinished_form_waits_for_whoever_left_it(
    drafter: Visitor, approver: Visitor, desk: Desk
) -> None:
    with desk.db.transaction(drafter.org) as tx:
        forms = FormDrafts(tx.connection, drafter.org, drafter.user_id)
        form = forms.begin("bulk-media", {}, desk.clock())
    assert f"/deals/new/{form}" in drafter.text("/")
    assert form not in approver.text("/")


def test_money_is_added_up_by_currency(drafter: Visitor, desk: Desk) -> None:
    for name in ("photos", "nature", "film"):
        a_draft(desk, drafter, name)
    page = drafter.text("/")
    assert "USD 2,505,000.00" in page
    assert "EUR 3,000,000.00" in page


def test_a_withdrawn_deal_commits_nobody(drafter: Visitor, desk: Desk) -> None:
    deal_id = a_draft(desk, drafter)
    with desk.db.transaction(drafter.org) as tx:
        negotiation.withdraw_deal(tx, deal_id, reason=None, by=drafter.user_id, at=desk.clock())
    page = drafter.text("/")
    assert "No deal is open" in page
    assert "/deals?status=withdrawn" in page


@pytest.mark.parametrize("way", ["/deals", "/licenses", "/calendar", "/library", "/settings"])
def test_the_ways_through_the_house_stand_on_every_page(viewer: Visitor, way: str) -> None:
    assert f'href="{way}"' in viewer.text("/library/rates")


def test_the_way_that_is_taken_is_marked(viewer: Visitor) -> None:
    assert 'href="/library" aria-current="true"' in viewer.text("/library/rates")


def test_signing_out_ends_the_session(viewer: Visitor) -> None:
    assert viewer.post("/sign-out").status_code == 303
    assert viewer.get("/deals").status_code == 303


def test_what_waits_for_us_and_for_them_stands_apart(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    ours, theirs = countered(desk, drafter), offered(desk, drafter)
    clock.forward(days=2)
    page = drafter.text("/")
    for_us, for_them = page.split("Waiting for them</h2>")
    assert f"/deals/{ours}" in for_us.split("Waiting for us</h2>")[1]
    assert "Ours to answer. Waiting for 2 days." in for_us
    first = for_them.split("</section>")[0]
    assert f"/deals/{theirs}" in first
    assert "Theirs to answer. Waiting for 2 days." in first
