"""The table of the keys that the operator's seal was made with."""

from typing import Final

from sqlalchemy import Column, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from service.storage.negotiation_tables import metadata as metadata
from service.storage.types import Digest, UtcTime

seal_keys: Final = Table(
    "seal_keys",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", Digest, nullable=False),
    Column("name", String(200), nullable=False),
    Column("certificate", LargeBinary, nullable=False),
    Column("sealed_key", Text),
    Column("made_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime, nullable=False),
    UniqueConstraint("fingerprint"),
    comment="The highest number is in use; of earlier ones the certificate stays, and no key.",
)
