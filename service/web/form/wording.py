"""What faults of documents say to whoever fills in a form."""

import re
from typing import Final

_NEEDED: Final = ("This is needed.", "Give a value; it cannot be null.")
_LARGE: Final = re.compile(r"\b\d{5,}\b")
_NONE_CHOSEN: Final = re.compile(r"Give [1-9]\d* to \d+ entries, not 0\.")


def is_needed(message: str) -> bool:
    """Whether it only asks for what nobody has typed yet."""
    return message in _NEEDED or _NONE_CHOSEN.fullmatch(message) is not None


def on_a_form(message: str) -> str:
    """What a fault says, without what concerns JSON alone."""
    if message in _NEEDED:
        return "Fill this in."
    if _NONE_CHOSEN.fullmatch(message):
        return "Give at least one."
    plain = message.replace(" in quotes", "").replace("true or false", "yes or no")
    return _LARGE.sub(lambda found: f"{int(found[0]):,}", plain)
