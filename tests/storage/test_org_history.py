"""What people did that belongs to no deal is kept in order, and shows when it was changed."""

from typing import Any

import pytest
from sqlalchemy import delete, update

from service.domain.deeds import Deed
from service.domain.people import SYSTEM
from service.storage.database import Database
from service.storage.org_history import DeedRow, OrgHistory
from service.storage.tables import org_events
from tests.conftest import NOON

BY = "usr_ada"


def _note(db: Database, org: str, count: int) -> None:
    with db.transaction(org) as tx:
        for n in range(count):
            OrgHistory(tx.connection, org).note(Deed.LINK_MADE, by=BY, at=NOON, about=f"usr_{n}")


def _rows(db: Database, org: str, limit: int = 9, after: str | None = None) -> Any:
    with db.reading(org) as views:
        return OrgHistory(views.connection, org).page(limit=limit, after=after)


def _broken_at(db: Database, org: str) -> int | None:
    with db.reading(org) as views:
        return OrgHistory(views.connection, org).broken_at()


def test_deeds_are_listed_newest_first_and_page_by_page(db: Database, ada: str) -> None:
    _note(db, ada, 3)
    first = _rows(db, ada, 2)
    second = _rows(db, ada, 2, first.next)
    assert [row.seq for row in (*first.rows, *second.rows)] == [3, 2, 1]
    assert second.next is None
    row: DeedRow = first.rows[0]
    assert (row.type, row.actor, row.at, row.about) == (Deed.LINK_MADE, BY, NOON, "usr_2")


def test_each_organization_has_its_own(db: Database, ada: str, cy: str) -> None:
    _note(db, ada, 2)
    _note(db, cy, 1)
    assert [row.seq for row in _rows(db, cy).rows] == [1]
    with db.reading(cy) as views:
        assert OrgHistory(views.connection, cy).about("usr_1") == []


def test_a_history_that_nobody_touched_holds(db: Database, ada: str) -> None:
    assert _broken_at(db, ada) is None
    _note(db, ada, 4)
    assert _broken_at(db, ada) is None


@pytest.mark.parametrize(
    ("edit", "place"),
    [({"actor": "usr_other"}, 3), ({"data": {"about": "usr_9"}}, 3), ({"type": "x"}, 3)],
    ids=str,
)
def test_an_edited_deed_shows(db: Database, ada: str, edit: dict[str, Any], place: int) -> None:
    _note(db, ada, 4)
    with db.engine.begin() as connection:
        connection.execute(update(org_events).where(org_events.c.seq == 2).values(**edit))
    assert _broken_at(db, ada) == place


@pytest.mark.parametrize(("seq", "place"), [(2, 2), (4, 4)])
def test_a_deleted_deed_shows(db: Database, ada: str, seq: int, place: int) -> None:
    _note(db, ada, 4)
    with db.engine.begin() as connection:
        connection.execute(delete(org_events).where(org_events.c.seq == seq))
    assert _broken_at(db, ada) == place


def test_a_restored_backup_stands_in_every_history(db: Database, ada: str, cy: str) -> None:
    with db.outbox() as box:
        assert box.review_all(by=SYSTEM, at=NOON) == 0
    for org in (ada, cy):
        (row,) = _rows(db, org).rows
        assert (row.type, row.actor, row.data["letters"]) == (Deed.BACKUP_RESTORED, SYSTEM, 0)
