"""The tables of a negotiation: offers, personal links, comments, and the contract they lead to."""

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    false,
)

from service.domain.drawing_up import ContractStatus
from service.storage.partial import one_of, partial_index
from service.storage.tables import metadata as metadata
from service.storage.types import Digest, Id, UtcTime

offers = Table(
    "offers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("deal_id", ForeignKey("deals.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("side", String(10), nullable=False),
    Column("terms_sha256", Digest, nullable=False),
    Column("text_sha256", Digest, nullable=False),
    Column("message", String(4000)),
    Column("expires_at", UtcTime),
    Column("made_by", Id, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("deal_id", "number"),
    ForeignKeyConstraint(["org_id", "terms_sha256"], ["terms_texts.org_id", "terms_texts.sha256"]),
    comment="Written once and never changed.",
)

deal_links = Table(
    "deal_links",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    # What it opens: a deal, the license that this led to, or a license alone.
    Column("deal_id", ForeignKey("deals.id")),
    Column("license_id", ForeignKey("licenses.id")),
    Column("side", String(10), nullable=False),
    Column("email", String(254), nullable=False),
    # The same in small letters: it is one mailbox however it is written.
    Column("address", String(254), nullable=False),
    Column("name", String(200), nullable=False),
    Column("invited_by", Id, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    UniqueConstraint("deal_id", "address"),
    Index(None, "license_id"),
    comment="Who acts for a side without an account. The token is made from the id, and not here.",
)
_ALONE: Final = deal_links.c.deal_id.is_(None)
partial_index(
    "ix_deal_links_alone", _ALONE, deal_links.c.license_id, deal_links.c.address, unique=True
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("link_id", ForeignKey("deal_links.id"), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used_at", UtcTime),
    Index(None, "link_id", "created_at"),
    comment="The code is made from the id when its letter is written, and not here.",
)

link_visits = Table(
    "link_visits",
    metadata,
    Column("id", Id, primary_key=True),
    Column("link_id", ForeignKey("deal_links.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("address", String(45), nullable=False),
    Column("user_agent", String(300), nullable=False),
    Index(None, "link_id", "at"),
    comment="A page that was fetched may have been fetched by a program; a viewed one was not.",
)

comments = Table(
    "comments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("deal_id", ForeignKey("deals.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("side", String(10)),
    Column("by", Id, nullable=False),
    Column("by_name", String(200), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("clause", String(10)),
    Column("text", String(4000), nullable=False),
    Column("mentions", JSON, nullable=False),
    UniqueConstraint("deal_id", "number"),
    comment="What is not shared is our own side's alone.",
)

comment_reads = Table(
    "comment_reads",
    metadata,
    Column("deal_id", ForeignKey("deals.id"), nullable=False),
    Column("reader", Id, nullable=False),
    Column("number", Integer, nullable=False),
    PrimaryKeyConstraint("deal_id", "reader"),
    comment="Up to which comment somebody has read.",
)

labels = Table(
    "labels",
    metadata,
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("about", Id, primary_key=True),
    Column("external_id", String(200)),
    Column("metadata", JSON, nullable=False),
    comment="What a client keeps beside an offer or a comment of its own; never told to others.",
)

contracts = Table(
    "contracts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("deal_id", ForeignKey("deals.id"), nullable=False, unique=True),
    Column("offer_id", ForeignKey("offers.id"), nullable=False),
    Column("status", String(20), nullable=False),
    Column("text_sha256", Digest, nullable=False),
    Column("docx_sha256", Digest),
    Column("pdf_sha256", Digest),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("fault", String(500), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("lease_by", String(80)),
    Column("lease_until", UtcTime),
    # How far signing is; `ends_at` is the moment at which the last day to sign is over.
    Column("ink", Boolean, nullable=False, server_default=false()),
    Column("complete_by", Date),
    Column("ends_at", UtcTime),
    Column("start_confirmed", Boolean, nullable=False, server_default=false()),
    Column("sent_at", UtcTime),
    Column("formed_at", UtcTime),
    Column("executed_at", UtcTime),
    Column("alarmed_at", UtcTime),
    Column("void_reason", String(4000)),
    Column("sealed_sha256", Digest),
    Column("certificate_sha256", Digest),
    Column("seal_level", String(10)),
    Index("ix_contracts_newest", "org_id", "created_at", "id"),
)
WORK: Final = one_of(
    contracts.c.status, ContractStatus.DRAWING_UP, ContractStatus.FAILED, ContractStatus.SIGNED
)
partial_index("ix_contracts_due", WORK, contracts.c.due_at)
MAY_EXPIRE: Final = one_of(contracts.c.status, ContractStatus.SENT, ContractStatus.DECLINED)
partial_index("ix_contracts_expiring", MAY_EXPIRE, contracts.c.ends_at)
BEFORE_FORMED: Final = one_of(
    contracts.c.status, ContractStatus.READY, ContractStatus.SENT, ContractStatus.DECLINED
)
partial_index(
    "ix_contracts_waiting",
    BEFORE_FORMED,
    *(contracts.c.org_id, contracts.c.updated_at, contracts.c.id),
)
