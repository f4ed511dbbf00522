"""A marshmallow schema from a frozen dataclass: its types, bounds and defaults stand there once."""

import dataclasses
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from functools import cache, cached_property
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from marshmallow import RAISE, Schema, ValidationError, fields, missing, post_load

from schemas.faults import Key
from schemas.fields import (
    CODE_TEXT,
    Choice,
    CodeField,
    Day,
    ExactDecimal,
    MoneyField,
    RateField,
    SafeText,
    Switch,
    WholeNumber,
)
from schemas.quick import Reader, reader_of
from schemas.several import Group, Several, Table
from service.domain.money import Money, Rate
from service.domain.terms.bounds import Between, Code, Items, Places, Text

_MOST_HINTS: Final = 20
_MISSING: Final = "This is needed."
_NULL: Final = "Give a value; it cannot be null."


class ValueSchema(Schema):
    """Loads into `made_from`; refuses unknown keys by name, with the nearest known one.

    `beside` are keys that stand in the same object and are read elsewhere.
    """

    made_from: type
    beside: tuple[str, ...] = ()

    class Meta:
        unknown = RAISE

    error_messages = {"type": "Give an object in braces.", "unknown": "There is no such key."}

    @cached_property
    def saying_nothing(self) -> Any:
        """The value without any term of its own, or None if it needs one."""
        needs = any(field.required for field in self.fields.values())
        return None if needs else self.made_from()

    def load(self, data: Any, **options: Any) -> Any:
        """Where something is wrong, marshmallow reads it all anew and collects every fault."""
        try:
            return self.quick(data)
        except ValidationError:
            return super().load(data, **options)

    def quick(self, data: Any) -> Any:
        """The value of what is right, in a third of the time; ValidationError, of any words."""
        if not isinstance(data, Mapping) or not data.keys() <= self._readers.keys():
            raise ValidationError(self.error_messages["unknown"])
        found = {
            name: value
            for key, (name, read) in self._readers.items()
            if (value := read(data.get(key, missing), key, data)) is not missing
        }
        return self.made_from(**found)

    def dump(self, obj: Any, *, many: bool | None = None) -> dict[str, Any]:
        """Of one value, which has every attribute: all that marshmallow would look for here."""
        return {key: write(getattr(obj, name), name, obj) for key, name, write in self._writers}

    @cached_property
    def _readers(self) -> dict[str, tuple[str, Reader]]:
        return {str(f.data_key or n): (n, reader_of(f)) for n, f in self.load_fields.items()}

    @cached_property
    def _writers(self) -> list[tuple[str, str, Callable[..., Any]]]:
        return [(str(f.data_key or n), n, f._serialize) for n, f in self.dump_fields.items()]

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Any:
        return self.made_from(**data)

    def handle_error(self, error: ValidationError, data: Any, **_: Any) -> None:
        """Faults in the order of the document; behind them, what is missing."""
        if isinstance(data, Mapping) and isinstance(error.messages, dict):
            error.messages = self._as_read(error.messages, data)

    def _as_read(self, found: dict[Any, Any], data: Mapping[Any, Any]) -> dict[Any, Any]:
        known = [field.data_key or name for name, field in self.fields.items()]
        unknown = [key for key in data if key in found and key not in known]
        hinted = {
            key: [f"{found[key][0]}{_meant(str(key), (*known, *self.beside))}"]
            for key in unknown[:_MOST_HINTS]
        }
        given = {Key(key): hinted.get(key, found[key]) for key in data if key in found}
        return given | {key: found[key] for key in found if key not in data}


def _meant(key: str, known: Iterable[str]) -> str:
    near = get_close_matches(key, known, n=1)
    return f' Did you mean "{near[0]}"?' if near else ""


@cache
def schema_of(made_from: type) -> type[ValueSchema]:
    """The schema of a frozen dataclass; a trailing underscore of a name (`from_`) is dropped."""
    hints = get_type_hints(made_from, include_extras=True)
    declared = {
        field.name: _field(hints[field.name], field) for field in dataclasses.fields(made_from)
    }
    name = f"{made_from.__name__}Schema"
    return type(name, (ValueSchema,), {**declared, "made_from": made_from})


def _field(hint: Any, field: "dataclasses.Field[Any]") -> fields.Field[Any]:
    options: dict[str, Any] = {"data_key": field.name.removesuffix("_")}
    if field.default is not dataclasses.MISSING:
        options["load_default"] = field.default
    elif field.default_factory is not dataclasses.MISSING:
        options["load_default"] = field.default_factory
    else:
        options["required"] = True
    return _typed(hint, **options)


def _typed(hint: Any, **options: Any) -> fields.Field[Any]:
    """The field for a type such as `int`, `Annotated[str, Text(9)] | None` or `tuple[X, ...]`."""
    options.setdefault("error_messages", {"required": _MISSING, "null": _NULL})
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (arg for arg in get_args(hint) if arg is not types.NoneType)
        return _typed(inner, **options, allow_none=True)
    bounds: tuple[Any, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        bounds = tuple(rest)
    return _plain(hint, bounds, options)


def _plain(hint: Any, bounds: tuple[Any, ...], options: dict[str, Any]) -> fields.Field[Any]:
    match get_origin(hint) or hint:
        case t if t is tuple:
            return _sequence(tuple, hint, bounds, options)
        case t if t is frozenset:
            return _sequence(frozenset, hint, bounds, options)
        case t if t is Mapping:
            key, value = (_typed(arg) for arg in get_args(hint))
            return Table(key, value, **options)
        case t if isinstance(t, type) and dataclasses.is_dataclass(t) and t not in (Money, Rate):
            return Group(schema_of(t), **options)
        case t if isinstance(t, type) and issubclass(t, Enum):
            return Choice(t, **options)
        case t:
            return _scalar(t, bounds, options)


def _scalar(kind: Any, bounds: tuple[Any, ...], options: dict[str, Any]) -> fields.Field[Any]:
    between = _one(Between, bounds)
    places = _one(Places, bounds)
    if kind is str:
        code = _one(Code, bounds)
        text = _one(Text, bounds) or CODE_TEXT
        return CodeField(code, text, **options) if code else SafeText(text, **options)
    if kind is Decimal:
        return ExactDecimal(between, places.most if places else 0, **options)
    made: Mapping[Any, Any] = {
        bool: lambda: Switch(**options),
        int: lambda: WholeNumber(between, **options),
        Money: lambda: MoneyField(between, **options),
        Rate: lambda: RateField(between, **options),
        date: lambda: Day(**options),
    }
    return made[kind]()  # type: ignore[no-any-return]


def _one(kind: type, bounds: tuple[Any, ...]) -> Any:
    return next((bound for bound in bounds if isinstance(bound, kind)), None)


def _sequence(
    made: type, hint: Any, bounds: tuple[Any, ...], options: dict[str, Any]
) -> fields.Field[Any]:
    return Several(_typed(get_args(hint)[0]), made, _one(Items, bounds), **options)
