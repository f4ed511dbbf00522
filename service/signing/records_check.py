"""What a sealed contract encloses: its record of events, its terms, and the document it begins with."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Final

from service.domain.audit import Record, Withheld, broken_at
from service.domain.verdict import Check, CheckName, Finding
from service.signing.evidence import AUDIT, CERTIFICATE, FORMAT, TERMS

_DIGEST: Final = re.compile("[0-9a-f]{64}")
_ENDS: Final = b"%%EOF"
_ENDS_LOOKED_AT: Final = 8
_LONGEST_END: Final = 64
"""So many blanks may stand behind it; scanners leave some."""

_BLANK: Final = b" \t\r\n\0"
_LONGEST_ID: Final = 64
_CERTIFICATE_PAGES: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """`fault` says why the record of events is no such record; what is not there is null."""

    records: tuple[Record | Withheld, ...] = ()
    hashes: tuple[str, ...] = ()
    deal: str | None = None
    head: str | None = None
    contract_id: str | None = None
    document_sha256: str | None = None
    terms_sha256: str | None = None
    terms: bytes | None = None
    certificate: bytes | None = None
    there: bool = False
    fault: str | None = None


def enclosed_of(attached: Iterable[tuple[str, bytes]]) -> Enclosed:
    """What is attached, by name; a name that is there twice could be read in two ways."""
    files = [*attached]
    audit, terms, certificate = (_only(files, name) for name in (AUDIT, TERMS, CERTIFICATE))
    twice = [name for name in (AUDIT, TERMS, CERTIFICATE) if _count(files, name) > 1]
    if twice:
        return Enclosed(there=True, fault=f"There are two files named {twice[0]}.")
    if audit is None:
        return Enclosed(terms=terms, certificate=certificate)
    try:
        return Enclosed(there=True, terms=terms, certificate=certificate, **_read(audit))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Enclosed(there=True, terms=terms, fault="The record of events cannot be read.")


def enclosure_checks(enclosed: Enclosed, before: bytes) -> Iterator[Check]:
    """`before` are the bytes of the file in front of the seal."""
    yield Check(name=CheckName.DOCUMENT, **_document(enclosed, before))
    yield Check(name=CheckName.TERMS, **_terms(enclosed))
    yield Check(name=CheckName.RECORDS, **_records(enclosed))
    yield Check(name=CheckName.CERTIFICATE, **_certificate(enclosed))


def _only(files: Sequence[tuple[str, bytes]], wanted: str) -> bytes | None:
    return next((data for name, data in files if name == wanted), None)


def _count(files: Sequence[tuple[str, bytes]], wanted: str) -> int:
    return sum(1 for name, _ in files if name == wanted)


def _read(audit: bytes) -> dict[str, Any]:
    log = json.loads(audit)
    if log["format"] != FORMAT:
        raise ValueError(log["format"])
    about = log["contract"]
    return {
        "records": tuple(map(_record, log["records"])),
        "hashes": tuple(each["hash"] for each in log["records"]),
        "deal": log["deal"],
        "head": _digest(log["head"]),
        "contract_id": _id(about["id"]),
        "document_sha256": _digest(about["document_sha256"]),
        "terms_sha256": _digest(about["terms_sha256"]),
    }


def _record(told: dict[str, Any]) -> Record | Withheld:
    if told.get("withheld") is True:
        return Withheld(seq=told["seq"], prev=told["prev"], hash=_digest(told["hash"]))
    return Record(**{name: value for name, value in told.items() if name != "hash"})


def _digest(given: str) -> str:
    if not _DIGEST.fullmatch(given):
        raise ValueError(given)
    return given


def _id(given: str) -> str:
    if not (given.isascii() and given.isprintable() and len(given) <= _LONGEST_ID):
        raise ValueError(given)
    return given


def _document(enclosed: Enclosed, before: bytes) -> dict[str, Any]:
    if enclosed.document_sha256 is None:
        return _unknown("Nothing in the file says which document was shown to the signers.")
    if enclosed.document_sha256 in _digests_of_revisions(before):
        return _holds(
            "The file begins, byte for byte, with the document whose digest the record of events "
            "names."
        )
    return _fails("The file does not begin with the document that the record of events names.")


def _digests_of_revisions(before: bytes) -> Iterator[str]:
    """SHA-256 of the file up to each of its last ends before the seal."""
    end = len(before)
    for _ in range(_ENDS_LOOKED_AT):
        found = before.rfind(_ENDS, 0, end)
        if found < 0:
            return
        end, behind = found, found + len(_ENDS)
        digest = hashlib.sha256(before[:behind])
        yield digest.hexdigest()
        for byte in takewhile(_BLANK.__contains__, before[behind : behind + _LONGEST_END]):
            digest.update(bytes([byte]))
            yield digest.hexdigest()


def ends_as_it_should(pdf: bytes) -> bool:
    """Whether a seal on it can be checked against it: nothing but blanks behind its end."""
    whole = pdf.rstrip(_BLANK)
    return whole.endswith(_ENDS) and len(pdf) - len(whole) <= _LONGEST_END


def _terms(enclosed: Enclosed) -> dict[str, Any]:
    if enclosed.terms_sha256 is None:
        return _unknown("Nothing in the file says which terms were agreed.")
    if enclosed.terms is None:
        return _fails("The terms that the record of events names are not in the file.")
    if hashlib.sha256(enclosed.terms).hexdigest() == enclosed.terms_sha256:
        return _holds("The enclosed terms are those whose digest the record of events names.")
    return _fails("The enclosed terms are not those that the record of events names.")


def _records(enclosed: Enclosed) -> dict[str, Any]:
    if enclosed.fault is not None:
        return _fails(enclosed.fault)
    if not enclosed.there:
        return _unknown("The file encloses no record of events.")
    place = _broken_place(enclosed)
    if place is not None:
        return _fails(f"The record of events does not hold from record {place} on.")
    count = len(enclosed.records)
    withheld = sum(isinstance(each, Withheld) for each in enclosed.records)
    own = f" Of {withheld} that the sender keeps to itself only the digest is there."
    return _holds(
        f"Each of the {count} records holds the digest of the one before, up to the one that is "
        f"named as the last.{own if withheld else ''}"
    )


def _broken_place(enclosed: Enclosed) -> int | None:
    """The first record, from 1, that was changed, is missing, or is of another deal."""
    place = broken_at(enclosed.records, enclosed.head)
    other = [
        number
        for number, (record, said) in enumerate(
            zip(enclosed.records, enclosed.hashes, strict=True), 1
        )
        if record.hash != said or _is_elsewhere(record, enclosed)
    ]
    found = [*other, *([] if place is None else [place]), *([] if enclosed.records else [1])]
    return min(found, default=None)


def _is_elsewhere(record: Record | Withheld, enclosed: Enclosed) -> bool:
    return isinstance(record, Record) and record.deal != enclosed.deal


def _certificate(enclosed: Enclosed) -> dict[str, Any]:
    if enclosed.certificate is None or not enclosed.hashes:
        return _unknown("There is no certificate in the file to compare the record of events with.")
    printed = _digits_in(enclosed.certificate)
    shown = [n for n, digest in enumerate(enclosed.hashes, 1) if digest in printed]
    if shown:
        return _holds(f"The certificate shows the digest of record {shown[-1]} of the same record.")
    return _unknown("The certificate shows no digest that could be compared.")


def _digits_in(pdf: bytes) -> str:
    """Every hexadecimal digit of its text, in order, however lines are broken; none of no PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return ""
    pages = (document[n] for n in range(min(len(document), _CERTIFICATE_PAGES)))
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    return re.sub("[^0-9a-f]", "", text.lower())


def _holds(words: str) -> dict[str, Any]:
    return {"finding": Finding.HOLDS, "words": words}


def _fails(words: str) -> dict[str, Any]:
    return {"finding": Finding.FAILS, "words": words}


def _unknown(words: str) -> dict[str, Any]:
    return {"finding": Finding.UNKNOWN, "words": words}
