"""A marked-up Word file on the page of a deal: read back, and taken into our draft."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from service.desk import Desk
from service.domain.people import Role
from tests.marked_up import KIM, Editor, commented
from tests.rendering.attacks.uploads import HOSTILE
from tests.web.drafters import value
from tests.web.pages.sides import offered, redrafted
from tests.web.pages.visitors import Visitor, a_draft, a_visitor

TERM = "terms.special_terms.0"
FIELDS = re.compile(r'name="((?:id|clause|action|text)\.\d+|take)" value="([^"]*)"')


@pytest.fixture
def deal_id(desk: Desk, drafter: Visitor) -> str:
    return offered(desk, drafter)


def marked(visitor: Visitor, deal_id: str) -> bytes:
    paper = visitor.get(f"/deals/{deal_id}/draft.docx").get_data()
    data = (
        Editor(paper).replaced("without set-off", "with set-off").cell("Payment Period", "9 days")
    )
    return commented(data.saved(), "Deletion does not reach Usage Records.", "Why <b>not</b>?")


def sent(visitor: Visitor, deal_id: str, data: bytes, **fields: Any) -> TestResponse:
    file = (BytesIO(data), "marked.docx")
    return visitor.post(f"/deals/{deal_id}/markup", file=file, **fields)


def shown(visitor: Visitor, deal_id: str) -> str:
    answer = sent(visitor, deal_id, marked(visitor, deal_id))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def chosen(page: str) -> dict[str, Any]:
    """What the form of the page sends as it stands."""
    return {name: unescape(said) for name, said in FIELDS.findall(page)}


def test_it_shows_what_changed_and_who_says_so(drafter: Visitor, deal_id: str) -> None:
    page = shown(drafter, deal_id)
    assert "<del>without set-off</del><ins>with set-off</ins>" in page
    assert KIM in page
    assert "Why &lt;b&gt;not&lt;/b&gt;?" in page
    assert "Made from offer 1" in page
    assert "Change this in the form" in page


def test_what_is_ticked_stands_in_the_form_of_our_draft(drafter: Visitor, deal_id: str) -> None:
    page = shown(drafter, deal_id)
    answer = drafter.post(f"/deals/{deal_id}/markup/take", **chosen(page))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/deals/{deal_id}/edit")
    form = drafter.text(f"/deals/{deal_id}/edit")
    assert value(form, f"{TERM}.clause") == "C20"
    assert "20.5 Otherwise Licensee shall pay with set-off" in form


def test_what_was_typed_before_stays_in_the_form(drafter: Visitor, deal_id: str) -> None:
    typed = {"terms.outputs.takedown_hours": "37", "do": "save"}
    drafter.post(f"/deals/{deal_id}/edit", **typed)
    drafter.post(f"/deals/{deal_id}/markup/take", **chosen(shown(drafter, deal_id)))
    assert value(drafter.text(f"/deals/{deal_id}/edit"), "terms.outputs.takedown_hours") == "37"


def test_taking_it_twice_gives_each_an_id_of_its_own(drafter: Visitor, deal_id: str) -> None:
    fields = chosen(shown(drafter, deal_id))
    for _ in range(2):
        drafter.post(f"/deals/{deal_id}/markup/take", **fields)
    form = drafter.text(f"/deals/{deal_id}/edit")
    ids = [value(form, f"terms.special_terms.{n}.id") for n in range(2)]
    assert ids == ["C20-1", "C20-2"]


def test_with_nothing_ticked_nothing_is_taken(drafter: Visitor, deal_id: str) -> None:
    fields = chosen(shown(drafter, deal_id))
    fields.pop("take")
    answer = drafter.post(f"/deals/{deal_id}/markup/take", **fields)
    assert answer.status_code == 422
    assert "Tick at least one change" in answer.get_data(as_text=True)


def test_a_spoiled_choice_is_refused(drafter: Visitor, deal_id: str) -> None:
    fields = chosen(shown(drafter, deal_id)) | {"action.1": "x", "clause.1": "x" * 5000}
    fields |= {f"action.{n}": "x" for n in range(9)}
    assert drafter.post(f"/deals/{deal_id}/markup/take", **fields).status_code == 422


def test_a_file_that_is_not_read_says_why_beside_its_field(drafter: Visitor, deal_id: str) -> None:
    made, reason = HOSTILE["macros"]
    answer = sent(drafter, deal_id, made())
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert reason in page
    assert 'id="markup-file-fault"' in page


def test_without_a_file_it_asks_for_one(drafter: Visitor, deal_id: str) -> None:
    answer = drafter.post(f"/deals/{deal_id}/markup")
    assert answer.status_code == 422
    assert "Choose the marked-up Word document first." in answer.get_data(as_text=True)


def test_a_file_of_an_earlier_draft_says_what_would_be_right(desk: Desk, drafter: Visitor) -> None:
    deal_id = a_draft(desk, drafter, "landscapes")
    data = marked(drafter, deal_id)
    redrafted(desk, drafter, deal_id, "0.06")
    answer = sent(drafter, deal_id, data)
    assert answer.status_code == 422
    assert "our draft as it stands now" in answer.get_data(as_text=True)


def test_who_only_reads_has_no_such_form_and_may_not_send_one(
    drafter: Visitor, viewer: Visitor, deal_id: str
) -> None:
    assert "Read back a marked-up file" not in viewer.text(f"/deals/{deal_id}")
    assert sent(viewer, deal_id, marked(drafter, deal_id)).status_code == 403


def test_another_house_finds_no_such_deal(
    app: Flask, desk: Desk, drafter: Visitor, deal_id: str
) -> None:
    cy = a_visitor(app, desk, "stranger", Role.ADMIN, "Cy")
    data = marked(drafter, deal_id)
    assert sent(cy, deal_id, data).status_code == 404
    fields = chosen(shown(drafter, deal_id))
    assert cy.post(f"/deals/{deal_id}/markup/take", **fields).status_code == 404
