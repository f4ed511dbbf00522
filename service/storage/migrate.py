"""Moving the database from one version of its tables to another."""

from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from service.storage.tables import metadata

_SCRIPTS: Final = Path(__file__).parent / "migrations"


def migrate(engine: Engine, to: str = "head") -> None:
    """Up to a revision; all of it or, where the database can, nothing."""
    with engine.begin() as connection:
        command.upgrade(_config(connection), to)


def go_back(engine: Engine, to: str) -> None:
    """Down to a revision, "base" for none."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), to)


@cache
def revisions() -> tuple[str, ...]:
    """Every revision, the first one first."""
    scripts = ScriptDirectory(str(_SCRIPTS))
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def is_current(connection: Connection) -> bool:
    return MigrationContext.configure(connection).get_current_revision() == revisions()[-1]


def drift(connection: Connection) -> list[object]:
    """What the tables of the program have that the database has not, or the other way round."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
