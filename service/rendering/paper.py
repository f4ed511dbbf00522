"""Which papers there are, and what a press is: whatever makes them of a contract."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from service.domain.contract import ContractText
from service.domain.markup import Markup
from service.domain.sealing import Stamp


class Format(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    JSON = "json"


Press = Callable[[ContractText, bytes, frozenset[Format]], dict[Format, bytes]]
"""Makes these papers of the contract; `bytes` are its canonical terms, which go with the PDF.

Every paper is read back and says the same words, or it is WordsLost; PaperFailed if the press
broke or was stopped.
"""

Redliner = Callable[[ContractText, ContractText, str, datetime], bytes]
"""Makes the Word file in which each change from one contract to another can be taken or refused.

The text is who made the changes, the moment is when; WordsLost and PaperFailed as of a press.
"""

MarkupReader = Callable[[bytes, Mapping[str, ContractText]], Markup]
"""Reads a marked-up Word file back, laid beside that of the named texts which it was made from.

The likeliest text comes first. MarkupRefused for a file that is not read or takes too much,
MarkupUnknown for one that was made from none of them.
"""

SignedFileReader = Callable[[bytes], str | None]
"""Says why a PDF cannot be kept as a license that was signed elsewhere; null where it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPapers:
    """`stamps` go onto the paper that was signed; the certificate is a PDF of its own."""

    stamps: tuple[Stamp, ...]
    certificate: bytes = field(repr=False)
