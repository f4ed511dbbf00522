"""Reading values that are right in one pass, without the book-keeping for those that are not."""

from collections.abc import Callable
from typing import Any

from marshmallow import fields, missing

Reader = Callable[[Any, str | None, Any], Any]
"""From what was given (or `missing`), its key and the object around it; ValidationError."""


def reader_of(field: fields.Field[Any]) -> Reader:
    """A field that holds others brings a `quick` of its own; one with validators is read by them."""
    if field.validators:
        return field.deserialize
    read: Reader = getattr(field, "quick", field._deserialize)

    def quick(value: Any, key: str | None, data: Any) -> Any:
        if value is missing or value is None:
            return field.deserialize(value, key, data)
        return read(value, key, data)

    return quick
