"""What a file shows of having been sealed here: check by check, in one word, and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a file that is looked at."""


class Headline(StrEnum):
    """The whole in one word."""

    AUTHENTIC = "authentic"
    ALTERED = "altered"
    INTEGRITY_HOLDS_KEY_UNKNOWN = "integrity_holds_key_unknown"
    NOT_SEALED = "not_sealed"
    UNREADABLE = "unreadable"


class Finding(StrEnum):
    HOLDS = "holds"
    FAILS = "does_not_hold"
    UNKNOWN = "unknown"


class CheckName(StrEnum):
    """What is looked at, in the order in which it is told."""

    ONE_SEAL = "one_seal"
    WHOLE_FILE = "whole_file"
    NOTHING_ADDED = "nothing_added"
    INTACT = "intact"
    KNOWN_KEY = "known_key"
    TIME = "time"
    DOCUMENT = "document"
    TERMS = "terms"
    RECORDS = "records"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """`words` is one plain sentence, or two."""

    name: CheckName
    finding: Finding
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Digests are SHA-256 in hex; what the file does not say is null.

    `sealed_at` is as the seal itself says, `stamped_at` as a timestamp authority says.
    """

    headline: Headline
    checks: tuple[Check, ...]
    file_sha256: str
    document_sha256: str | None = None
    contract_id: str | None = None
    audit_head: str | None = None
    sealed_by: str | None = None
    sealed_at: datetime | None = None
    stamped_at: datetime | None = None
    level: str | None = None

    @property
    def title(self) -> str:
        return TITLES[self.headline]

    @property
    def shows(self) -> str:
        """What this shows."""
        return SHOWS[self.headline]

    @property
    def shows_not(self) -> str:
        """What it does not show, however well it went."""
        return SHOWS_NOT[self.headline]


TITLES: Final[Mapping[Headline, str]] = MappingProxyType(
    {
        Headline.AUTHENTIC: "This is the contract as it was sealed",
        Headline.ALTERED: "This file does not hold",
        Headline.INTEGRITY_HOLDS_KEY_UNKNOWN: "Unchanged since it was sealed, but by a key that is "
        "not known here",
        Headline.NOT_SEALED: "This is not a contract sealed by Counterpart",
        Headline.UNREADABLE: "This file cannot be read",
    }
)
SHOWS: Final[Mapping[Headline, str]] = MappingProxyType(
    {
        Headline.AUTHENTIC: "Not one byte of this file has changed since it was sealed with a key "
        "that is known here. It begins with the very document that was shown to the signers, and "
        "the record of what happened, enclosed in it, is whole.",
        Headline.ALTERED: "At least one check does not hold. The file was changed after it "
        "was sealed, or it was put together from others. Do not rely on it: ask for the sealed "
        "file again from whoever sent it.",
        Headline.INTEGRITY_HOLDS_KEY_UNKNOWN: "Not one byte of this file has changed since it was "
        "sealed. Whose seal it is cannot be told here: anybody can make a key and call it anything. "
        "Ask the service that sealed it for its certificate, by a way that you trust, and check "
        "the file against that.",
        Headline.NOT_SEALED: "The file has no seal of Counterpart, or not what such a contract "
        "holds. It may be a draft, the contract as it was shown before signing, or something else.",
        Headline.UNREADABLE: "No check could be made. The file may be damaged, or it may be no PDF.",
    }
)
_LEGAL: Final = (
    "The seal is the operator's, and shows where the file comes from and that it is whole. It is "
    "not a signature of the parties: theirs are simple electronic signatures, made behind a "
    "personal link, and the enclosed record says how. Nothing here shows who held a mailbox, "
    "whether somebody may sign for a company, or that a contract is valid in law."
)
_NOTHING: Final = (
    "It does not show that the contract does not exist, or that somebody meant to deceive: mail "
    "programs and PDF editors change files too when they save them."
)
SHOWS_NOT: Final[Mapping[Headline, str]] = MappingProxyType(
    {
        Headline.AUTHENTIC: _LEGAL,
        Headline.ALTERED: _NOTHING,
        Headline.INTEGRITY_HOLDS_KEY_UNKNOWN: _LEGAL,
        Headline.NOT_SEALED: "It does not show that the contract was never signed: the sealed file "
        "may be another one.",
        Headline.UNREADABLE: _NOTHING,
    }
)
NAMES: Final[Mapping[CheckName, str]] = MappingProxyType(
    {
        CheckName.ONE_SEAL: "One seal",
        CheckName.WHOLE_FILE: "The whole file",
        CheckName.NOTHING_ADDED: "Nothing added",
        CheckName.INTACT: "Intact",
        CheckName.KNOWN_KEY: "Known key",
        CheckName.TIME: "Time",
        CheckName.DOCUMENT: "The document that was shown",
        CheckName.TERMS: "Terms",
        CheckName.RECORDS: "Record of events",
        CheckName.CERTIFICATE: "Certificate",
    }
)
_MAY_BE_UNKNOWN: Final = (CheckName.TIME, CheckName.CERTIFICATE)
_ENCLOSED: Final = (CheckName.RECORDS, CheckName.DOCUMENT, CheckName.TERMS)


def headline_of(checks: Mapping[CheckName, Finding]) -> Headline:
    """Authentic only where all holds; a time may be the operator's own, a certificate missing."""
    unknown = {name for name in CheckName if checks.get(name) not in (Finding.HOLDS, Finding.FAILS)}
    if Finding.FAILS in checks.values():
        return Headline.ALTERED
    if unknown.intersection(_ENCLOSED):
        return Headline.NOT_SEALED
    unknown.difference_update(_MAY_BE_UNKNOWN)
    if unknown == {CheckName.KNOWN_KEY}:
        return Headline.INTEGRITY_HOLDS_KEY_UNKNOWN
    return Headline.ALTERED if unknown else Headline.AUTHENTIC
