"""The history in the database holds together, and shows when somebody has been at it."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from service.domain.audit import broken_at
from service.storage.database import Database
from service.storage.tables import deal_events
from tests.storage.kept import a_deal, records_of, renamed


@pytest.fixture
def deal(db: Database, ada: str) -> str:
    """A deal with a history of five events."""
    found = a_deal(db, ada)
    for n in range(4):
        found = renamed(db, ada, found, f"Name {n}")
    return found.id


def _change(db: Database, deal_id: str, at: int, **values: object) -> None:
    with db.engine.begin() as connection:
        connection.execute(
            update(deal_events)
            .where(deal_events.c.deal_id == deal_id, deal_events.c.seq == at)
            .values(**values)
        )


def _delete(db: Database, deal_id: str, seq: int) -> None:
    with db.engine.begin() as connection:
        connection.execute(
            delete(deal_events).where(deal_events.c.deal_id == deal_id, deal_events.c.seq == seq)
        )


def test_a_history_that_nobody_touched_holds(db: Database, deal: str) -> None:
    records, head = records_of(db, deal)
    assert len(records) == 5
    assert broken_at(records, head) is None


@pytest.mark.parametrize(
    "edit", [{"actor": "usr_other"}, {"type": "DealWithdrawn"}, {"data": {"header": {}}}], ids=str
)
def test_an_edited_event_shows(db: Database, deal: str, edit: dict[str, object]) -> None:
    _change(db, deal, 3, **edit)
    records, head = records_of(db, deal)
    assert broken_at(records, head) == 4


def test_an_edit_of_the_last_event_shows_by_the_head(db: Database, deal: str) -> None:
    _change(db, deal, 5, actor="usr_other")
    records, head = records_of(db, deal)
    assert broken_at(records, head) == 6


def test_a_deleted_event_shows(db: Database, deal: str) -> None:
    _delete(db, deal, 3)
    records, head = records_of(db, deal)
    assert broken_at(records, head) == 3


def test_two_swapped_events_show(db: Database, deal: str) -> None:
    for was, now in ((2, 99), (3, 2), (99, 3)):
        _change(db, deal, was, seq=now)
    records, head = records_of(db, deal)
    assert broken_at(records, head) == 2


def test_a_history_cut_short_shows_by_the_head(db: Database, deal: str) -> None:
    _delete(db, deal, 5)
    records, head = records_of(db, deal)
    assert broken_at(records) is None
    assert broken_at(records, head) == 5


def test_a_history_written_anew_shows_by_the_head(db: Database, deal: str) -> None:
    records, head = records_of(db, deal)
    forged = [replace(records[0], actor="usr_other")]
    for record in records[1:]:
        forged.append(replace(record, prev=forged[-1].hash))
    assert broken_at(forged) is None
    assert broken_at(forged, head) == 6
