"""Cursors: where a page of a list ended, as text that a caller brings back."""

import base64
import json
from collections.abc import Sequence
from typing import Any


class CursorWrong(ValueError):
    """A cursor that no list of ours gave out."""


def written(parts: Sequence[str | int]) -> str:
    return base64.urlsafe_b64encode(json.dumps([*parts]).encode()).decode().rstrip("=")


def read(cursor: str) -> Any:
    """What was written, as far as anybody can tell; CursorWrong."""
    try:
        return json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise CursorWrong from None


def words_of(cursor: str, count: int) -> list[str]:
    """So many words, which a database may be asked for; CursorWrong."""
    words = read(cursor)
    if not isinstance(words, list) or len(words) != count:
        raise CursorWrong
    if not all(isinstance(each, str) and each.isascii() and each.isprintable() for each in words):
        raise CursorWrong
    return words
