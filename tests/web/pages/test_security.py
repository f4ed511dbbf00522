"""One's own password, second step and recovery codes."""

import re

import pyotp
from flask import Flask

from service.desk import Desk
from service.domain.people import Role
from tests.conftest import Clock
from tests.web.pages.letterbox import letters
from tests.web.pages.visitors import Visitor, a_visitor

PLACE = "/settings/security"
PASSWORD = "three blue herons"  # noqa: S105 - opens nothing
_SECRET = re.compile(r'<code class="secret" tabindex="0">(\w+)</code>')
_CODE = re.compile(r"<code>(\d-[a-z2-9]{5}-[a-z2-9]{5})</code>")


def _set(visitor: Visitor, password: str = PASSWORD, current: str = "") -> int:
    return visitor.post(f"{PLACE}/password", password=password, current=current).status_code


def _begun(visitor: Visitor) -> str:
    page = visitor.post(f"{PLACE}/second-step").get_data(as_text=True)
    found = _SECRET.search(page)
    assert found
    assert "<svg" in page
    return found[1]


def _turned_on(visitor: Visitor, clock: Clock) -> tuple[str, list[str]]:
    secret = _begun(visitor)
    answer = visitor.post(f"{PLACE}/second-step/on", code=pyotp.TOTP(secret).at(clock()))
    assert answer.headers["Cache-Control"] == "no-store"
    codes = _CODE.findall(answer.get_data(as_text=True))
    clock.forward(minutes=1)
    return secret, codes


def test_a_password_is_set_and_told_by_letter(viewer: Visitor, desk: Desk) -> None:
    assert _set(viewer) == 303
    assert "Set on" in viewer.text(PLACE)
    assert letters(desk, "viewer@archive.example")[-1].subject == "Your password was changed"


def test_a_new_password_ends_every_other_session(viewer: Visitor, app: Flask, desk: Desk) -> None:
    phone = a_visitor(app, desk, "archive", Role.VIEWER)
    assert _set(viewer) == 303
    assert phone.get("/deals").status_code == 303
    assert viewer.get("/deals").status_code == 200


def test_a_short_or_idle_password_is_refused_and_not_repeated(viewer: Visitor) -> None:
    for password in ("too short", "a" * 20, ""):
        answer = viewer.post(f"{PLACE}/password", password=password, current="")
        assert answer.status_code == 422
        assert 'class="fault"' in answer.get_data(as_text=True)
    assert "You have none" in viewer.text(PLACE)


def test_a_password_is_changed_only_by_who_knows_it(viewer: Visitor) -> None:
    _set(viewer)
    assert _set(viewer, "four green herons", current="wrong") == 422
    assert _set(viewer, "four green herons", current=PASSWORD) == 303


def test_guessing_the_password_of_an_open_browser_makes_wait(viewer: Visitor) -> None:
    _set(viewer)
    answers = [_set(viewer, "four green herons", current=f"guess {n}") for n in range(6)]
    assert answers[-1] == 429


def test_a_password_is_removed(viewer: Visitor, desk: Desk) -> None:
    _set(viewer)
    assert viewer.post(f"{PLACE}/password/remove", current=PASSWORD).status_code == 303
    assert "You have none" in viewer.text(PLACE)
    told = {letter.subject for letter in letters(desk, "viewer@archive.example")}
    assert told == {"Your password was changed", "Your password was removed"}


def test_a_second_step_is_on_once_the_app_shows_the_right_code(
    viewer: Visitor, clock: Clock, desk: Desk
) -> None:
    _, codes = _turned_on(viewer, clock)
    assert len(codes) == 10
    page = viewer.text(PLACE)
    assert "On since" in page
    assert not _CODE.search(page)
    subject = letters(desk, "viewer@archive.example")[-1].subject
    assert subject == "Your second step for signing in was turned on"


def test_a_mistyped_code_shows_the_same_picture_again(viewer: Visitor) -> None:
    secret = _begun(viewer)
    answer = viewer.post(f"{PLACE}/second-step/on", code="000000")
    assert answer.status_code == 422
    assert secret in answer.get_data(as_text=True)
    assert "Off." in viewer.text(PLACE)


def test_a_secret_in_use_is_neither_shown_nor_replaced(viewer: Visitor, clock: Clock) -> None:
    secret, _ = _turned_on(viewer, clock)
    answer = viewer.post(f"{PLACE}/second-step")
    assert answer.status_code == 422
    assert secret not in answer.get_data(as_text=True)
    assert "On since" in viewer.text(PLACE)


def test_the_second_step_is_turned_off_only_with_a_code(viewer: Visitor, clock: Clock) -> None:
    secret, _ = _turned_on(viewer, clock)
    assert viewer.post(f"{PLACE}/second-step/off", code="000000").status_code == 422
    right = pyotp.TOTP(secret).at(clock())
    assert viewer.post(f"{PLACE}/second-step/off", code=right).status_code == 303
    assert "Off." in viewer.text(PLACE)


def test_new_recovery_codes_replace_the_old_ones(viewer: Visitor, clock: Clock) -> None:
    _, codes = _turned_on(viewer, clock)
    answer = viewer.post(f"{PLACE}/codes", code=codes[0])
    assert answer.status_code == 200
    fresh = _CODE.findall(answer.get_data(as_text=True))
    assert not set(fresh) & set(codes)
    assert viewer.post(f"{PLACE}/second-step/off", code=codes[1]).status_code == 422
