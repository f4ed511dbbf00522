"""Addresses and queries that are made to hurt are not found or refused, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from service.app import create_app
from service.settings import Settings
from tests import databases
from tests.conftest import SECRET, Clock
from tests.desks import a_desk
from tests.web.callers import Caller, a_caller

NASTY = ["\x00", "a\x00b", "' OR 1=1 --", "é" * 300, "\u202e", "%", "x" * 4000, "\ud7ff", "../x"]
CURSORS = [
    "WyIyMDI2LTAxLTAxIiwgImRlYWxfeCJd",  # a moment without a zone
    "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzIzOjU5IiwgImRlYWxfeCJd",  # before there is time
    "WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsICJkZWFsX1x1MDAwMCJd",  # a null character
    "Wy0xMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMF0",  # a place far below the first
    "WzFlOTk5XQ",
]


@pytest.fixture(params=databases.KINDS)
def caller(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Caller]:
    with databases.an_empty_database(request.param, tmp_path) as db:
        desk = a_desk(db, tmp_path, clock=clock)
        with create_app(Settings(secret_key=SECRET), desk).test_client() as client:
            yield a_caller(desk, client, "archive")


@pytest.mark.parametrize("id", NASTY, ids=ascii)
def test_no_id_breaks_anything(caller: Caller, id: str) -> None:
    for path in ("/deals/{}", "/deals/{}/events", "/clauses/{}", "/families/{}"):
        assert caller.get(path.format(quote(id, safe=""))).status_code == 404


@pytest.mark.parametrize("text", NASTY, ids=ascii)
@pytest.mark.parametrize("name", ["search", "external_id", "after", "status", "limit", "x\x00"])
def test_no_query_breaks_a_list(caller: Caller, name: str, text: str) -> None:
    answer = caller.get(f"/deals?{quote(name)}={quote(text)}")
    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("cursor", CURSORS)
@pytest.mark.parametrize("path", ["/deals", "/events"])
def test_no_cursor_breaks_a_list(caller: Caller, path: str, cursor: str) -> None:
    assert caller.get(f"{path}?after={cursor}").json["code"] == "invalid_cursor"


@pytest.mark.parametrize("key", ["\x80", "x" * 255, "é"], ids=ascii)
def test_no_idempotency_key_breaks_a_call(caller: Caller, key: str) -> None:
    answer = caller.post("/deals/deal_x/copy", idempotency_key=key)
    assert answer.status_code in {404, 422}
