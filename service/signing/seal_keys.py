"""The key and certificate of the operator's seal: made here once, or brought in a PKCS #12 file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from service.signing.sealed import opened, sealed

SEAL_KEY: Final = "seal-key"
"""What it is sealed for where it rests."""

YEARS: Final = 10
"""As long as a seal without a time stamp must hold: past the term of a license and the usual
limitation of claims from it. No longer, since the key lies on a server and RSA of 3072 bits is
recommended (NIST SP 800-57) for about that time."""

BITS: Final = 3072
"""RSA and not a curve: for curves PDF asks for version 2.0 (ISO/TS 32002), and PDF/A-3 is 1.7."""

_FEWEST_BITS: Final = 2048
_LONGEST_NAME: Final = 64
_YEAR: Final = timedelta(days=365.25)
_BEFORE: Final = timedelta(minutes=5)
"""Clocks of readers differ."""

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class SealKeyWrong(Exception):
    """The file cannot be sealed with; `faults` has every reason, each a sentence's end."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKey:
    """`certificate` and `chain` (its issuers, nearest first) are DER. Make one, use it often."""

    key: PrivateKey = field(repr=False)
    certificate: bytes = field(repr=False)
    chain: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate in hex, as `openssl x509 -fingerprint` counts it."""
        return self._read().fingerprint(SHA256()).hex()

    @property
    def name(self) -> str:
        return self._read().subject.rfc4514_string()

    @property
    def begins_at(self) -> datetime:
        return self._read().not_valid_before_utc

    @property
    def ends_at(self) -> datetime:
        return self._read().not_valid_after_utc

    @property
    def self_made(self) -> bool:
        """Whether nobody but itself vouches for it."""
        return self._read().issuer == self._read().subject

    @property
    def pem(self) -> str:
        """The certificate, for readers who want to trust it."""
        return self._read().public_bytes(Encoding.PEM).decode("ascii")

    def _read(self) -> x509.Certificate:
        return x509.load_der_x509_certificate(self.certificate)


def make_seal_key(name: str, at: datetime) -> SealKey:
    """A new key whose certificate names itself as its issuer, good for YEARS from `at`."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:_LONGEST_NAME])])
    made = (
        x509.CertificateBuilder()
        .subject_name(whose)
        .issuer_name(whose)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _BEFORE)
        .not_valid_after(at + YEARS * _YEAR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_SEALS, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    return SealKey(key=key, certificate=made.public_bytes(Encoding.DER))


def put_away(seal_key: SealKey, secret: bytes) -> str:
    """The private key for the database: it opens with the same secret key alone."""
    pem = seal_key.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return sealed(secret, SEAL_KEY, pem.decode("ascii"))


@lru_cache(maxsize=4)
def taken_out(text: str, certificate: bytes, secret: bytes) -> SealKey:
    """What `put_away` put away; InvalidToken for another secret. Kept, since loading is slow."""
    key = load_pem_private_key(opened(secret, SEAL_KEY, text).encode("ascii"), password=None)
    return SealKey(key=_usable(key), certificate=certificate)


def from_p12(data: bytes, password: str) -> SealKey:
    """SealKeyWrong with all that is wrong with the file."""
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, password.encode() or None)
    except ValueError:
        raise SealKeyWrong("it is no PKCS #12 file, or the password is another") from None
    if key is None or certificate is None:
        raise SealKeyWrong("it lacks the private key or its certificate")
    faults = tuple(_faults(key, certificate))
    if faults:
        raise SealKeyWrong(*faults)
    chain = tuple(each.public_bytes(Encoding.DER) for each in _issuers(certificate, others))
    return SealKey(
        key=_usable(key), certificate=certificate.public_bytes(Encoding.DER), chain=chain
    )


def _faults(key: object, certificate: x509.Certificate) -> Iterator[str]:
    if not isinstance(key, PrivateKey):
        yield "its key is neither RSA nor an elliptic curve"
    elif key.public_key() != certificate.public_key():
        yield "its key and its certificate do not belong together"
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < _FEWEST_BITS:
        yield f"its RSA key has fewer than {_FEWEST_BITS} bits"
    if not _may_sign(certificate):
        yield "its certificate is neither for digital signatures nor for non-repudiation"


def _may_sign(certificate: x509.Certificate) -> bool:
    """A certificate that does not say what it is for may be used for anything."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _issuers(
    certificate: x509.Certificate, others: list[x509.Certificate]
) -> Iterator[x509.Certificate]:
    """From the nearest on; what else lies in the file is left out."""
    left = [each for each in others if each != certificate]
    while certificate.issuer != certificate.subject:
        above = next((each for each in left if each.subject == certificate.issuer), None)
        if above is None:
            return
        yield above
        left.remove(above)
        certificate = above


def _usable(key: object) -> PrivateKey:
    if not isinstance(key, PrivateKey):
        raise SealKeyWrong("its key is neither RSA nor an elliptic curve")
    return key


_SEALS: Final = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
