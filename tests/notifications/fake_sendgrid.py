"""SendGrid's door for letters, here on this machine, with every kind of trouble on demand."""

import json
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Thread
from typing import Any, Final

OK: Final = "202"
REFUSALS: Final = ("429", "400", "401", "413", "500")
TAKEN: Final = ("202", "500_accepted", "timeout_accepted", "slow_drip")
"""What leaves the letter with SendGrid, whatever the client hears of it."""

TROUBLES: Final = (*REFUSALS, *TAKEN, "reset", "drop")
RETRY_AFTER: Final = 7200


@dataclass
class FakeSendGrid:
    """`trouble` says what happens to the next requests; `taken` are the letters that went out."""

    url: str = ""
    trouble: str = OK
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    on_bytes: Callable[[], None] = lambda: None
    closing: Event = field(default_factory=Event)
    heard: Condition = field(default_factory=Condition)

    def keys(self) -> list[str]:
        """Of each letter that went out, as often as it did."""
        return [self._args(body)["message_key"] for body in self.taken]

    def wait_for(self, count: int) -> None:
        """Until so many letters went out."""
        with self.heard:
            assert self.heard.wait_for(lambda: len(self.taken) >= count, 60)

    def events(self, *kinds: str, moment: int = 1772452800) -> list[dict[str, Any]]:
        """What SendGrid reports of each letter that it took; kinds are as "delivered"."""
        return [
            {
                "event": kind,
                "sg_event_id": f"{n}-{kind}",
                "timestamp": moment,
                "email": "bo@example.org",
                **self._args(body),
            }
            for n, body in enumerate(self.taken)
            for kind in kinds
        ]

    def take(self, body: dict[str, Any], trouble: str) -> None:
        with self.heard:
            self.asked.append(body)
            if trouble in TAKEN:
                self.taken.append(body)
            self.heard.notify_all()

    @staticmethod
    def _args(body: dict[str, Any]) -> dict[str, str]:
        args: dict[str, str] = body["personalizations"][0]["custom_args"]
        return args


@contextmanager
def a_fake_sendgrid() -> Iterator[FakeSendGrid]:
    fake = FakeSendGrid()

    class Handler(_Handler):
        carrier = fake

    server = _Server(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        fake.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone away is what some of the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    carrier: FakeSendGrid

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        trouble = self.carrier.trouble
        self.carrier.take(body, trouble)
        self.carrier.on_bytes()
        self.close_connection = True
        if trouble == "reset":
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
        elif trouble == "timeout_accepted":
            self.carrier.closing.wait(30)
        elif trouble == "slow_drip":
            self._drip()
        elif trouble != "drop":
            self._answer(int(trouble[:3]))

    def _answer(self, status: int) -> None:
        said = b"" if status == 202 else b'{"errors": [{"message": "no"}]}'
        self.send_response(status)
        if status == 202:
            self.send_header("X-Message-Id", f"sg-{len(self.carrier.taken)}")
        if status == 429:
            self.send_header("Retry-After", str(RETRY_AFTER))
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def _drip(self) -> None:
        """A byte now and then, so that no silence is ever long enough for a time-out."""
        self.wfile.write(b"HTTP/1.1 202 Accepted\r\nX-Slow: ")
        while not self.carrier.closing.wait(0.05):
            self.wfile.write(b"x")

    def log_message(self, format: str, *args: Any) -> None:
        pass
