"""Links to a license that our side sends to the other one: at its notice address, and nowhere else."""

import re
from datetime import date
from typing import Any

from flask import Flask

from service.desk import Desk
from service.domain.deal import OurSide
from service.storage.license_links import LicenseLinks
from tests.conftest import Clock
from tests.licensed import Kept, imported
from tests.web.callers import Caller
from tests.web.counterparts import JSON, Counterpart
from tests.web.pages.letterbox import letters, link_in
from tests.web.pages.visitors import Visitor
from tests.web.party.in_force import Reader
from tests.web.recorded import records

START = date(2025, 1, 31)
THEIRS = "contracts@labs.example"


def _kept(desk: Desk, org: str, clock: Clock, **said: Any) -> Kept:
    return imported(desk.db, org, **{"starts_on": START, "at": clock(), **said})


def _holder(desk: Desk, app: Flask, kept: Kept, email: str = THEIRS) -> Counterpart:
    with desk.db.reading(kept.org) as views:
        links = LicenseLinks(views.connection, kept.org)
        found = links.at_address(kept.license_id, email, desk.clock())
    assert found is not None
    return Counterpart(app.test_client(), desk, kept.org, "", found.link_id)


def test_a_license_signed_elsewhere_is_read_by_a_link_that_opens_it_alone(
    drafter: Visitor, desk: Desk, clock: Clock, app: Flask
) -> None:
    kept = _kept(desk, drafter.org, clock)
    path = f"/licenses/{kept.license_id}/links"
    page = drafter.text(path)
    assert "Nobody of the other side has a link yet." in page
    assert f'<option value="{THEIRS}">' in page
    assert drafter.post(path, email=THEIRS).location == path
    page = drafter.text(path)
    assert "Not viewed yet" in page
    assert "/d/" not in page
    (letter,) = letters(desk, THEIRS)
    assert letter.subject == "Your link to the license agreement of 31 January 2025"
    bo = _holder(desk, app, kept)
    assert link_in(letter).startswith(bo.at)
    assert bo.get().location == bo.get(Accept=JSON).location == f"{bo.at}/license"
    theirs = bo.page("/license")
    assert "Your license from Photo Archive Inc." in theirs
    assert f"{bo.at}/deal" not in theirs
    assert bo.post("/license/viewed").status_code == 204
    assert "Viewed" in drafter.text(path)


def test_a_link_to_a_license_opens_no_deal(
    drafter: Visitor, desk: Desk, clock: Clock, app: Flask
) -> None:
    kept = _kept(desk, drafter.org, clock)
    drafter.post(f"/licenses/{kept.license_id}/links", email=THEIRS)
    bo = _holder(desk, app, kept)
    for path in ("/deal", "/counter", "/offers/1.pdf", "/offers/1/terms.json"):
        assert bo.get(path).status_code == 404
    for path in ("/accept", "/withdraw", "/comments", "/invite", "/viewed", "/counter/live"):
        assert bo.post(path, text="x").status_code == 404
        assert bo.call(path, {}).status_code == 404


def test_it_goes_to_a_notice_address_of_the_other_side_and_nowhere_else(
    drafter: Visitor, viewer: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, drafter.org, clock)
    path = f"/licenses/{kept.license_id}/links"
    for email in ("legal@archive.example", "mallory@evil.example", "", "x"):
        answer = drafter.post(path, email=email)
        assert answer.status_code == 422
        assert "email-fault" in answer.text
    assert viewer.post(path, email=THEIRS).status_code == 403
    assert "Send a link" not in viewer.text(path)
    assert cy.get(path).status_code == 404
    assert cy.post(path, email=THEIRS).status_code == 404
    assert letters(desk, THEIRS) == []


def test_a_revoked_link_opens_nothing_and_its_address_gets_no_other(
    drafter: Visitor, desk: Desk, clock: Clock, app: Flask
) -> None:
    kept = _kept(desk, drafter.org, clock)
    path = f"/licenses/{kept.license_id}/links"
    drafter.post(path, email=THEIRS)
    bo = _holder(desk, app, kept)
    clock.forward(minutes=1)
    assert drafter.post(f"{path}/{bo.link_id}/resend").location == path
    assert len(letters(desk, THEIRS)) == 2
    assert drafter.post(f"{path}/{bo.link_id}/revoke").location == path
    assert bo.get("/license").status_code == 404
    assert letters(desk, THEIRS) == []
    assert drafter.post(f"{path}/{bo.link_id}/resend").status_code == 404
    answer = drafter.post(path, email=THEIRS)
    assert answer.status_code == 422
    assert "This address can get no link" in answer.text
    assert kept.types()[-3:] == ["LinkSent", "LinkSent", "LinkRevoked"]
    kept.assert_sound()


def test_our_people_see_by_what_a_notice_was_given(
    drafter: Visitor, desk: Desk, clock: Clock, app: Flask
) -> None:
    kept = _kept(desk, drafter.org, clock)
    drafter.post(f"/licenses/{kept.license_id}/links", email=THEIRS)
    reader = Reader(_holder(desk, app, kept), kept, clock)
    document = {"kind": "claim", "grounds": "A claim.", "code": reader.asks_code()}
    given = reader.bo.call("/notices", document, User_Agent="Bo's program")
    assert given.status_code == 201, given.json
    page = drafter.text(f"/licenses/{kept.license_id}/notices")
    said = f"Given by Example Labs Ltd ({THEIRS}) with a personal link"
    assert said in page
    assert "the code from that mailbox was right. From 127.0.0.1, Bo&#39;s program." in page


def test_an_intermediary_reaches_both_sides_and_each_acts_for_its_own(
    drafter: Visitor, desk: Desk, clock: Clock, app: Flask
) -> None:
    kept = _kept(desk, drafter.org, clock, our_side=OurSide.INTERMEDIARY)
    path = f"/licenses/{kept.license_id}/links"
    for email in (THEIRS, "legal@archive.example"):
        assert drafter.post(path, email=email).status_code == 303
    bo, ada = _holder(desk, app, kept), _holder(desk, app, kept, "legal@archive.example")
    kinds = [
        {each["kind"] for each in who.get("/license", Accept=JSON).json["choices"]}
        for who in (bo, ada)
    ]
    assert kinds[1] - kinds[0] == {"audit"}
    said = {"kind": "audit", "grounds": "We look."}
    assert bo.call("/notices/review", said).json["code"] == "not_their_notice"
    assert ada.call("/notices/review", said).status_code == 200
    assert "for both sides" in bo.page("/license")


def test_a_lost_link_to_a_license_is_sent_again(
    drafter: Visitor, desk: Desk, clock: Clock, app: Flask
) -> None:
    kept = _kept(desk, drafter.org, clock)
    drafter.post(f"/licenses/{kept.license_id}/links", email=THEIRS)
    clock.forward(days=900)
    browser = app.test_client()
    page = browser.get("/d/lost").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    browser.post("/d/lost", data={"csrf_token": token[1], "email": THEIRS})
    assert [each.kind for each in letters(desk, THEIRS)] == ["license_link"] * 2


def test_a_program_sends_lists_and_revokes_links(ada: Caller, desk: Desk, clock: Clock) -> None:
    kept = _kept(desk, ada.org, clock)
    path = f"/licenses/{kept.license_id}/links"
    (open_now,) = (
        each
        for each in ada.get(f"/licenses/{kept.license_id}").json["links"]["actions"]
        if each["name"] == "send-link"
    )
    assert open_now["href"].endswith(path)
    made = ada.post(path, {"email": THEIRS})
    assert made.status_code == 201, made.json
    link = made.json
    assert (link["email"], link["side"], link["viewed_at"]) == (THEIRS, "licensee", None)
    assert [each["name"] for each in link["links"]["actions"]] == ["resend-link", "revoke-link"]
    assert ada.get(path).json["data"] == [link]
    wrong = ada.post(path, {"email": "mallory@evil.example"})
    assert [each["pointer"] for each in wrong.json["errors"]] == ["/email"]
    assert ada.post(f"{path}/{link['id']}/resend").status_code == 200
    gone = ada.post(f"{path}/{link['id']}/revoke").json
    assert gone["revoked_at"] is not None
    assert gone["links"]["actions"] == []
    assert "/d/" not in str(ada.get(path).json)


def test_of_a_license_known_by_facts_alone_nothing_is_said_that_nobody_recorded(
    ada: Caller, desk: Desk, app: Flask
) -> None:
    license_id = records(ada).json["id"]
    path = f"/licenses/{license_id}/links"
    wrong = ada.post(path, {"email": "nobody@not-recorded.invalid"})
    assert wrong.status_code == 422
    assert ada.post(path, {"email": "legal@labs.example"}).status_code == 201
    bo = _holder(desk, app, Kept(desk.db, ada.org, license_id), "legal@labs.example")
    read = bo.get("/license", Accept=JSON).json
    assert read["facts_only"]
    assert read["document"] is None
    assert read["reached"] == [{"name": "Photo Archive Inc.", "email": None, "post": None}]
    whys = {each["why_not"] for each in read["choices"]}
    assert len(whys) == 1
    assert "not recorded here" in whys.pop()
    page = bo.page("/license")
    assert "Only some facts of this license are recorded here." in page
    assert "not-recorded" not in page
    assert "Not recorded" not in page
