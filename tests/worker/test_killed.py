"""A worker that is killed at any point loses no letter, and doubles none that is not marked."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete

from service.domain.post import State
from service.notifications.file_mailer import FileMailer
from service.storage.database import Database, open_database
from service.storage.tables import outbox, outbox_attempts, provider_events
from service.worker.points import Point
from service.worker.sending import send_due
from tests.conftest import NOON, Clock
from tests.notifications.fake_sendgrid import FakeSendGrid
from tests.notifications.letters import SENDER
from tests.sizes import cases
from tests.worker.reports import told
from tests.worker.rooms import (
    AT_ONCE,
    a_room,
    assert_sound,
    dying,
    in_another_process,
    rows,
    sendgrid,
    started,
    work_off,
    written,
)

AFTER_BYTES = "after_bytes"
POINTS = [*Point, AFTER_BYTES]
AMBIGUOUS = {AFTER_BYTES, Point.AFTER_RESPONSE, Point.BEFORE_MARK}
LETTERS = 3


def _killed(db: Database, carrier: FakeSendGrid, reach: Callable[[Point], None]) -> None:
    room = a_room(db, sendgrid(carrier, Clock()), Clock(), reach=reach, lease=AT_ONCE)
    send_due(room)


def _die(url: str, carrier: FakeSendGrid, point: str) -> None:
    """One worker, killed at the point; after the bytes it is the carrier that sees to it."""
    if point != AFTER_BYTES:
        reach = dying(Point(point))
        ended = in_another_process(url, lambda db: _killed(db, carrier, reach))
        assert ended == -signal.SIGKILL
        return
    carrier.trouble = "timeout_accepted"
    child = started(url, lambda db: _killed(db, carrier, lambda _: None))
    carrier.wait_for(len(carrier.taken) + 1)
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    carrier.trouble = "202"


def _emptied(db: Database) -> None:
    with db.engine.begin() as connection:
        for table in (provider_events, outbox_attempts, outbox):
            connection.execute(delete(table))


@pytest.mark.parametrize("reported", [False, True], ids=["unreported", "reported"])
@pytest.mark.parametrize("point", POINTS)
def test_a_letter_survives_its_worker(
    url: str, carrier: FakeSendGrid, point: str, reported: bool
) -> None:
    doubled = 0
    for _ in range(cases(1, 20)):
        db = open_database(url)
        _emptied(db)
        carrier.taken.clear()
        written(db, LETTERS)
        db.close()
        _die(url, carrier, point)
        if reported:
            told(db, carrier.events("processed"))
        clock = Clock()
        work_off(a_room(db, sendgrid(carrier, clock), clock, lease=AT_ONCE), clock)
        assert {row.state for row in rows(db).values()} == {State.SENT}
        assert_sound(db, carrier)
        doubled += len(carrier.keys()) - LETTERS
        db.close()
    assert doubled == 0 or (point in AMBIGUOUS and not reported)
    assert doubled > 0 or point not in AMBIGUOUS or reported


@pytest.mark.parametrize("point", list(Point))
def test_a_letter_as_a_file_is_there_once_wherever_its_worker_died(
    url: str, tmp_path: Path, point: Point
) -> None:
    folder = tmp_path / "mail"

    def work(db: Database) -> None:
        mailer = FileMailer(folder, SENDER, Clock())
        send_due(a_room(db, mailer, Clock(), reach=dying(point), lease=AT_ONCE))

    db = open_database(url)
    written(db, LETTERS)
    db.close()
    assert in_another_process(url, work) == -signal.SIGKILL
    clock = Clock()
    work_off(a_room(db, FileMailer(folder, SENDER, clock), clock, lease=AT_ONCE), clock)
    assert len([*folder.iterdir()]) == LETTERS
    found = rows(db).values()
    assert {(row.state, row.possible_duplicate) for row in found} == {(State.SENT, False)}
    assert all(row.created_at == NOON for row in found)
    db.close()
