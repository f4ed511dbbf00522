"""A time stamp for a file that is sealed already: it covers the file, whose bytes stay as they are.

For seals that could not be stamped at once, and for those whose proof must outlive certificates.
Slow to load, as `pades` is.
"""

import asyncio
from datetime import datetime
from typing import Final

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp
from pyhanko.sign.validation import EmbeddedPdfSignature

from service.domain.sealing import Authority, Sealed, SealLevel
from service.signing.certificates import issuers_of
from service.signing.proofs import Proofs, gathered
from service.signing.revision import SEAL, reader_of, revision_of
from service.signing.signature_field import SignatureField
from service.signing.time_stamps import LONGER, NoStamp, stamped_digest

_SAID: Final = "Time stamp over the whole document"


class NotUpgraded(Exception):
    """No time stamp could be had; why, as sentences. What there is stays as good as it was."""


def upgrade(data: bytes, *, at: datetime, tsa: Authority) -> Sealed:
    """`data`, which `seal` made, and one revision more: a time stamp over all of it.

    With it goes proof that no certificate was taken back, where it can be had: then the level is
    ARCHIVED, else TIMED. NotUpgraded if there is no stamp; SealRefused if the seal's certificate
    has been taken back.
    """
    return asyncio.run(_upgraded(data, tsa, at))


async def _upgraded(data: bytes, tsa: Authority, at: datetime) -> Sealed:
    reader = reader_of(data)
    proofs = await gathered(*_certificates(reader), tsa, at)
    if proofs.token is None:
        raise NotUpgraded(" ".join(proofs.notes))
    field = _opened(data, reader, proofs)
    room = DocumentTimestamp(bytes_reserved=2 * (proofs.token.size + LONGER))
    digest = field.closed(room)
    try:
        token = await stamped_digest(tsa, digest, at)
    except NoStamp as fault:
        raise NotUpgraded(f"No time stamp: {fault}.") from fault
    if token.size > proofs.token.size + LONGER:
        raise NotUpgraded("No time stamp: it is much longer than the one before.")
    level = SealLevel.ARCHIVED if proofs.lasting else SealLevel.TIMED
    return Sealed(data=field.filled(token.content), level=level, notes=proofs.notes)


def _opened(data: bytes, reader: PdfFileReader, proofs: Proofs) -> SignatureField:
    revision = revision_of(data)
    if proofs.lasting:
        proofs.put(revision)
    number = len(reader.embedded_timestamp_signatures) + 1
    return SignatureField(revision, f"TimeStamp{number}", 0, _SAID, first=False)


def _certificates(reader: PdfFileReader) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    """Of the seal, and of who vouches for it."""
    seal: EmbeddedPdfSignature = next(
        each for each in reader.embedded_regular_signatures if each.field_name == SEAL
    )
    own: x509.Certificate = seal.signer_cert
    return own, issuers_of(own, tuple(seal.other_embedded_certs))
