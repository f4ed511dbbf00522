"""What marshmallow found, as faults with JSON pointers (RFC 6901)."""

from collections.abc import Iterator
from typing import Any

from service.domain.errors import Fault


class Key(str):
    """A key as it was given, even one that marshmallow gives a meaning of its own."""

    __slots__ = ()


def faults_of(messages: Any, pointer: str = "") -> Iterator[Fault]:
    """One fault for each message in marshmallow's nested answer."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from faults_of(inner, _place(pointer, key))
    else:
        yield from (Fault(pointer, message) for message in messages)


def step(pointer: str, key: str) -> str:
    """The pointer to what stands under `key` there."""
    return f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"


def _place(pointer: str, key: Any) -> str:
    itself = key == "_schema" and not isinstance(key, Key)
    return pointer if itself else step(pointer, str(key))
