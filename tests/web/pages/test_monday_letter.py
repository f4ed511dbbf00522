"""Choosing a letter on Mondays, and turning it off in the settings or from the letter."""

from flask import Flask

from service.commands.monday_letters import choice_of
from service.desk import Desk
from service.domain.people import Person, Role
from service.signing.links import CALENDAR, MONDAY
from service.storage.mondays import Choice, Mondays
from tests.conftest import Clock
from tests.licensed import imported
from tests.web.logged import logged
from tests.web.pages.visitors import Visitor

PAGE = "/settings/monday-letter"


def choice(desk: Desk, visitor: Visitor) -> Choice | None:
    with desk.db.reading_accounts() as accounts:
        return Mondays(accounts.connection).of(visitor.org, visitor.user_id)


def a_choice(desk: Desk, visitor: Visitor) -> Choice:
    assert visitor.post(PAGE, zone="Europe/London").status_code == 303
    found = choice(desk, visitor)
    assert found
    return found


def test_it_is_off_until_somebody_chooses_it_and_for_nobody_else(
    admin: Visitor, viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    page = viewer.text(PAGE)
    assert "It is off" in page
    assert 'value="UTC"' in page
    imported(desk.db, viewer.org, at=clock())
    assert 'value="America/New_York"' in viewer.text(PAGE)
    assert choice(desk, viewer) is None
    found = a_choice(desk, viewer)
    assert (found.zone, found.next_at.isoformat()) == (
        "Europe/London",
        "2026-03-09T09:00:00+00:00",
    )
    assert 'value="Europe/London"' in viewer.text(PAGE)
    assert choice(desk, admin) is None
    again = viewer.post(PAGE, zone="Asia/Tokyo")
    assert again.status_code == 303
    moved = choice(desk, viewer)
    assert moved
    assert (moved.id, moved.zone) == (found.id, "Asia/Tokyo")
    assert viewer.post(f"{PAGE}/end").status_code == 303
    assert choice(desk, viewer) is None


def test_a_zone_that_there_is_not_is_refused_by_name(viewer: Visitor, desk: Desk) -> None:
    for zone in ("", "Mars/Olympus", "x" * 65):
        answer = viewer.post(PAGE, zone=zone)
        assert answer.status_code == 422
        assert 'id="zone-fault"' in answer.get_data(as_text=True)
    assert choice(desk, viewer) is None


def test_a_letter_turns_itself_off_in_one_step_and_a_look_does_not(
    viewer: Visitor, desk: Desk, app: Flask
) -> None:
    found = a_choice(desk, viewer)
    token = desk.links.token(MONDAY, found.id)
    program = app.test_client()
    with logged() as log:
        page = program.get(f"/monday/{token}")
        assert page.status_code == 200
        assert "Turn off the letter on Mondays?" in page.get_data(as_text=True)
        assert "Archive" in page.get_data(as_text=True)
        assert choice(desk, viewer)
        assert program.get(f"/monday/{token}x").status_code == 404
        other = desk.links.token(CALENDAR, found.id)
        assert program.post(f"/monday/{other}").status_code == 404
        assert choice(desk, viewer)
        one_click = {"List-Unsubscribe": "One-Click"}
        assert program.post(f"/monday/{token}", data=one_click).status_code == 200
        assert program.post(f"/monday/{token}", data=one_click).status_code == 200
    assert choice(desk, viewer) is None
    assert program.get(f"/monday/{token}").status_code == 404
    assert token.partition(".")[2] not in log.text
    assert page.headers["Cache-Control"] == "no-store"


def test_whoever_leaves_gets_no_letter(admin: Visitor, viewer: Visitor, desk: Desk) -> None:
    a_choice(desk, viewer)
    admin.post(f"/settings/people/{viewer.user_id}/remove")
    assert choice(desk, viewer) is None
    gone = Person(
        user_id=viewer.user_id,
        name="",
        email="",
        org_id=viewer.org,
        org_name="",
        role=Role.VIEWER,
        session_id="",
    )
    assert choice_of(desk, gone) is None
