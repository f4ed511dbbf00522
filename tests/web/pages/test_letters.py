"""Letters and the outbox as an administrator sees them."""

import re

import pytest

from service.desk import Desk
from service.domain.post import Address
from service.notifications.samples import NAMES
from tests.web.pages.letterbox import a_letter, letters
from tests.web.pages.visitors import Visitor, a_draft, version_of


def _asked(desk: Desk, drafter: Visitor) -> str:
    deal_id = a_draft(desk, drafter, "speech")
    version = version_of(desk, drafter, deal_id)
    drafter.post(f"/deals/{deal_id}/request-approval", version=version, note="By Friday, please.")
    return deal_id


def test_approvers_get_a_letter_with_a_line_and_a_link(
    admin: Visitor, approver: Visitor, drafter: Visitor, desk: Desk
) -> None:
    deal_id = _asked(desk, drafter)
    (letter,) = letters(desk, "approver@archive.example")
    assert f"http://127.0.0.1:8000/deals/{deal_id}" in letter.text
    assert "By Friday" not in letter.text
    assert letter.reply_to == Address("drafter@archive.example", "Drafter")


def test_letters_say_everything_where_the_organization_wants_it(
    admin: Visitor, approver: Visitor, drafter: Visitor, desk: Desk
) -> None:
    assert admin.post("/settings/letters", detail="full").status_code == 303
    _asked(desk, drafter)
    (letter,) = letters(desk, "approver@archive.example")
    assert "> By Friday, please." in letter.text
    assert "Committed: " in letter.text


def test_every_letter_is_shown_as_text_and_in_a_frame_that_does_nothing(admin: Visitor) -> None:
    page = admin.text("/settings/letters")
    for kind, name in NAMES.items():
        assert name in page
        shown = admin.get(f"/settings/letters/{kind}")
        assert "frame-src 'self'" in shown.headers["Content-Security-Policy"]
        assert "Counterpart, for Archive" in shown.get_data(as_text=True)
        framed = admin.get(f"/settings/letters/{kind}/html")
        assert framed.headers["Content-Security-Policy"].endswith("; sandbox")
        assert framed.get_data(as_text=True).startswith("<!DOCTYPE html>")


def test_a_letter_that_does_not_exist_is_not_found(admin: Visitor) -> None:
    assert admin.get("/settings/letters/nothing").status_code == 404
    assert admin.get("/settings/letters/nothing/html").status_code == 404


def test_an_outbox_without_letters_says_how_one_comes_about(admin: Visitor) -> None:
    assert "No letter yet" in admin.text("/settings/outbox")


def test_a_letter_is_held_back_and_released(admin: Visitor, desk: Desk) -> None:
    place = f"/settings/outbox/{a_letter(desk, admin.org)}"
    assert "Waits to leave" in admin.text(place)
    admin.post(f"{place}/hold")
    assert "Held back" in admin.text(place)
    assert "nia@archive.example" in admin.text("/settings/outbox?state=held")
    assert "nia@archive.example" not in admin.text("/settings/outbox?state=sent")
    admin.post(f"{place}/release")
    assert "Waits to leave" in admin.text(place)


def test_a_move_that_does_not_fit_is_refused(admin: Visitor, desk: Desk) -> None:
    assert admin.post(f"/settings/outbox/{a_letter(desk, admin.org)}/release").status_code == 409


@pytest.mark.parametrize("move", ["", "/hold", "/release", "/send_again"])
def test_a_stranger_finds_no_letter(admin: Visitor, cy: Visitor, desk: Desk, move: str) -> None:
    place = f"/settings/outbox/{a_letter(desk, admin.org)}"
    answer = cy.post(place + move) if move else cy.get(place)
    assert answer.status_code == 404
    assert b"nia@" not in answer.data


def test_a_dead_letter_is_a_task_on_the_first_page(
    admin: Visitor, viewer: Visitor, desk: Desk
) -> None:
    id = a_letter(desk, admin.org)
    assert "Letters that need you" not in admin.text("/")
    with desk.db.outbox() as outbox:
        outbox.review_all(by="system", at=desk.clock())
    page = admin.text("/")
    assert re.search(f'href="/settings/outbox/{id}">Invitation to nia@archive.example', page)
    assert "Letters that need you" not in viewer.text("/")
