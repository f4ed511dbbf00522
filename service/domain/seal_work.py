"""Sealing: what was signed becomes one file with the operator's seal, made once by the worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Never, Protocol

from service.domain.audit import Record
from service.domain.deal import Offer
from service.domain.errors import SealFailed
from service.domain.execution import Execution
from service.domain.sealing import Sealed, SealLevel

OVERDUE: Final = timedelta(minutes=5)
"""After so long without a seal a person is told."""


class SealStep(StrEnum):
    """In the order in which a contract passes them while it is sealed."""

    CLAIMED = "seal_claimed"
    SEALED = "seal_made"
    """The sealed file is made and nowhere kept."""
    KEPT = "seal_kept"
    IN_MARK = "seal_in_mark"
    """The mark is written and not committed."""
    MARKED = "seal_marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSeal:
    """Everything that a sealed file is made from. `shown` are the bytes that were signed.

    `records` are the deal's history up to the contract, the first one first, and `head` the digest
    of the last; `drawings` are the drawn names by their digest. `at` is the moment of sealing.
    """

    org_name: str
    execution: Execution
    offer: Offer
    text_sha256: str
    shown: bytes
    records: tuple[Record, ...]
    head: str
    drawings: Mapping[str, bytes]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """`data` begins with the bytes that were shown; `certificate` is the PDF that stands in it.

    `notes` say in words what the seal lacks, such as a time that nobody could be asked for.
    """

    data: bytes
    certificate: bytes
    level: SealLevel
    notes: tuple[str, ...] = ()


class Sealer(Protocol):
    """SealFailed where it cannot be done now; it is tried again by and by."""

    def __call__(self, work: ToSeal, /) -> SealedFile: ...


class Upgrader(Protocol):
    """A sealed file with a time stamp over all of it, at this moment. SealFailed if none can be had."""

    def __call__(self, data: bytes, at: datetime, /) -> Sealed: ...


def no_upgrade(data: bytes, at: datetime, /) -> Never:
    """Of a desk that seals nothing."""
    raise SealFailed("Nobody here gives time stamps.")


def grown(before: bytes, made: Sealed) -> Sealed:
    """What was sealed stays, and has a time: SealFailed where the new file is anything else."""
    if not made.data.startswith(before) or len(made.data) == len(before):
        raise SealFailed("The stamped file is not the sealed one with a stamp on it.")
    if made.level is SealLevel.BASIC:
        raise SealFailed("The stamped file has no time.")
    return made


def no_seal(work: ToSeal, /) -> Never:
    """Of a desk that has no seal key."""
    raise SealFailed("There is no key to seal with.")


def proven(work: ToSeal, sealed: SealedFile) -> SealedFile:
    """Nobody gets other bytes than were signed: SealFailed where the file does not begin so."""
    if not sealed.data.startswith(work.shown) or len(sealed.data) == len(work.shown):
        raise SealFailed("The sealed file is not what was signed with a seal on it.")
    return sealed
