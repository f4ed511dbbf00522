"""Who a request is counted for: a key, a session, or else an address."""

import hashlib

from flask import request


def caller() -> str:
    """A key is not written down anywhere, not even in memory: its digest counts."""
    given = request.headers.get("Authorization")
    if given:
        return hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()
    return request.remote_addr or "unknown"
