"""Moments are kept exactly on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from service.storage.database import Database
from service.storage.tables import users

KOLKATA = timezone(timedelta(hours=5, minutes=30))
MOMENT = datetime(2027, 1, 31, 23, 59, 59, 999_999, tzinfo=KOLKATA)


def _kept(db: Database, moment: datetime) -> datetime:
    with db.engine.begin() as connection:
        connection.execute(
            insert(users).values(id="usr_x", email="x@x.example", name="X", created_at=moment)
        )
        found: datetime = connection.scalar(select(users.c.created_at))  # type: ignore[assignment]
    return found


def test_a_moment_comes_back_in_utc_to_the_microsecond(db: Database) -> None:
    found = _kept(db, MOMENT)
    assert found == MOMENT
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_not_kept(db: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        _kept(db, MOMENT.replace(tzinfo=None))
