"""The tables of licenses in force: periods, notices, key dates, reminders, and their history."""

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from service.storage.partial import partial_index
from service.storage.seal_key_tables import metadata as metadata
from service.storage.types import Digest, Id, UtcTime

licenses = Table(
    "licenses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("deal_id", ForeignKey("deals.id"), unique=True),
    Column("contract_id", ForeignKey("contracts.id")),
    Column("document_sha256", Digest),
    Column("title", String(200)),
    Column("external_id", String(200)),
    Column("metadata", JSON, nullable=False),
    Column("our_side", String(20), nullable=False),
    Column("made_by", Id, nullable=False),
    Column("terms_sha256", Digest, nullable=False),
    Column("licensor_name", String(200), nullable=False),
    Column("licensee_name", String(200), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("committed_minor", BigInteger, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("renewed", Integer, nullable=False),
    Column("last_day", Date),
    Column("ends_on", Date),
    Column("zone", String(64), nullable=False),
    Column("state", JSON, nullable=False),
    Column("reminded_until", UtcTime, nullable=False),
    Column("next_at", UtcTime),
    Column("audit_head", Digest, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Index("ix_licenses_by_status", "org_id", "status", "created_at", "id"),
    Index("ix_licenses_external_id", "org_id", "external_id", "created_at", "id"),
    Index("ix_licenses_newest", "org_id", "created_at", "id"),
    comment="`next_at` is when something is due next by itself; null when nothing is.",
)
_DUE: Final = licenses.c.next_at.is_not(None)
partial_index("ix_licenses_due", _DUE, licenses.c.next_at)

license_periods = Table(
    "license_periods",
    metadata,
    Column("license_id", ForeignKey("licenses.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),
    Column("cause", String(20), nullable=False),
    Column("rises", JSON),
    PrimaryKeyConstraint("license_id", "n"),
    comment="Each is counted from the first day of the license, never from the one before.",
)

license_notices = Table(
    "license_notices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("license_id", ForeignKey("licenses.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("side", String(10), nullable=False),
    Column("method", String(10), nullable=False),
    Column("sent_on", Date, nullable=False),
    Column("counts_on", Date, nullable=False),
    Column("grounds", Text, nullable=False),
    Column("by", Id, nullable=False),
    Column("effective_on", Date),
    Column("ground", String(30)),
    Column("about", Id),
    Column("n", Integer),
    Column("tracking", String(200)),
    Column("evidence_sha256", Digest),
    Column("state", String(20), nullable=False),
    Column("settled_on", Date),
    Column("detail", Text),
    Column("cure_ends_on", Date),
    Column("paused_on", Date),
    Column("cured_on", Date),
    Column("recorded", Boolean, nullable=False),
    Column("returned_letter", Id),
    UniqueConstraint("license_id", "number"),
    comment="`returned_letter` carried it, did not arrive, and nobody has acted on that yet.",
)
_RETURNED: Final = license_notices.c.returned_letter.is_not(None)
partial_index("ix_license_notices_returned", _RETURNED, license_notices.c.returned_letter)

key_dates = Table(
    "key_dates",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("license_id", ForeignKey("licenses.id"), nullable=False),
    Column("key", String(100), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("n", Integer, nullable=False),
    Column("side", String(10)),
    Column("method", String(10)),
    Column("on", Date, nullable=False),
    Column("rule", Text, nullable=False),
    Column("duty", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("settled_on", Date),
    Column("settled_by", Id),
    Column("note", Text),
    Column("file_sha256", Digest),
    Column("whose", String(10), nullable=False, server_default="both"),
    UniqueConstraint("license_id", "key"),
    Index("ix_key_dates_calendar", "org_id", "on", "kind", "whose", "state", "id"),
    comment="Worked out anew with every event; what was settled stays as it was settled.",
)

date_counts = Table(
    "date_counts",
    metadata,
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("on", Date, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("whose", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("duty", Boolean, nullable=False),
    Column("dates", BigInteger, nullable=False),
    PrimaryKeyConstraint("org_id", "on", "kind", "whose", "state", "duty"),
    comment="How many key dates of each sort stand on a day.",
)

license_counts = Table(
    "license_counts",
    metadata,
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("status", String(20), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("edge", String(10), nullable=False),
    Column("month", Date, nullable=False),
    Column("licenses", BigInteger, nullable=False),
    Column("high", BigInteger, nullable=False),
    Column("low", BigInteger, nullable=False),
    PrimaryKeyConstraint("org_id", "status", "currency", "edge", "month"),
    comment="How many licenses start in a month, how many end in it, and what they commit to.",
)

license_events = Table(
    "license_events",
    metadata,
    Column("id", Id, nullable=False, unique=True),
    Column("license_id", ForeignKey("licenses.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("type", String(40), nullable=False),
    Column("actor", Id, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("data", JSON, nullable=False),
    Column("prev", Digest, nullable=False),
    Column("hash", Digest, nullable=False),
    PrimaryKeyConstraint("license_id", "seq"),
    UniqueConstraint("org_id", "position"),
    comment="Positions are shared with deal_events, so that both stand in one order.",
)

license_reminders = Table(
    "license_reminders",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("license_id", ForeignKey("licenses.id"), nullable=False),
    Column("key", String(100), nullable=False),
    Column("on", Date, nullable=False),
    Column("days_before", Integer, nullable=False),
    Column("recipient", Id, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("fate", String(10), nullable=False),
    Column("raised_at", UtcTime, nullable=False),
    UniqueConstraint(
        "license_id", "key", "on", "days_before", "recipient", name="uq_license_reminders_once"
    ),
    comment="One row is one reminder, however many schedulers run.",
)
