"""Coming in: by a link that was asked for, by a password, with a second step, to several houses."""

from dataclasses import replace

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.commands import security
from service.desk import Desk
from service.domain.attempts import FREE
from service.domain.people import Person, Role
from service.signing.links import SIGN_IN
from tests.conftest import NOON, SETTINGS, Clock
from tests.web.pages.letterbox import letters, link_in
from tests.web.pages.visitors import Visitor, a_visitor
from tests.web.signed_in import csrf_token

EMAIL = "viewer@archive.example"
PASSWORD = "three blue herons"  # noqa: S105 - opens nothing


GUESS = "no"


def _post(browser: FlaskClient, path: str, **fields: str) -> TestResponse:
    token = csrf_token(browser.get("/sign-in").get_data(as_text=True))
    return browser.post(path, data={"csrf_token": token, **fields})


def _person(desk: Desk, visitor: Visitor) -> Person:
    with desk.db.accounts() as accounts:
        (session,) = accounts.sessions_of(visitor.org, visitor.user_id, desk.clock())
        found = accounts.person(session.id, desk.clock())
    assert found
    return found


def _with_password(desk: Desk, visitor: Visitor) -> None:
    security.set_password(
        desk, _person(desk, visitor), current="", password=PASSWORD, at=desk.clock()
    )


def _with_second_step(desk: Desk, clock: Clock, visitor: Visitor) -> tuple[str, tuple[str, ...]]:
    """The secret of the app, and the recovery codes; the app's next code is a fresh one."""
    person = _person(desk, visitor)
    secret = security.new_secret(desk, person).text
    code = pyotp.TOTP(secret).at(clock())
    codes = security.turn_on(desk, person, code=code, at=clock())
    clock.forward(minutes=1)
    return secret, codes


def _is_in(browser: FlaskClient) -> bool:
    return browser.get("/deals").status_code == 200


def test_somebody_asks_for_a_link_and_comes_in_by_it(
    viewer: Visitor, client: FlaskClient, desk: Desk
) -> None:
    answer = _post(client, "/sign-in/link", email="Viewer@Archive.example")
    assert answer.location == "/sign-in/sent"
    (letter,) = letters(desk, EMAIL)
    answer = _post(client, link_in(letter))
    assert answer.location == "/"
    assert _is_in(client)


def test_an_unknown_address_gets_the_same_answer_and_no_letter(
    viewer: Visitor, client: FlaskClient, desk: Desk
) -> None:
    known = _post(client, "/sign-in/link", email=EMAIL)
    unknown = _post(client, "/sign-in/link", email="nobody@archive.example")
    assert (known.status_code, known.data, known.location) == (
        unknown.status_code,
        unknown.data,
        unknown.location,
    )
    assert letters(desk, "nobody@archive.example") == []


def test_asking_too_often_sends_nothing_more_and_says_nothing(
    viewer: Visitor, client: FlaskClient, desk: Desk
) -> None:
    answers = {_post(client, "/sign-in/link", email=EMAIL).location for _ in range(FREE + 3)}
    assert answers == {"/sign-in/sent"}
    assert len(letters(desk, EMAIL)) == FREE


def test_a_password_signs_in(viewer: Visitor, client: FlaskClient, desk: Desk) -> None:
    _with_password(desk, viewer)
    assert _post(client, "/sign-in/password", email=EMAIL, password=PASSWORD).location == "/"
    assert _is_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [(EMAIL, "another one altogether"), ("nobody@archive.example", PASSWORD), (EMAIL, "")],
)
def test_a_wrong_password_and_an_unknown_address_read_the_same(
    viewer: Visitor, client: FlaskClient, desk: Desk, email: str, password: str
) -> None:
    _with_password(desk, viewer)
    answer = _post(client, "/sign-in/password", email=email, password=password)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "do not go together" in page
    assert PASSWORD not in page
    assert not _is_in(client)


def test_somebody_without_a_password_does_not_come_in_by_none(
    viewer: Visitor, client: FlaskClient
) -> None:
    assert _post(client, "/sign-in/password", email=EMAIL, password="").status_code == 422


@pytest.mark.parametrize("email", [EMAIL, "nobody@archive.example"])
def test_many_wrong_passwords_make_wait_even_with_the_right_one(
    viewer: Visitor, client: FlaskClient, desk: Desk, clock: Clock, email: str
) -> None:
    _with_password(desk, viewer)
    tries = [_post(client, "/sign-in/password", email=email, password=GUESS) for _ in range(FREE)]
    assert {answer.status_code for answer in tries} == {422}
    answer = _post(client, "/sign-in/password", email=email, password=PASSWORD)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) == 30
    clock.forward(seconds=31)
    known = email == EMAIL
    answer = _post(client, "/sign-in/password", email=email, password=PASSWORD)
    assert answer.status_code == (303 if known else 422)


def test_the_second_step_is_asked_for_and_opens(
    viewer: Visitor, client: FlaskClient, desk: Desk, clock: Clock
) -> None:
    secret, _ = _with_second_step(desk, clock, viewer)
    _post(client, "/sign-in/link", email=EMAIL)
    answer = _post(client, link_in(letters(desk, EMAIL)[-1]))
    assert answer.location == "/sign-in/code"
    assert not _is_in(client)
    assert "Six figures" in client.get("/sign-in/code").get_data(as_text=True)
    assert _post(client, "/sign-in/code", code=pyotp.TOTP(secret).at(clock())).location == "/"
    assert _is_in(client)


def test_a_page_that_was_wanted_is_shown_after_a_link(
    viewer: Visitor, client: FlaskClient, desk: Desk
) -> None:
    asked = client.get("/deals?search=photos")
    assert asked.status_code == 303
    client.get(asked.location)
    _post(client, "/sign-in/link", email=EMAIL)
    answer = _post(client, link_in(letters(desk, EMAIL)[-1]))
    assert answer.location == "/deals?search=photos"


def test_a_page_that_was_wanted_is_shown_after_a_password_and_the_second_step(
    viewer: Visitor, client: FlaskClient, desk: Desk, clock: Clock
) -> None:
    _with_password(desk, viewer)
    secret, _ = _with_second_step(desk, clock, viewer)
    client.get(client.get("/settings/security").location)
    answer = _post(client, "/sign-in/password", email=EMAIL, password=PASSWORD)
    assert answer.location == "/sign-in/code"
    answer = _post(client, "/sign-in/code", code=pyotp.TOTP(secret).at(clock()))
    assert answer.location == "/settings/security"


def _half_way(client: FlaskClient, desk: Desk) -> None:
    _post(client, "/sign-in/link", email=EMAIL)
    _post(client, link_in(letters(desk, EMAIL)[-1]))


def test_a_code_is_good_once(viewer: Visitor, app: Flask, desk: Desk, clock: Clock) -> None:
    secret, _ = _with_second_step(desk, clock, viewer)
    code = pyotp.TOTP(secret).at(clock())
    first, other = app.test_client(), app.test_client()
    for browser, status in ((first, 303), (other, 422)):
        with desk.db.accounts() as accounts:
            link = accounts.sign_in_link(viewer.org, viewer.user_id, clock())
        _post(browser, f"/sign-in/{desk.links.token(SIGN_IN, link)}")
        assert _post(browser, "/sign-in/code", code=code).status_code == status
    assert not _is_in(other)


def test_a_recovery_code_opens_once(
    viewer: Visitor, client: FlaskClient, desk: Desk, clock: Clock
) -> None:
    _, codes = _with_second_step(desk, clock, viewer)
    _half_way(client, desk)
    assert _post(client, "/sign-in/code", code=codes[3].upper()).status_code == 303
    assert _is_in(client)
    _half_way(client, desk)
    assert _post(client, "/sign-in/code", code=codes[3]).status_code == 422


def test_guessing_codes_makes_wait(
    viewer: Visitor, client: FlaskClient, desk: Desk, clock: Clock
) -> None:
    secret, _ = _with_second_step(desk, clock, viewer)
    _half_way(client, desk)
    for _ in range(FREE):
        assert _post(client, "/sign-in/code", code="000000").status_code == 422
    right = pyotp.TOTP(secret).at(clock())
    assert _post(client, "/sign-in/code", code=right).status_code == 429
    assert not _is_in(client)


def test_nobody_comes_to_the_second_step_without_the_first(client: FlaskClient) -> None:
    assert client.get("/sign-in/code").status_code == 404
    assert _post(client, "/sign-in/code", code="123456").status_code == 404


def _two_houses(desk: Desk, visitor: Visitor) -> str:
    with desk.db.accounts() as accounts:
        other = accounts.organization("labs", "Example Labs", NOON)
        accounts.join(other, visitor.user_id, Role.ADMIN, NOON)
    return other


def test_somebody_of_two_houses_goes_from_one_to_the_other(viewer: Visitor, desk: Desk) -> None:
    other = _two_houses(desk, viewer)
    assert "Go to Example Labs" in viewer.text("/deals")
    assert viewer.post(f"/organizations/{other}/enter").location == "/"
    page = viewer.text("/settings/people")
    assert "<b>Example Labs</b>" in page
    assert "Invite somebody" in page
    assert "Go to Archive" in page


def test_nobody_goes_to_a_house_that_is_not_theirs(viewer: Visitor, cy: Visitor) -> None:
    assert viewer.post(f"/organizations/{cy.org}/enter").status_code == 404
    assert "Stranger" not in viewer.text("/deals")


def test_a_link_that_an_administrator_saw_leads_to_no_other_house(
    viewer: Visitor, app: Flask, desk: Desk
) -> None:
    other = _two_houses(desk, viewer)
    with desk.db.accounts() as accounts:
        link = accounts.sign_in_link(other, viewer.user_id, NOON, confined=True)
    browser = app.test_client()
    _post(browser, f"/sign-in/{desk.links.token(SIGN_IN, link)}")
    page = browser.get("/settings/security").get_data(as_text=True)
    assert "Go to Archive" not in page
    assert "An administrator saw the link" in page
    token = csrf_token(page)
    moved = browser.post(f"/organizations/{viewer.org}/enter", data={"csrf_token": token})
    assert moved.status_code == 404
    fields = {"csrf_token": token, "current": "", "password": PASSWORD}
    assert browser.post("/settings/security/password", data=fields).status_code == 403
    assert browser.post("/settings/security/second-step", data=fields).status_code == 403


def test_an_invitation_is_a_letter_and_no_link_is_shown_where_mail_leaves(desk: Desk) -> None:
    app = create_app(replace(SETTINGS, mail_url="smtp://127.0.0.1:25"), desk)
    admin = a_visitor(app, desk, "archive", Role.ADMIN)
    fields = {"name": "Nia Brook", "email": "nia@archive.example", "role": "drafter"}
    answer = admin.post("/settings/people", **fields)
    assert answer.status_code == 303
    assert "A letter with a link is on its way" in admin.text("/settings/people")
    (letter,) = letters(desk, "nia@archive.example")
    assert letter.subject == "Admin invites you to Archive on Counterpart"
    browser = app.test_client()
    _post(browser, link_in(letter))
    assert "nia@archive.example" in browser.get("/").get_data(as_text=True)
