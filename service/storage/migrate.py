"""Moving the database from one version of its tables to another.

Alembic is loaded where it is used: a web process, which never moves anything, does without it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from service.storage.calendar_tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS: Final = Path(__file__).parent / "migrations"


def migrate(engine: Engine, to: str = "head") -> None:
    """Up to a revision; all of it or, where the database can, nothing."""
    from alembic import command

    with _moving(engine) as connection:
        command.upgrade(_config(connection), to)


def go_back(engine: Engine, to: str) -> None:
    """Down to a revision, "base" for none."""
    from alembic import command

    with _moving(engine) as connection:
        command.downgrade(_config(connection), to)


@contextmanager
def _moving(engine: Engine) -> Iterator[Connection]:
    """SQLite makes a table anew to change it, and would not drop one that others refer to.

    So it looks at references when all is done; the setting is heard outside a transaction alone.
    IntegrityError, and nothing is moved, if a row then refers to none.
    """
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                _check_references(connection)
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise IntegrityError(f"A row of {lost[0]} refers to nothing", None, ValueError(lost))


@cache
def revisions() -> tuple[str, ...]:
    """Every revision, the first one first."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(_SCRIPTS))
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def is_current(connection: Connection) -> bool:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision() == revisions()[-1]


def drift(connection: Connection) -> list[object]:
    """What the tables of the program have that the database has not, or the other way round."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
