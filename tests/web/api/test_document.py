"""The API's description is exact, and does not break programs that were written against it."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.api import snapshot
from tests.web.api.breaking import METHODS, breaks
from tests.web.callers import Caller


@pytest.fixture
def described(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json
    return found


def _operations(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in described["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method} {path}", item[method]


def test_nothing_breaks_a_program_written_against_the_snapshot(described: dict[str, Any]) -> None:
    assert list(breaks(snapshot.kept(), described)) == []


def test_the_snapshot_is_the_description_of_today(described: dict[str, Any]) -> None:
    assert snapshot.kept() == described, "write it anew: python -m tests.web.api.snapshot"


def _deal(whole: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = whole["components"]["schemas"]["Deal"]
    return found


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "path": lambda d: d["paths"].pop("/api/v1/rates"),
    "method": lambda d: d["paths"]["/api/v1/deals"].pop("get"),
    "status": lambda d: d["paths"]["/api/v1/deals"]["post"]["responses"].pop("201"),
    "parameter": lambda d: d["paths"]["/api/v1/deals"]["get"]["parameters"].pop(),
    "scope": lambda d: d["paths"]["/api/v1/deals"]["get"].update(security=[{"key": ["admin"]}]),
    "property of an answer": lambda d: _deal(d)["properties"].pop("committed"),
    "property of an answer that may be missing": lambda d: _deal(d)["required"].remove("id"),
    "type in an answer": lambda d: _deal(d)["properties"].update(version={"type": "string"}),
    "property of a request": lambda d: d["components"]["schemas"]["DealDocument"]["properties"].pop(
        "title"
    ),
    "needed property of a request": lambda d: d["components"]["schemas"]["KeyDocument"][
        "required"
    ].append("expires_at"),
    "type in a request": lambda d: d["components"]["schemas"]["ReasonDocument"][
        "properties"
    ].update(reason={"type": "object"}),
    "word of a request": lambda d: d["components"]["schemas"]["DealDocument"]["properties"][
        "our_side"
    ].update(enum=["licensor"]),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_breaking_change_is_found(name: str) -> None:
    new = deepcopy(snapshot.kept())
    BREAKS[name](new)
    assert len(list(breaks(snapshot.kept(), new))) >= 1


def test_what_is_added_breaks_nothing() -> None:
    new = deepcopy(snapshot.kept())
    _deal(new)["properties"]["mood"] = {"type": "string"}
    new["components"]["schemas"]["DealDocument"]["properties"]["mood"] = {"type": "string"}
    new["paths"]["/api/v1/moods"] = {}
    assert list(breaks(snapshot.kept(), new)) == []


def test_every_operation_names_its_scope_and_its_refusals(described: dict[str, Any]) -> None:
    for name, operation in _operations(described):
        for need in operation["security"]:
            assert f"`{need['key'][0]}`" in operation["description"], name
            assert {"401", "403"} <= operation["responses"].keys(), name
        assert {"400", "429", "500"} <= operation["responses"].keys(), name
        assert "default" not in operation["responses"], name


def test_only_verifying_needs_no_key(described: dict[str, Any]) -> None:
    free = [name for name, each in _operations(described) if not each["security"]]
    assert free == ["post /api/v1/verify"]


def test_every_route_of_the_api_is_described(app: Flask, described: dict[str, Any]) -> None:
    routes = [r for r in app.url_map.iter_rules() if r.rule.startswith("/api/")]
    assert len(routes) == len(list(_operations(described)))


def test_deals_can_be_tried_with_the_examples(described: dict[str, Any], ada: Caller) -> None:
    body = described["paths"]["/api/v1/deals"]["post"]["requestBody"]
    examples = body["content"]["application/json"]["examples"]
    assert len(examples) >= 8
    for example in examples.values():
        assert ada.post("/deals", example["value"]).status_code == 201


def test_quotes_can_be_tried_with_the_examples(described: dict[str, Any], ada: Caller) -> None:
    body = described["paths"]["/api/v1/quotes"]["post"]["requestBody"]
    for example in body["content"]["application/json"]["examples"].values():
        assert ada.post("/quotes", example["value"]).status_code == 200


def test_an_answer_says_how_many_requests_are_left(ada: Caller) -> None:
    headers = ada.get("/rates").headers
    assert headers["RateLimit-Limit"] == "1200"
    assert int(headers["RateLimit-Remaining"]) < 1200
    assert 0 < int(headers["RateLimit-Reset"]) <= 61
    assert "Retry-After" not in headers
    assert not [name for name, _ in headers if name.startswith("X-RateLimit")]


def test_without_a_key_the_answer_says_how_to_send_one(client: FlaskClient) -> None:
    answer = client.get("/api/v1/deals")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_whoever_may_wait_is_told_how_long_was_taken(client: FlaskClient) -> None:
    operation = client.get("/openapi.json").json["paths"]["/api/v1/contracts/{contract_id}"]["get"]
    assert {"$ref": "#/components/parameters/Prefer"} in operation["parameters"]
    assert "Preference-Applied" in operation["responses"]["200"]["headers"]
