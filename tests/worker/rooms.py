"""Postrooms for tests, in this process and in others, and what must be true of their work."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select, update

from service.domain.post import Doubt, State
from service.notifications.mailer import Mailer
from service.notifications.sendgrid_mailer import SendGridMailer
from service.storage.database import Database, open_database
from service.storage.negotiation_tables import contracts
from service.storage.recipients import post
from service.storage.tables import outbox, outbox_attempts, provider_events
from service.worker.points import Point, passing
from service.worker.sending import Postroom, send_due
from tests.conftest import NOON, Clock
from tests.desks import a_desk
from tests.notifications.fake_sendgrid import FakeSendGrid
from tests.notifications.letters import READER, SENDER, composed
from tests.storage.kept import an_organization

AT_ONCE: Final = timedelta(0)
"""A lease that is over as soon as it is taken: whoever comes next need not wait."""

ENDS: Final = {State.SENT, State.DEAD, State.HELD, State.NEEDS_REVIEW, State.DROPPED}


def sendgrid(carrier: FakeSendGrid, clock: Clock, patience: float = 30.0) -> SendGridMailer:
    """`patience` (seconds) is long, so that no slow machine makes a doubt of its own."""
    return SendGridMailer(
        key="SG.x",
        sender=SENDER,
        clock=clock,
        host=carrier.url,
        time_out=patience,
        deadline=2 * patience,
    )


def a_room(db: Database, mailer: Mailer, clock: Clock, **changes: Any) -> Postroom:
    plain: dict[str, Any] = {
        "name": "worker",
        "compose": composed,
        "doubt": Doubt.RESEND,
        "reach": passing,
    }
    desk = a_desk(db, Path("/nowhere"), clock=clock)
    return Postroom(desk=desk, mailer=mailer, **{**plain, **changes})


def leases_run_out(db: Database) -> None:
    """Of contracts that somebody works on, or did before they were killed; no test waits for it."""
    with db.engine.begin() as connection:
        over = datetime(2026, 1, 1, tzinfo=UTC)
        held = contracts.c.lease_until.is_not(None)
        connection.execute(update(contracts).where(held).values(lease_until=over))


def written(db: Database, count: int, slug: str = "archive") -> list[str]:
    """The keys of letters that are due now."""
    org = an_organization(db, slug)
    keys = [f"{slug}-{n}" for n in range(count)]
    with db.engine.begin() as connection:
        for key in keys:
            post(connection, key=key, kind="password_changed", org=org, to=READER, at=NOON)
    return keys


def in_another_process(url: str, work: Callable[[Database], None]) -> int:
    """How the process ended that did the work: below zero by a signal."""
    child = started(url, work)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def started(url: str, work: Callable[[Database], None]) -> int:
    """The id of a process that does the work on a connection of its own."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work(open_database(url))
        status = 0
    finally:
        os._exit(status)


class Doomed:
    """A process that is killed in the middle of what it does, when the others are at it.

    `work` gets the database, and calls what it gets beside it where it is to end: there it waits.
    """

    def __init__(self, url: str, work: Callable[[Database, Callable[[], None]], None]) -> None:
        there, self._go = os.pipe(), os.pipe()

        def end() -> None:
            os.write(there[1], b"!")
            os.read(self._go[0], 1)
            os.kill(os.getpid(), signal.SIGKILL)

        self.id = started(url, lambda db: work(db, end))
        os.close(there[1])
        try:
            assert os.read(there[0], 1) == b"!", "It ended before it came to where it was to end."
        finally:
            os.close(there[0])

    def die(self) -> None:
        os.write(self._go[1], b"!")
        for end in self._go:
            os.close(end)


def dying(point: Point) -> Callable[[Point], None]:
    def reach(passed: Point) -> None:
        if passed is point:
            os.kill(os.getpid(), 9)

    return reach


def work_off(room: Postroom, clock: Clock) -> None:
    """Until nothing waits, however long that takes by the clock."""
    for _ in range(40):
        while send_due(room):
            pass
        if not _open(room.desk.db):
            return
        clock.forward(minutes=11)
    raise AssertionError("something is never settled")


def rows(db: Database) -> dict[str, Any]:
    with db.engine.connect() as connection:
        return {row.key: row for row in connection.execute(select(outbox))}


def _open(db: Database) -> int:
    return sum(State(row.state) not in ENDS for row in rows(db).values())


def assert_sound(db: Database, carrier: FakeSendGrid) -> None:
    """Nothing lost, nothing twice unless it is marked, nothing left in nobody's hands."""
    found, gone = rows(db), Counter(carrier.keys())
    assert {key for key, row in found.items() if row.state == State.SENT} <= {*gone}
    twice = {key for key, count in gone.items() if count > 1}
    assert twice <= {key for key, row in found.items() if row.possible_duplicate}
    assert max(gone.values(), default=0) <= 2
    assert all(row.lease_by is None for row in found.values() if State(row.state) in ENDS)
    with db.engine.connect() as connection:
        tried = dict(
            connection.execute(
                select(outbox.c.key, func.count(outbox_attempts.c.number))
                .outerjoin(outbox_attempts, outbox_attempts.c.outbox_id == outbox.c.id)
                .group_by(outbox.c.key)
            ).all()
        )
        open_attempts = connection.execute(
            select(outbox.c.possible_duplicate, outbox.c.reconciled, outbox.c.state)
            .join(outbox_attempts, outbox_attempts.c.outbox_id == outbox.c.id)
            .where(func.coalesce(outbox_attempts.c.outcome, "unknown") == "unknown")
        ).all()
        known = connection.scalars(select(provider_events.c.sg_event_id)).all()
    assert tried == {key: row.attempts for key, row in found.items()}
    assert all(a.possible_duplicate or a.reconciled or a.state != "sent" for a in open_attempts)
    assert len(known) == len({*known})
