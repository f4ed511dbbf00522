"""JSON as it arrives: one reader that refuses everything two programs could read differently."""

import json
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Any, Final, NoReturn

from schemas.faults import step
from service.domain.errors import Fault, TermsRefused
from service.domain.text import invisible

LARGEST_BYTES: Final = 10 * 1024 * 1024
DEEPEST: Final = 32
LONGEST_NUMBER: Final = 32
MOST_KEYS: Final = 1000
LONGEST_KEY: Final = 200
_MOST_FAULTS: Final = 100
_TOO_DEEP: Final = f"Nest at most {DEEPEST} levels deep."


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """Stands in the document where something was written that has no one meaning."""

    message: str


_LOOKED_INTO: Final = (dict, list, _Unreadable)


def parse_json(data: bytes) -> Any:
    """The document, or TermsRefused with what makes it unreadable, up to 100 faults at once.

    Refused: more than 10 MB, anything but UTF-8 (with or without a byte order mark), NaN and
    Infinity under any name, a key given twice, numbers of more than 32 characters, nesting deeper
    than 32, more than 1,000 keys in one object, and keys that are long or hide a character.
    """
    document = _parsed(_decoded(data))
    found: list[Fault] = []
    if isinstance(document, _LOOKED_INTO):
        _look(document, "", DEEPEST, found)
    if found:
        raise TermsRefused(found[:_MOST_FAULTS])
    return document


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST_BYTES:
        _refuse(f"Give at most 10 MB, not {len(data):,} bytes.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(f"Give UTF-8: byte {error.start + 1} cannot be read.")
    if not text.strip(" \t\r\n"):
        _refuse("Give a document: this one is empty.")
    return text


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text,
            parse_constant=_no_constant,
            parse_int=_short_int,
            parse_float=_finite_float,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        _refuse(f"Give JSON: line {error.lineno}, column {error.colno} is not ({error.msg}).")
    except RecursionError:
        _refuse(_TOO_DEEP)


def _refuse(message: str) -> NoReturn:
    raise TermsRefused([Fault("", message)])


def _no_constant(name: str) -> _Unreadable:
    return _Unreadable(f'{name} is no number: give one in quotes, like "12.50", or null.')


def _short_int(digits: str) -> int | _Unreadable:
    return int(digits) if len(digits) <= LONGEST_NUMBER else _too_long(digits)


def _finite_float(digits: str) -> float | _Unreadable:
    if len(digits) > LONGEST_NUMBER:
        return _too_long(digits)
    number = float(digits)
    return number if isfinite(number) else _no_constant(digits)


def _too_long(digits: str) -> _Unreadable:
    return _Unreadable(
        f"The number {digits[:12]}... has {len(digits)} characters: give at most {LONGEST_NUMBER}."
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Unreadable:
    if len(pairs) > MOST_KEYS:
        return _Unreadable(f"Give at most {MOST_KEYS:,} keys in one object, not {len(pairs):,}.")
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = (
            _Unreadable("This key is given twice: give it once.") if key in found else value
        )
    return found


def _look(value: Any, pointer: str, levels: int, found: list[Fault]) -> None:
    """Adds what cannot be read below `pointer`, where `levels` more levels are allowed."""
    if len(found) >= _MOST_FAULTS:
        return
    if isinstance(value, _Unreadable):
        found.append(Fault(pointer, value.message))
    elif not levels:
        found.append(Fault(pointer, _TOO_DEEP))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if (wrong := _wrong_key(key)) is not None:
                found.append(Fault(pointer, wrong))
            elif isinstance(inner, _LOOKED_INTO):
                _look(inner, step(pointer, key), levels - 1, found)
    else:
        for index, inner in enumerate(value):
            if isinstance(inner, _LOOKED_INTO):
                _look(inner, f"{pointer}/{index}", levels - 1, found)


@lru_cache(maxsize=4096)
def _wrong_key(key: str) -> str | None:
    if len(key) > LONGEST_KEY:
        return f"The key {json.dumps(key[:20])}... is long: give at most {LONGEST_KEY} characters."
    if (hidden := invisible(key, lines=False)) is not None:
        return f"Take the invisible character {hidden} out of the key {json.dumps(key)}."
    return None
