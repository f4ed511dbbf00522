"""A way back for somebody who has lost both the app and the recovery codes."""

from pathlib import Path

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.cli import main
from service.commands import security
from service.desk import Desk
from service.domain.deeds import Deed
from service.domain.errors import NotFound, SecondStepOff
from service.domain.people import Role
from service.domain.post import Address
from service.notifications.letter import Letter
from service.signing.links import SIGN_IN
from service.storage.credentials import Credentials
from service.storage.org_history import OrgHistory
from tests.conftest import SECRET
from tests.web.pages.letterbox import letters
from tests.web.pages.visitors import Visitor, sign_in

LOST = "viewer@archive.example"


def _turn_on(desk: Desk, visitor: Visitor) -> None:
    with desk.db.reading_accounts() as accounts:
        (session,) = accounts.sessions_of(visitor.org, visitor.user_id, desk.clock())
        person = accounts.person(session.id, desk.clock())
    assert person is not None
    secret = security.new_secret(desk, person)
    code = pyotp.TOTP(secret.text).at(desk.clock())
    security.turn_on(desk, person, code=code, at=desk.clock())


@pytest.fixture
def lost(viewer: Visitor, desk: Desk) -> Visitor:
    """Somebody with a second step."""
    _turn_on(desk, viewer)
    return viewer


def _reset(by: Visitor, whom: Visitor) -> int:
    return by.post(f"/settings/people/{whom.user_id}/second-step/reset").status_code


def _is_on(desk: Desk, visitor: Visitor) -> bool:
    with desk.db.reading_accounts() as accounts:
        mine = Credentials(accounts.connection, visitor.user_id)
        return mine.found().second_step_at is not None


def _deeds(desk: Desk, org: str) -> list[tuple[str, str, str | None]]:
    with desk.db.reading(org) as views:
        rows = OrgHistory(views.connection, org).page(limit=9).rows
    return [(row.type, row.actor, row.about) for row in rows]


def _told(desk: Desk) -> Letter:
    (found,) = [each for each in letters(desk, LOST) if each.kind == "second_step_reset"]
    return found


def _link(desk: Desk, visitor: Visitor) -> str:
    with desk.db.accounts() as accounts:
        link = accounts.sign_in_link(visitor.org, visitor.user_id, desk.clock())
    return desk.links.token(SIGN_IN, link)


def test_an_administrator_takes_it_off(
    admin: Visitor, lost: Visitor, desk: Desk, client: FlaskClient
) -> None:
    assert _reset(admin, lost) == 303
    assert not _is_on(desk, lost)
    sign_in(client, _link(desk, lost))
    assert client.get("/deals").status_code == 200
    assert "Off." in client.get("/settings/security").get_data(as_text=True)


def test_what_was_open_is_over(admin: Visitor, lost: Visitor, desk: Desk, app: Flask) -> None:
    token = _link(desk, lost)
    _reset(admin, lost)
    assert lost.get("/deals").status_code == 303
    assert app.test_client().get(f"/sign-in/{token}").status_code == 404


def test_the_person_gets_a_letter_and_the_history_keeps_it(
    admin: Visitor, lost: Visitor, desk: Desk
) -> None:
    _reset(admin, lost)
    letter = _told(desk)
    assert letter.subject == "Your second step for signing in was reset"
    assert "Admin took it off on 2 March 2026, 12:00 UTC" in letter.text
    assert letter.reply_to == Address("admin@archive.example", "Admin")
    assert _deeds(desk, admin.org) == [(Deed.SECOND_STEP_RESET, admin.user_id, lost.user_id)]
    assert "Admin reset the second step of Viewer" in admin.text("/settings/history")


def test_the_button_stands_only_where_there_is_something_to_reset(
    admin: Visitor, lost: Visitor, drafter: Visitor, desk: Desk
) -> None:
    _turn_on(desk, admin)
    page = admin.text("/settings/people")
    assert page.count("/second-step/reset") == 1
    assert f"/settings/people/{lost.user_id}/second-step/reset" in page
    assert "second-step/reset" not in lost.text("/settings/people")


def test_another_house_of_theirs_keeps_its_safety(
    admin: Visitor, cy: Visitor, lost: Visitor, desk: Desk
) -> None:
    """Neither an administrator here nor one there: only whoever runs both."""
    with desk.db.accounts() as accounts:
        accounts.join(cy.org, lost.user_id, Role.VIEWER, desk.clock())
    for visitor in (admin, cy):
        answer = visitor.post(f"/settings/people/{lost.user_id}/second-step/reset")
        assert answer.status_code == 409
        assert "counterpart user reset-totp" in answer.get_data(as_text=True)
    assert _is_on(desk, lost)
    assert lost.get("/deals").status_code == 200
    assert _deeds(desk, admin.org) == []


def test_nobody_resets_their_own(admin: Visitor, desk: Desk) -> None:
    _turn_on(desk, admin)
    assert _reset(admin, admin) == 409
    assert _is_on(desk, admin)


def test_where_there_is_none_nothing_happens(admin: Visitor, drafter: Visitor, desk: Desk) -> None:
    assert _reset(admin, drafter) == 409
    assert drafter.get("/deals").status_code == 200
    assert letters(desk, "drafter@archive.example") == []


def test_a_stranger_is_not_found(cy: Visitor, lost: Visitor, desk: Desk) -> None:
    assert _reset(cy, lost) == 404
    assert _is_on(desk, lost)


def test_whoever_runs_it_may_for_anybody(
    app: Flask, admin: Visitor, lost: Visitor, cy: Visitor, desk: Desk
) -> None:
    with desk.db.accounts() as accounts:
        accounts.join(cy.org, lost.user_id, Role.VIEWER, desk.clock())
    security.reset_by_operator(desk, LOST.upper(), desk.clock())
    assert not _is_on(desk, lost)
    assert lost.get("/deals").status_code == 303
    for org in (admin.org, cy.org):
        assert _deeds(desk, org) == [(Deed.SECOND_STEP_RESET, "system", lost.user_id)]
    letter = _told(desk)
    assert "Whoever runs Counterpart took it off" in letter.text
    assert letter.reply_to is None


def test_the_operator_is_told_what_was_wrong(viewer: Visitor, desk: Desk) -> None:
    with pytest.raises(NotFound):
        security.reset_by_operator(desk, "nobody@archive.example", desk.clock())
    with pytest.raises(SecondStepOff):
        security.reset_by_operator(desk, LOST, desk.clock())


def test_the_command_takes_it_off(
    lost: Visitor,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COUNTERPART_DATABASE_URL", f"sqlite:///{tmp_path}/counterpart.sqlite3")
    monkeypatch.setenv("COUNTERPART_SECRET_KEY", SECRET)
    main(["user", "reset-totp", LOST])
    assert f"The second step of {LOST} is off." in capsys.readouterr().out
    assert not _is_on(desk, lost)
    for address, code, said in (
        ("nobody@archive.example", 2, "nobody has this address"),
        (LOST, 1, "They have no second step"),
    ):
        with pytest.raises(SystemExit) as stop:
            main(["user", "reset-totp", address])
        assert stop.value.code == code
        assert said in capsys.readouterr().err
