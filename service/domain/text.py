"""Text as it arrives: one spelling for what looks the same, nothing that cannot be seen."""

import re
import unicodedata
from typing import Final

_SPACES: Final = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_MOST_MARKS: Final = 30
"""How many combining marks may follow each other: as many as in the Unicode stream-safe format.

Many more would also make the normalization take minutes.
"""

_BLANK: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U0001d159\U000e0100-\U000e01ef]"
)
"""Letters, marks and symbols without a shape: fillers, variation selectors, empty patterns."""


def tidy(text: str, *, lines: bool) -> str:
    """NFC, single spaces, no space at the ends of lines; at most one blank line in a row.

    Without `lines`, a line break stays and is refused as an invisible character.
    """
    text = text.replace("\r\n", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not lines:
        return _SPACES.sub(" ", text).strip(" ")
    rows = (_SPACES.sub(" ", row).strip(" ") for row in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(rows)).strip("\n")


def invisible(text: str, *, lines: bool) -> str | None:
    """The first character that shows nothing and is no space, as "U+202E", or None.

    These are control, format, surrogate, private and unassigned characters, line and paragraph
    separators, and letters without a shape.
    """
    seen = text.replace("\n", "") if lines else text
    if seen.isprintable() and not _BLANK.search(seen):
        return None
    hidden = (char for char in seen if not char.isprintable() or _BLANK.match(char))
    return f"U+{ord(next(hidden)):04X}"


def is_stacked(text: str) -> bool:
    """Whether more combining marks follow each other than any language writes."""
    if text.isascii():
        return False
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > _MOST_MARKS:
            return True
    return False


def shown(text: str) -> str:
    """Foreign text as it may be shown: in NFC, and what cannot be seen as its code, "[U+202E]".

    Nothing is left out, so that nobody hides words; accents that are stacked higher than any
    language writes are named. Every space is a plain one.
    """
    text = _unstacked(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", text)
    if text.isprintable() and not _BLANK.search(text):
        return text
    return "".join(char if _is_seen(char) else f"[U+{ord(char):04X}]" for char in text)


def _is_seen(char: str) -> bool:
    return char == "\n" or (char.isprintable() and not _BLANK.match(char))


def _unstacked(text: str) -> str:
    """Before anything is normalized, which takes the longer the higher the stack."""
    if not is_stacked(text):
        return text
    kept, marks = list[str](), 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
        elif marks == _MOST_MARKS + 1:
            kept.append("[more accents]")
    return "".join(kept)
