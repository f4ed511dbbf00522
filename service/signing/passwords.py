"""What people type to come in: passwords and recovery codes, kept as Argon2 hashes alone."""

import secrets
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

CODES: Final = 10
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another."""

_hasher: Final = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hashed(typed: str) -> str:
    return _hasher.hash(_same(typed))


def fits(hash: str | None, typed: str) -> bool:
    """As long for nobody's password (null) as for somebody's, so that nobody learns who has one."""
    try:
        _hasher.verify(hash or _nobodys(), _same(typed))
    except (VerificationError, InvalidHashError):
        return False
    return hash is not None


def new_codes() -> tuple[str, ...]:
    """Each begins with its number, so that one hash is tried and not all: "3-h7kqp-2mxw9"."""
    return tuple(f"{number}-{_word()}-{_word()}" for number in range(CODES))


def number_of(code: str) -> int | None:
    """Which of somebody's recovery codes it would be; null for what is none."""
    first = code.strip().partition("-")[0]
    return int(first) if len(first) == 1 and first.isascii() and first.isdigit() else None


def _word() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(5))


def _same(typed: str) -> str:
    """However a keyboard composes its letters."""
    return unicodedata.normalize("NFC", typed)


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))
