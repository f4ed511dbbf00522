"""Somebody who has signed in by a link, as a browser does it."""

import re

from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.people import Role
from service.signing.links import SIGN_IN
from tests.conftest import NOON


def a_link(desk: Desk, org: str, role: Role = Role.ADMIN) -> str:
    """The address of a link that signs in once."""
    with desk.db.accounts() as accounts:
        user = accounts.user("ada@archive.example", "Ada", NOON)
        accounts.join(org, user, role, NOON)
        return f"/sign-in/{desk.links.token(SIGN_IN, accounts.sign_in_link(org, user, NOON))}"


def csrf_token(page: str) -> str:
    found = re.search(r'csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def sign_in(desk: Desk, client: FlaskClient, org: str, query: str = "") -> str:
    """Where the browser is sent afterwards."""
    link = a_link(desk, org)
    token = csrf_token(client.get(link).get_data(as_text=True))
    answer = client.post(link + query, data={"csrf_token": token})
    assert answer.status_code == 303, answer.status
    return str(answer.headers["Location"])
