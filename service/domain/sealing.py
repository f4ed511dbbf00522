"""What the operator's seal on a signed contract is made of, and how long its certificate lasts."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

TOLD_BEFORE: Final = (60, 30, 7)
"""How many days before the end of its certificate administrators are told."""

WARNED_BEFORE: Final = timedelta(days=max(TOLD_BEFORE))
"""Time enough to order another certificate, or to let the next year's be made."""


class SealLevel(StrEnum):
    """The levels of PAdES (ETSI EN 319 142-1): each adds to the one before."""

    BASIC = "B-B"
    """Origin and whole bytes."""
    TIMED = "B-T"
    """A time stamp proves when."""
    LASTING = "B-LT"
    """It carries the proof that no certificate was taken back."""
    ARCHIVED = "B-LTA"
    """A later time stamp covers all of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """How one signature shows on the paper.

    `page` counts from 0. `box` is left, bottom, right, top in points from the page's lower left.
    `appearance` is a PDF of one untagged page with its fonts inside, scaled into the box.
    `alternative` is what a screen reader says.
    """

    page: int
    box: tuple[float, float, float, float]
    appearance: bytes = field(repr=False)
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file inside the sealed one. `relationship` is one of PDF/A-3, such as "Supplement"."""

    name: str
    data: bytes = field(repr=False)
    mime: str
    description: str
    relationship: str = "Supplement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """`notes` say in words for the operator why the level is not higher; each a sentence."""

    data: bytes = field(repr=False)
    level: SealLevel
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who gives time stamps (RFC 3161).

    `roots` are the certificates (DER) that its own must lead to; without any, those that this
    machine trusts. `patience` is the longest in seconds that one answer may take, from it and from
    whoever says whether a certificate was taken back.
    """

    url: str
    roots: tuple[bytes, ...] = field(default=(), repr=False)
    patience: float = 10.0


class Lasting(StrEnum):
    """Where a certificate stands in its time."""

    NOT_YET = "not_yet"
    GOOD = "good"
    ENDING = "ending"
    """It ends within WARNED_BEFORE: somebody must be told."""
    ENDED = "ended"


def lasting(begins_at: datetime, ends_at: datetime, at: datetime) -> Lasting:
    """Of a certificate that holds from `begins_at` to `ends_at`, both included."""
    if at < begins_at:
        return Lasting.NOT_YET
    if at > ends_at:
        return Lasting.ENDED
    return Lasting.ENDING if ends_at - at <= WARNED_BEFORE else Lasting.GOOD


def told_before(ends_at: datetime, at: datetime) -> int | None:
    """Which of the letters about its end is due by `at`: so many days before, or 0 once it is over.

    Of those that are due the last one alone: null before the first.
    """
    if at > ends_at:
        return 0
    return min((days for days in TOLD_BEFORE if ends_at - at <= timedelta(days=days)), default=None)
