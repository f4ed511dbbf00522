"""The database: one engine, and transactions that belong to one organization."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from service.domain.errors import StorageUnavailable
from service.storage.accounts import Accounts
from service.storage.deals import Tx
from service.storage.migrate import is_current, migrate
from service.storage.outbox import Outbox
from service.storage.views import Views

_LONGEST_WAIT: Final = 30
"""Seconds that a transaction waits for another one's lock."""

_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={_LONGEST_WAIT}000",
)
_READING: Final = "counterpart_reading"


@dataclass(frozen=True, slots=True)
class Database:
    """Every way to the data. What is read or written in `transaction(org)` is that organization's."""

    engine: Engine

    @contextmanager
    def transaction(self, org: str) -> Iterator[Tx]:
        """One commit at the end, or nothing at all; StorageUnavailable if it cannot be had."""
        with self._writer() as connection:
            yield Tx(connection, org)

    @contextmanager
    def reading(self, org: str) -> Iterator[Views]:
        """What pages and lists show; takes no lock that a writer would wait for."""
        with self._reader() as connection:
            yield Views(connection, org)

    @contextmanager
    def accounts(self) -> Iterator[Accounts]:
        """Who is who, across organizations: for the doors alone."""
        with self._writer() as connection:
            yield Accounts(connection)

    @contextmanager
    def outbox(self) -> Iterator[Outbox]:
        """What must go out, of all organizations: for the worker and for carriers' reports."""
        with self.engine.begin() as connection:
            yield Outbox(connection)

    @contextmanager
    def work(self) -> Iterator[Connection]:
        """To find and claim what is due, whoever's it is: for the worker alone."""
        with self._writer() as connection:
            yield connection

    @contextmanager
    def reading_work(self) -> Iterator[Connection]:
        with self._reader() as connection:
            yield connection

    @contextmanager
    def reading_outbox(self) -> Iterator[Outbox]:
        with self._reader() as connection:
            yield Outbox(connection)

    @contextmanager
    def reading_accounts(self) -> Iterator[Accounts]:
        with self._reader() as connection:
            yield Accounts(connection)

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        """A lock that nobody gives up, a full disk, a server that is gone: all may pass."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise StorageUnavailable from error

    @contextmanager
    def _reader(self) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                connection.execution_options(**{_READING: True})
                with connection.begin():
                    yield connection
        except OperationalError as error:
            raise StorageUnavailable from error

    def is_there(self) -> bool:
        """Whether the database answers and has the tables of this program."""
        with self._reader() as connection:
            return bool(connection.dialect.has_table(connection, "deal_events"))

    def answers(self) -> bool:
        try:
            with self._reader() as connection:
                connection.exec_driver_sql("SELECT 1")
        except (SQLAlchemyError, StorageUnavailable):
            return False
        return True

    def is_current(self) -> bool:
        """Whether the tables are of this program's newest version."""
        with self._reader() as connection:
            return is_current(connection)

    def migrate(self) -> None:
        migrate(self.engine)

    def look_over(self) -> None:
        """SQLite learns how its rows are spread, by which it chooses an index; quick at any size.

        PostgreSQL looks by itself. Without it SQLite takes any organization to have ten rows.
        """
        if self.engine.dialect.name == "sqlite":
            with self._writer() as connection:
                connection.exec_driver_sql("PRAGMA analysis_limit=400")
                connection.exec_driver_sql("ANALYZE")

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Database:
    """SQLite with its log on disk before anybody is told so; PostgreSQL as it comes.

    The folder of a SQLite file is made if it is not there. What is written is not repeated in
    errors, so that it does not get into a log.

    The default of the SQLite driver loses updates silently: a transaction that begins by reading
    takes its lock too late. So ours begin with the lock, unless they only read.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return Database(
            create_engine(
                _with_driver(parsed),
                pool_pre_ping=True,
                hide_parameters=True,
            )
        )
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def _with_driver(url: Any) -> Any:
    """Options that the address brings stay; nobody waits for a lock for ever."""
    options = (url.query.get("options"), f"-c lock_timeout={_LONGEST_WAIT}s")
    patient = url.update_query_dict({"options": " ".join(filter(None, options))})
    plain = url.drivername == "postgresql"
    return patient.set(drivername="postgresql+psycopg") if plain else patient


def _set_up_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
