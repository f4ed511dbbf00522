"""Programs that call the API with a key of their organization."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.desk import Desk
from service.domain.people import Scope
from service.web.markup import DOCX
from tests.conftest import NOON

API = "/api/v1"
SAMPLE = Path("examples/photo-archive.json")


def a_document(**changes: Any) -> dict[str, Any]:
    """The sample deal as a request brings it."""
    return {**json.loads(SAMPLE.read_text("utf-8")), **changes}


def a_blocked_document() -> dict[str, Any]:
    """Half of the people in the clips have signed no release: an approver must let it pass."""
    document = a_document()
    document["terms"]["materials"]["lines"][1]["releases_pct"] = "50"
    return document


def a_forbidden_document() -> dict[str, Any]:
    """Nobody is named who decided about bulk US data, which nobody may let pass."""
    document = a_document()
    document["terms"]["privacy"]["us_bulk_data_decided_by"] = None
    return document


@dataclass(frozen=True)
class Caller:
    """One key, and the calls that are made with it."""

    client: FlaskClient
    org: str
    key_id: str
    key: str

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.call("GET", path, headers=headers)

    def post(self, path: str, document: Any = None, **headers: str) -> TestResponse:
        return self.call("POST", path, document, headers=headers)

    def patch(self, path: str, document: Any, **headers: str) -> TestResponse:
        return self.call("PATCH", path, document, headers=headers)

    def put(self, path: str, document: Any, **headers: str) -> TestResponse:
        return self.call("PUT", path, document, headers=headers)

    def call(
        self, method: str, path: str, document: Any = None, *, headers: dict[str, str] | None = None
    ) -> TestResponse:
        """Header names are given as `if_match`; paths begin behind /api/v1."""
        sent = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        sent = {"Authorization": f"Bearer {self.key}", **sent}
        body = {} if document is None else {"json": document}
        return self.client.open(API + path, method=method, headers=sent, **body)

    def sent(self, path: str, data: Any, kind: str = DOCX) -> TestResponse:
        """A POST whose body is a file, or parts with one."""
        headers = {"Authorization": f"Bearer {self.key}"}
        return self.client.post(API + path, data=data, headers=headers, content_type=kind)

    def drafted(self, **changes: Any) -> Any:
        """The answer to a new deal."""
        answer = self.post("/deals", a_document(**changes))
        assert answer.status_code == 201, answer.json
        return answer.json


def a_caller(desk: Desk, client: FlaskClient, slug: str, *scopes: Scope) -> Caller:
    with desk.db.accounts() as accounts:
        org = accounts.organization(slug, slug.title(), NOON)
        key_id, key = accounts.new_key(org, "CRM", scopes or [Scope.ADMIN], by="system", at=NOON)
    return Caller(client, org, key_id, key)


def tag(answer: TestResponse) -> str:
    return answer.headers["ETag"]
