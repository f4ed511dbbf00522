"""Pieces that answers of the API share: moments, links, pages, amounts."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields

from service.domain.money import Rate
from service.domain.negotiation import NOT_BINDING
from service.domain.wording import shortest

_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)


class Moment(fields.Field[datetime]):
    """RFC 3339, given in UTC and to the microsecond."""

    def _serialize(self, value: datetime | None, *_: Any, **__: Any) -> str | None:
        if value is None:
            return None
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> datetime:
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            try:
                return datetime.fromisoformat(value).astimezone(UTC)
            except (ValueError, OverflowError):
                raise ValidationError("There is no such moment in the calendar.") from None
        raise ValidationError("Give a moment with its zone, like 2027-01-31T09:30:00Z.")


class Amount(fields.Field[Any]):
    """Money as {"amount": "12.50", "currency": "USD"}."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str] | None:
        if value is None:
            return None
        return {"amount": str(value), "currency": value.currency}


class Figure(fields.Field[Any]):
    """An exact number in quotes, in its shortest spelling: a Decimal or a Rate."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        if value is None:
            return None
        return shortest(value.value if isinstance(value, Rate) else value)


class InTerms(fields.Field[str]):
    """A JSON pointer (RFC 6901) to a place in the terms, from the document that holds them."""

    def _serialize(self, value: str | None, *_: Any, **__: Any) -> str:
        return f"/terms{value}"


class OurCode(fields.Field[Any]):
    """One of the words of an enum, or of several, in answers alone."""

    def __init__(self, enum: Iterable[StrEnum], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = [str(member) for member in enum]

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        return None if value is None else str(value)


class ActionSchema(Schema):
    """A move that is open to this caller now."""

    name = fields.String(required=True)
    method = fields.String(required=True)
    href = fields.String(required=True)


class LinksSchema(Schema):
    self = fields.String(required=True)
    actions = fields.List(
        fields.Nested(ActionSchema),
        required=True,
        metadata={"description": "Just the moves that are open to this caller now"},
    )


class PaginationSchema(Schema):
    next = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Give it as `after` for what follows; null at the end"},
    )


class NotBinding(Schema):
    """What is agreed here is no contract: nobody is bound until every signer has signed."""

    binding = fields.Constant(False, required=True)
    not_binding = fields.String(required=True, dump_default=NOT_BINDING)


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
