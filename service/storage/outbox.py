"""The outbox: who may work on which letter, and what came of it.

Each claim raises the letter's `fence`; a mark is made only by whoever claimed last.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, insert, or_, select, update

from service.domain.deeds import Deed
from service.domain.post import (
    FAILED,
    Address,
    Fate,
    Heard,
    Next,
    Occasion,
    Outcome,
    Report,
    State,
    is_settled_by_report,
    later,
)
from service.storage.bounces import tell_of_failure
from service.storage.dropped_letters import note_dropped
from service.storage.leases import database_now
from service.storage.once import insert_once
from service.storage.org_history import OrgHistory
from service.storage.tables import (
    MOVES,
    memberships,
    organizations,
    outbox,
    outbox_attempts,
    provider_events,
    users,
)

_LONGEST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A letter that its holder alone may send. `occasion` is null where its reader has left."""

    id: str
    fence: int
    attempts: int
    possible_duplicate: bool
    occasion: Occasion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A letter that may have gone out; `seen` if an event or a late answer says that it did."""

    id: str
    key: str
    attempts: int
    possible_duplicate: bool
    seen: bool
    fault: str


class Outbox:
    """One transaction over the letters of all organizations."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def claim(
        self, *, by: str, limit: int, lease: timedelta, at: datetime, only: str | None = None
    ) -> list[Claimed]:
        """Letters that are due, the longest first; nobody else gets them while the lease runs.

        `only` is the id of the one that is wanted.
        """
        now = database_now(self.connection)
        free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now)
        due = (MOVES, outbox.c.state == State.PENDING, outbox.c.due_at <= at, free)
        asked = select(outbox.c.id).where(*due).order_by(outbox.c.due_at)
        ids = self._locked(asked if only is None else asked.where(outbox.c.id == only), limit)
        if not ids:
            return []
        self.connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(ids))
            .values(lease_by=by, lease_until=now + lease, fence=outbox.c.fence + 1)
        )
        rows = self.connection.execute(_LETTERS.where(outbox.c.id.in_(ids)))
        return sorted((_claimed(row) for row in rows), key=lambda found: ids.index(found.id))

    def due(self, limit: int, at: datetime) -> list[str]:
        """The ids of letters that wait for a worker, or for what a worker left open."""
        which = (MOVES, outbox.c.due_at <= at)
        asked = select(outbox.c.id).where(*which).order_by(outbox.c.due_at).limit(limit)
        return [*self.connection.scalars(asked)]

    def begin(self, letter: Claimed, *, lease: timedelta, at: datetime) -> int | None:
        """The number of the attempt, written down before anything leaves; null if it is too late."""
        number = letter.attempts + 1
        held = self._mark(
            letter,
            state=State.SENDING,
            attempts=number,
            due_at=at,
            lease_until=database_now(self.connection) + lease,
        )
        if not held:
            return None
        self.connection.execute(
            insert(outbox_attempts).values(
                outbox_id=letter.id, number=number, started_at=at, detail=""
            )
        )
        return number

    def finish(
        self, letter: Claimed, number: int, outcome: Outcome, then: Next, at: datetime
    ) -> bool:
        """False if what becomes of the letter is no longer this holder's to say.

        How the attempt ended is kept all the same: it is true whoever works on the letter by now.
        """
        self.connection.execute(
            update(outbox_attempts)
            .where(outbox_attempts.c.outbox_id == letter.id, outbox_attempts.c.number == number)
            .values(ended_at=at, outcome=outcome.fate, detail=outcome.detail[:_LONGEST])
        )
        values = _moved(then)
        if outcome.message_id is not None:
            values["provider_id"] = outcome.message_id[:200]
        held = self._mark(letter, **values)
        if held:
            self._tell(letter.id, then, at)
        return held

    def release(self, by: str) -> None:
        """Gives back what was claimed and not begun."""
        mine = (outbox.c.lease_by == by, outbox.c.state == State.PENDING)
        self.connection.execute(update(outbox).where(*mine).values(_FREE))

    def doubtful(self, limit: int, at: datetime) -> list[Doubtful]:
        """Letters of unknown fate whose grace is over; locked until they are settled."""
        which = (outbox.c.state == State.UNKNOWN, outbox.c.due_at <= at)
        ids = self._locked(select(outbox.c.id).where(*which).order_by(outbox.c.due_at), limit)
        return self._doubted(ids)

    def abandoned(self, limit: int) -> list[Doubtful]:
        """Letters whose worker stopped in the middle of sending; locked until they are settled."""
        which = (
            outbox.c.state == State.SENDING,
            outbox.c.lease_until <= database_now(self.connection),
        )
        ids = self._locked(select(outbox.c.id).where(*which).order_by(outbox.c.due_at), limit)
        return self._doubted(ids)

    def settle(self, letter: Doubtful, then: Next, at: datetime) -> None:
        """Whoever still held the letter loses it."""
        self.connection.execute(
            update(outbox)
            .where(outbox.c.id == letter.id)
            .values(fence=outbox.c.fence + 1, **_moved(then))
        )
        self._tell(letter.id, then, at)

    def heard(self, events: Iterable[Heard], at: datetime) -> int:
        """How many events were new and about a letter of ours; in any order, each counted once.

        `at` is when they came: whoever must be told is told now, whatever their own moment is.
        """
        return sum(self._heard(event, at) for event in events)

    def review_all(self, *, by: str, at: datetime) -> int:
        """After a backup was restored: nothing that was due before goes out by itself.

        Each organization's history says so, also where no letter waits.
        """
        found = self.connection.scalars(
            update(outbox)
            .where(MOVES, outbox.c.created_at <= at)
            .values(state=State.NEEDS_REVIEW, fence=outbox.c.fence + 1, **_FREE)
            .returning(outbox.c.org_id)
        )
        counts = Counter(found)
        every = select(organizations.c.id).order_by(organizations.c.id)
        for org in self.connection.scalars(every).all():
            history = OrgHistory(self.connection, org)
            history.note(Deed.BACKUP_RESTORED, by=by, at=at, letters=counts[org])
        return counts.total()

    def _heard(self, event: Heard, at: datetime) -> bool:
        row = self.connection.execute(
            select(outbox.c.id, outbox.c.state, outbox.c.report, outbox.c.attempts)
            .where(outbox.c.key == event.key)
            .with_for_update()
        ).one_or_none()
        if row is None or not self._kept(event, row.id):
            return False
        values: dict[str, Any] = {}
        if later(Report(row.report), event.report) is event.report:
            values = {"report": event.report, "report_reason": event.reason[:_LONGEST]}
        newest = event.attempt in (None, row.attempts)
        if newest and event.report and is_settled_by_report(State(row.state)):
            settled = _moved(Next(state=State.SENT, reconciled=True))
            values |= {**settled, "fence": outbox.c.fence + 1}
        if values:
            self.connection.execute(update(outbox).where(outbox.c.id == row.id).values(values))
        if values.get("report") in FAILED:
            tell_of_failure(self.connection, row.id, at)
        return True

    def _tell(self, letter: str, then: Next, at: datetime) -> None:
        if then.state is State.DEAD:
            tell_of_failure(self.connection, letter, at)
        if then.state is State.DROPPED:
            note_dropped(self.connection, letter)

    def _kept(self, event: Heard, letter: str) -> bool:
        row = {
            "sg_event_id": event.id,
            "outbox_id": letter,
            "attempt": event.attempt,
            "type": event.type[:40],
            "at": event.at,
            "reason": event.reason[:_LONGEST],
        }
        return insert_once(self.connection, provider_events, row, key=("sg_event_id",))

    def _mark(self, letter: Claimed, **values: Any) -> bool:
        marked = self.connection.execute(
            update(outbox)
            .where(outbox.c.id == letter.id, outbox.c.fence == letter.fence)
            .values(values)
        )
        return marked.rowcount == 1

    def _doubted(self, ids: Sequence[str]) -> list[Doubtful]:
        rows = self.connection.execute(_DOUBTED.where(outbox.c.id.in_(ids)))
        return [
            Doubtful(
                id=row.id,
                key=row.key,
                attempts=row.attempts,
                possible_duplicate=row.possible_duplicate,
                seen=bool(row.report) or row.told,
                fault=row.fault,
            )
            for row in rows
        ]

    def _locked(self, asked: Select[Any], limit: int) -> list[str]:
        """SQLite has one writer at a time anyway, and ignores the lock."""
        return [*self.connection.scalars(asked.limit(limit).with_for_update(skip_locked=True))]


_FREE: Final = {"lease_by": None, "lease_until": None}

_LETTERS: Final = (
    select(outbox, users.c.email, users.c.name, memberships.c.role)
    .outerjoin(users, users.c.id == outbox.c.user_id)
    .outerjoin(
        memberships,
        and_(
            memberships.c.user_id == outbox.c.user_id,
            memberships.c.org_id == outbox.c.org_id,
        ),
    )
)
_DOUBTED: Final = select(
    outbox,
    select(outbox_attempts.c.number)
    .where(
        outbox_attempts.c.outbox_id == outbox.c.id,
        outbox_attempts.c.number == outbox.c.attempts,
        outbox_attempts.c.outcome == Fate.ACCEPTED,
    )
    .exists()
    .label("told"),
)


def _moved(then: Next) -> dict[str, Any]:
    values: dict[str, Any] = {"state": then.state, "fault": then.fault[:_LONGEST], **_FREE}
    if then.due_at is not None:
        values["due_at"] = then.due_at
    if then.possible_duplicate:
        values["possible_duplicate"] = True
    if then.reconciled:
        values["reconciled"] = True
    return values


def _claimed(row: Any) -> Claimed:
    return Claimed(
        id=row.id,
        fence=row.fence,
        attempts=row.attempts,
        possible_duplicate=row.possible_duplicate,
        occasion=_occasion(row),
    )


def _occasion(row: Any) -> Occasion | None:
    if row.user_id is not None and row.role is None:
        return None
    to = Address(row.to_email, row.to_name or "") if row.to_email else Address(row.email, row.name)
    return Occasion(
        key=row.key,
        kind=row.kind,
        org=row.org_id,
        to=to,
        user=row.user_id,
        deal=row.deal_id,
        event_seq=row.event_seq,
        about=row.about,
    )
