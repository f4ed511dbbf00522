"""Which papers there are, and what a press is: whatever makes them of a contract."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from service.domain.certificate import Certificate, Mark
from service.domain.contract import ContractText, PageSize


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """How one signature shows on the signature page, and where.

    `page` counts from 0; `box` is left, bottom, right, top in points from the page's lower left.
    `appearance` is a PDF of one untagged page; a screen reader says `alternative` instead.
    """

    page: int
    box: tuple[float, float, float, float]
    appearance: bytes = field(repr=False)
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPapers:
    """What the seal adds to a contract for people to see."""

    stamps: tuple[Stamped, ...]
    certificate: bytes = field(repr=False)


SigningPress = Callable[[bytes, tuple[Mark, ...], Certificate, PageSize], SignedPapers]
"""Makes them for the PDF that was signed; PaperFailed if a signature has no box in it."""
