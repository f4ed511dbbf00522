"""Ids that say what they name and nothing else: a prefix and 128 random bits."""

import base64
import secrets
from typing import Final

_BYTES: Final = 16


def new_id(prefix: str) -> str:
    """ "deal_" and 26 letters and digits; nobody can guess one or tell which came first."""
    text = base64.b32encode(secrets.token_bytes(_BYTES)).decode("ascii")
    return f"{prefix}_{text.rstrip('=').lower()}"
