"""Workers that are killed under an idempotent client: what was acknowledged is there, once."""

import json
import os
import signal
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any

from sqlalchemy import select

from service.domain.audit import broken_at
from service.domain.people import Scope
from service.storage.database import open_database
from service.storage.tables import deals
from tests import databases
from tests.conftest import NOON, PATIENCE
from tests.sizes import cases
from tests.storage.kept import an_organization, records_of
from tests.web.callers import a_document
from tests.web.served import a_server, workers_of

DOCUMENT = json.dumps(a_document()).encode()


def _drafted(port: int, key: str, name: str) -> str:
    """Tries until it is answered; the key makes that safe."""
    headers = {
        "Authorization": f"Bearer {key}",
        "Content-Type": "application/json",
        "Idempotency-Key": name,
    }
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("POST", "/api/v1/deals", DOCUMENT, headers)
            answer = connection.getresponse()
            if answer.status == 201:
                return str(json.loads(answer.read())["id"])
            assert answer.status >= 500, answer.read()
        except (OSError, HTTPException):
            continue
        finally:
            connection.close()


def test_what_was_acknowledged_survives_killed_workers_once(tmp_path: Path) -> None:
    kills, at_once = cases(5, 100), 3
    url = databases.url_of("sqlite", tmp_path)
    database = open_database(url)
    org = an_organization(database, "archive")
    with database.accounts() as accounts:
        _, key = accounts.new_key(org, "CRM", [Scope.DEALS_WRITE], by="system", at=NOON)
    acknowledged: dict[str, str] = {}
    heard: Queue[str] = Queue()
    done = Event()

    def client(who: int, port: int) -> None:
        n = 0
        while not done.is_set():
            name = f"{who}-{n}"
            acknowledged[name] = _drafted(port, key, name)
            heard.put(name)
            n += 1

    with a_server(url, tmp_path / "files") as (server, port):
        clients = [Thread(target=client, args=(who, port)) for who in range(at_once)]
        for each in clients:
            each.start()
        for n in range(kills):
            _kill_one(server, heard, n)
        done.set()
        for each in clients:
            each.join(PATIENCE)
        again = {name: _drafted(port, key, name) for name in list(acknowledged)[:10]}
    assert again == {name: acknowledged[name] for name in again}
    with database.engine.connect() as connection:
        there = [row.id for row in connection.execute(select(deals.c.id))]
    assert sorted(there) == sorted(acknowledged.values())
    assert len(there) >= kills
    assert all(broken_at(*records_of(database, deal)) is None for deal in there)
    database.close()


def _kill_one(server: Any, heard: "Queue[str]", n: int) -> None:
    """After calls were acknowledged anew, so that every kill falls into work."""
    while not heard.empty():
        heard.get()
    heard.get(timeout=PATIENCE)
    workers = workers_of(server)
    if workers:
        os.kill(workers[n % len(workers)], signal.SIGKILL)
