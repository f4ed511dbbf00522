"""A database that does not take what it is given says so, and keeps nothing of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from service.app import create_app
from service.desk import Desk
from service.domain.errors import IdempotencyInProgress, StorageUnavailable
from service.storage.database import Database, open_database
from service.storage.idempotency import claim
from tests import databases
from tests.conftest import NOON, SETTINGS
from tests.storage.kept import a_deal, an_organization

GONE = "postgresql://nobody@127.0.0.1:1/nothing"


def test_a_server_that_is_gone_is_unavailable() -> None:
    with pytest.raises(StorageUnavailable), open_database(GONE).reading("org") as views:
        views.deal_list(limit=1)


def _draft_a_thousand(db: Database, org: str) -> None:
    for _ in range(1000):
        a_deal(db, org)


def test_a_full_disk_keeps_nothing_of_a_deal(tmp_path: Path) -> None:
    with databases.an_empty_database("sqlite", tmp_path) as db:
        org = an_organization(db, "archive")
        with db.engine.connect() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(StorageUnavailable):
            _draft_a_thousand(db, org)
        with db.reading(org) as views:
            for row in views.deal_list(limit=200).rows:
                assert len(views.history(row.id)) == 1


def test_a_call_that_holds_its_key_too_long_is_in_progress(tmp_path: Path) -> None:
    with databases.an_empty_database("postgresql", tmp_path) as db:
        org = an_organization(db, "archive")
        with db.transaction(org) as first, pytest.raises(IdempotencyInProgress):  # noqa: PT012
            claim(first.connection, org, "k", "call", NOON)
            with db.transaction(org) as second:
                second.connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
                claim(second.connection, org, "k", "call", NOON)


def test_a_caller_is_told_to_come_again(desk: Desk) -> None:
    app = create_app(SETTINGS, replace(desk, db=open_database(GONE)))
    with app.test_client() as client:
        answer = client.get("/api/v1/deals", headers={"Authorization": "Bearer cpk_x_y"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert answer.json["code"] == "unavailable"
