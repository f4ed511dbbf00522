"""Pieces that answers of the API share: moments, links, pages, amounts."""

from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields


class Moment(fields.Field[datetime]):
    """RFC 3339 in UTC, to the microsecond."""

    def _serialize(self, value: datetime | None, *_: Any, **__: Any) -> str | None:
        if value is None:
            return None
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise ValidationError("Give a moment, like 2027-01-31T09:30:00Z.") from None
        if moment.tzinfo is None:
            raise ValidationError("Give the moment with its zone, like 2027-01-31T09:30:00Z.")
        return moment.astimezone(UTC)


class Amount(fields.Field[Any]):
    """Money as {"amount": "12.50", "currency": "USD"}."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str] | None:
        if value is None:
            return None
        return {"amount": str(value), "currency": value.currency}


class ActionSchema(Schema):
    """A move that is open to this caller now."""

    name = fields.String(required=True)
    method = fields.String(required=True)
    href = fields.String(required=True)


class PaginationSchema(Schema):
    next = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Give it as `after` for what follows; null at the end"},
    )


def listed(each: type[Schema]) -> type[Schema]:
    """The schema of one page of a list."""
    name = f"{each.__name__.removesuffix('Schema')}ListSchema"
    return type(
        name,
        (Schema,),
        {
            "data": fields.List(fields.Nested(each), required=True),
            "pagination": fields.Nested(PaginationSchema, required=True),
        },
    )
