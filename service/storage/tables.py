"""The database, table by table."""

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from service.domain.audit import FIRST
from service.domain.deal import Approval, Status
from service.domain.post import FAILED, State
from service.storage.partial import one_of, partial_index
from service.storage.types import Digest, Id, UtcTime, Word

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

organizations = Table(
    "organizations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("slug", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("last_position", BigInteger, nullable=False),
    Column("letters_detail", String(10), nullable=False, server_default="line"),
    # How many days before a duty people are reminded of it; null is as the program does.
    Column("reminder_days", JSON),
    # The end of the organization's own history: how long it is, and its last digest.
    Column("history_length", Integer, nullable=False, server_default="0"),
    Column("history_head", Digest, nullable=False, server_default=FIRST),
)

users = Table(
    "users",
    metadata,
    Column("id", Id, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("org_id", "user_id"),
    Index(None, "user_id"),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    Column("confined", Boolean, nullable=False),
    Column("invited_by", Id),
    comment="The token is the id and a keyed digest of it; neither it nor anything secret is here.",
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    Column("user_agent", String(300), nullable=False),
    Column("confined", Boolean, nullable=False),
    Column("awaits_code", Boolean, nullable=False),
    Index(None, "user_id"),
)

credentials = Table(
    "credentials",
    metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("password_hash", String(200)),
    Column("password_at", UtcTime),
    Column("sealed_secret", String(300)),
    Column("second_step_at", UtcTime),
    Column("last_step", BigInteger, nullable=False),
    comment="The secret of a second step is sealed under the secret key.",
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("hash", String(200), nullable=False),
    Column("used_at", UtcTime),
    PrimaryKeyConstraint("user_id", "number"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("key", Digest, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("last_at", UtcTime, nullable=False, index=True),
    Column("wait_until", UtcTime, nullable=False),
    comment="How often something that opens a door was tried in a row.",
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("secret_sha256", Digest, nullable=False),
    Column("name", String(200), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("created_by", Id, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    Column("revoked_at", UtcTime),
    Index(None, "org_id"),
)

terms_texts = Table(
    "terms_texts",
    metadata,
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("sha256", Digest, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("org_id", "sha256"),
    comment="RFC 8785 bytes of terms, written once and never anew.",
)

deals = Table(
    "deals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("approval", String(20), nullable=False),
    Column("released", JSON, nullable=False),
    Column("header", JSON, nullable=False),
    Column("terms_sha256", Digest, nullable=False),
    Column("offer_id", Id),
    Column("opened_by", String(10)),
    Column("audit_head", Digest, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    # What lists show, taken from the header and the terms when they are recorded.
    Column("title", String(200)),
    Column("external_id", String(200)),
    Column("family", String(64), nullable=False),
    Column("licensor_name", String(200), nullable=False),
    Column("licensee_name", String(200), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("committed_minor", BigInteger, nullable=False),
    Column("starts_on", Date),
    Column("to_release", Integer, nullable=False),
    Column("waits_for", String(10)),
    Column("expires_at", UtcTime),
    Column("about_license", String(64)),
    ForeignKeyConstraint(["org_id", "terms_sha256"], ["terms_texts.org_id", "terms_texts.sha256"]),
    Index("ix_deals_newest", "org_id", "created_at", "id"),
    Index("ix_deals_by_status", "org_id", "status", "created_at", "id"),
    Index("ix_deals_by_external_id", "org_id", "external_id", "created_at", "id"),
    Index("ix_deals_by_worth", "org_id", "status", "currency", "committed_minor", "id"),
)

ASKED: Final = one_of(deals.c.status, Status.DRAFT, Status.OFFERED, Status.COUNTERED) & (
    deals.c.approval == Approval.REQUESTED
)
BLOCKED: Final = (
    (deals.c.status == Status.DRAFT)
    & (deals.c.approval != Approval.REQUESTED)
    & (deals.c.to_release > 0)
)
for _name, _where in (("ix_deals_asked", ASKED), ("ix_deals_blocked", BLOCKED)):
    partial_index(_name, _where, deals.c.org_id, deals.c.updated_at)

_ABOUT: Final = deals.c.about_license.is_not(None)
partial_index("ix_deals_about", _ABOUT, deals.c.about_license)

_STANDS: Final = deals.c.waits_for.is_not(None)
_WAITS: Final = (deals.c.org_id, deals.c.waits_for)
partial_index("ix_deals_waiting", _STANDS, *_WAITS, deals.c.updated_at)
partial_index("ix_deals_waiting_newest", _STANDS, *_WAITS, deals.c.created_at, deals.c.id)
_ENDS: Final = deals.c.expires_at.is_not(None)
partial_index("ix_deals_lapsing", _ENDS, deals.c.expires_at)

deal_counts = Table(
    "deal_counts",
    metadata,
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("status", String(20), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("deals", BigInteger, nullable=False),
    Column("high", BigInteger, nullable=False),
    Column("low", BigInteger, nullable=False),
    PrimaryKeyConstraint("org_id", "status", "currency"),
    comment="How many deals there are, and what they commit to in two halves.",
)

deal_words = Table(
    "deal_words",
    metadata,
    Column("org_id", Id, nullable=False),
    Column("word", Word, nullable=False),
    Column("deal_id", ForeignKey("deals.id"), nullable=False),
    PrimaryKeyConstraint("org_id", "word", "deal_id"),
    Index(None, "deal_id"),
    comment="The words that a deal is found by.",
)

deal_events = Table(
    "deal_events",
    metadata,
    Column("id", Id, nullable=False, unique=True),
    Column("deal_id", ForeignKey("deals.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("type", String(40), nullable=False),
    Column("actor", Id, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("data", JSON, nullable=False),
    Column("prev", Digest, nullable=False),
    Column("hash", Digest, nullable=False),
    PrimaryKeyConstraint("deal_id", "seq"),
    UniqueConstraint("org_id", "position"),
)

org_events = Table(
    "org_events",
    metadata,
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("type", String(40), nullable=False),
    Column("actor", Id, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("about", Id),
    Column("data", JSON, nullable=False),
    Column("prev", Digest, nullable=False),
    Column("hash", Digest, nullable=False),
    PrimaryKeyConstraint("org_id", "seq"),
    Index(None, "org_id", "about"),
    comment="What people did that belongs to no deal; about people and letters, by their ids.",
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("deal_id", ForeignKey("deals.id")),
    Column("event_seq", Integer),
    Column("about", Id),
    Column("user_id", ForeignKey("users.id")),
    Column("to_email", String(254)),
    Column("to_name", String(200)),
    Column("created_at", UtcTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("possible_duplicate", Boolean, nullable=False),
    Column("reconciled", Boolean, nullable=False),
    Column("provider_id", String(200)),
    Column("fault", String(500), nullable=False),
    # What became of it at the other end, as far as the carrier's events tell.
    Column("report", String(20), nullable=False),
    Column("report_reason", String(500), nullable=False),
    # Who works on it, and until when nobody else may; `fence` counts those who ever did.
    Column("lease_by", String(80)),
    Column("lease_until", UtcTime),
    Column("fence", Integer, nullable=False),
    CheckConstraint("(user_id IS NULL) <> (to_email IS NULL)", name="one_recipient"),
    Index("ix_outbox_newest", "org_id", "created_at", "id"),
    Index(None, "deal_id"),
    Index(None, "user_id", "created_at"),
    Index("ix_outbox_about", "kind", "about"),
    comment="What must go out, written with what happened and sent by somebody else.",
)
MOVES: Final = one_of(outbox.c.state, State.PENDING, State.SENDING, State.UNKNOWN)
partial_index("ix_outbox_due", MOVES, outbox.c.due_at)
STUCK: Final = one_of(outbox.c.state, State.DEAD, State.NEEDS_REVIEW) | one_of(
    outbox.c.report, *sorted(FAILED)
)
partial_index("ix_outbox_stuck", STUCK, outbox.c.org_id, outbox.c.created_at)

outbox_attempts = Table(
    "outbox_attempts",
    metadata,
    Column("outbox_id", ForeignKey("outbox.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("outcome", String(20)),
    Column("detail", String(500), nullable=False),
    PrimaryKeyConstraint("outbox_id", "number"),
)

provider_events = Table(
    "provider_events",
    metadata,
    Column("sg_event_id", String(100), primary_key=True),
    Column("outbox_id", ForeignKey("outbox.id"), nullable=False),
    Column("attempt", Integer),
    Column("type", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("reason", String(500), nullable=False),
    Index(None, "outbox_id", "at"),
    comment="What a carrier reported of letters that it had taken.",
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("key", String(255), nullable=False),
    Column("fingerprint", Digest, nullable=False),
    Column("status", Integer),
    Column("headers", JSON),
    Column("body", LargeBinary),
    Column("created_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("org_id", "key"),
    Index(None, "created_at"),
)

form_drafts = Table(
    "form_drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("user_id", ForeignKey("users.id")),
    Column("link_id", ForeignKey("deal_links.id"), unique=True),
    Column("deal_id", ForeignKey("deals.id")),
    Column("deal_version", Integer),
    Column("copied_from", ForeignKey("deals.id")),
    Column("family", String(64), nullable=False),
    Column("fields", JSON, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    CheckConstraint("(user_id IS NULL) <> (link_id IS NULL)", name="one_owner"),
    Index(None, "org_id", "user_id", "updated_at"),
    comment="What somebody has typed and not yet turned into a deal's terms.",
)

papers = Table(
    "papers",
    metadata,
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("key", Digest, nullable=False),
    Column("sha256", Digest, nullable=False),
    Column("size", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("org_id", "key"),
    comment="Papers that are kept: `key` is the digest of what they were made from.",
)
