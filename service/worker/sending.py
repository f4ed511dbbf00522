"""Letters that are due leave: claimed, written down as leaving, carried, marked."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from service.desk import Desk
from service.domain.errors import NotFound
from service.domain.post import (
    Doubt,
    Fate,
    Occasion,
    Outcome,
    after,
    after_doubt,
    taken_for,
)
from service.notifications.letter import Letter, LetterRefused, NothingToSay
from service.notifications.mailer import Mailer
from service.storage.outbox import Claimed
from service.worker.points import Point, passing

LEASE: Final = timedelta(minutes=2)
"""Longer than writing one letter and every time-out of carrying it."""

AT_ONCE: Final = 5
MOST_SETTLED: Final = 100
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Postroom:
    """Who sends, by what, and what is done in doubt. `name` tells leases apart."""

    desk: Desk
    mailer: Mailer
    compose: Callable[[Desk, Occasion], Letter]
    name: str
    doubt: Doubt = Doubt.RESEND
    lease: timedelta = LEASE
    reach: Callable[[StrEnum], None] = passing


def send_due(room: Postroom, stopping: Callable[[], bool] = lambda: False) -> int:
    """How many letters were claimed; what other workers left open is settled first."""
    at = room.desk.clock()
    with room.desk.db.reading_outbox() as box:
        if not box.due(1, at):
            return 0
    settle(room)
    return _send_claimed(room, stopping, None)


def send_one(room: Postroom, letter_id: str) -> int:
    """The letter of that id, if it is due and nobody else has it."""
    return _send_claimed(room, lambda: False, letter_id)


def _send_claimed(room: Postroom, stopping: Callable[[], bool], only: str | None) -> int:
    at = room.desk.clock()
    with room.desk.db.outbox() as box:
        claimed = box.claim(by=room.name, limit=AT_ONCE, lease=room.lease, at=at, only=only)
        room.reach(Point.IN_CLAIM)
    room.reach(Point.AFTER_CLAIM)
    for letter in claimed:
        if stopping():
            break
        _send(room, letter)
    return len(claimed)


def settle(room: Postroom) -> None:
    """What workers left when they died, and letters of which nobody knows whether they went."""
    at = room.desk.clock()
    stopped = taken_for(
        Outcome(fate=Fate.UNKNOWN, detail="The worker stopped while sending."),
        idempotent=room.mailer.idempotent,
    )
    with room.desk.db.outbox() as box:
        for left in box.abandoned(MOST_SETTLED):
            then = after(stopped, attempts=left.attempts, at=at, jitter=_jitter())
            box.settle(left, then, at)
        for letter in box.doubtful(MOST_SETTLED, at):
            then = after_doubt(
                seen=letter.seen,
                already_resent=letter.possible_duplicate,
                policy=room.doubt,
                fault=letter.fault,
                at=at,
            )
            box.settle(letter, then, at)


def _send(room: Postroom, letter: Claimed) -> None:
    db, clock = room.desk.db, room.desk.clock
    with db.outbox() as box:
        number = box.begin(letter, lease=room.lease, at=clock())
    if number is None:
        return
    outcome = taken_for(_outcome(room, letter, number), idempotent=room.mailer.idempotent)
    room.reach(Point.AFTER_RESPONSE)
    at = clock()
    then = after(outcome, attempts=number, at=at, jitter=_jitter())
    with db.outbox() as box:
        in_time = box.finish(letter, number, outcome, then, at)
        room.reach(Point.BEFORE_MARK)
    room.reach(Point.AFTER_MARK)
    if not in_time:
        _log.warning("A letter was finished after its lease had gone to another worker")


def _outcome(room: Postroom, letter: Claimed, number: int) -> Outcome:
    if letter.occasion is None:
        return Outcome(fate=Fate.NEVER, detail="Whom it is for has left the organization.")
    try:
        written = room.compose(room.desk, letter.occasion)
    except NothingToSay as moot:
        return Outcome(fate=Fate.MOOT, detail=str(moot))
    except (LetterRefused, NotFound) as error:
        return Outcome(fate=Fate.NEVER, detail=f"It cannot be written: {error}")
    except Exception as error:
        _log.exception("A letter could not be written", extra={"kind": letter.occasion.kind})
        why = f"It could not be written: {type(error).__name__}."
        return Outcome(fate=Fate.NOT_NOW, detail=why)
    room.reach(Point.BEFORE_POST)
    try:
        return room.mailer.send(written, number)
    except Exception as error:
        _log.exception("A letter could not be carried", extra={"kind": letter.occasion.kind})
        return Outcome(fate=Fate.UNKNOWN, detail=f"{type(error).__name__} while it was carried.")


def _jitter() -> float:
    return secrets.randbelow(1000) / 1000
