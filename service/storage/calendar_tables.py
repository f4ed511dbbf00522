"""The tables of what members chose to be kept informed by: calendar feeds and Monday letters."""

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, String, Table, UniqueConstraint

from service.storage.delivery_tables import metadata as metadata
from service.storage.partial import partial_index
from service.storage.types import Id, UtcTime

calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("read_at", UtcTime),
    Column("revoked_at", UtcTime),
    comment="The token is the id and a keyed digest of it; neither it nor anything secret is here.",
)
_LIVE: Final = calendar_feeds.c.revoked_at.is_(None)
partial_index(
    "uq_calendar_feeds_live", _LIVE, calendar_feeds.c.org_id, calendar_feeds.c.user_id, unique=True
)

monday_choices = Table(
    "monday_choices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("next_at", UtcTime, nullable=False, index=True),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("org_id", "user_id"),
    comment="Who wants a letter each Monday; whoever turns it off has no row.",
)

monday_letters = Table(
    "monday_letters",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("week", Date, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("fate", String(10), nullable=False),
    Column("raised_at", UtcTime, nullable=False),
    UniqueConstraint("org_id", "user_id", "week", name="uq_monday_letters_once"),
    comment="One row is one Monday of one reader, however many schedulers run.",
)
