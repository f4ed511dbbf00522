"""People at the drafting form, as tests need them."""

import json
import re
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from schemas.forms import to_form
from service.desk import Desk
from service.domain.people import Role
from service.signing.links import SIGN_IN

SAMPLE: dict[str, Any] = json.loads(Path("examples/photo-archive.json").read_text())
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def invited(desk: Desk, email: str, at: datetime, role: Role = Role.DRAFTER, org: str = "demo") -> str:
    """The path of a sign-in link for a member of an organization."""
    with desk.db.accounts() as accounts:
        org_id = accounts.organization(org, org.title(), at)
        user = accounts.user(email, email.partition("@")[0].title(), at)
        accounts.join(org_id, user, role, at)
        link = accounts.sign_in_link(user, at)
    return f"/sign-in/{desk.links.token(SIGN_IN, link)}"


def token(page: str) -> str:
    found = _TOKEN.search(page)
    assert found is not None, page[:500]
    return unescape(found[1])


class Drafter:
    """Somebody signed in, with a browser that runs no scripts."""

    def __init__(self, client: FlaskClient, path: str) -> None:
        self.client = client
        self.post(path)

    def page(self, path: str) -> str:
        return self.client.get(path).get_data(as_text=True)

    def post(self, path: str, fields: dict[str, Any] | None = None, page: str = "", **headers: str) -> Any:
        csrf = token(self.page(page or path))
        return self.client.post(path, data={"csrf_token": csrf, **(fields or {})}, headers=headers)

    def begun(self, start: str = "empty") -> str:
        """The path of a new form."""
        return str(self.post("/deals/new", {"start": start}).headers["Location"])


def sample_fields(**changes: list[str]) -> dict[str, list[str]]:
    return {**to_form({**SAMPLE, "terms": {**SAMPLE["terms"], "form": {"family": "bulk-media", "version": 1, "language": "en"}}}), **changes}
