"""People with a browser: signed in by a link, with the token of their forms."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.commands import deals as commands
from service.desk import Desk
from service.domain.people import Role
from service.signing.links import SIGN_IN
from service.web.demo import demo_deals
from tests.conftest import NOON
from tests.web.signed_in import csrf_token, enter


@dataclass(frozen=True)
class Visitor:
    """One person in one browser."""

    browser: FlaskClient
    org: str
    user_id: str
    token: str

    def get(self, path: str) -> TestResponse:
        return self.browser.get(path)

    def text(self, path: str) -> str:
        """The page, which must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.status_code
        return answer.get_data(as_text=True)

    def post(self, path: str, **fields: Any) -> TestResponse:
        return self.browser.post(path, data={"csrf_token": self.token, **fields})


def a_visitor(app: Flask, desk: Desk, slug: str, role: Role, name: str = "") -> Visitor:
    """A member of the organization, which is made if there is none."""
    email = f"{name or role}@{slug}.example".lower()
    with desk.db.accounts() as accounts:
        org = accounts.organization(slug, slug.title(), NOON)
        user = accounts.user(email, name or role.title(), NOON)
        accounts.join(org, user, role, NOON)
        link = accounts.sign_in_link(org, user, NOON)
    browser = app.test_client()
    return Visitor(browser, org, user, sign_in(browser, desk.links.token(SIGN_IN, link)))


def sign_in(browser: FlaskClient, token: str) -> str:
    """The token of the forms that follow."""
    enter(browser, f"/sign-in/{token}")
    return csrf_token(browser.get("/settings/sessions").get_data(as_text=True))


def a_draft(desk: Desk, visitor: Visitor, name: str = "photos") -> str:
    """The id of one of the demo's deals, as a draft; "speech" needs a release."""
    demo = demo_deals()[name]
    with desk.db.transaction(visitor.org) as tx:
        deal = commands.draft(tx, demo.header, demo.written, by=visitor.user_id, at=desk.clock())
    return deal.id


def version_of(desk: Desk, visitor: Visitor, deal_id: str) -> int:
    with desk.db.reading(visitor.org) as views:
        return views.deal(deal_id).version
