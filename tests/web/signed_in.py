"""Somebody who signs in by a link, as a browser does it."""

import re
from datetime import datetime
from html import unescape
from typing import Final

from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.people import Role
from service.signing.links import SIGN_IN
from tests.conftest import NOON

ADA: Final = "ada@archive.example"
_TOKEN: Final = re.compile(r'name="csrf_token" value="([^"]+)"')


def a_link(
    desk: Desk, org: str, role: Role = Role.ADMIN, email: str = ADA, at: datetime = NOON
) -> str:
    """The address of a link that signs in once; a new member is called as the address begins."""
    with desk.db.accounts() as accounts:
        user = accounts.user(email, email.partition("@")[0].title(), at)
        accounts.join(org, user, role, at)
        return f"/sign-in/{desk.links.token(SIGN_IN, accounts.sign_in_link(org, user, at))}"


def csrf_token(page: str) -> str:
    found = _TOKEN.search(page)
    assert found is not None, page[:500]
    return unescape(found[1])


def enter(client: FlaskClient, link: str, query: str = "") -> str:
    """Presses the button behind a link; where the browser is sent afterwards."""
    token = csrf_token(client.get(link).get_data(as_text=True))
    answer = client.post(link + query, data={"csrf_token": token})
    assert answer.status_code == 303, answer.status
    return str(answer.headers["Location"])


def sign_in(desk: Desk, client: FlaskClient, org: str, query: str = "") -> str:
    """Where the browser is sent afterwards."""
    return enter(client, a_link(desk, org), query)
