"""The signature itself (CMS, as PAdES wants it), made with a key that was loaded once."""

from datetime import datetime
from typing import Final

from asn1crypto import cms, x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.sign.general import simple_cms_attribute
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from service.signing.seal_keys import PrivateKey, SealKey
from service.signing.signature_field import MD

_SPARE: Final = 1536
"""Bytes beside certificates, signature and stamp: signed attributes and their framing."""

_EC_SIGNATURE: Final = 144
"""The longest that a curve of 521 bits gives."""


class KeySigner(Signer):
    """pyHanko's own reads and checks the private key for each signature, the slowest part of it."""

    def __init__(self, key: SealKey) -> None:
        self.key = key
        self.certificate = x509.Certificate.load(key.certificate)
        self.chain = tuple(x509.Certificate.load(each) for each in key.chain)
        store = SimpleCertificateStore()
        store.register_multiple(self.chain)
        super().__init__(signing_cert=self.certificate, cert_registry=store)

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        return _signed(self.key.key, data)

    async def signature_over(self, digest: bytes, at: datetime) -> cms.ContentInfo:
        """Over the SHA-256 of what is sealed; B-B, without any time stamp."""
        attributes = PdfCMSSignedAttributes(signing_time=at)
        return await self.async_sign(digest, MD, use_pades=True, signed_attr_settings=attributes)

    def room(self, stamp: int) -> int:
        """Bytes for the signature with a time stamp of `stamp` bytes."""
        certificates = sum(map(len, (self.key.certificate, *self.key.chain)))
        return certificates + _length(self.key.key) + stamp + _SPARE


def signature_of(signed: cms.ContentInfo) -> bytes:
    """What a time stamp is over."""
    value: bytes = signed["content"]["signer_infos"][0]["signature"].native
    return value


def add_stamp(signed: cms.ContentInfo, token: cms.ContentInfo) -> None:
    attribute = simple_cms_attribute("signature_time_stamp_token", token)
    signed["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([attribute])


def _signed(key: PrivateKey, data: bytes) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), SHA256())
    return key.sign(data, ec.ECDSA(SHA256()))


def _length(key: PrivateKey) -> int:
    return key.key_size // 8 if isinstance(key, rsa.RSAPrivateKey) else _EC_SIGNATURE
