"""Letters by SMTP, to a server of the operator."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.policy import SMTP
from typing import Final
from urllib.parse import unquote, urlsplit

from service.domain.post import Address, Fate, Outcome
from service.notifications.letter import Letter
from service.notifications.mailer import TIME_OUT
from service.notifications.mime import message

SUBMISSION: Final = 587
IMPLICIT_TLS: Final = 465
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_OK: Final = 250
_FOR_GOOD: Final = 500
_POLICY: Final = SMTP.clone(max_line_length=76)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """`implicit` TLS from the first byte; else by STARTTLS, which only this machine may do without."""

    host: str
    port: int
    implicit: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_here(self) -> bool:
        return self.host in _LOOPBACK


def server_from(url: str) -> Server | None:
    """smtp://user:password@host:587 or smtps://host:465; null for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        return None
    implicit = parts.scheme == "smtps"
    return Server(
        host=parts.hostname,
        port=parts.port or (IMPLICIT_TLS if implicit else SUBMISSION),
        implicit=implicit,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpMailer:
    """Until a letter's text is on its way nothing can have gone out, afterwards it may have."""

    server: Server
    sender: Address
    clock: Callable[[], datetime]
    time_out: float = TIME_OUT
    idempotent: bool = False

    def send(self, letter: Letter, attempt: int) -> Outcome:
        data = message(letter, self.sender, self.clock()).as_bytes(policy=_POLICY)
        try:
            smtp = self._opened()
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(fate=Fate.NOT_NOW, detail=f"The mail server: {_words(error)}")
        try:
            return self._carried(smtp, letter.to.email, data)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()

    def _opened(self) -> smtplib.SMTP:
        """Signed in where there is a name to sign in with."""
        server, context = self.server, ssl.create_default_context()
        if server.implicit:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self.time_out, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=self.time_out)
        try:
            smtp.ehlo()
            if not server.implicit and (smtp.has_extn("starttls") or not server.is_here):
                smtp.starttls(context=context)
                smtp.ehlo()
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _carried(self, smtp: smtplib.SMTP, to: str, data: bytes) -> Outcome:
        try:
            for code, said in (smtp.mail(self.sender.email), smtp.rcpt(to)):
                if code != _OK:
                    return _refused(code, said)
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(fate=Fate.NOT_NOW, detail=f"The mail server: {_words(error)}")
        try:
            code, said = smtp.data(data)
        except smtplib.SMTPDataError as error:
            return _refused(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(fate=Fate.UNKNOWN, detail=f"The mail server: {_words(error)}")
        return Outcome(fate=Fate.ACCEPTED) if code == _OK else _refused(code, said)


def _refused(code: int, said: bytes | str) -> Outcome:
    """4xx is for now, 5xx for good; whatever else comes is no answer."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    fate = Fate.NEVER if code >= _FOR_GOOD else Fate.NOT_NOW
    return Outcome(fate=fate, detail=f"The mail server said {code}: {text}")


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
