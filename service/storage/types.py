"""Column types that both databases keep exactly."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC, to the microsecond. SQLite keeps no zone, so we give it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a zone cannot be kept.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


Id = String(40)
"""An opaque id with a prefix, such as deal_...; see service/storage/ids.py."""

Digest = String(64)
"""SHA-256 in hex."""

Word = String(40).with_variant(String(40, collation="C"), "postgresql")
"""In the order of its code points, so that words which begin alike stand together."""
