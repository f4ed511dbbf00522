"""Letters that must go out: whom they are for, and what follows from what a carrier said."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

GRACE: Final = timedelta(minutes=10)
"""How long the carrier may take to report a letter of which it did not tell us the fate."""

MOST_TRIES: Final = 8
"""After so many a person is told."""

FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a letter goes; `name` may be empty."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Why a letter is written: what whoever composes it starts from.

    `key` is the same for every attempt at one letter. `about` is the id of what it is about besides
    the deal, such as a sign-in link's; nothing that opens anything is here.
    """

    key: str
    kind: str
    org: str
    to: Address
    user: str | None = None
    deal: str | None = None
    event_seq: int | None = None
    about: str | None = None


class State(StrEnum):
    """Where a letter stands."""

    PENDING = "pending"
    SENDING = "sending"
    """Written down before anything leaves, so that a crash cannot hide that something may have."""
    UNKNOWN = "unknown"
    """It may have gone out; the carrier's events are waited for."""
    SENT = "sent"
    DEAD = "dead"
    """It did not go out and will not by itself: somebody must look."""
    HELD = "held"
    """Somebody keeps it back."""
    NEEDS_REVIEW = "needs_review"
    """It was due before a backup was restored, so it may have gone out already."""
    DROPPED = "dropped"
    """There was nothing to say any more when it was to leave; nobody misses it."""


class Fate(StrEnum):
    """What a carrier said of one attempt."""

    ACCEPTED = "accepted"
    NOT_NOW = "not_now"
    """It certainly did not take the letter, and may later."""
    NEVER = "never"
    """It did not take the letter and will not."""
    MOOT = "moot"
    """It was not asked: there is nothing to say any more."""
    UNKNOWN = "unknown"
    """It may have taken the letter: an error of its own, a time-out, a connection that broke."""


class Doubt(StrEnum):
    """What is done with a letter that may have gone out and of which no event tells."""

    RESEND = "resend"
    """Once, marked as a possible duplicate."""
    HOLD = "hold"
    """Never; somebody decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`detail` is in words, for the outbox page; `wait` is how long the carrier asks us to wait."""

    fate: Fate
    detail: str = ""
    message_id: str | None = None
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What becomes of a letter; `due_at` is when it is looked at again, if it is."""

    state: State
    due_at: datetime | None = None
    fault: str = ""
    possible_duplicate: bool = False
    reconciled: bool = False


def taken_for(outcome: Outcome, *, idempotent: bool) -> Outcome:
    """Where a repeated letter goes out once, a doubt is no more than a reason to try again."""
    if idempotent and outcome.fate is Fate.UNKNOWN:
        return replace(outcome, fate=Fate.NOT_NOW)
    return outcome


def after(outcome: Outcome, *, attempts: int, at: datetime, jitter: float) -> Next:
    """What follows from an attempt; `attempts` counts it, `jitter` is from 0 to 1."""
    match outcome.fate:
        case Fate.ACCEPTED:
            return Next(state=State.SENT)
        case Fate.NEVER:
            return Next(state=State.DEAD, fault=outcome.detail)
        case Fate.MOOT:
            return Next(state=State.DROPPED, fault=outcome.detail)
        case Fate.UNKNOWN:
            return Next(state=State.UNKNOWN, due_at=at + GRACE, fault=outcome.detail)
        case Fate.NOT_NOW:
            return _again(outcome, attempts, at, jitter)


def _again(outcome: Outcome, attempts: int, at: datetime, jitter: float) -> Next:
    if attempts >= MOST_TRIES:
        given_up = f"Given up after {attempts} attempts. {outcome.detail}".strip()
        return Next(state=State.DEAD, fault=given_up)
    wait = max(outcome.wait or timedelta(0), backoff(attempts, jitter))
    return Next(state=State.PENDING, due_at=at + wait, fault=outcome.detail)


def after_doubt(
    *, seen: bool, already_resent: bool, policy: Doubt, fault: str, at: datetime
) -> Next:
    """What follows when the grace is over; `seen` if the carrier reported the letter meanwhile."""
    if seen:
        return Next(state=State.SENT, reconciled=True)
    if policy is Doubt.HOLD or already_resent:
        return Next(state=State.DEAD, fault=f"It may have gone out; nothing tells. {fault}".strip())
    return Next(state=State.PENDING, due_at=at, fault=fault, possible_duplicate=True)


def is_settled_by_report(state: State) -> bool:
    """Whether a carrier's report alone says that the letter is out; a sender at work says so itself."""
    return state not in (State.SENDING, State.SENT)


def backoff(attempts: int, jitter: float) -> timedelta:
    """Twice as long after each attempt, up to LONGEST_WAIT; between half of it and all of it."""
    longest = min(FIRST_WAIT * (1 << (attempts - 1)), LONGEST_WAIT)
    return longest * (0.5 + jitter / 2)


class Report(StrEnum):
    """What became of a letter that a carrier had taken, as far as its events tell."""

    NONE = ""
    PROCESSED = "processed"
    DEFERRED = "deferred"
    DELIVERED = "delivered"
    BOUNCED = "bounce"
    DROPPED = "dropped"


_RANK: Final = {report: rank for rank, report in enumerate(Report)}
FAILED: Final = frozenset({Report.BOUNCED, Report.DROPPED})


SILENT_AFTER: Final = timedelta(hours=24)
"""A carrier repeats its reports for so long; one that has not come by then does not come."""


def is_silent(report: Report, taken_at: datetime | None, at: datetime) -> bool:
    """Whether a carrier that reports its letters has said too long nothing of one that it took."""
    if taken_at is None or report is not Report.NONE:
        return False
    return at - taken_at > SILENT_AFTER


def later(known: Report, heard: Report) -> Report:
    """The further of two reports, in whatever order they come: events do not arrive in theirs."""
    return max(known, heard, key=_RANK.__getitem__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One event of a carrier. `id` is its own, by which a repeated one is known."""

    id: str
    key: str
    attempt: int | None
    type: str
    at: datetime
    reason: str
    report: Report
