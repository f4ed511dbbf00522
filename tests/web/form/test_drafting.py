"""Drafting on the form: beginning, typing, recording; nothing typed is lost."""

import json
import re
from collections import Counter
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from schemas.deal import load_deal
from schemas.terms import canonical
from service.desk import Desk
from service.domain.people import Role
from service.drafting.library import newest_versions
from tests.conftest import NOON
from tests.web.drafters import EXAMPLE, SAMPLE, VOLUME, Drafter, invited, sample_fields, value
from tests.web.signed_in import enter

NAME = "terms.parties.licensor.legal_name"


@pytest.fixture
def ada(app: Flask, desk: Desk) -> Drafter:
    return Drafter(app.test_client(), invited(desk, "ada@archive.example", NOON))


def test_the_sample_drafted_by_form_has_the_digest_of_the_file(ada: Drafter, desk: Desk) -> None:
    deal_id = ada.drafted()
    with desk.db.accounts() as accounts:
        org = accounts.organization_of("demo")
    with desk.db.reading(org) as views:
        deal = views.deal(deal_id)
    expected = load_deal(SAMPLE, newest_versions())
    assert deal.written.canonical.sha256 == canonical(expected.terms).sha256
    assert deal.header == expected.header


@pytest.mark.parametrize("start", ["empty", "preset:images", "example:photo-archive"])
def test_a_form_begins_in_several_ways(ada: Drafter, start: str) -> None:
    assert "About this deal" in ada.page(ada.begun(start))


@pytest.mark.parametrize("start", ["preset:nothing", "example:../secrets", "deal:deal_other"])
def test_a_start_that_is_not_offered_is_not_found(ada: Drafter, start: str) -> None:
    assert ada.post("/deals/new", {"start": start}).status_code == 404


def test_no_two_elements_of_a_form_share_an_id(ada: Drafter) -> None:
    ids = Counter(re.findall(r' id="([^"]+)"', ada.page(ada.begun("example:photo-archive"))))
    assert {id: n for id, n in ids.items() if n > 1} == {}


def test_a_copy_of_an_earlier_deal_starts_with_its_terms(ada: Drafter) -> None:
    page = ada.page(ada.begun(f"deal:{ada.drafted()}"))
    assert value(page, VOLUME) == "1200000"
    assert value(page, "external_id") == ""


def test_a_copy_made_by_the_form_says_of_which_deal_as_every_copy_does(
    ada: Drafter, desk: Desk
) -> None:
    origin = ada.drafted()
    fields = {**sample_fields(), "copied_from": "deal_of_others", "do": "create"}
    answer = ada.post(ada.begun(f"deal:{origin}"), fields)
    assert "drafted the deal from a copy" in ada.page(answer.headers["Location"])
    copied = ada.post(f"/deals/{origin}/copy").headers["Location"]
    assert _copied_from(desk, answer.headers["Location"]) == origin
    assert _copied_from(desk, copied) == origin
    assert _copied_from(desk, f"/deals/{origin}") is None


def _copied_from(desk: Desk, address: str) -> Any:
    with desk.db.accounts() as accounts:
        org = accounts.organization_of("demo")
    with desk.db.reading(org) as views:
        return views.history(address.removeprefix("/deals/"))[0].data["copied_from"]


def test_a_file_is_opened_in_the_form_with_its_faults(ada: Drafter) -> None:
    document = json.loads(EXAMPLE.read_text())
    document["terms"]["materials"]["lines"][0]["volume"] = "many"
    sent = {"start": "file", "file": (BytesIO(json.dumps(document).encode()), "deal.json")}
    page = ada.page(ada.post("/deals/new", sent).headers["Location"])
    assert value(page, VOLUME) == "many"
    assert "Give a number above 0" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "Give JSON"),
        (b'{"family": "bulk-media", "our_side": "licensor", "colour": 1}', "There is no such key"),
        (b'{"family": "news"}', "Give one of: bulk-media"),
    ],
)
def test_a_file_that_no_form_can_hold_is_refused_by_name(
    ada: Drafter, data: bytes, said: str
) -> None:
    answer = ada.post("/deals/new", {"start": "file", "file": (BytesIO(data), "deal.json")})
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_what_is_typed_is_kept_while_it_is_typed(ada: Drafter) -> None:
    at = ada.begun()
    ada.live(at, {NAME: ["Photo Archive Inc."], VOLUME: ["not a number"]})
    page = ada.page(at)
    assert value(page, NAME) == "Photo Archive Inc."
    assert value(page, VOLUME) == "not a number"


def test_a_form_that_is_not_finished_is_found_again(ada: Drafter) -> None:
    at = ada.begun()
    ada.live(at, {"title": ["Half a deal"]})
    page = ada.page("/deals/new")
    assert "Half a deal" in page
    assert at in page


def test_a_refused_draft_shows_each_fault_and_keeps_everything(ada: Drafter) -> None:
    at = ada.begun()
    answer = ada.post(at, {**sample_fields(**{VOLUME: "abc", NAME: ""}), "do": "create"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Fill this in." in page
    assert value(page, VOLUME) == "abc"


def test_letters_that_no_paper_shows_are_refused_beside_their_field(ada: Drafter) -> None:
    answer = ada.post(ada.begun(), {**sample_fields(**{NAME: "\u6771\u4eac"}), "do": "create"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert value(page, NAME) == "\u6771\u4eac"
    assert "cannot print \u4eac (U+4EAC), \u6771 (U+6771)" in page


def test_what_nobody_may_let_pass_is_kept_in_a_draft_and_said(ada: Drafter) -> None:
    fields = sample_fields(**{"terms.privacy.us_bulk_data_decided_by": ""})
    assert "Cannot be agreed" in ada.page(f"/deals/{ada.drafted(fields)}")


def test_the_first_fault_has_the_focus(ada: Drafter) -> None:
    fields = {**sample_fields(**{VOLUME: "abc", NAME: ""}), "do": "create"}
    page = ada.post(ada.begun(), fields).get_data(as_text=True)
    assert re.findall(r'name="([^"]+)"[^>]* autofocus', page) == [NAME]


def test_a_draft_leaves_no_form_behind(ada: Drafter) -> None:
    at = ada.begun()
    ada.post(at, {**sample_fields(), "do": "create"})
    assert ada.client.get(at).status_code == 404


def test_a_form_can_be_thrown_away(ada: Drafter) -> None:
    at = ada.begun()
    assert ada.post(at, {"do": "discard"}).status_code == 303
    assert ada.client.get(at).status_code == 404


def test_nobody_sees_the_form_of_another_person(ada: Drafter, app: Flask, desk: Desk) -> None:
    at = ada.begun()
    bo = Drafter(app.test_client(), invited(desk, "bo@archive.example", NOON))
    assert bo.client.get(at).status_code == 404
    assert bo.post(at, {"do": "save"}).status_code == 404
    assert bo.post(f"{at}/live", sample_fields()).status_code == 404


def test_a_stranger_can_neither_edit_nor_copy_a_deal(ada: Drafter, app: Flask, desk: Desk) -> None:
    deal_id = ada.drafted()
    cy = Drafter(app.test_client(), invited(desk, "cy@other.example", NOON, org="other"))
    assert cy.client.get(f"/deals/{deal_id}/edit").status_code == 404
    assert cy.post("/deals/new", {"start": f"deal:{deal_id}"}).status_code == 404


def test_a_viewer_may_not_draft(client: FlaskClient, desk: Desk) -> None:
    enter(client, invited(desk, "vi@archive.example", NOON, Role.VIEWER))
    assert client.get("/deals/new").status_code == 403


def test_a_form_without_its_token_is_refused(ada: Drafter) -> None:
    assert ada.client.post(ada.begun(), data={"do": "create"}).status_code == 400


def test_a_large_table_of_lines_can_be_sent(ada: Drafter) -> None:
    at = ada.begun()
    rows = "\n".join(f"Lot {n}\tphoto\timage\t10\t0.05" for n in range(200))
    ada.post(at, {"do": "paste:terms.materials.lines", "table:terms.materials.lines": rows})
    assert value(ada.page(at), "terms.materials.lines.199.description") == "Lot 199"
