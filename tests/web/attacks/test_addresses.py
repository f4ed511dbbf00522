"""Addresses and queries that are made to hurt are not found or refused, on both databases."""

from urllib.parse import quote

import pytest

from tests import databases
from tests.web.callers import Caller

NASTY = ["\x00", "a\x00b", "' OR 1=1 --", "é" * 300, "\u202e", "%", "x" * 4000, "\ud7ff", "../x"]
CURSORS = [
    "WyIyMDI2LTAxLTAxIiwgImRlYWxfeCJd",  # a moment without a zone
    "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzIzOjU5IiwgImRlYWxfeCJd",  # before there is time
    "WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsICJkZWFsX1x1MDAwMCJd",  # a null character
    "Wy0xMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMF0",  # a place far below the first
    "WzFlOTk5XQ",
]


pytestmark = databases.ON_BOTH


@pytest.mark.parametrize("id", NASTY, ids=ascii)
def test_no_id_breaks_anything(ada: Caller, id: str) -> None:
    for path in ("/deals/{}", "/deals/{}/events", "/clauses/{}", "/families/{}"):
        assert ada.get(path.format(quote(id, safe=""))).status_code == 404


@pytest.mark.parametrize("text", NASTY, ids=ascii)
@pytest.mark.parametrize("name", ["search", "external_id", "after", "status", "limit", "x\x00"])
def test_no_query_breaks_a_list(ada: Caller, name: str, text: str) -> None:
    answer = ada.get(f"/deals?{quote(name)}={quote(text)}")
    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("cursor", CURSORS)
@pytest.mark.parametrize("path", ["/deals", "/events"])
def test_no_cursor_breaks_a_list(ada: Caller, path: str, cursor: str) -> None:
    assert ada.get(f"{path}?after={cursor}").json["code"] == "invalid_cursor"


@pytest.mark.parametrize("key", ["\x80", "x" * 255, "é"], ids=ascii)
def test_no_idempotency_key_breaks_a_call(ada: Caller, key: str) -> None:
    answer = ada.post("/deals/deal_x/copy", idempotency_key=key)
    assert answer.status_code in {404, 422}
