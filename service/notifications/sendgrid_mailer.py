"""Letters by Twilio SendGrid."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final
from urllib.error import URLError

from python_http_client.exceptions import HTTPError

from service.domain.post import Address, Fate, Outcome
from service.notifications.letter import Letter
from service.notifications.mailer import TIME_OUT

DEFAULT_HOST: Final = "https://api.sendgrid.com"
_ACCEPTED: Final = 202
_SANDBOXED: Final = 200
_TOO_MANY: Final = 429
_SHORTEST_REFUSAL, _FIRST_FAILURE = 400, 500
_LONGEST_WORDS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class SendGridMailer:
    """A time-out of the client ends a silence; `deadline` (seconds) ends an answer that drips.

    In the `sandbox` SendGrid looks at a letter and delivers nothing.
    """

    key: str = field(repr=False)
    sender: Address
    clock: Callable[[], datetime]
    host: str = DEFAULT_HOST
    sandbox: bool = False
    time_out: float = TIME_OUT
    deadline: float = 3 * TIME_OUT
    idempotent: bool = False

    def send(self, letter: Letter, attempt: int) -> Outcome:
        heard: SimpleQueue[Outcome] = SimpleQueue()
        Thread(target=lambda: heard.put(self._sent(letter, attempt)), daemon=True).start()
        try:
            return heard.get(timeout=self.deadline)
        except Empty:
            return Outcome(fate=Fate.UNKNOWN, detail="SendGrid did not finish its answer.")

    def _sent(self, letter: Letter, attempt: int) -> Outcome:
        from sendgrid import SendGridAPIClient  # only a worker needs it in memory

        client = SendGridAPIClient(self.key, host=self.host)
        client.client.timeout = self.time_out
        try:
            answer = client.send(body(letter, self.sender, attempt, self.sandbox))
        except HTTPError as error:
            return _refused(error.status_code, error.headers, error.body, self.clock())
        except URLError as error:
            return _not_connected(error)
        except (OSError, HTTPException) as error:
            return Outcome(fate=Fate.UNKNOWN, detail=f"SendGrid: {_words(error)}")
        if answer.status_code not in (_ACCEPTED, _SANDBOXED):
            return Outcome(fate=Fate.UNKNOWN, detail=f"SendGrid said {answer.status_code}.")
        return Outcome(fate=Fate.ACCEPTED, message_id=answer.headers.get("X-Message-Id"))


def body(letter: Letter, sender: Address, attempt: int, sandbox: bool) -> dict[str, Any]:
    """What v3/mail/send takes. Links are left as they are: a rewritten one would leak its token."""
    reply = {} if letter.reply_to is None else {"reply_to": _mailbox(letter.reply_to)}
    attached = [_attached(each.name, each.media_type, each.data) for each in letter.attachments]
    return {
        "personalizations": [
            {
                "to": [_mailbox(letter.to)],
                "custom_args": {"message_key": letter.key, "attempt": str(attempt)},
            }
        ],
        "from": _mailbox(sender),
        **reply,
        "subject": letter.subject,
        "content": [
            {"type": "text/plain", "value": letter.text},
            {"type": "text/html", "value": letter.html},
        ],
        **({"attachments": attached} if attached else {}),
        **({"headers": dict(letter.headers)} if letter.headers else {}),
        "categories": ["counterpart", letter.kind],
        "mail_settings": {"sandbox_mode": {"enable": sandbox}},
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": {"enable": False},
            "subscription_tracking": {"enable": False},
        },
    }


def _mailbox(of: Address) -> dict[str, str]:
    return {"email": of.email, **({"name": of.name} if of.name else {})}


def _attached(name: str, media_type: str, data: bytes) -> dict[str, str]:
    content = base64.b64encode(data).decode("ascii")
    return {
        "content": content,
        "filename": name,
        "type": media_type,
        "disposition": "attachment",
    }


def _refused(status: int, headers: Mapping[str, str], said: bytes, at: datetime) -> Outcome:
    """4xx is a refusal. After 5xx nobody knows: letters have gone out under one."""
    words = said.decode("utf-8", "replace")[:_LONGEST_WORDS]
    detail = f"SendGrid said {status}: {words}".strip()
    if status == _TOO_MANY:
        return Outcome(fate=Fate.NOT_NOW, detail=detail, wait=_wait(headers, at))
    if _SHORTEST_REFUSAL <= status < _FIRST_FAILURE:
        return Outcome(fate=Fate.NEVER, detail=detail)
    return Outcome(fate=Fate.UNKNOWN, detail=detail)


def _wait(headers: Mapping[str, str], at: datetime) -> timedelta | None:
    """What Retry-After asks for, in seconds or as a date; at most a day."""
    asked = headers.get("Retry-After") or ""
    if asked.isascii() and asked.isdigit():
        return timedelta(seconds=min(int(asked), 86400))
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return min(max(until.astimezone(UTC) - at, timedelta(0)), timedelta(days=1))


def _not_connected(error: URLError) -> Outcome:
    """Who was refused the connection, or found no address, has sent nothing."""
    why = error.reason
    refused = isinstance(why, ConnectionRefusedError) or type(why).__name__ == "gaierror"
    fate = Fate.NOT_NOW if refused else Fate.UNKNOWN
    return Outcome(fate=fate, detail=f"SendGrid: {_words(why)}")


def _words(error: object) -> str:
    return str(error) or type(error).__name__
