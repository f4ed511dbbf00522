"""What is told of a signing once it is over: the Signature Record of a contract, for good.

Everything in it comes from the audit chain and the terms; nothing here is decided anew.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from service.domain.audit import Record
from service.domain.drawing import Drawing
from service.domain.period.entries import KeyDate
from service.domain.signing_events import Method


class MailboxProof(StrEnum):
    """How it is known that a signer reads the mailbox: the link was sent to it, the code too."""

    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Words that a signer agreed to, as they were shown, with their version and SHA-256."""

    version: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Somebody else took over, as `confirmed_by` allowed."""

    from_name: str
    from_email: str
    to_name: str
    to_email: str
    confirmed_by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """How one person signed for one party. Moments are aware.

    `name` is the one in the record, `typed` what was typed or stands for a drawing. `link` is the
    id of the personal link, never the link itself. `consented_at` is of the agreement to sign
    electronically, which is given with the signature.
    """

    id: str
    block: str
    party: str
    name: str
    title: str
    email: str
    proof: MailboxProof
    method: Method
    typed: str
    requested_at: datetime
    opened_at: datetime | None
    consented_at: datetime
    signed_at: datetime
    address: str
    user_agent: str
    consent: Agreed
    intent: Agreed
    link: str
    drawing_sha256: str | None = None
    handed_over: tuple[HandedOver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What shows of one signature, in the zone of its contract; a drawing where one was drawn."""

    signed: Signed
    zone: str
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inked:
    """Signed by hand on `signed_on`; the copy is a file, and `confirmed_by` says that it is true."""

    sha256: str
    signed_on: date
    given_by: str
    given_at: datetime
    confirmed_by: str
    confirmed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedParty:
    """A party as the signature page names it: "Licensor", its legal name."""

    block: str
    role: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """`signed` is empty where `ink` is not null. Digests have 64 hex digits.

    `records` are the audit chain of the deal up to the contract, `head` the digest of the last of
    them. `dates` follow from the day it was formed, in `zone`. `verify_at` is the address where
    anybody can check a file; `operator` whose seal is on it.
    """

    contract_id: str
    title: str
    subtitle: str
    document_sha256: str
    terms_sha256: str
    text_sha256: str
    pages: int
    parties: tuple[NamedParty, ...]
    signed: tuple[Signed, ...]
    formed_at: datetime
    zone: str
    dates: tuple[KeyDate, ...]
    records: tuple[Record, ...]
    head: str
    operator: str
    verify_at: str
    ink: Inked | None = None

    @property
    def signed_sha256(self) -> str:
        """Of the file that bears the signatures: the PDF that was shown, or the copy in ink."""
        return self.ink.sha256 if self.ink else self.document_sha256
