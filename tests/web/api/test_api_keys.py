"""Keys by API: made, shown once, listed, revoked."""

import pytest
from sqlalchemy import select

from service.desk import Desk
from service.storage.tables import idempotency_keys
from tests.web.callers import Caller

DOCUMENT = {"name": "CRM", "scopes": ["deals:read"]}


def test_a_new_key_opens_what_its_scopes_say(ada: Caller) -> None:
    made = ada.post("/api_keys", DOCUMENT).json
    theirs = Caller(ada.client, ada.org, made["id"], made["key"])
    assert theirs.get("/deals").status_code == 200
    assert theirs.get("/api_keys").status_code == 403


def test_a_key_is_shown_once(ada: Caller) -> None:
    made = ada.post("/api_keys", DOCUMENT).json
    assert made["key"] not in ada.get("/api_keys").get_data(as_text=True)


def test_a_replayed_answer_has_no_key_in_it(ada: Caller, desk: Desk) -> None:
    first = ada.post("/api_keys", DOCUMENT, idempotency_key="k")
    again = ada.post("/api_keys", DOCUMENT, idempotency_key="k")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")
    assert again.json == {**first.json, "key": None}
    with desk.db.engine.connect() as connection:
        kept = connection.scalar(select(idempotency_keys.c.body))
    assert first.json["key"].encode() not in bytes(kept)


def test_a_revoked_key_opens_nothing(ada: Caller) -> None:
    made = ada.post("/api_keys", DOCUMENT).json
    revoked = ada.post(f"/api_keys/{made['id']}/revoke").json
    assert revoked["revoked_at"] is not None
    assert revoked["links"]["actions"] == []
    assert Caller(ada.client, ada.org, made["id"], made["key"]).get("/deals").status_code == 401


def test_revoking_again_changes_nothing(ada: Caller, desk: Desk) -> None:
    made = ada.post("/api_keys", DOCUMENT).json
    first = ada.post(f"/api_keys/{made['id']}/revoke").json
    desk.clock.forward(hours=1)  # type: ignore[attr-defined]
    assert ada.post(f"/api_keys/{made['id']}/revoke").json == first


@pytest.mark.parametrize(
    "document",
    [{}, {"name": "x"}, {"name": "x", "scopes": []}, {"name": "x", "scopes": ["root"]}],
    ids=str,
)
def test_a_key_without_a_name_or_a_known_scope_is_not_made(
    ada: Caller, document: dict[str, object]
) -> None:
    assert ada.post("/api_keys", document).status_code == 422


def test_nobody_revokes_the_key_of_another_organization(ada: Caller, cy: Caller) -> None:
    assert cy.post(f"/api_keys/{ada.key_id}/revoke").status_code == 404
    assert ada.get("/deals").status_code == 200
