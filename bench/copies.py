"""One row many times, fast enough for a million of them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, Table, text

from service.storage.database import Database

_QUICKLY: Final = {
    "sqlite": (
        "PRAGMA foreign_keys=OFF",
        "PRAGMA synchronous=OFF",
        "PRAGMA cache_size=-1000000",
    ),
    "postgresql": (
        "SET session_replication_role = replica",
        "SET synchronous_commit = off",
        "SET maintenance_work_mem = '512MB'",
    ),
}
_SERIES: Final = {
    "sqlite": "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < :count) ",
    "postgresql": "WITH s AS (SELECT generate_series(1, :count) AS i) ",
}


@contextmanager
def filling(database: Database, *tables: Table) -> Iterator[Connection]:
    """What is written in it is not safe on a disk, and indexes are made when all is there.

    Then what is done by itself each day, or by PostgreSQL whenever it likes, is done at once.
    """
    with database.engine.connect() as connection:
        raw = connection.connection.cursor()
        for setting in _QUICKLY[connection.dialect.name]:
            raw.execute(setting)
        indexes = [index for table in tables for index in table.indexes]
        with connection.begin():
            for index in indexes:
                index.drop(connection)
            yield connection
            for index in indexes:
                index.create(connection)
        connection.invalidate()
    database.look_over()
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))
            connection.execute(text("ANALYZE"))


def copy(connection: Connection, table: Table, count: int, changed: Mapping[str, str]) -> None:
    """The first row so many times; `changed` are columns in SQL, by the number `i` of the copy."""
    names = [column.name for column in table.columns]
    columns = _listed(f'"{name}"' for name in names)
    chosen = _listed(changed.get(name, f'd."{name}"') for name in names)
    into = f"INSERT INTO {table.name} ({columns}) "
    taken = f"SELECT {chosen} FROM s, (SELECT * FROM {table.name} LIMIT 1) AS d WHERE true"  # noqa: S608 - ours
    series = _SERIES[connection.dialect.name]
    first = into + series if connection.dialect.name == "postgresql" else series + into
    connection.execute(text(first + taken), {"count": count})


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def numbered(connection: Connection, prefix: str) -> str:
    """Ids in the order of their numbers, so that each is written behind the one before."""
    if connection.dialect.name == "sqlite":
        return f"'{prefix}' || printf('%08d', i)"
    return f"'{prefix}' || lpad(CAST(i AS text), 8, '0')"


def day_after(connection: Connection, start: date, days: str) -> str:
    if connection.dialect.name == "sqlite":
        return f"date('{start}', '+' || ({days}) || ' days')"
    return f"(date '{start}' + CAST({days} AS integer))"


def moment_after(connection: Connection, start: datetime, seconds: str) -> str:
    """In UTC, as it is kept."""
    at = start.strftime("%Y-%m-%d %H:%M:%S")
    if connection.dialect.name == "sqlite":
        return f"datetime('{at}', ({seconds}) || ' seconds') || '.000000'"
    return f"timestamptz '{at}+00' + ({seconds}) * interval '1 second'"
