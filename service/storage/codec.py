"""Domain values as JSON in the database, and back. Separate from `schemas`, so that the doors can
change while old deals still read.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from service.domain.money import Money, Rate

Read = Callable[[Any, str], Any]
"""From a JSON value and the currency that amounts beside it are in, to a domain value."""

_T = TypeVar("_T")


def encode(value: Any) -> Any:
    """Sets in order, mappings and dataclasses as objects; only what a header or an event holds."""
    if isinstance(value, Money):
        return {"amount": str(value), "currency": value.currency}
    if is_dataclass(value) and not isinstance(value, type):
        return {_key(f.name): encode(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): encode(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(encode, value))
    if isinstance(value, tuple):
        return [*map(encode, value)]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, Enum) else value


def decode(kind: type[_T], plain: Any, currency: str = "") -> _T:
    """A value of `kind`. An amount is in the currency beside it, else in `currency`."""
    hint: Any = kind
    found: _T = _reader(hint)(plain, currency)
    return found


def _key(name: str) -> str:
    """A name that Python keeps for itself has a line behind it that JSON does not."""
    return name.removesuffix("_")


@cache
def _reader(hint: Any) -> Read:
    if get_origin(hint) is Annotated:
        return _reader(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        (some,) = (arg for arg in get_args(hint) if arg is not types.NoneType)
        return _or_null(_reader(some))
    made = get_origin(hint)
    if made in (tuple, frozenset):
        return _several(made, _reader(get_args(hint)[0]))
    if made is Mapping:
        return _mapping(_reader(get_args(hint)[1]))
    if is_dataclass(hint) and hint not in (Money, Rate):
        return _object(hint)
    return _plain(hint)


def _or_null(read: Read) -> Read:
    return lambda plain, currency: None if plain is None else read(plain, currency)


def _several(made: Callable[[Any], Any], read: Read) -> Read:
    return lambda plain, currency: made(read(each, currency) for each in plain)


def _mapping(read: Read) -> Read:
    return lambda plain, currency: MappingProxyType(
        {key: read(inner, currency) for key, inner in plain.items()}
    )


def _object(kind: Any) -> Read:
    hints = get_type_hints(kind, include_extras=True)
    parts = [(f.name, _key(f.name), _reader(hints[f.name])) for f in fields(kind)]
    money = {name for name, hint in hints.items() if Money in (hint, *_inside(hint))}

    def read(plain: Any, currency: str) -> Any:
        own = plain.get("currency") or currency
        return kind(
            **{
                name: part(plain[key], own if name in money else currency)
                for name, key, part in parts
                if key in plain
            }
        )

    return read


def _inside(hint: Any) -> tuple[Any, ...]:
    """The types that an optional or bounded one is made of."""
    return tuple(inner for arg in get_args(hint) for inner in (arg, *_inside(arg)))


def _money(plain: Any, currency: str) -> Money:
    """Terms write an amount alone; events write its currency with it."""
    if isinstance(plain, Mapping):
        return Money.of(Decimal(plain["amount"]), plain["currency"])
    return Money.of(Decimal(plain), currency)


def _plain(kind: Any) -> Read:
    if kind is Money:
        return _money
    if kind is Rate:
        return lambda plain, _: Rate(Decimal(plain))
    if kind is date:
        return lambda plain, _: date.fromisoformat(plain)
    if kind is Decimal or issubclass(kind, Enum):
        return lambda plain, _: kind(plain)
    return lambda plain, _: plain
