"""What is kept for a time and then dropped: nobody comes back to it any more."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, exists, func, select

from service.domain.party import Visit
from service.storage.calendar_tables import calendar_feeds, monday_letters
from service.storage.negotiation_tables import deal_links, link_codes, link_visits
from service.storage.tables import form_drafts, sessions, sign_in_links

SESSIONS_KEPT: Final = timedelta(days=90)
"""After their end: somebody who asks what was open can still be told."""

LINKS_KEPT: Final = timedelta(days=30)
"""After their end: letters about them say so."""

VISITS_KEPT: Final = timedelta(days=366)
"""As long as a personal link to a deal opens."""


MONDAYS_KEPT: Final = timedelta(days=90)
"""Long after anybody could write the same letter again."""


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


def forget_visits(connection: Connection, at: datetime) -> int:
    """How many there were. The last time that somebody looked by each link stays."""
    newer = link_visits.alias("newer")
    follows = (
        (newer.c.link_id == link_visits.c.link_id)
        & (newer.c.kind == Visit.VIEWED)
        & (newer.c.at > link_visits.c.at)
    )
    gone = (link_visits.c.kind == Visit.FETCHED) | exists().where(follows)
    over = delete(link_visits).where(link_visits.c.at < at - VISITS_KEPT, gone)
    return connection.execute(over).rowcount


def forget_codes(connection: Connection, at: datetime) -> int:
    """How many there were for notices, used or not: that one was right stands in the history."""
    over = delete(link_codes).where(link_codes.c.expires_at < at - LINKS_KEPT)
    return connection.execute(over).rowcount


def forget_forms(connection: Connection, at: datetime) -> int:
    """How many there were of links that open nothing any more: nobody can read them."""
    ended = func.coalesce(deal_links.c.revoked_at, deal_links.c.expires_at)
    closed = select(deal_links.c.id).where(ended < at - LINKS_KEPT)
    return connection.execute(delete(form_drafts).where(form_drafts.c.link_id.in_(closed))).rowcount


def forget_feeds(connection: Connection, at: datetime) -> int:
    """How many there were whose address opens nothing any more."""
    over = delete(calendar_feeds).where(calendar_feeds.c.revoked_at < at - LINKS_KEPT)
    return connection.execute(over).rowcount


def forget_mondays(connection: Connection, at: datetime) -> int:
    """How many weeks of readers there were."""
    over = delete(monday_letters).where(monday_letters.c.raised_at < at - MONDAYS_KEPT)
    return connection.execute(over).rowcount
