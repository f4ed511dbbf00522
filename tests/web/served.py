"""The program as it is served: gunicorn with two workers, in processes of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.conftest import PATIENCE, SECRET


@contextmanager
def a_server(database_url: str, files: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The process and its port, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    environment = {
        **os.environ,  # noqa: TID251
        "COUNTERPART_DATABASE_URL": database_url,
        "COUNTERPART_FILES_URL": str(files),
        "COUNTERPART_SECRET_KEY": SECRET,
        "COUNTERPART_API_RATE": "100000/minute",
    }
    command = [sys.executable, "-m", "service.cli", "serve", "--web-only", "--port", str(port)]
    log = files.with_name("server.log")
    with log.open("wb") as said:
        server = subprocess.Popen(command, env=environment, stdout=said, stderr=said)  # noqa: S603
        try:
            wait_until_served(server, port)
            yield server, port
        finally:
            server.terminate()
            server.wait(PATIENCE)


def wait_until_served(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Until somebody answers: each try waits for a connection, and a dead server ends it."""
    while server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                break
        except OSError:
            server_is_starting(server)
    assert server.poll() is None, "the server did not start"
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/openapi.json")
    assert connection.getresponse().status == 200
    connection.close()


def server_is_starting(server: "subprocess.Popen[bytes]") -> None:
    """Gives the server a moment of the processor."""
    try:
        server.wait(0.1)
    except subprocess.TimeoutExpired:
        return


def workers_of(server: "subprocess.Popen[bytes]") -> list[int]:
    """The process ids of its workers."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text("ascii")
    return [int(each) for each in children.split()]
