"""Terms as they are kept and accepted: bytes that two programs cannot read differently."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Canonical:
    """RFC 8785 bytes in UTF-8, their SHA-256 (`terms_sha256`, 64 hex digits), the same as JSON."""

    data: bytes
    sha256: str
    plain: Mapping[str, Any] = field(compare=False)
