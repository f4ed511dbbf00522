"""JSON that two programs could read differently, or that is meant to hurt, is refused with reasons."""

import json
from typing import Any

import pytest

from tests.web.attacks.operations import WRITES, Operation, Secrets
from tests.web.callers import Caller, a_document

RAW = {
    "nothing readable": b"{",
    "a list": b"[]",
    "a string": b'"x"',
    "null": b"null",
    "a number": b"1",
    "NaN": b'{"reason": NaN}',
    "Infinity": b'{"reason": -Infinity}',
    "1e999": b'{"reason": 1e999}',
    "a long number": b'{"reason": 1' + b"0" * 400 + b"}",
    "a key twice": b'{"reason": "x", "reason": "y"}',
    "a null character": b'{"reason": "a\\u0000b"}',
    "a raw null character": b'{"reason": "a\x00b"}',
    "a lone surrogate": b'{"reason": "\\ud800"}',
    "a lone surrogate as a key": b'{"\\udfff": 1}',
    "not UTF-8": b'{"reason": "\xff"}',
    "UTF-16": '{"reason": "x"}'.encode("utf-16"),
    "deep": b'{"reason": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "many keys": json.dumps({f"k{n}": 1 for n in range(5000)}).encode(),
    "__proto__": b'{"__proto__": {"reason": "x"}}',
    "_schema": b'{"_schema": "x"}',
    "hidden direction": '{"reason": "a\u202eb"}'.encode(),
}
NUMBERS = {
    "NaN": "NaN",
    "1e999": "1e999",
    "a long number": "1" + "0" * 400,
    "a fraction": "12.345",
    "a fraction in quotes": '"12.345"',
    "other digits": '"\uff11\uff12"',
    "an underscore": '"1_000"',
    "a sign": '"+12"',
    "an exponent": '"1e1"',
    "spaces": '" 12 "',
    "a boolean": "true",
    "a list": "[12]",
    "minus": "-1",
}
PLACES = {
    "months": ("period", "months"),
    "volume": ("materials", "lines", 0, "volume"),
    "rate": ("materials", "lines", 0, "unit_rate"),
    "amount": ("pricing", "guarantee", "amount"),
}


@pytest.fixture
def send(ada: Caller, hers: Secrets) -> Any:
    """Sends raw bytes to an operation on Ada's own deal."""
    tag = ada.get(f"/deals/{hers.ids['deal_id']}").headers["ETag"]

    def call(operation: Operation, data: bytes, content_type: str) -> Any:
        match = {"If-Match": tag} if operation.method == "PATCH" else {}
        return ada.client.open(
            "/api/v1" + operation.at(hers.ids),
            method=operation.method,
            data=data,
            headers={"Authorization": f"Bearer {ada.key}", **match},
            content_type=content_type,
        )

    return call


def _is_refused(answer: Any, status: int) -> bool:
    assert answer.status_code == status, (answer.status, answer.get_data()[:300])
    assert answer.mimetype == "application/problem+json"
    return bool(answer.json["request_id"])


@pytest.mark.parametrize("operation", WRITES, ids=str)
def test_a_body_without_one_meaning_is_refused(send: Any, operation: Operation) -> None:
    for name, data in RAW.items():
        assert _is_refused(send(operation, data, "application/json"), 422), name


@pytest.mark.parametrize("operation", WRITES, ids=str)
def test_a_body_of_another_kind_is_refused(send: Any, operation: Operation) -> None:
    for kind in ("text/plain", "application/xml", "multipart/form-data", ""):
        assert _is_refused(send(operation, b"{}", kind), 415), kind


@pytest.mark.parametrize("operation", WRITES, ids=str)
def test_a_body_that_is_too_large_is_refused(send: Any, operation: Operation) -> None:
    data = b'{"reason": "' + b"x" * (11 * 1024 * 1024) + b'"}'
    assert _is_refused(send(operation, data, "application/json"), 413)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_is_none_is_refused_where_it_stands(
    ada: Caller, place: str, number: str
) -> None:
    if number == "a fraction in quotes" and place in {"rate", "volume"}:
        number = "other digits"
    document = a_document()
    inner: Any = document["terms"]
    *path, last = PLACES[place]
    for step in path:
        inner = inner[step]
    inner[last] = "@@"
    data = json.dumps(document).replace('"@@"', NUMBERS[number]).encode()
    answer = ada.client.post(
        "/api/v1/deals",
        data=data,
        headers={"Authorization": f"Bearer {ada.key}"},
        content_type="application/json",
    )
    assert _is_refused(answer, 422)
    assert any(str(last) in fault["pointer"] for fault in answer.json["errors"])
