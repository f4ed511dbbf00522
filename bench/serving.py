"""Two ways to serve a deal, each by gunicorn with two workers, and somebody who asks."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

SECRET = "only for measuring, on one machine"  # noqa: S105
CLIENTS = 4


@contextmanager
def served(app: str, database_url: str, files: Path) -> Iterator[int]:
    """The port at which `app` answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    environment = {
        **os.environ,  # noqa: TID251
        "COUNTERPART_DATABASE_URL": database_url,
        "COUNTERPART_FILES_URL": str(files),
        "COUNTERPART_SECRET_KEY": SECRET,
        "COUNTERPART_API_RATE": "1000000/second",
    }
    command = [sys.executable, "-m", "gunicorn", "-w", "2", "-k", "gthread", "--threads", "4"]
    command += ["-b", f"127.0.0.1:{port}", "--log-level", "error", app]
    server = subprocess.Popen(command, env=environment)  # noqa: S603
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The server does not start.")


def rate(port: int, path: str, body: bytes, key: str, calls: int) -> float:
    """Requests a second of some clients at once, each on one connection."""

    def work(count: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
        for _ in range(count):
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            json.loads(answer.read())
            assert answer.status == 201, answer.status
        connection.close()

    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(work, [calls // CLIENTS] * CLIENTS))
    return calls / (time.perf_counter() - start)
