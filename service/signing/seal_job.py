"""Sealing in a worker process: what comes from outside is read there, never beside other work."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from service.domain.errors import SealFailed
from service.domain.sealing import Attached, Authority, Sealed, Stamp
from service.signing.seal_keys import PrivateKey, SealKey


@dataclass(frozen=True, slots=True, kw_only=True)
class SealParts:
    """A seal key as it is handed to another process of ours; it never leaves the machine."""

    private: bytes = field(repr=False)
    certificate: bytes = field(repr=False)
    chain: tuple[bytes, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, key: SealKey) -> "SealParts":
        private = key.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return cls(private=private, certificate=key.certificate, chain=key.chain)


def sealed_by(
    parts: SealParts,
    shown: bytes,
    stamps: Sequence[Stamp],
    attached: Sequence[Attached],
    at: datetime,
    authority: Authority | None,
    reason: str,
) -> Sealed:
    """As `seal`; SealFailed, in words, where nobody may seal with this key now."""
    from service.signing.pades import seal  # slow to load
    from service.signing.proofs import SealRefused

    try:
        return seal(shown, stamps, attached, _key(parts), at=at, tsa=authority, reason=reason)
    except SealRefused as refused:
        raise SealFailed(str(refused)) from refused


def stamped_by(data: bytes, at: datetime, authority: Authority | None) -> Sealed:
    """As `upgrade`; SealFailed, in words, where there is no stamp to be had now."""
    from service.signing.proofs import SealRefused
    from service.signing.upgrades import NotUpgraded, upgrade  # slow to load

    if authority is None:
        raise SealFailed("No time stamp authority is named.")
    try:
        return upgrade(data, at=at, tsa=authority)
    except (NotUpgraded, SealRefused) as refused:
        raise SealFailed(str(refused)) from refused


@lru_cache(maxsize=2)
def _key(parts: SealParts) -> SealKey:
    """Made once in each process: that takes as long as sealing."""
    private = load_der_private_key(parts.private, None)
    assert isinstance(private, PrivateKey)  # noqa: S101 - it is one of ours
    return SealKey(key=private, certificate=parts.certificate, chain=parts.chain)
