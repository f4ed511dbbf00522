"""Fields that hold others: lists, sets, tables, and groups that may be left out."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from marshmallow import ValidationError, fields

from schemas.faults import Key
from schemas.quick import Reader, reader_of
from service.domain.terms.bounds import Items

_LONGEST_SET: Final = 1000
"""A set may name a thing twice, but nobody means to name that many."""


class Several(fields.List[Any]):
    """A list that loads into a tuple or a frozenset; a set is written in one order."""

    default_error_messages = {"invalid": "Give a list in brackets."}

    def __init__(self, inner: fields.Field[Any], made: type, items: Items, **kwargs: Any) -> None:
        super().__init__(inner, **kwargs)
        self.made = made
        self.items = items
        self.longest = max(items.most, _LONGEST_SET) if made is frozenset else items.most

    def _serialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        written = super()._serialize(value, *args, **kwargs)
        return sorted(written) if self.made is frozenset and written else written

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return self._made(super()._deserialize(self._listed(value), *args, **kwargs))

    def quick(self, value: Any, *_: Any) -> Any:
        read = self._read
        return self._made([read(each, None, None) for each in self._listed(value)])

    @cached_property
    def _read(self) -> Reader:
        return reader_of(self.inner)

    def _listed(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise self.make_error("invalid")
        if len(value) > self.longest:
            raise self._of_size(len(value))
        return value

    def _made(self, values: list[Any]) -> Any:
        found = self.made(values)
        if not self.items.least <= len(found) <= self.items.most:
            raise self._of_size(len(found))
        return found

    def _of_size(self, size: int) -> ValidationError:
        items = self.items
        return ValidationError(f"Give {items.least} to {items.most} entries, not {size}.")


class Table(fields.Field[Mapping[str, Any]]):
    """An object whose keys are the reader's own, each of them once."""

    def __init__(self, key: fields.Field[Any], value: fields.Field[Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.key = key
        self.value = value

    def _serialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return {key: self.value._serialize(inner, *args, **kwargs) for key, inner in value.items()}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise ValidationError("Give an object in braces.")
        found: dict[str, Any] = {}
        wrong = {Key(key): faults for key in value if (faults := self._add(found, key, value[key]))}
        if wrong:
            raise ValidationError(wrong)
        return MappingProxyType(found)

    def _add(self, found: dict[str, Any], key: Any, inner: Any) -> list[Any]:
        """What is wrong with this entry; it is added when nothing is."""
        loaded: list[Any] = []
        wrong: list[Any] = []
        for part, given in ((self.key, key), (self.value, inner)):
            try:
                loaded.append(part.deserialize(given))
            except ValidationError as error:
                wrong.extend(error.messages)
        if wrong:
            return wrong
        name, value = loaded
        if name in found:
            return [f"{name} is given twice: give it once."]
        found[name] = value
        return []


class Group(fields.Nested):
    """An object of terms. One that may be null and says nothing is null."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return self._or_null(super()._deserialize(value, *args, **kwargs))

    def quick(self, value: Any, *_: Any) -> Any:
        schema: Any = self.schema
        return self._or_null(schema.quick(value))

    def _or_null(self, found: Any) -> Any:
        schema: Any = self.schema
        return None if self.allow_none and found == schema.saying_nothing else found
