"""The tables of signing: signers, their visits and codes, who hands over, signed copies, seal keys."""

from typing import Final

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from service.storage.negotiation_tables import metadata as metadata
from service.storage.partial import partial_index
from service.storage.types import Digest, Id, UtcTime

signers = Table(
    "signers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("deal_id", ForeignKey("deals.id"), nullable=False),
    Column("contract_id", ForeignKey("contracts.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("block", String(20), nullable=False),
    Column("role", String(10), nullable=False),
    Column("party", String(200), nullable=False),
    Column("side", String(10), nullable=False),
    Column("name", String(200), nullable=False),
    Column("title", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("sent_at", UtcTime),
    Column("opened_at", UtcTime),
    Column("signed_at", UtcTime),
    Column("declined_at", UtcTime),
    Column("decline_reason", String(4000)),
    Column("reminded_at", UtcTime),
    Column("remind_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("took_over_from", Id),
    UniqueConstraint("contract_id", "number"),
    Index(None, "deal_id"),
    comment="Who signs. The token of the link is made from the id, and not here.",
)
_REMINDED: Final = signers.c.remind_at.is_not(None)
partial_index("ix_signers_reminded", _REMINDED, signers.c.remind_at)

signer_visits = Table(
    "signer_visits",
    metadata,
    Column("id", Id, primary_key=True),
    Column("signer_id", ForeignKey("signers.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("address", String(45), nullable=False),
    Column("user_agent", String(300), nullable=False),
    Index(None, "signer_id", "at"),
    comment="A page that was fetched may have been fetched by a program; a viewed one was not.",
)

signing_codes = Table(
    "signing_codes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("signer_id", ForeignKey("signers.id"), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used_at", UtcTime),
    Index(None, "signer_id", "created_at"),
    comment="The code is made from the id when its letter is written, and not here.",
)

reassignments = Table(
    "reassignments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("contract_id", ForeignKey("contracts.id"), nullable=False),
    Column("signer_id", ForeignKey("signers.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("title", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    Column("notice_email", String(254), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("state", String(12), nullable=False),
    UniqueConstraint("contract_id", "number"),
    comment="Who is to sign instead of whom; the party's notice address answers by a link.",
)

executed_copies = Table(
    "executed_copies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("contract_id", ForeignKey("contracts.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("sha256", Digest, nullable=False),
    Column("signed_on", Date, nullable=False),
    Column("side", String(10)),
    Column("at", UtcTime, nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", String(4000)),
    UniqueConstraint("contract_id", "number"),
    comment="Files of what was signed elsewhere.",
)
