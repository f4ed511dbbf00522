"""Somebody's whole way in and back in, through the doors, with every secret that is met on it."""

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Final

import pyotp
from flask import Flask
from flask.testing import FlaskClient

from service.commands.letters import compose
from service.desk import Desk
from service.notifications.file_mailer import FileMailer
from service.worker.sending import send_due
from tests.conftest import Clock
from tests.notifications.letters import SENDER
from tests.web.callers import Caller
from tests.web.pages.letterbox import letters, link_in
from tests.web.pages.visitors import Visitor
from tests.web.signed_in import csrf_token
from tests.worker.rooms import a_room

EMAIL: Final = "nia@archive.example"
PASSWORDS: Final = ("seventeen striped umbrellas", "a ladder made of smoke")
SECURITY: Final = "/settings/security"
_LINK: Final = re.compile(r"/sign-in/([\w.-]+)</code>")
_SECRET: Final = re.compile(r'<code class="secret" tabindex="0">([\w.-]+)</code>')
_CODES: Final = re.compile(r"<code>(\d-[a-z2-9]{5}-[a-z2-9]{5})</code>")


@dataclass
class Life:
    """`typed` opens doors as it is; `figures` are codes of the app; `sessions` are ids."""

    app: Flask
    desk: Desk
    clock: Clock
    mail: Path
    typed: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    mailed: list[str] = field(default_factory=list)
    """Tokens that a letter brought."""

    def lead(self, admin: Visitor) -> Caller:
        """From an invitation to a key, out and in again in every way; the key's owner."""
        self._invited(admin)
        browser = self._in_by_letter()
        secret, codes = self._secured(browser)
        for code in (self._now(secret), codes[0]):
            self._in_by_password(code)
        self._in_by_password(codes[1], wrong=True)
        self._changed(browser, codes[2])
        return self._key(admin)

    def send(self) -> None:
        """What waits leaves as files."""
        mailer = FileMailer(self.mail, SENDER, self.clock)
        while send_due(a_room(self.desk.db, mailer, self.clock, compose=compose)):
            pass

    def _invited(self, admin: Visitor) -> None:
        answer = admin.post("/settings/people", name="Nia", email=EMAIL, role="drafter")
        found = _LINK.search(answer.get_data(as_text=True))
        assert found
        self._token(found[1])

    def _in_by_letter(self) -> FlaskClient:
        self.send()
        link = link_in(letters(self.desk, EMAIL)[0])
        token = link.rpartition("/")[2]
        self._token(token)
        self.mailed.append(token)
        browser = self.app.test_client()
        page = browser.get(link).get_data(as_text=True)
        assert browser.post(link, data={"csrf_token": csrf_token(page)}).status_code == 303
        self._kept(browser)
        return browser

    def _secured(self, browser: FlaskClient) -> tuple[str, list[str]]:
        self._post(browser, "/password", current="", password=PASSWORDS[0])
        found = _SECRET.search(self._post(browser, "/second-step"))
        assert found
        self._post(browser, "/second-step/on", code="000000")
        codes = _CODES.findall(self._post(browser, "/second-step/on", code=self._now(found[1])))
        assert len(codes) == 10
        self.typed += [found[1], *codes, PASSWORDS[0]]
        return found[1], codes

    def _in_by_password(self, code: str, *, wrong: bool = False) -> None:
        browser = self.app.test_client()
        token = csrf_token(browser.get("/sign-in").get_data(as_text=True))
        said = {"csrf_token": token, "email": EMAIL, "password": PASSWORDS[0]}
        if wrong:
            browser.post("/sign-in/password", data={**said, "password": PASSWORDS[1]})
            browser.post("/sign-in/link", data={**said, "email": PASSWORDS[0]})
        assert browser.post("/sign-in/password", data=said).status_code == 303
        if wrong:
            browser.post("/sign-in/code", data={"csrf_token": token, "code": f"{code}x"})
        done = browser.post("/sign-in/code", data={"csrf_token": token, "code": code})
        assert done.status_code == 303
        self._kept(browser)

    def _changed(self, browser: FlaskClient, code: str) -> None:
        self._post(browser, "/password", current=PASSWORDS[0], password=PASSWORDS[1])
        fresh = _CODES.findall(self._post(browser, "/codes", code=code))
        assert len(fresh) == 10
        self.typed += [PASSWORDS[1], *fresh]

    def _key(self, admin: Visitor) -> Caller:
        answer = admin.post("/settings/keys", name="CRM", scopes=["admin"])
        found = _SECRET.search(answer.get_data(as_text=True))
        assert found
        assert found[1].startswith("cpk_")
        self.typed += [found[1], found[1].split("_", 2)[2]]
        id = "key_" + found[1].split("_")[1]
        return Caller(self.app.test_client(), admin.org, id, found[1])

    def _post(self, browser: FlaskClient, path: str, **fields: str) -> str:
        token = csrf_token(browser.get(SECURITY).get_data(as_text=True))
        answer = browser.post(SECURITY + path, data={"csrf_token": token, **fields})
        return unescape(answer.get_data(as_text=True))

    def _now(self, secret: str) -> str:
        """The code that the app shows; each is good once."""
        self.clock.forward(minutes=1)
        self.figures.append(pyotp.TOTP(secret).at(self.clock()))
        return self.figures[-1]

    def _token(self, token: str) -> None:
        self.typed += [token, token.rpartition(".")[2]]

    def _kept(self, browser: FlaskClient) -> None:
        """The cookie opens; the id in it does not, without our signature."""
        cookie = browser.get_cookie("counterpart")
        assert cookie is not None
        self.typed.append(cookie.value)
        with browser.session_transaction() as kept:
            self.sessions.append(kept["_user_id"])
