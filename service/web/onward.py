"""Where somebody wanted to go before signing in: kept by the browser until they are in."""

from typing import Final
from urllib.parse import unquote, urlsplit

from flask import request, session

_WANTED: Final = "wanted"
_LONGEST: Final = 2000


def remember() -> None:
    """What `next` asks for, where it is a page of ours; anything else changes nothing."""
    wanted = request.args.get("next", "")
    if is_ours(wanted):
        session[_WANTED] = wanted


def wanted(otherwise: str) -> str:
    """Asked for once, then forgotten. Looked at again, since a cookie may be old."""
    found = session.pop(_WANTED, "")
    return found if is_ours(found) else otherwise


def is_ours(address: str) -> bool:
    """Whether every browser takes the address for a path of this site, also when it is decoded.

    Browsers read \\ as /, drop tabs and line breaks, and take // for another site.
    """
    return len(address) <= _LONGEST and _is_path(address) and _is_path(unquote(address))


def _is_path(address: str) -> bool:
    if not address.startswith("/") or address.startswith("//"):
        return False
    if "\\" in address or not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
