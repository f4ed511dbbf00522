"""Many workers at once, one killed and one stopped for a while: each letter goes out once."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from threading import Event

from service.domain.post import State
from service.storage.database import Database, open_database
from service.worker.points import Point, passing
from service.worker.sending import send_due, settle
from tests.conftest import Clock
from tests.notifications.fake_sendgrid import FakeSendGrid
from tests.sizes import cases
from tests.worker.reports import told
from tests.worker.rooms import a_room, assert_sound, rows, sendgrid, started, work_off, written

WORKERS = SCHEDULERS = 4
LEASE = timedelta(seconds=1)


def test_each_letter_goes_out_once(url: str, carrier: FakeSendGrid) -> None:
    count = cases(40, 300)
    db = open_database(url)
    keys = written(db, count)
    db.close()

    def work(db: Database, reach: Callable[[StrEnum], None] = passing) -> None:
        name = f"worker-{os.getpid()}"
        room = a_room(db, sendgrid(carrier, Clock()), Clock(), lease=LEASE, name=name, reach=reach)
        while _waits(db):
            send_due(room)

    def stop(db: Database) -> None:
        work(db, _stopping_at(Point.BEFORE_POST))

    def tick(db: Database) -> None:
        room = a_room(db, sendgrid(carrier, Clock()), Clock())
        while not Event().wait(0.05):
            settle(room)

    schedulers = [started(url, tick) for _ in range(SCHEDULERS)]
    stopped = started(url, stop)
    os.waitpid(stopped, os.WUNTRACED)
    killed, *others = [started(url, work) for _ in range(WORKERS - 1)]
    try:
        carrier.wait_for(count // 4)
        os.kill(killed, signal.SIGKILL)
        ends = [_ended(each) for each in (killed, *others)]
        os.kill(stopped, signal.SIGCONT)
        ends.append(_ended(stopped))
    finally:
        _swept(*schedulers, stopped, killed, *others)
    assert ends == [-signal.SIGKILL, 0, 0, 0]
    told(db, carrier.events("processed"))
    clock = Clock()
    work_off(a_room(db, sendgrid(carrier, clock), clock, lease=timedelta(0)), clock)
    found = rows(db)
    assert {row.state for row in found.values()} == {State.SENT}
    assert {*found} == {*keys}
    assert Counter(carrier.keys()) == Counter(keys)
    assert_sound(db, carrier)
    db.close()


def _waits(db: Database) -> bool:
    return any(row.state == State.PENDING for row in rows(db).values())


def _stopping_at(point: Point) -> Callable[[StrEnum], None]:
    """Once, and not in a transaction: on SQLite that would stop every other writer too."""
    passed = []

    def reach(here: StrEnum) -> None:
        if here == point and not passed:
            passed.append(here)
            os.kill(os.getpid(), signal.SIGSTOP)

    return reach


def _swept(*processes: int) -> None:
    """Whatever failed, none of them outlives the test: a stopped one would be waited for forever."""
    for each in processes:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(each, signal.SIGKILL)
            _ended(each)


def _ended(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
