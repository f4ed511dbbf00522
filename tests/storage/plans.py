"""How SQLite finds what it is asked for: it tells before it looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from service.storage.database import Database


@contextmanager
def plans_of(db: Database) -> Iterator[list[str]]:
    """Of every question asked in it; empty until its end."""
    asked: list[tuple[str, Any]] = []
    plans: list[str] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", keep)
    yield plans
    event.remove(db.engine, "before_cursor_execute", keep)
    with db.reading_work() as connection:
        for statement, parameters in asked:
            if statement.startswith(("SELECT", "WITH", "UPDATE")):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                plans += [row.detail for row in rows]
