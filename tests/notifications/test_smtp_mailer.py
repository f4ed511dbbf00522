"""Letters to a real SMTP server, and what its answers mean."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from service.domain.post import Fate
from service.notifications.smtp_mailer import Server, SmtpMailer, server_from
from tests.conftest import PATIENCE, Clock
from tests.notifications.letters import SENDER, a_letter


@dataclass
class Mailbox:
    """A server's answers to RCPT and DATA, and what arrived."""

    rcpt: str = "250 OK"
    data: str = "250 OK"
    silent: bool = False
    arrived: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, to: str, _: Any
    ) -> str:
        envelope.rcpt_tos.append(to)
        return self.rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.arrived.append(envelope.content)
        if self.silent:
            await asyncio.Event().wait()
        return self.data


@contextmanager
def _server(box: Mailbox, **options: Any) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def _mailer(
    port: int, user: str = "", password: str = "", patience: float = PATIENCE
) -> SmtpMailer:
    server = Server(host="127.0.0.1", port=port, implicit=False, user=user, password=password)
    return SmtpMailer(server=server, sender=SENDER, clock=Clock(), time_out=patience)


def test_a_letter_arrives_as_it_was_written() -> None:
    box = Mailbox()
    letter = a_letter(subject="Größe — «Fotos»")
    with _server(box) as port:
        assert _mailer(port).send(letter, 1).fate is Fate.ACCEPTED
    read = message_from_bytes(box.arrived[0], policy=default)
    assert (read["Subject"], read["To"]) == (letter.subject, "Bo Reader <bo@example.org>")
    assert read["Message-ID"] == dict(letter.headers)["Message-ID"]
    assert read.get_body(("plain",)).get_content().replace("\r\n", "\n") == letter.text


@pytest.mark.parametrize(
    ("box", "fate"),
    [
        (Mailbox(rcpt="450 Full"), Fate.NOT_NOW),
        (Mailbox(rcpt="550 No such mailbox"), Fate.NEVER),
        (Mailbox(data="451 Later"), Fate.NOT_NOW),
        (Mailbox(data="554 Spam"), Fate.NEVER),
        (Mailbox(silent=True), Fate.UNKNOWN),
    ],
    ids=lambda value: "" if isinstance(value, Fate) else f"{value.rcpt} {value.data}",
)
def test_each_answer_has_its_fate(box: Mailbox, fate: Fate) -> None:
    with _server(box) as port:
        mailer = _mailer(port, patience=3.0 if box.silent else PATIENCE)
        outcome = mailer.send(a_letter(), 1)
    assert outcome.fate is fate
    assert outcome.detail


def test_a_server_that_is_not_there_is_tried_again_later() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        outcome = _mailer(closed.getsockname()[1]).send(a_letter(), 1)
    assert outcome.fate is Fate.NOT_NOW


def _only(name: str, password: str) -> Callable[..., AuthResult]:
    def known(server: Any, session: Any, envelope: Any, how: str, data: Any) -> AuthResult:
        right = data == LoginPassword(name.encode(), password.encode())
        return AuthResult(success=right, handled=right)  # else the server answers nothing

    return known


@pytest.mark.parametrize(("password", "fate"), [("pass", Fate.ACCEPTED), ("wrong", Fate.NOT_NOW)])
def test_a_server_that_wants_a_name_gets_one(password: str, fate: Fate) -> None:
    options = {"authenticator": _only("us", "pass"), "auth_require_tls": False}
    with _server(Mailbox(), **options) as port:
        outcome = _mailer(port, "us", password).send(a_letter(), 1)
    assert outcome.fate is fate
    assert password not in repr(outcome)


def test_elsewhere_nothing_is_said_in_the_clear() -> None:
    box = Mailbox()
    with _server(box) as port:
        server = Server(host="127.0.0.2", port=port, implicit=False)
        mailer = SmtpMailer(server=server, sender=SENDER, clock=Clock(), time_out=PATIENCE)
        with _server_on(box, "127.0.0.2", port):
            assert mailer.send(a_letter(), 1).fate is Fate.NOT_NOW
    assert box.arrived == []


@contextmanager
def _server_on(box: Mailbox, host: str, port: int) -> Iterator[None]:
    controller = Controller(box, hostname=host, port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def test_an_address_says_how_a_server_is_reached() -> None:
    assert server_from("smtp://us:p%40ss@mail.example.com") == Server(
        host="mail.example.com",
        port=587,
        implicit=False,
        user="us",
        password="p@ss",  # noqa: S106
    )
    assert server_from("smtps://mail.example.com") == Server(
        host="mail.example.com", port=465, implicit=True
    )
    assert server_from("file:var/mail") is None
