"""A letter as a value: what every carrier takes, and nothing that changes on the way."""

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import Final

from service.domain.post import Address

HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Line breaks would begin a header of their own; the others make text look like something else."""


class LetterRefused(ValueError):
    """A letter that must not leave as it is; says which part and why."""


class NothingToSay(LetterRefused):
    """What the letter was for has gone, or is done: it is dropped, and nobody misses it."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """`how` says more of the type where a letter can; carriers may leave it out."""

    name: str
    media_type: str
    data: bytes
    how: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`key` is the same for every attempt; `headers` go out as they are, see `threading`.

    LetterRefused if a line break or an invisible character stands where one line is shown.
    """

    key: str
    kind: str
    to: Address
    subject: str
    text: str
    html: str
    reply_to: Address | None = None
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()

    def __post_init__(self) -> None:
        for part, shown in _shown(self):
            if found := next((c for c in shown if unicodedata.category(c) in HIDDEN), None):
                raise LetterRefused(f"U+{ord(found):04X} must not stand in its {part}.")


def threading(key: str, host: str, thread: str | None = None) -> tuple[tuple[str, str], ...]:
    """Headers by which mail programs know a letter again, and put those of a thread together.

    `thread` is what letters of one conversation share, such as the id of a deal.
    """
    own = ("Message-ID", _message_id(key, host))
    if thread is None:
        return (own,)
    first = _message_id(thread, host)
    return own, ("In-Reply-To", first), ("References", first)


def unsubscribing(address: str) -> tuple[tuple[str, str], ...]:
    """By which mail programs offer to turn such letters off, in one step (RFC 2369, RFC 8058)."""
    if not address:
        return ()
    return (
        ("List-Unsubscribe", f"<{address}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )


def _message_id(of: str, host: str) -> str:
    return f"<{hashlib.sha256(of.encode()).hexdigest()[:32]}@{host}>"


def _shown(letter: Letter) -> tuple[tuple[str, str], ...]:
    reply = letter.reply_to or Address("")
    return (
        ("subject", letter.subject),
        ("address", letter.to.email),
        ("addressee's name", letter.to.name),
        ("reply address", reply.email),
        ("reply name", reply.name),
        *(("headers", name + value) for name, value in letter.headers),
        *(("attachment's name", attached.name) for attached in letter.attachments),
    )
