"""One-time codes that show that somebody reads a mailbox, for whichever link they are asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, select, update

from service.domain.errors import NotFound
from service.storage.ids import new_id

CODE_LASTS: Final = timedelta(minutes=30)
MOST_TRIES: Final = 5
"""So often one code may be mistyped."""


class Codes:
    """Those of one table; `owner` is its column that says whose link a code is for."""

    def __init__(self, connection: Connection, table: Table, owner: str) -> None:
        self.connection = connection
        self.table = table
        self.owner = table.c[owner]

    def new(self, whose: str, at: datetime) -> str:
        """The id that a code is made from; the ones before it are over."""
        made, codes = new_id("cod"), self.table
        self.connection.execute(
            update(codes).where(self.owner == whose, codes.c.expires_at > at).values(expires_at=at)
        )
        row: Mapping[str, Any] = {"id": made, self.owner.name: whose, "tries": 0}
        self.connection.execute(
            insert(codes).values(**row, created_at=at, expires_at=at + CODE_LASTS)
        )
        return made

    def take_try(self, whose: str, at: datetime) -> str | None:
        """Counts a try at the code that is open, used or not, and gives its id; null for none."""
        codes = self.table
        newest = (
            select(codes.c.id)
            .where(self.owner == whose, codes.c.expires_at > at)
            .order_by(codes.c.created_at.desc(), codes.c.id)
            .limit(1)
        )
        found = self.connection.scalar(
            update(codes)
            .where(codes.c.id.in_(newest.scalar_subquery()), codes.c.tries < MOST_TRIES)
            .values(tries=codes.c.tries + 1)
            .returning(codes.c.id)
        )
        return None if found is None else str(found)

    def spend(self, whose: str, code_id: str, at: datetime) -> bool:
        """Once, and only for the link whose mailbox it was sent to."""
        codes = self.table
        done = self.connection.execute(
            update(codes)
            .where(
                codes.c.id == code_id,
                self.owner == whose,
                codes.c.used_at.is_(None),
                codes.c.expires_at > at,
            )
            .values(used_at=at)
        )
        return done.rowcount == 1

    def code(self, code_id: str) -> tuple[str, datetime]:
        """Whose code it is and when it ends; NotFound."""
        row = self.connection.execute(
            select(self.owner.label("whose"), self.table.c.expires_at).where(
                self.table.c.id == code_id
            )
        ).one_or_none()
        if row is None:
            raise NotFound
        return row.whose, row.expires_at
