"""Digital signatures in a PDF, as pyHanko reads them: where they stand, and whether they hold."""

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto import cms, core
from asn1crypto.parser import parse, peek
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    extract_self_reported_ts,
    validate_sig_integrity,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from service.signing.frame import STRONG, says_no_more

for _noisy in ("pyhanko", "pyhanko_certvalidator"):  # what strangers send is no news to an operator
    logging.getLogger(_noisy).setLevel(logging.CRITICAL)

_STAMP: Final = "signature_time_stamp_token"
_SMALLEST_RSA: Final = 2048
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a timestamp authority says: `by` is its name as its certificate has it."""

    by: str
    at: datetime
    holds: bool


class Signature:
    """One signature, or one document timestamp, in a file of bytes `data`."""

    def __init__(self, data: bytes, found: EmbeddedPdfSignature) -> None:
        self.data, self.found = data, found
        self.signed: cms.SignedData = found.signed_data
        self.info: cms.SignerInfo = extract_signer_info(self.signed)
        self.range = [int(each) for each in found.byte_range]

    @property
    def is_timestamp(self) -> bool:
        return str(self.found.sig_object_type) == "/DocTimeStamp"

    @property
    def begins_at(self) -> int:
        """Where the hole for the signature itself begins."""
        return self.range[1] if len(self.range) > 1 else 0

    @property
    def ends_at(self) -> int:
        """Behind the last byte that it covers; 0 for a range of another shape."""
        if len(self.range) != 4 or min(self.range) < 0:
            return 0
        start, length, again, rest = self.range
        return again + rest if start == 0 and length < again else 0

    @property
    def fills_its_hole(self) -> bool:
        """The bytes left out are this signature in hexadecimal, then zeros, and nothing else."""
        if not self.ends_at:
            return False
        hole = self.data[self.range[1] : self.range[2]]
        if not re.fullmatch(rb"<(?:[0-9a-f]*|[0-9A-F]*)>", hole) or len(hole) % 2:
            return False
        held = bytes.fromhex(hole[1:-1].decode())
        return held == self.found.pkcs7_content and not held[_length(held) :].strip(b"\0")

    @property
    def says_no_more(self) -> bool:
        """Nothing stands in it that nobody signed, but the timestamp of a third.

        The same goes for that timestamp, which nobody vouches for but whoever gave it.
        """
        return says_no_more(self.signed, ([], [_STAMP])) and all(
            says_no_more(token["content"]) for token in self._tokens
        )

    @property
    def holds(self) -> bool:
        """What it covers is what was signed, and the key fits. Nothing is said about whose key."""
        try:
            digest = self.found.compute_digest()
            if self.is_timestamp:
                return _token_holds(self.signed, digest)
            return _holds(self.signed, "data", digest)
        except Exception:  # the libraries say no in many ways
            return False

    @property
    def only_timestamps_follow(self) -> bool:
        """Behind what it covers there is nothing but what keeps it provable for long."""
        self.found.compute_integrity_info()
        result = self.found.diff_result
        return (
            self.found.coverage is SignatureCoverageLevel.ENTIRE_REVISION
            and isinstance(result, DiffResult)
            and result.modification_level.value <= ModificationLevel.LTA_UPDATES.value
        )

    @property
    def certificate(self) -> bytes:
        """Of whoever signed, in DER."""
        found: bytes = extract_certs_for_validation(self.signed).signer_cert.dump()
        return found

    @property
    def other_certificates(self) -> list[bytes]:
        return [each.dump() for each in extract_certs_for_validation(self.signed).other_certs]

    @property
    def signer(self) -> str:
        return _name(self.signed)

    @property
    def at(self) -> datetime | None:
        """As whoever signed says."""
        return extract_self_reported_ts(self.info) or self.found.self_reported_timestamp

    @property
    def stamp(self) -> Stamp | None:
        """Of the signature itself, or what a document timestamp says."""
        if self.is_timestamp:
            return _stamp(self.signed, self.holds)
        tokens = self._tokens
        if not tokens:
            return None
        signed = tokens[0]["content"]
        return _stamp(signed, len(tokens) == 1 and _stamps(signed, self.info["signature"].native))

    @property
    def _tokens(self) -> list[Any]:
        """The timestamps of this signature."""
        unsigned = self.info["unsigned_attrs"]
        found = [] if unsigned is core.VOID else unsigned
        return [
            value for each in found if each["type"].native == _STAMP for value in each["values"]
        ]


class SealedPdf:
    """A PDF that was opened to look at its signatures; any exception where it cannot be read."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfFileReader(BytesIO(data))
        if self.reader.encrypted:
            raise ValueError("It is encrypted.")
        self.signatures = [Signature(data, each) for each in self.reader.embedded_signatures]
        self.fields = sum(1 for _ in enumerate_sig_fields(self.reader, filled_status=True))

    @property
    def keeps_proof(self) -> bool:
        """Holds what shows later that certificates were good (a document security store)."""
        return "/DSS" in self.reader.root

    def attached(self, *names: str) -> Iterator[tuple[str, bytes]]:
        """The attached files of these names."""
        for spec in self._specs():
            name = str(spec["/UF"] if "/UF" in spec else spec["/F"])
            if name in names:
                yield name, spec["/EF"]["/F"].data

    def _specs(self) -> Iterator[Any]:
        root = self.reader.root
        if "/Names" in root and "/EmbeddedFiles" in root["/Names"]:
            yield from _leaves(root["/Names"]["/EmbeddedFiles"], 8)


def _length(held: bytes) -> int:
    """Of the signature alone, in bytes; 0 where its own parts do not fill it."""
    total = peek(held)
    inside = parse(held[:total], strict=True)[4]
    kind = peek(inside)
    return total if kind + peek(inside[kind:]) == len(inside) else 0


def _leaves(node: Any, depth: int) -> Iterator[Any]:
    if depth == 0:
        raise ValueError("A tree of names is too deep.")
    for kid in node.get("/Kids", ()):
        yield from _leaves(kid.get_object(), depth - 1)
    for spec in [*node.get("/Names", ())][1::2]:
        yield spec.get_object()


def _holds(signed: cms.SignedData, content_type: str, digest: bytes) -> bool:
    info = extract_signer_info(signed)
    certificate = extract_certs_for_validation(signed).signer_cert
    if info["signed_attrs"] is core.VOID or not _is_strong(info, certificate):
        return False
    intact, valid = validate_sig_integrity(info, certificate, content_type, digest)
    return bool(intact and valid)


def _is_strong(info: cms.SignerInfo, certificate: Any) -> bool:
    key = certificate.public_key
    good = key.algorithm in ("ec", "ed25519") or (
        key.algorithm in ("rsa", "rsassa_pss") and key.bit_size >= _SMALLEST_RSA
    )
    return good and info["digest_algorithm"]["algorithm"].native in STRONG


def _stamps(signed: cms.SignedData, what: bytes) -> bool:
    """Whether a timestamp is of these bytes, and holds."""
    try:
        algorithm = _imprint(signed)["hash_algorithm"]["algorithm"].native
        return algorithm in STRONG and _token_holds(signed, hashlib.new(algorithm, what).digest())
    except Exception:  # the libraries say no in many ways
        return False


def _token_holds(signed: cms.SignedData, digest: bytes) -> bool:
    content = bytes(signed["encap_content_info"]["content"])
    method = extract_signer_info(signed)["digest_algorithm"]["algorithm"].native
    if _imprint(signed)["hashed_message"].native != digest or method not in STRONG:
        return False
    return _holds(signed, "tst_info", hashlib.new(method, content).digest())


def _imprint(signed: cms.SignedData) -> Any:
    return signed["encap_content_info"]["content"].parsed["message_imprint"]


def _stamp(signed: cms.SignedData, holds: bool) -> Stamp:
    said = signed["encap_content_info"]["content"].parsed["gen_time"].native
    return Stamp(by=_name(signed), at=said, holds=holds)


def _name(signed: cms.SignedData) -> str:
    """As the certificate has it, without what could confuse whoever reads it."""
    subject = extract_certs_for_validation(signed).signer_cert.subject
    said = [subject.native.get(part) for part in ("common_name", "organization_name")]
    name = ", ".join(dict.fromkeys(each for each in said if isinstance(each, str)))
    shown = name or subject.human_friendly
    return "".join(each for each in shown if each.isprintable())[:_LONGEST_NAME]
