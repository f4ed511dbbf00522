"""Settings: people, sessions and keys."""

import re

import pytest
from flask import Flask

from service.desk import Desk
from service.domain.people import Role, Scope
from tests.web.pages.visitors import Visitor, a_visitor, sign_in

_LINK = re.compile(r"http://localhost/sign-in/([\w.-]+)")
_KEY = re.compile(r"cpk_[\w-]+")
NEW = {"name": "Nia Brook", "email": "nia@archive.example", "role": "drafter"}


def _role(desk: Desk, visitor: Visitor) -> Role | None:
    with desk.db.reading_accounts() as accounts:
        roles = {m.user_id: m.role for m in accounts.members(visitor.org)}
    return roles.get(visitor.user_id)


def test_an_administrator_invites_by_a_link_that_is_shown_once(admin: Visitor) -> None:
    answer = admin.post("/settings/people", **NEW)
    assert answer.headers["Cache-Control"] == "no-store"
    assert _LINK.search(answer.get_data(as_text=True))
    page = admin.text("/settings/people")
    assert "Nia Brook" in page
    assert not _LINK.search(page)


def test_the_link_signs_the_invited_person_in(admin: Visitor, app: Flask) -> None:
    found = _LINK.search(admin.post("/settings/people", **NEW).get_data(as_text=True))
    assert found
    browser = app.test_client()
    sign_in(browser, found[1])
    assert "nia@archive.example" in browser.get("/").get_data(as_text=True)


def test_a_link_made_here_opens_no_other_organization(
    admin: Visitor, cy: Visitor, app: Flask
) -> None:
    """Cy's administrator invites Ada's: the link must not sign in as her in her own house."""
    answer = cy.post("/settings/people", name="A", email="admin@archive.example", role="viewer")
    found = _LINK.search(answer.get_data(as_text=True))
    assert found
    browser = app.test_client()
    sign_in(browser, found[1])
    page = browser.get("/settings/sessions").get_data(as_text=True)
    assert "<b>Stranger</b>" in page
    assert "Archive" not in page
    assert page.count("/end") == 1


@pytest.mark.parametrize(
    ("field", "given"),
    [("email", "no address"), ("email", ""), ("name", " "), ("role", "owner"), ("role", "")],
)
def test_a_faulty_invitation_keeps_what_was_typed(admin: Visitor, field: str, given: str) -> None:
    answer = admin.post("/settings/people", **{**NEW, field: given})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'class="fault"' in page
    kept = {"email": "Nia Brook"}.get(field, "nia@archive.example")
    assert f'value="{kept}"' in page


def test_nobody_is_invited_twice(admin: Visitor, viewer: Visitor, desk: Desk) -> None:
    answer = admin.post("/settings/people", **{**NEW, "email": "viewer@archive.example"})
    assert answer.status_code == 409
    assert "is a member already" in answer.get_data(as_text=True)
    assert _role(desk, viewer) is Role.VIEWER


def test_a_new_link_is_made_for_a_member(admin: Visitor, viewer: Visitor) -> None:
    answer = admin.post(f"/settings/people/{viewer.user_id}/link")
    assert "A link for Viewer" in answer.get_data(as_text=True)


def test_a_role_is_changed_at_once(admin: Visitor, viewer: Visitor, desk: Desk) -> None:
    answer = admin.post(f"/settings/people/{viewer.user_id}/role", role="admin")
    assert answer.status_code == 303
    assert _role(desk, viewer) is Role.ADMIN
    assert viewer.get("/settings/keys").status_code == 200


def test_somebody_who_is_removed_is_out_at_once(
    admin: Visitor, viewer: Visitor, desk: Desk
) -> None:
    assert admin.post(f"/settings/people/{viewer.user_id}/remove").status_code == 303
    assert _role(desk, viewer) is None
    assert viewer.get("/deals").status_code == 303


@pytest.mark.parametrize("way", ["remove", "role"])
def test_one_administrator_remains(admin: Visitor, desk: Desk, way: str) -> None:
    answer = admin.post(f"/settings/people/{admin.user_id}/{way}", role="viewer")
    assert answer.status_code == 409
    assert "Make somebody else an administrator first" in answer.get_data(as_text=True)
    assert _role(desk, admin) is Role.ADMIN


def test_a_viewer_sees_the_people_and_changes_none(viewer: Visitor) -> None:
    page = viewer.text("/settings/people")
    assert "viewer@archive.example" in page
    assert "Invite somebody" not in page
    assert "Remove" not in page


def test_a_session_names_its_browser_and_when_it_was_used(viewer: Visitor) -> None:
    page = viewer.text("/settings/sessions")
    assert "Werkzeug" in page
    assert "This one" in page
    assert "2 March 2026, 12:00 UTC" in page


def test_ending_another_session_of_mine_signs_it_out(
    viewer: Visitor, app: Flask, desk: Desk
) -> None:
    phone = a_visitor(app, desk, "archive", Role.VIEWER)
    page = viewer.text("/settings/sessions")
    ends = re.findall(r'action="(/settings/sessions/\w+/end)"', page)
    own = re.search(r"This one.*?action=\"([^\"]+)\"", page, re.DOTALL)
    assert own
    (other,) = set(ends) - {own[1]}
    assert viewer.post(other).status_code == 303
    assert phone.get("/deals").status_code == 303
    assert viewer.get("/deals").status_code == 200


def test_a_key_is_shown_once_and_opens_what_its_scopes_say(admin: Visitor, app: Flask) -> None:
    answer = admin.post("/settings/keys", name="CRM", scopes=["deals:read"])
    key = _KEY.search(answer.get_data(as_text=True))
    assert key
    assert answer.headers["Cache-Control"] == "no-store"
    assert key[0] not in admin.text("/settings/keys")
    call = app.test_client()
    headers = {"Authorization": f"Bearer {key[0]}"}
    assert call.get("/api/v1/deals", headers=headers).status_code == 200
    assert call.post("/api/v1/deals", json={}, headers=headers).status_code == 403


def test_a_revoked_key_opens_nothing(admin: Visitor, app: Flask, desk: Desk) -> None:
    with desk.db.accounts() as accounts:
        id, key = accounts.new_key(
            admin.org, "CRM", [Scope.ADMIN], by=admin.user_id, at=desk.clock()
        )
    assert admin.post(f"/settings/keys/{id}/revoke").status_code == 303
    assert "Revoked" in admin.text("/settings/keys")
    headers = {"Authorization": f"Bearer {key}"}
    assert app.test_client().get("/api/v1/deals", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "CRM"},
        {"name": "", "scopes": "admin"},
        {"name": "CRM", "scopes": ["deals:read", "everything"]},
    ],
)
def test_a_faulty_key_is_not_made(admin: Visitor, desk: Desk, fields: dict[str, object]) -> None:
    answer = admin.post("/settings/keys", **fields)
    assert answer.status_code == 422
    assert 'class="fault"' in answer.get_data(as_text=True)
    with desk.db.reading_accounts() as accounts:
        assert accounts.keys(admin.org) == []
