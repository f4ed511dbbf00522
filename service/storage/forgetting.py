"""What is kept for a time and then dropped: nobody comes back to it any more."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, exists, func

from service.storage.tables import sessions, sign_in_links

SESSIONS_KEPT: Final = timedelta(days=90)
"""After their end: somebody who asks what was open can still be told."""

LINKS_KEPT: Final = timedelta(days=30)
"""After their end: letters about them say so."""


def forget_sessions(connection: Connection, at: datetime) -> int:
    """How many there were. The last of each person stays: it tells where they were last."""
    newer = sessions.alias("newer")
    follows = (newer.c.user_id == sessions.c.user_id) & (newer.c.seen_at > sessions.c.seen_at)
    ended = func.coalesce(sessions.c.revoked_at, sessions.c.expires_at)
    over = delete(sessions).where(ended < at - SESSIONS_KEPT, exists().where(follows))
    return connection.execute(over).rowcount


def forget_links(connection: Connection, at: datetime) -> int:
    """How many there were, used or not."""
    over = delete(sign_in_links).where(sign_in_links.c.expires_at < at - LINKS_KEPT)
    return connection.execute(over).rowcount
