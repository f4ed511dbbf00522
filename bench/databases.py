"""Databases to measure on: a SQLite file, and a schema of its own in a PostgreSQL server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from service.storage.database import Database, open_database

_NUMBERS = count(1)
SERVER = "postgresql://postgres@127.0.0.1/test"


@contextmanager
def an_empty_database(kind: str, folder: Path) -> Iterator[tuple[str, Database]]:
    """Its address and itself, with every table and no row."""
    if kind == "sqlite":
        with _opened(f"sqlite:///{folder}/bench.sqlite3") as opened:
            yield opened
        return
    schema = f"counterpart_bench_{os.getpid()}_{next(_NUMBERS)}"
    server = make_url(os.getenv("COUNTERPART_TEST_DATABASE_URL") or SERVER)
    engine = create_engine(server.set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    url = server.update_query_dict({"options": f"-csearch_path={schema}"})
    try:
        with _opened(url.render_as_string(hide_password=False)) as opened:
            yield opened
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


@contextmanager
def _opened(url: str) -> Iterator[tuple[str, Database]]:
    database = open_database(url)
    database.migrate()
    yield url, database
    database.close()
