"""The tables of deliveries and of the reports from which fees by use are worked out."""

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from service.storage.license_tables import metadata as metadata
from service.storage.partial import partial_index
from service.storage.types import Digest, Id, UtcTime

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("license_id", ForeignKey("licenses.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("delivered_on", Date, nullable=False),
    Column("manifest_sha256", Digest),
    Column("replaces", Id),
    Column("status", String(20), nullable=False),
    Column("lots", JSON, nullable=False),
    Column("lapses_at", UtcTime),
    Column("updated_at", UtcTime, nullable=False),
    UniqueConstraint("license_id", "number"),
    comment="Lots say line by line what came and what became of it. `lapses_at` is when silence accepts next.",
)
_LAPSES: Final = deliveries.c.lapses_at.is_not(None)
partial_index("ix_deliveries_lapsing", _LAPSES, deliveries.c.lapses_at)

use_reports = Table(
    "use_reports",
    metadata,
    Column("license_id", ForeignKey("licenses.id"), primary_key=True),
    Column("charge", String(100), primary_key=True),
    Column("on_day", Date, primary_key=True),
    Column("org_id", ForeignKey("organizations.id"), nullable=False),
    Column("uses", String(40), nullable=False),
    Column("base_minor", BigInteger),
    Column("base_currency", String(3)),
    Column("reported_at", UtcTime, nullable=False),
    comment="A later report for the same charge and day takes the place of the earlier one.",
)
