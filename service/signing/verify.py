"""Looks at any bytes and says what they show of having been sealed: a value, never an exception."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from service.domain.verdict import (
    LARGEST,
    Check,
    CheckName,
    Finding,
    Headline,
    Verdict,
    headline_of,
)
from service.signing.evidence import AUDIT, CERTIFICATE, TERMS
from service.signing.records_check import enclosed_of, enclosure_checks

_BEGINS = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Known:
    """Certificates in DER: of seal keys, or of authorities that certify such keys."""

    certificates: tuple[bytes, ...] = ()


NOBODY = Known()

Verifier = Callable[[bytes, Known], Verdict]
"""As `verify`."""


def verify(data: bytes, known: Known = NOBODY) -> Verdict:
    """In this process and without limits: for files of strangers use a worker process."""
    try:
        return examine(data, known)
    except MemoryError:
        return unreadable(data, "It takes more memory than there is.")


def examine(data: bytes, known: Known) -> Verdict:
    """The same in a worker process, which is not used again after a MemoryError.

    The libraries meet damaged files with exceptions of every kind.
    """
    if len(data) > LARGEST:
        return unreadable(data, f"It is larger than {LARGEST // 1024 // 1024} MB.")
    if not data.startswith(_BEGINS):
        return unreadable(data, "It does not begin as a PDF does.")
    try:
        return _found(data, known)
    except MemoryError:
        raise
    except Exception:
        return unreadable(data, "It is damaged, or was never a whole PDF.")


def unreadable(data: bytes, why: str) -> Verdict:
    nothing = Check(name=CheckName.ONE_SEAL, finding=Finding.UNKNOWN, words=why)
    return _verdict(data, Headline.UNREADABLE, (nothing,))


def _found(data: bytes, known: Known) -> Verdict:
    # pyHanko takes a second to load.
    from service.signing.pdf_signatures import SealedPdf
    from service.signing.seal_check import level_of, seal_checks, seal_of, stamped_at

    pdf = SealedPdf(data)
    if not pdf.signatures:
        words = "There is no seal and no other digital signature in this file."
        none = Check(name=CheckName.ONE_SEAL, finding=Finding.FAILS, words=words)
        return _verdict(data, Headline.NOT_SEALED, (none,))
    seal = seal_of(pdf)
    enclosed = enclosed_of(pdf.attached(AUDIT, TERMS, CERTIFICATE))
    checks = (
        *seal_checks(data, pdf, known.certificates),
        *enclosure_checks(enclosed, data[: seal.begins_at]),
    )
    found = _verdict(data, headline_of({each.name: each.finding for each in checks}), checks)
    return replace(
        found,
        sealed_by=seal.signer,
        sealed_at=seal.at,
        stamped_at=stamped_at(pdf),
        level=level_of(pdf),
        document_sha256=enclosed.document_sha256,
        contract_id=enclosed.contract_id,
        audit_head=enclosed.head,
    )


def _verdict(data: bytes, headline: Headline, checks: tuple[Check, ...]) -> Verdict:
    return Verdict(headline=headline, checks=checks, file_sha256=_sha256(data))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
