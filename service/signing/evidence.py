"""The proof of a contract as files: its record of events, and a program of its own that checks it."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from service.domain.audit import FIRST, Record, Withheld

FORMAT: Final = "counterpart-audit-1"
AUDIT: Final = "audit.json"
TERMS: Final = "terms.json"
CERTIFICATE: Final = "certificate.pdf"
DOCUMENT: Final = "document.pdf"
SEALED: Final = "contract.pdf"
WORD: Final = "document.docx"
DRAWN_UP: Final = "drawn-up.pdf"
SEAL: Final = "seal.pem"
SUMS: Final = "SHA256SUMS"
CHECKER: Final = "verify_audit.py"
READ_ME: Final = "README.txt"

_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""Whenever it is packed, the same files give the same bytes."""

_WORDS: Final = """\
The proof of one contract.

contract.pdf     the sealed contract: this is the contract, all else is about it
document.pdf     the document as it was signed; contract.pdf begins with the same bytes
document.docx    the same text for Word
drawn-up.pdf     only where it was signed in ink: the paper before anybody signed it
audit.json       what happened, record by record, each with the digest of the one before; of what the
                 sender keeps to itself only the digest is there
terms.json       the terms that were agreed, as their digest was taken
offer-N-*.json   the terms of each offer on the way there, and whose it was
certificate.pdf  who signed, how and when, for people
seal.pem         the certificate of the key that sealed, where it is known here
SHA256SUMS       the digest of every file here

Check it without Counterpart, with Python 3 alone:

    python3 -I verify_audit.py .

and the seal with any program that knows PAdES, such as `pdfsig contract.pdf`. A digest that you kept
elsewhere, as from a letter or a printed certificate, shows more than this folder can by itself:

    python3 -I verify_audit.py . --head DIGEST
"""


def offer_name(number: int, side: str | None) -> str:
    """`side` is of whoever made it, null for an intermediary."""
    return f"offer-{number}-{side or 'intermediary'}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """Of one contract: SHA-256 in hex of the exact PDF shown, its terms and its text."""

    contract_id: str
    document_sha256: str
    terms_sha256: str
    text_sha256: str


def audit_json(about: Digests, deal_id: str, records: Iterable[Record | Withheld]) -> bytes:
    """The chain of a deal up to now, for a file beside or inside the contract.

    Of what is withheld only its place and digest are there, so that the chain still holds.
    """
    told = [plain(record) for record in records]
    document = {
        "format": FORMAT,
        "contract": {
            "id": about.contract_id,
            "document_sha256": about.document_sha256,
            "terms_sha256": about.terms_sha256,
            "text_sha256": about.text_sha256,
        },
        "deal": deal_id,
        "records": told,
        "head": told[-1]["hash"] if told else FIRST,
    }
    return json.dumps(document, indent=1, ensure_ascii=False).encode()


def plain(record: Record | Withheld) -> dict[str, Any]:
    """A record as JSON, with its own digest as `hash`."""
    if isinstance(record, Withheld):
        return {"seq": record.seq, "prev": record.prev, "hash": record.hash, "withheld": True}
    fields = {name: getattr(record, name) for name in Record.__slots__}
    return {**fields, "data": dict(record.data), "hash": record.hash}


def checker() -> bytes:
    """The program that checks a record of events, of the standard library alone."""
    return Path(__file__).with_name(CHECKER).read_bytes()


def evidence_zip(files: Mapping[str, bytes]) -> bytes:
    """The files under their names above, with their sums and the program that checks them."""
    whole = {**files, CHECKER: checker(), READ_ME: _WORDS.encode()}
    whole[SUMS] = "".join(
        f"{sha256(whole[name]).hexdigest()}  {name}\n" for name in sorted(whole)
    ).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(whole):
            archive.writestr(_entry(name), whole[name])
    return packed.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _SAME_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
