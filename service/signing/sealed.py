"""Secrets that rest in the database, sealed under the secret key of this installation."""

import base64
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

SECOND_STEP: Final = "second-step"


def sealed(key: bytes, purpose: str, secret: str) -> str:
    """Opens only with the same key, for the same purpose."""
    return _fernet(key, purpose).encrypt(secret.encode()).decode()


def opened(key: bytes, purpose: str, text: str) -> str:
    """cryptography.fernet.InvalidToken if the key or the purpose is another, or it was altered."""
    return _fernet(key, purpose).decrypt(text.encode()).decode()


def _fernet(key: bytes, purpose: str) -> "Fernet":
    # Most web processes never open anything, and do without four megabytes.
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), 32, salt=None, info=f"counterpart\0{purpose}".encode()).derive(key)
    return Fernet(base64.urlsafe_b64encode(derived))
