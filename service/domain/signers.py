"""Who signs a contract, for which block of its signature page, and what waits around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from service.domain.signing_events import Somebody
from service.domain.terms import Terms
from service.domain.terms.parties import Side
from service.domain.terms.signing import SigningOrder

REMINDED_AFTER: Final = (timedelta(days=3), timedelta(days=7))
REMINDED_BEFORE: Final = timedelta(days=2)
"""Ahead of the end of the last day to sign."""


class SignerRole(StrEnum):
    LICENSOR = "licensor"
    LICENSEE = "licensee"
    GUARANTOR = "guarantor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A place on the signature page, named as it is there; a guarantor signs with `side`.

    `notice_email` is where the party is asked who signs for it.
    """

    id: str
    role: SignerRole
    party: str
    side: Side
    notice_email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A person who signs for a block; the row behind a signing link.

    `sent_at` is when the letter went out first; `ended_at` when somebody else took over, and the
    link opens nothing any more. `remind_at` is the next reminder that goes out by itself.
    """

    id: str
    block: str
    role: SignerRole
    party: str
    side: Side
    name: str
    title: str
    email: str
    turn: int
    sent_at: datetime | None = None
    opened_at: datetime | None = None
    signed_at: datetime | None = None
    declined_at: datetime | None = None
    decline_reason: str | None = None
    reminded_at: datetime | None = None
    remind_at: datetime | None = None
    ended_at: datetime | None = None
    took_over_from: str | None = None

    @property
    def waits(self) -> bool:
        """A signature of theirs is still to come."""
        return self.ended_at is None and self.signed_at is None


class Settled(StrEnum):
    """What became of a proposal that somebody else signs."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    DROPPED = "dropped"
    """The signer has signed, declined, been replaced or proposed somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassignment:
    id: str
    signer_id: str
    who: Somebody
    notice_email: str
    at: datetime
    state: Settled = Settled.OPEN


class CopyState(StrEnum):
    GIVEN = "given"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutedCopy:
    """What was signed elsewhere, as a file; `side` gave it, null for an intermediary."""

    id: str
    sha256: str
    signed_on: date
    side: Side | None
    at: datetime
    state: CopyState = CopyState.GIVEN
    reason: str | None = None


def blocks_of(terms: Terms) -> tuple[Block, ...]:
    """As the signature page numbers them; whoever guarantees both sides signs once."""
    return tuple(
        Block(id=f"sig_{n}", role=role, party=party, side=side, notice_email=email)
        for n, (role, party, side, email) in enumerate(_signing(terms), 1)
    )


def first_turn(order: SigningOrder, side: Side) -> int:
    """When a side signs, by the order that was agreed."""
    first = {SigningOrder.LICENSOR_FIRST: Side.LICENSOR, SigningOrder.LICENSEE_FIRST: Side.LICENSEE}
    return 1 if first.get(order, side) is side else 2


def next_reminder(sent_at: datetime, ends_at: datetime | None, at: datetime) -> datetime | None:
    """The first one after `at`: whoever slept over several sends one."""
    moments = [sent_at + wait for wait in REMINDED_AFTER]
    if ends_at is not None:
        moments.append(ends_at - REMINDED_BEFORE)
    return min((each for each in moments if each > at), default=None)


def _signing(terms: Terms) -> Iterator[tuple[SignerRole, str, Side, str]]:
    parties = terms.parties
    for each in parties.licensors:
        yield SignerRole.LICENSOR, each.legal_name, Side.LICENSOR, each.notice_email
    licensee = parties.licensee
    yield SignerRole.LICENSEE, licensee.legal_name, Side.LICENSEE, licensee.notice_email
    emails = {Side.LICENSOR: parties.licensor.notice_email, Side.LICENSEE: licensee.notice_email}
    sides: dict[str, Side] = {}
    for guarantor in parties.guarantors:
        sides.setdefault(guarantor.legal_name, guarantor.guarantees)
    for name, side in sides.items():
        yield SignerRole.GUARANTOR, name, side, emails[side]
