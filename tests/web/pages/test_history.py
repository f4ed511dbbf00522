"""Who did what with people and letters, as administrators read it."""

import re
from html import unescape

import pytest

from service.commands import setup
from service.desk import Desk
from service.domain.people import SYSTEM, Role
from service.web.deed_words import DEEDS, Deed
from tests.web.pages.letterbox import a_letter
from tests.web.pages.visitors import Visitor

PLACE = "/settings/history"


def _deeds(visitor: Visitor) -> list[str]:
    """In words, the newest first."""
    rows = re.findall(r'role="rowheader">(.*?)(?: <a |</th>)', visitor.text(PLACE))
    return [unescape(row) for row in rows]


def test_every_deed_has_words() -> None:
    assert set(DEEDS) == set(Deed)


def test_a_history_without_deeds_says_how_one_comes_about(admin: Visitor) -> None:
    assert "Nothing yet" in admin.text(PLACE)


def test_what_is_done_with_a_letter_stands_there(admin: Visitor, desk: Desk) -> None:
    place = f"/settings/outbox/{a_letter(desk, admin.org)}"
    admin.post(f"{place}/hold")
    admin.post(f"{place}/release")
    assert _deeds(admin) == ["Admin released a letter", "Admin held a letter back"]
    assert f'href="{place}"' in admin.text(PLACE)
    assert "Admin held a letter back. <span" in admin.text(place)
    assert "2 March 2026, 12:00 UTC" in admin.text(PLACE)


@pytest.mark.parametrize(
    ("move", "words"),
    [("hold", "Admin held a letter back"), ("release", "Admin released a letter")],
)
def test_a_decision_after_a_restored_backup_stands_there(
    admin: Visitor, desk: Desk, move: str, words: str
) -> None:
    place = f"/settings/outbox/{a_letter(desk, admin.org)}"
    with desk.db.outbox() as box:
        box.review_all(by=SYSTEM, at=desk.clock())
    admin.post(f"{place}/{move}")
    restored = "Whoever runs Counterpart restored a backup; letters to look at: 1"
    assert _deeds(admin) == [words, restored]


def test_a_move_that_is_refused_leaves_no_trace(admin: Visitor, desk: Desk) -> None:
    admin.post(f"/settings/outbox/{a_letter(desk, admin.org)}/send_again")
    assert _deeds(admin) == []


def test_what_is_done_with_people_stands_there(admin: Visitor, viewer: Visitor) -> None:
    them = f"/settings/people/{viewer.user_id}"
    admin.post("/settings/people", name="Nia", email="nia@archive.example", role="drafter")
    admin.post(f"{them}/link")
    for role in ("approver", "approver"):
        admin.post(f"{them}/role", role=role)
    admin.post(f"{them}/remove")
    assert _deeds(admin) == [
        "Admin removed Viewer, who was approver",
        "Admin changed the role of Viewer from viewer to approver",
        "Admin made a link for Viewer to sign in",
        "Admin invited Nia as drafter",
    ]


def test_what_is_done_at_the_command_line_stands_there(admin: Visitor, desk: Desk) -> None:
    for role in (Role.VIEWER, Role.VIEWER, Role.ADMIN):
        setup.invite(desk, "archive", "nia@archive.example", "Nia", role, desk.clock())
    assert _deeds(admin) == [
        "Whoever runs Counterpart changed the role of Nia from viewer to admin",
        "Whoever runs Counterpart made a link for Nia to sign in",
        "Whoever runs Counterpart invited Nia as viewer",
    ]


def test_a_stranger_reads_none_of_it(admin: Visitor, cy: Visitor, desk: Desk) -> None:
    admin.post(f"/settings/outbox/{a_letter(desk, admin.org)}/hold")
    assert _deeds(cy) == []


def test_older_deeds_stand_behind_a_link(admin: Visitor, viewer: Visitor) -> None:
    for _ in range(31):
        admin.post(f"/settings/people/{viewer.user_id}/link")
    assert len(_deeds(admin)) == 30
    older = re.search(rf'href="({PLACE}\?after=[^"]+)"', admin.text(PLACE))
    assert older
    assert admin.text(older[1]).count('role="rowheader"') == 1
    assert admin.get(f"{PLACE}?after=x").status_code == 404
