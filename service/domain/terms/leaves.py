"""The terms as a tree: every single value with the way to it, as JSON names and writes both."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from service.domain.money import Money, Rate
from service.domain.wording import shortest

Path = tuple[str | int, ...]
"""Steps from the terms: the name of a field, the key of a table, the place (from 0) in a list."""

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
"""What JSON can say of the terms; decimals and amounts are texts, as in the canonical form."""

_SINGLE: Final = (str, int, Decimal, date, Money, Rate, frozenset)


def leaves(value: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value, or set of choices, with the path to it; what says nothing is left out."""
    if isinstance(value, _SINGLE):
        if value != frozenset():
            yield at, value
        return
    for step, inner in inside(value):
        yield from leaves(inner, (*at, step))


def inside(value: Any) -> Iterator[tuple[str | int, Any]]:
    """One step further: the fields of a group, the entries of a table or of a list."""
    if isinstance(value, tuple):
        yield from enumerate(value)
    elif isinstance(value, Mapping):
        yield from value.items()
    elif is_group(value):
        yield from ((field.name, getattr(value, field.name)) for field in fields(value))


def is_group(value: Any) -> bool:
    """Whether the value has terms of its own; an amount and a rate are single values."""
    return is_dataclass(value) and not isinstance(value, (Money, Rate))


def value_at(whole: Any, path: Path) -> Any:
    """What the path leads to; null where nothing stands there."""
    for step in path:
        whole = dict(inside(whole)).get(step)
    return whole


def pointer(path: Path) -> str:
    """The path as a JSON pointer (RFC 6901)."""
    return "".join(f"/{_key(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def plain(value: Any) -> Plain:
    """The value as the canonical JSON of the terms has it."""
    match value:
        case Decimal():
            return shortest(value)
        case Rate():
            return shortest(value.value)
        case date():
            return value.isoformat()
        case Money() | str():
            return str(value)
        case frozenset():
            return cast("list[Plain]", sorted(map(str, value)))
        case tuple():
            return [plain(each) for each in value]
        case Mapping():
            return {key: plain(inner) for key, inner in value.items()}
    if is_group(value):
        return {_key(name): plain(inner) for name, inner in inside(value)}
    return cast("Plain", value)


def _key(step: str | int) -> str:
    """`from_` is "from" in JSON, where it is no word of the language."""
    return str(step).removesuffix("_")
