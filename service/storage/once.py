"""Writing a row that may stand there already."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

_INSERTS: Final[Mapping[str, Any]] = MappingProxyType(
    {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
)


def insert_once(
    connection: Connection, table: Table, row: Mapping[str, Any], *, key: tuple[str, ...]
) -> bool:
    """False where a row has the same `key`, the columns of a unique index: that one stays.

    Waits for another transaction that is just writing it.
    """
    made = _statement(connection.dialect.name, table, key)
    return connection.execute(made, row).rowcount == 1


@cache
def _statement(dialect: str, table: Table, key: tuple[str, ...]) -> Executable:
    inserted = upsert_into(dialect, table).on_conflict_do_nothing(index_elements=key)
    found: Executable = inserted.execution_options(preserve_rowcount=True)
    return found


def upsert_into(dialect: str, table: Table) -> Any:
    """The INSERT of a database, which can say what becomes of a row that stands there already."""
    return _INSERTS[dialect](table)
