"""What is due, of all organizations, found by index."""

from datetime import datetime

from sqlalchemy import Connection, select

from service.storage.tables import deals


def lapsing(connection: Connection, at: datetime, limit: int) -> list[tuple[str, str]]:
    """Organization and deal of offers whose time is over, the longest over first."""
    rows = connection.execute(
        select(deals.c.org_id, deals.c.id)
        .where(deals.c.expires_at.is_not(None), deals.c.expires_at <= at)
        .order_by(deals.c.expires_at)
        .limit(limit)
    )
    return [(row.org_id, row.id) for row in rows]
