"""Comments and people on the page of a deal."""

import re

import pytest

from service.commands import comments
from service.desk import Desk
from service.domain.party import Visit
from service.storage.deal_links import DealLinks
from tests.web.pages.letterbox import letters
from tests.web.pages.sides import THEIRS, offered, the_other_side
from tests.web.pages.visitors import Visitor, a_draft


@pytest.fixture
def deal_id(drafter: Visitor, desk: Desk) -> str:
    return offered(desk, drafter)


def _said(visitor: Visitor, deal_id: str, text: str, **fields: object) -> str:
    fields = {"text": text, "shared": "false", "clause": "", **fields}
    answer = visitor.post(f"/deals/{deal_id}/comment", **fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return visitor.text(f"/deals/{deal_id}")


def _they_say(desk: Desk, drafter: Visitor, deal_id: str, text: str) -> None:
    member = the_other_side(desk, drafter, deal_id)
    with desk.db.transaction(drafter.org) as tx:
        comments.comment_by_link(tx, member, text=text, clause=None, at=desk.clock())


def test_a_comment_of_our_side_alone_stays_in_the_house(
    drafter: Visitor, desk: Desk, deal_id: str
) -> None:
    page = _said(drafter, deal_id, "Our floor is 0.30.")
    assert re.search(r'class="internal"[^§]*Our side alone[^§]*Our floor is 0\.30\.', page)
    assert "Your own side can read it." in page
    assert not [each for each in letters(desk, THEIRS) if each.kind == "comment"]


def test_a_shared_comment_on_a_clause_goes_to_both_sides(
    drafter: Visitor, desk: Desk, deal_id: str
) -> None:
    page = _said(drafter, deal_id, "Is this clear?", shared="true", clause="C05")
    assert re.search(r'class="shared"[^§]*Both sides[^§]*Is this clear\?', page)
    assert "About section 5, " in page
    assert {each.kind for each in letters(desk, THEIRS)} == {"offer", "comment"}


def test_a_colleague_who_is_mentioned_gets_a_letter(
    drafter: Visitor, approver: Visitor, desk: Desk, deal_id: str
) -> None:
    page = _said(drafter, deal_id, "What do you say?", mentions=approver.user_id)
    assert "Mentions Approver" in page
    (letter,) = letters(desk, "approver@archive.example")
    assert letter.kind == "mentioned"


def test_nobody_of_another_house_is_mentioned(
    drafter: Visitor, approver: Visitor, cy: Visitor, desk: Desk, deal_id: str
) -> None:
    fields = {"text": "Hello.", "shared": "false", "clause": "", "mentions": cy.user_id}
    answer = drafter.post(f"/deals/{deal_id}/comment", **fields)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Mention members of your organization alone." in page
    assert "Hello.</textarea>" in page


def test_what_is_new_is_counted_until_it_is_read(
    drafter: Visitor, desk: Desk, deal_id: str
) -> None:
    _they_say(desk, drafter, deal_id, "We have a question.")
    for path in (f"/deals/{deal_id}", "/deals", "/"):
        assert re.search(r"1 new", drafter.text(path)), path
    assert "1 new" in drafter.text(f"/deals/{deal_id}")
    drafter.post(f"/deals/{deal_id}/comments-read")
    for path in (f"/deals/{deal_id}", "/deals", "/"):
        assert "1 new" not in drafter.text(path), path


def test_ones_own_comment_is_never_new(drafter: Visitor, desk: Desk, deal_id: str) -> None:
    assert " new<" not in _said(drafter, deal_id, "A note.")


def test_the_page_never_shows_a_link(drafter: Visitor, desk: Desk, deal_id: str) -> None:
    page = drafter.text(f"/deals/{deal_id}")
    assert THEIRS in page
    assert "Not viewed yet" in page
    assert "/d/" not in page


def test_who_has_looked_is_told(drafter: Visitor, desk: Desk, deal_id: str) -> None:
    member = the_other_side(desk, drafter, deal_id)
    with desk.db.transaction(drafter.org) as tx:
        box = DealLinks(tx.connection, tx.org)
        box.note(member.link_id, Visit.FETCHED, desk.clock(), "127.0.0.1", "scanner")
    assert "Not viewed yet" in drafter.text(f"/deals/{deal_id}")
    with desk.db.transaction(drafter.org) as tx:
        box = DealLinks(tx.connection, tx.org)
        box.note(member.link_id, Visit.VIEWED, desk.clock(), "127.0.0.1", "Firefox/140")
    page = drafter.text(f"/deals/{deal_id}")
    assert "Not viewed yet" not in page
    assert "Viewed" in page


def test_a_link_is_sent_again_until_it_is_revoked(
    drafter: Visitor, desk: Desk, deal_id: str
) -> None:
    member = the_other_side(desk, drafter, deal_id)
    at = f"/deals/{deal_id}/links/{member.link_id}"
    assert drafter.post(f"{at}/resend").status_code == 303
    assert {each.kind for each in letters(desk, THEIRS)} == {"offer", "deal_link"}
    assert drafter.post(f"{at}/revoke").status_code == 303
    assert letters(desk, THEIRS) == []
    page = drafter.text(f"/deals/{deal_id}")
    assert f"sent {member.name} the link again" in page
    assert f"revoked the link of {member.name}" in page
    assert "Revoked" in page
    assert "/revoke" not in page
    assert drafter.post(f"{at}/resend").status_code == 404


def test_a_link_is_handled_by_its_own_house_and_deal_alone(
    drafter: Visitor, viewer: Visitor, cy: Visitor, desk: Desk, deal_id: str
) -> None:
    member = the_other_side(desk, drafter, deal_id)
    other = a_draft(desk, drafter)
    for move in ("resend", "revoke"):
        assert cy.post(f"/deals/{deal_id}/links/{member.link_id}/{move}").status_code == 404
        assert drafter.post(f"/deals/{other}/links/{member.link_id}/{move}").status_code == 404
        assert viewer.post(f"/deals/{deal_id}/links/{member.link_id}/{move}").status_code == 403
    assert "Revoked" not in drafter.text(f"/deals/{deal_id}")
