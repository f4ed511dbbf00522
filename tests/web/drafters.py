"""People at the drafting form, as tests need them."""

import json
import re
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from schemas.deal import load_deal
from schemas.forms import to_form
from schemas.terms import dump_terms
from service.desk import Desk
from service.domain.people import Role
from service.drafting.library import newest_versions
from tests.web.signed_in import a_link, csrf_token, enter

EXAMPLE = Path("examples/photo-archive.json")
SAMPLE: dict[str, Any] = json.loads(EXAMPLE.read_text())

Fields = dict[str, list[str]]
VOLUME = "terms.materials.lines.0.volume"


def invited(
    desk: Desk, email: str, at: datetime, role: Role = Role.DRAFTER, org: str = "demo"
) -> str:
    """The path of a sign-in link for a member of an organization, made if there is none."""
    with desk.db.accounts() as accounts:
        org_id = accounts.organization(org, org.title(), at)
    return a_link(desk, org_id, role, email, at)


def sample_fields(**changes: str) -> Fields:
    """The fields of the sample deal as a browser sends them."""
    terms = dump_terms(load_deal(SAMPLE, newest_versions()).terms)
    return to_form({**SAMPLE, "terms": terms}) | {name: [v] for name, v in changes.items()}


class Drafter:
    """Somebody signed in, with a browser that runs no scripts."""

    def __init__(self, client: FlaskClient, link: str) -> None:
        self.client = client
        enter(client, link)
        self.csrf = csrf_token(self.page("/deals/new"))

    def page(self, path: str) -> str:
        return self.client.get(path).get_data(as_text=True)

    def post(self, path: str, fields: Any = (), **headers: str) -> TestResponse:
        data = {"csrf_token": self.csrf, **dict(fields)}
        return self.client.post(path, data=data, headers=headers)

    def begun(self, start: str = "empty") -> str:
        """The path of a new form."""
        return self.post("/deals/new", {"start": start}).headers["Location"]

    def live(self, at: str, fields: Fields, **more: str) -> str:
        sent = {**fields, **more}
        return self.post(f"{at}/live", sent, **{"HX-Request": "true"}).get_data(as_text=True)

    def drafted(self, fields: Fields | None = None) -> str:
        """The id of a new deal."""
        answer = self.post(self.begun(), {**(fields or sample_fields()), "do": "create"})
        assert answer.status_code == 303
        return answer.headers["Location"].removeprefix("/deals/")


def value(page: str, name: str) -> str:
    """What the page holds in a text control."""
    found = re.search(rf'name="{re.escape(name)}"[^>]* value="([^"]*)"', page)
    assert found is not None, name
    return unescape(found[1])
