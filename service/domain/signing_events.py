"""What happens to a contract between its papers and its seal; each is an event of its deal too."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.domain.event import Event
from service.domain.sealing import SealLevel
from service.domain.terms.parties import Side


class Method(StrEnum):
    """How a signer gave the name."""

    TYPED = "typed"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person who is to sign."""

    name: str
    title: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Who signs for a block of the signature page, and when it is their turn, from 1."""

    id: str
    block: str
    who: Somebody
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A statement that somebody agreed to: its version, and the digest of its words."""

    version: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignersNamed(Event):
    """In place of all who were named before."""

    signers: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartConfirmed(Event):
    """Our side knows that the period starts before the last signature, and means it so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSent(Event):
    """`asked`, here and below, are the ids of those whose turn it is from now on."""

    contract_id: str
    document_sha256: str
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningOpened(Event):
    """For the first time, by a person and not by a program that looks after mail."""

    signer_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySigned(Event):
    """The evidence of one signature (15 USC 7006(5), UETA 9): what, how, from where, proven how.

    `document_sha256` is of the PDF that was shown, `summary_sha256` of the view beside it.
    """

    signer_id: str
    block: str
    document_sha256: str
    summary_sha256: str
    name: str
    method: Method
    drawing_sha256: str | None
    consent: Shown
    intent: Shown
    address: str
    user_agent: str
    code_proved: bool
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureWithdrawn(Event):
    """Taken back by the signer, before the last one had signed."""

    signer_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningDeclined(Event):
    signer_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignmentProposed(Event):
    """`notice_email` is where the party is asked whether somebody else may sign for it."""

    reassignment_id: str
    signer_id: str
    who: Somebody
    notice_email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignmentConfirmed(Event):
    """`new_id` signs instead of `signer_id`."""

    reassignment_id: str
    signer_id: str
    new_id: str
    who: Somebody
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignmentRefused(Event):
    reassignment_id: str
    signer_id: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerReplaced(Event):
    """By our side."""

    signer_id: str
    new_id: str
    who: Somebody
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerReminded(Event):
    """`by_itself` where no person did it."""

    signer_id: str
    by_itself: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFormed(Event):
    """The moment of the contract (legal-review.md B3): the last signature is there.

    `document_sha256` is what was signed; `signed_on` the day on which ink was, else null.
    """

    document_sha256: str
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractVoided(Event):
    """`side` ended it; null for an intermediary."""

    side: Side | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningExpired(Event):
    """The last day to sign is over."""

    complete_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutedCopyGiven(Event):
    """A scan of what was signed elsewhere. `side` gave it, null for an intermediary."""

    copy_id: str
    sha256: str
    signed_on: date
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutedCopyConfirmed(Event):
    copy_id: str
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutedCopyRefused(Event):
    copy_id: str
    side: Side
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractExecuted(Event):
    """The sealed file is kept; so is the certificate that stands in it."""

    sealed_sha256: str
    certificate_sha256: str
    level: SealLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class SealUpgraded(Event):
    """The same seal with more to prove it by, in another file."""

    sealed_sha256: str
    level: SealLevel
