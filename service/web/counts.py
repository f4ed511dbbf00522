"""Counts of requests in this process's memory, for Flask-Limiter.

Its own counts start a thread at each request to forget what is over, which takes longer than many
a request; these forget when they are asked.
"""

from threading import Lock
from time import time
from typing import Any, Final

from limits.storage import Storage

_MOST: Final = 10_000
"""Callers remembered before those whose window is over are forgotten."""


class Counts(Storage):
    """Windows of a fixed length: how often, and until when (Unix seconds)."""

    STORAGE_SCHEME = ["counts"]

    def __init__(self, uri: str | None = None, **options: Any) -> None:
        super().__init__(uri, **options)
        self._lock = Lock()
        self._windows: dict[str, tuple[int, float]] = {}

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """How often in the window that is open, this time included."""
        with self._lock:
            count, end = self._open(key) or (0, time() + expiry)
            self._windows[key] = (count + amount, end)
            if len(self._windows) > _MOST:
                self._forget()
            return count + amount

    def get(self, key: str) -> int:
        return (self._open(key) or (0, 0.0))[0]

    def get_expiry(self, key: str) -> float:
        return (self._open(key) or (0, time()))[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        count = len(self._windows)
        self._windows.clear()
        return count

    def clear(self, key: str) -> None:
        self._windows.pop(key, None)

    def _open(self, key: str) -> tuple[int, float] | None:
        found = self._windows.get(key)
        return found if found is not None and found[1] > time() else None

    def _forget(self) -> None:
        now = time()
        self._windows = {k: (n, end) for k, (n, end) in self._windows.items() if end > now}
