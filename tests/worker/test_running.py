"""The worker as operators run it, in processes of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from select import POLLIN, poll

import pytest
from sqlalchemy import func, select

from service.domain.drawing_up import Step
from service.domain.post import State
from service.domain.seal_work import SealStep
from service.storage.database import Database, open_database
from service.storage.idempotency import claim
from service.storage.tables import idempotency_keys
from service.worker.points import Point
from tests.conftest import NOON, PATIENCE, SECRET
from tests.notifications.fake_sendgrid import FakeSendGrid
from tests.storage.kept import an_organization
from tests.web.served import server_is_starting, wait_until_served
from tests.worker.rooms import rows, written

API_KEY = "SG.a-key-that-opens-nothing"


@contextmanager
def _program(
    arguments: list[str], url: str, carrier: FakeSendGrid, log: Path, fault: str = ""
) -> Iterator["subprocess.Popen[bytes]"]:
    environment = {
        **os.environ,  # noqa: TID251
        "COUNTERPART_DATABASE_URL": url,
        "COUNTERPART_FILES_URL": str(log.parent / "files"),
        "COUNTERPART_SECRET_KEY": SECRET,
        "COUNTERPART_MAIL_URL": "sendgrid:",
        "COUNTERPART_MAIL_FROM": "Counterpart <deals@example.com>",
        "COUNTERPART_SENDGRID_API_KEY": API_KEY,
        "COUNTERPART_SENDGRID_HOST": carrier.url,
        "FAULT": fault,
    }
    command = [sys.executable, "-m", "service.cli", *arguments]
    with log.open("ab") as said:
        program = subprocess.Popen(command, env=environment, stdout=said, stderr=said)  # noqa: S603
        try:
            yield program
        finally:
            program.terminate()
            program.wait(PATIENCE)


def _written(url: str, count: int) -> None:
    db = open_database(url)
    written(db, count)
    db.close()


def _states(url: str) -> set[str]:
    db = open_database(url)
    found = {row.state for row in rows(db).values()}
    leased = [row for row in rows(db).values() if row.lease_by]
    db.close()
    assert not leased
    return found


def test_a_worker_sends_what_is_due_and_ends_when_it_is_told(
    url: str, carrier: FakeSendGrid, tmp_path: Path
) -> None:
    _written(url, 12)
    log = tmp_path / "worker.log"
    with _program(["worker"], url, carrier, log) as worker:
        carrier.wait_for(12)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0
    assert _states(url) == {State.SENT}
    assert sorted(carrier.keys()) == sorted(f"archive-{n}" for n in range(12))
    assert API_KEY not in log.read_text("utf-8")


@pytest.mark.parametrize("point", ["after_claim"])
def test_a_fault_kills_the_worker_where_it_says(
    url: str, carrier: FakeSendGrid, tmp_path: Path, point: str
) -> None:
    _written(url, 1)
    with _program(["worker"], url, carrier, tmp_path / "worker.log", point) as worker:
        assert worker.wait(PATIENCE) == -signal.SIGKILL
    assert carrier.taken == []


def test_serving_sends_letters_too_and_all_ends_together(
    url: str, carrier: FakeSendGrid, tmp_path: Path
) -> None:
    _written(url, 1)
    with _program(_serving(), url, carrier, tmp_path / "serve.log") as server:
        carrier.wait_for(1)
        children = _children(server.pid)
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 0
    assert len(children) == 2
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    assert _states(url) == {State.SENT}


def test_when_one_part_dies_all_end_and_it_counts_as_a_failure(
    url: str, carrier: FakeSendGrid, tmp_path: Path
) -> None:
    _written(url, 1)
    with _program(_serving(), url, carrier, tmp_path / "serve.log") as server:
        carrier.wait_for(1)
        os.kill(_children(server.pid)[1], signal.SIGKILL)
        assert server.wait(PATIENCE) == 1


def test_when_the_parent_is_killed_nobody_runs_on(
    url: str, carrier: FakeSendGrid, tmp_path: Path
) -> None:
    _written(url, 1)
    arguments = _serving()
    with _program(arguments, url, carrier, tmp_path / "serve.log") as server:
        carrier.wait_for(1)
        wait_until_served(server, int(arguments[-1]))
        family = [os.pidfd_open(each) for each in _descendants(server.pid)]
        server.kill()
        left = _still_running(family)
    assert len(family) > 2
    assert left == []


@pytest.mark.parametrize("command", ["worker", "scheduler"])
def test_a_fault_that_does_not_exist_is_named_with_those_that_do(
    url: str, carrier: FakeSendGrid, tmp_path: Path, command: str
) -> None:
    log = tmp_path / "worker.log"
    with _program([command], url, carrier, log, "after_lunch") as worker:
        assert worker.wait(PATIENCE) == 1
    (line,) = log.read_text("utf-8").splitlines()
    points = ", ".join([*Point, *Step, *SealStep])
    assert line == f"SettingsWrong: FAULT is 'after_lunch'; it should be one of {points}"


@pytest.mark.parametrize("command", ["worker", "scheduler"])
def test_what_was_kept_long_enough_is_dropped_at_once(
    url: str, carrier: FakeSendGrid, tmp_path: Path, command: str
) -> None:
    db = open_database(url)
    org = an_organization(db, "archive")
    with db.transaction(org) as tx:
        claim(tx.connection, org, "k", "call", NOON - timedelta(days=9999))
    with _program([command], url, carrier, tmp_path / "worker.log") as program:
        while program.poll() is None and _keys(db):
            server_is_starting(program)
        assert program.poll() is None
    db.close()


def _keys(db: Database) -> int:
    with db.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(idempotency_keys)) or 0


def _descendants(process: int) -> list[int]:
    return [one for child in _children(process) for one in (child, *_descendants(child))]


def _still_running(family: list[int]) -> list[int]:
    """Those that do not end within the time that a machine under load takes; they are killed."""
    waiting = {*family}
    watch = poll()
    for each in family:
        watch.register(each, POLLIN)
    while waiting and (ended := watch.poll(90_000)):
        for each, _ in ended:
            watch.unregister(each)
            waiting.discard(each)
    for each in waiting:
        signal.pidfd_send_signal(each, signal.SIGKILL)
    for each in family:
        os.close(each)
    return [*waiting]


def _serving() -> list[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return ["serve", "--port", str(free.getsockname()[1])]


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    return [int(each) for each in found.split()]
