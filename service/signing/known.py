"""Whose seals are known here: certificates, read from PEM, and whether they vouch for a key."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding

PUBLISHED: Final = Path("var/seal.pem")
"""Where an installation publishes the certificates of its seal keys, one after another."""

_LONGEST_CHAIN: Final = 4
_MOST: Final = 20


def certificates_in(pem: bytes) -> tuple[bytes, ...]:
    """In DER; ValueError where there is none."""
    found = x509.load_pem_x509_certificates(pem)
    return tuple(each.public_bytes(Encoding.DER) for each in found)


def published(path: Path = PUBLISHED) -> tuple[bytes, ...]:
    """None where nothing is published yet."""
    return certificates_in(path.read_bytes()) if path.exists() else ()


def vouched(signer: bytes, enclosed: Sequence[bytes], known: Sequence[bytes]) -> bool:
    """Whether the certificate is one of those known, or certified by one, over at most four others.

    `enclosed` are certificates that came with the seal: they vouch for nothing by themselves.
    """
    chain = [signer]
    while chain[-1] not in known and len(chain) <= _LONGEST_CHAIN:
        issuer = _issuer(chain[-1], [*known, *enclosed[:_MOST]])
        if issuer is None or issuer in chain:
            return False
        chain.append(issuer)
    return chain[-1] in known


def was_valid(certificate: bytes, at: datetime) -> bool:
    found = x509.load_der_x509_certificate(certificate)
    return found.not_valid_before_utc <= at <= found.not_valid_after_utc


def _issuer(certificate: bytes, others: Iterable[bytes]) -> bytes | None:
    child = x509.load_der_x509_certificate(certificate)
    return next((other for other in others if other != certificate and _issued(child, other)), None)


def _issued(child: x509.Certificate, other: bytes) -> bool:
    parent = x509.load_der_x509_certificate(other)
    try:
        child.verify_directly_issued_by(parent)
        return parent.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
