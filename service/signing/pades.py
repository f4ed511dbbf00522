"""The operator's seal (PAdES, ETSI EN 319 142-1): once, over the exact bytes that were signed.

Whoever looks at the sealed file finds at its beginning the bytes that every signer was shown.
Slow to load: whoever may not need it imports it where it is used.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from asn1crypto import cms
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_byterange import BuildProps, SignatureObject

from service.domain.sealing import (
    Attached,
    Authority,
    Lasting,
    Sealed,
    SealLevel,
    Stamp,
    lasting,
)
from service.signing.proofs import Proofs, SealRefused, gathered
from service.signing.revision import SEAL, Structure, revision_of
from service.signing.seal_keys import SealKey
from service.signing.signature_field import SignatureField
from service.signing.signer import KeySigner, add_stamp, signature_of
from service.signing.stamped import attach, put_stamps
from service.signing.time_stamps import LONGER, NoStamp, stamped

_SAID: Final = "Electronic seal of the operator over the whole document"


def seal(
    shown: bytes,
    stamps: Sequence[Stamp],
    attachments: Sequence[Attached],
    key: SealKey,
    *,
    at: datetime,
    tsa: Authority | None = None,
    reason: str,
) -> Sealed:
    """`shown` and one revision more: the stamps, the attachments and the seal over all of it.

    Whatever the time stamp authority or an issuer's responder does, there is a seal; its level and
    notes say what could not be had. SealRefused if the certificate does not hold at `at` or its
    issuer has taken it back, for no reader would believe such a seal.
    """
    if lasting(key.begins_at, key.ends_at, at) in (Lasting.NOT_YET, Lasting.ENDED):
        raise SealRefused(
            f"The seal's certificate holds from {key.begins_at:%Y-%m-%d} to {key.ends_at:%Y-%m-%d}."
        )
    wanted = _Wanted(shown=shown, stamps=stamps, attachments=attachments, reason=reason)
    return asyncio.run(_sealed(wanted, KeySigner(key), tsa, at))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    shown: bytes
    stamps: Sequence[Stamp]
    attachments: Sequence[Attached]
    reason: str

    @property
    def page(self) -> int:
        """Where the seal's field is, which nobody sees: with the signatures, else at the end."""
        return self.stamps[-1].page if self.stamps else -1


async def _sealed(
    wanted: _Wanted, signer: KeySigner, tsa: Authority | None, at: datetime
) -> Sealed:
    proofs = await gathered(signer.certificate, signer.chain, tsa, at)
    field = _opened(wanted, proofs, at)
    room = signer.room(proofs.token.size + LONGER if proofs.token else 0)
    digest = field.closed(_dictionary(wanted.reason, room, at))
    signed = await signer.signature_over(digest, at)
    note = await _time(signed, proofs, tsa, at)
    return Sealed(
        data=field.filled(signed),
        level=_level(proofs, note),
        notes=(*proofs.notes, *([note] if note else [])),
    )


def _opened(wanted: _Wanted, proofs: Proofs, at: datetime) -> SignatureField:
    """Everything but the seal itself."""
    revision = revision_of(wanted.shown)
    put_stamps(revision, Structure(revision), wanted.stamps)
    attach(revision, wanted.attachments, at)
    if proofs.lasting:
        proofs.put(revision)
    return SignatureField(revision, SEAL, wanted.page, _SAID, first=True)


def _dictionary(reason: str, room: int, at: datetime) -> SignatureObject:
    """Two figures are written for each byte."""
    return SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        app_build_props=BuildProps("Counterpart"),
        bytes_reserved=2 * room,
    )


async def _time(
    signed: cms.ContentInfo, proofs: Proofs, tsa: Authority | None, at: datetime
) -> str:
    """Put the stamp on the signature; a note says why there is none where one was expected."""
    if tsa is None or proofs.token is None:
        return ""
    try:
        token = await stamped(tsa, signature_of(signed), at)
    except NoStamp as fault:
        return f"No time stamp: {fault}."
    if token.size > proofs.token.size + LONGER:
        return "No time stamp: it is much longer than the one before."
    add_stamp(signed, token.content)
    return ""


def _level(proofs: Proofs, note: str) -> SealLevel:
    if proofs.token is None or note:
        return SealLevel.BASIC
    return SealLevel.LASTING if proofs.lasting else SealLevel.TIMED
