"""Settings from the environment; the only reader of it. All faults are named at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

DEFAULT_BASE_URL = "http://127.0.0.1:8000"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class SettingsWrong(Exception):
    """Something in the environment is missing or wrong; says which and what it should look like."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`base_url` is how people outside reach us; requests for other hosts are refused."""

    base_url: str = DEFAULT_BASE_URL

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        base_url = env.get("COUNTERPART_BASE_URL", DEFAULT_BASE_URL).rstrip("/")
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
            raise SettingsWrong(
                f"COUNTERPART_BASE_URL is {base_url!r}; it should look like https://deals.example.com"
            )
        return cls(base_url=base_url)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that a request may name: our own, and this machine's."""
        own = urlsplit(self.base_url).hostname or ""
        return (own, *(host for host in _LOOPBACK if host != own))
