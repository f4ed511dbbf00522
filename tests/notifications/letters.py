"""Letters for tests to send."""

from typing import Any, Final

from service.desk import Desk
from service.domain.post import Address, Occasion
from service.notifications.letter import Letter, threading

READER: Final = Address("bo@example.org", "Bo Reader")
SENDER: Final = Address("deals@example.com", "Counterpart")


def a_letter(**changes: Any) -> Letter:
    plain: dict[str, Any] = {
        "key": "deal_1:2:approval_requested:usr_bo",
        "kind": "approval_requested",
        "to": READER,
        "subject": "Release asked for",
        "text": "Please look.\n",
        "html": "<p>Please look.</p>",
        "headers": threading("deal_1:2", "example.com", "deal_1"),
    }
    return Letter(**{**plain, **changes})


def composed(_: Desk, occasion: Occasion) -> Letter:
    """The shortest letter for an occasion."""
    return a_letter(key=occasion.key, kind=occasion.kind, to=occasion.to)
