"""The clock that leases run by: the database's, so that no worker's wrong clock frees another's work."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, func, select

_MOMENT: Final = "%Y-%m-%d %H:%M:%f"


def database_now(connection: Connection) -> datetime:
    """The moment itself, whenever the transaction began; in UTC."""
    if connection.dialect.name != "sqlite":
        moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return moment.astimezone(UTC)
    text = connection.execute(select(func.strftime(_MOMENT, "now"))).scalar_one()
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
