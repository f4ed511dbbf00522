"""The databases that tests run on: a SQLite file, and a schema of its own in a PostgreSQL server."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, Final

import pytest
from sqlalchemy import create_engine, delete, text
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.util import LRUCache

from service.storage.database import Database, open_database
from service.storage.tables import metadata

KINDS: Final = ("sqlite", "postgresql")
ON_BOTH: Final = pytest.mark.parametrize("desk", KINDS, indirect=True)
"""For tests whose desk works on each of them in turn; without it, on a SQLite file."""

_DEFAULT: Final = "postgresql://postgres@127.0.0.1/test"
_SCHEMA: Final = f"counterpart_test_{os.getpid()}"


@contextmanager
def an_empty_database(kind: str, folder: Path) -> Iterator[Database]:
    """With every table and no row."""
    database = _warm(kind, open_database(url_of(kind, folder)))
    if kind == "postgresql":
        _empty(database)
    yield database
    database.close()


def _warm(kind: str, database: Database) -> Database:
    """Statements are compiled once for all tests: an engine that begins anew compiles each again."""
    dialect, compiled = _warmed(kind)
    database.engine.dialect = dialect
    database.engine.update_execution_options(compiled_cache=compiled)
    return database


@cache
def _warmed(kind: str) -> tuple[Dialect, LRUCache[Any, Any]]:
    """How to speak to this kind of database, learned by one connection; and what was said so far."""
    with TemporaryDirectory() as folder:
        database = open_database(url_of(kind, Path(folder)))
        assert database.answers()
        database.close()
    return database.engine.dialect, LRUCache(2000)


def url_of(kind: str, folder: Path) -> str:
    """Of a database that has the tables; another process can open it too."""
    if kind == "postgresql":
        return _postgresql()
    path = folder / "counterpart.sqlite3"
    if not path.exists():
        shutil.copy(_sqlite(), path)
    return f"sqlite:///{path}"


@cache
def _sqlite() -> Path:
    """A file with the tables, made once and copied for each test."""
    path = Path(mkdtemp(prefix="counterpart-tests-")) / "empty.sqlite3"
    database = open_database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@cache
def _postgresql() -> str:
    """A schema of this process alone, made once."""
    server = make_url(os.getenv("COUNTERPART_TEST_DATABASE_URL") or _DEFAULT)
    _run(server, f"DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE", f"CREATE SCHEMA {_SCHEMA}")
    url = server.update_query_dict({"options": f"-csearch_path={_SCHEMA} -csynchronous_commit=off"})
    database = open_database(url.render_as_string(hide_password=False))
    database.migrate()
    database.close()
    return url.render_as_string(hide_password=False)


def drop_schema() -> None:
    """Leaves the server as it was; nothing happens where no test asked for it.

    Whoever asks afterwards gets a schema anew.
    """
    if _postgresql.cache_info().currsize:
        _postgresql.cache_clear()
        server = make_url(os.getenv("COUNTERPART_TEST_DATABASE_URL") or _DEFAULT)
        _run(server, f"DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE")


def _run(server: object, *statements: str) -> None:
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"))  # type: ignore[arg-type]
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    except OperationalError:
        pytest.fail(
            f"No PostgreSQL answers at {server}. Start one there (apt-get install postgresql), "
            "or name another in COUNTERPART_TEST_DATABASE_URL."
        )
    finally:
        engine.dispose()


def _empty(database: Database) -> None:
    """Row by row: there are few, and TRUNCATE would make every table and index a new file."""
    with database.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
