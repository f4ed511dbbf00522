"""Tries at what opens a door, counted where every process and every machine sees them."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, select, update

from service.domain.attempts import FORGOTTEN, wait_after
from service.storage.once import insert_once
from service.storage.tables import attempts

_NONE: Final = timedelta(0)


class Attempts:
    """`what` is what is tried, `whose` is an address or an id; only a digest of both is kept."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def take(self, what: str, whose: str, at: datetime) -> timedelta:
        """Counts a try before it is made; zero, or how long to wait instead of making it.

        Counting first means that many tries at once are as many as one after another.
        """
        key = _key(what, whose)
        self._begin(key, at)
        row = self.connection.execute(
            select(attempts).where(attempts.c.key == key).with_for_update()
        ).one()
        if row.wait_until > at:
            return row.wait_until - at  # type: ignore[no-any-return]
        tries = 1 if row.last_at < at - FORGOTTEN else row.tries + 1
        self.connection.execute(
            update(attempts)
            .where(attempts.c.key == key)
            .values(tries=tries, last_at=at, wait_until=at + wait_after(tries))
        )
        return _NONE

    def clear(self, what: str, whose: str) -> None:
        """After a try that was right."""
        self.connection.execute(delete(attempts).where(attempts.c.key == _key(what, whose)))

    def forget(self, at: datetime) -> int:
        """How many were too old to count; addresses that strangers make up do not pile up."""
        old = delete(attempts).where(attempts.c.last_at < at - FORGOTTEN)
        return self.connection.execute(old).rowcount

    def _begin(self, key: str, at: datetime) -> None:
        row = {"key": key, "tries": 0, "last_at": at, "wait_until": at}
        insert_once(self.connection, attempts, row, key=("key",))


def _key(what: str, whose: str) -> str:
    return hashlib.sha256(f"{what}\0{whose}".encode()).hexdigest()
