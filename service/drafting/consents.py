"""What a signer agrees to with a signature, word for word, from `contract_templates/consents/`.

The words of a version never change (`frozen.sha256`); what is kept of a signature is the version
and the digest of the words that were shown.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Final

from service.drafting.library import ROOT, LibraryError, front_matter

CONSENT: Final = "consent"
"""To do business electronically, between businesses: UETA 5(b) and 15 USC 7001(a), not 7001(c)."""
INTENT: Final = "intent"
"""To sign, and the authority to bind the party (legal-review.md B8)."""

_PARTY: Final = "[party]."
_STRONG: Final = "**"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One version of a text ("consent-1"), as it is shown: plain words, a paragraph each.

    What stands before the first full stop of a paragraph is its `lead` where it was marked so.
    """

    version: str
    heading: str
    paragraphs: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The paragraphs with an empty line between them."""
        return "\n\n".join(f"{lead} {words}".strip() for lead, words in self.paragraphs)

    @property
    def sha256(self) -> str:
        """SHA-256 of `text` in UTF-8, 64 hex digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@cache
def newest(id: str) -> int:
    return max(int(file.stem) for file in (ROOT / "consents" / id).glob("*.md"))


def consent(version: int | None = None) -> Consent:
    """To do business electronically; the newest version unless one is named."""
    return _read(CONSENT, version or newest(CONSENT))


def intent(party: str, version: int | None = None) -> Consent:
    """To sign for `party`, which is named in the words; no full stop comes twice."""
    read = _read(INTENT, version or newest(INTENT))
    ended = party if party.endswith(".") else f"{party}."
    paragraphs = tuple((lead, words.replace(_PARTY, ended)) for lead, words in read.paragraphs)
    return Consent(version=read.version, heading=read.heading, paragraphs=paragraphs)


def words_of(version: str, party: str) -> str:
    """The text of a version ("intent-1") as whoever signed for `party` saw it."""
    id, _, number = version.rpartition("-")
    return (intent(party, int(number)) if id == INTENT else _read(id, int(number))).text


@cache
def _read(id: str, version: int) -> Consent:
    path = ROOT / "consents" / id / f"{version}.md"
    meta, body = front_matter(path, id)
    paragraphs = tuple(_parted(" ".join(each.split())) for each in body.strip().split("\n\n"))
    return Consent(version=f"{id}-{version}", heading=meta["heading"], paragraphs=paragraphs)


def _parted(paragraph: str) -> tuple[str, str]:
    """The words in bold at its beginning, and the rest."""
    if not paragraph.startswith(_STRONG):
        return "", paragraph
    _, lead, words = paragraph.split(_STRONG, 2)
    if _STRONG in words:
        raise LibraryError(f"Only the beginning of a paragraph is set in bold: {paragraph[:60]}")
    return lead, words.strip()
