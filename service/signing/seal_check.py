"""The checks of the seal itself: one, over the whole file, unbroken, by a key that is known."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from service.domain.verdict import Check, CheckName, Finding
from service.signing.known import vouched, was_valid
from service.signing.pdf_signatures import SealedPdf, Signature, Stamp

_ENDS: Final = b"%%EOF"


def seal_of(pdf: SealedPdf) -> Signature:
    """The first signature of a person or a firm; a file may have only timestamps."""
    return next((each for each in pdf.signatures if not each.is_timestamp), pdf.signatures[0])


def seal_checks(data: bytes, pdf: SealedPdf, known: Sequence[bytes]) -> Iterator[Check]:
    seal = seal_of(pdf)
    yield _check(
        CheckName.ONE_SEAL,
        _is_one(pdf),
        "There is one seal in the file, and no other signature.",
        "There is not just one seal in the file: sealed contracts have one.",
    )
    yield _check(
        CheckName.WHOLE_FILE,
        _is_whole(data, pdf.signatures),
        "The seal, or a timestamp on top of it, covers the whole file from its first byte to its "
        "last.",
        "The seal does not cover the whole file: something was added or cut off after sealing.",
    )
    yield _check(
        CheckName.NOTHING_ADDED,
        _has_nothing_more(data, pdf.signatures),
        "Nothing stands behind the end of the file or in the room left around the seal.",
        "Something stands behind the end of the file, or in the room left around the seal.",
    )
    intact = all(each.holds for each in pdf.signatures)
    yield _check(
        CheckName.INTACT,
        intact,
        "What is sealed is what is here: the digest and the seal's signature are right.",
        "What is sealed is not what is here: the digest or the seal's signature is wrong.",
    )
    yield (
        _known(seal, known)
        if intact
        else _unknown(
            CheckName.KNOWN_KEY, "Whose seal it was is not looked at, since it does not hold."
        )
    )
    yield _time(seal, pdf.signatures)


def level_of(pdf: SealedPdf) -> str:
    """Of PAdES, by what is there: B-B, B-T with a timestamp, B-LT with proof, B-LTA renewed."""
    if seal_of(pdf).stamp is None:
        return "B-B"
    if not pdf.keeps_proof:
        return "B-T"
    return "B-LTA" if pdf.signatures[-1].is_timestamp else "B-LT"


def stamped_at(pdf: SealedPdf) -> datetime | None:
    """The earliest moment that a timestamp proves."""
    stamps = [each.stamp for each in pdf.signatures]
    return min((stamp.at for stamp in stamps if stamp is not None and stamp.holds), default=None)


def _is_one(pdf: SealedPdf) -> bool:
    kinds = [each.is_timestamp for each in pdf.signatures]
    return pdf.fields == len(kinds) and not kinds[0] and all(kinds[1:])


def _is_whole(data: bytes, signatures: Sequence[Signature]) -> bool:
    *before, last = signatures
    return last.ends_at == len(data) and all(each.only_timestamps_follow for each in before)


def _has_nothing_more(data: bytes, signatures: Sequence[Signature]) -> bool:
    ends = data.endswith((_ENDS, _ENDS + b"\n", _ENDS + b"\r\n"))
    return ends and all(each.fills_its_hole and each.says_no_more for each in signatures)


def _known(seal: Signature, known: Sequence[bytes]) -> Check:
    name = CheckName.KNOWN_KEY
    if not vouched(seal.certificate, seal.other_certificates, known):
        words = f"The seal names {seal.signer}. That key is not among those known here."
        return _unknown(name, words)
    if seal.at is None or not was_valid(seal.certificate, seal.at):
        words = f"The key of {seal.signer} is known here, but was not valid when it sealed."
        return _unknown(name, words)
    words = f"Sealed by {seal.signer}, with a key that is known here."
    return Check(name=name, finding=Finding.HOLDS, words=words)


def _time(seal: Signature, signatures: Sequence[Signature]) -> Check:
    stamps = [stamp for each in signatures if (stamp := each.stamp) is not None]
    if not all(stamp.holds for stamp in stamps):
        words = "A timestamp does not hold: it is not of this seal, or was changed."
        return Check(name=CheckName.TIME, finding=Finding.FAILS, words=words)
    if stamps:
        return _stamped(stamps[0])
    said = "no time" if seal.at is None else f"{seal.at:%Y-%m-%d %H:%M} UTC"
    words = f"The seal names {said}, by the clock of whoever sealed; no third party confirms it."
    return _unknown(CheckName.TIME, words)


def _stamped(stamp: Stamp) -> Check:
    words = (
        f"A timestamp of {stamp.by} says that the seal was there on {stamp.at:%Y-%m-%d at %H:%M} "
        "UTC. Whether to trust that authority is for the reader."
    )
    return Check(name=CheckName.TIME, finding=Finding.HOLDS, words=words)


def _check(name: CheckName, holds: bool, good: str, bad: str) -> Check:
    finding = Finding.HOLDS if holds else Finding.FAILS
    return Check(name=name, finding=finding, words=good if holds else bad)


def _unknown(name: CheckName, words: str) -> Check:
    return Check(name=name, finding=Finding.UNKNOWN, words=words)
