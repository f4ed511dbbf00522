"""What a letter says, as a value: its text and its HTML are two looks of the same words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over names and values; `more` tells of those that are not shown."""

    heading: str
    rows: tuple[tuple[str, str], ...]
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`glimpse` is what a list of mail shows beside the subject; `why` is why the reader gets it.

    `facts` are names and values, `quoted` is what somebody wrote, `advice` stands under the button,
    `sections` above it.
    """

    subject: str
    glimpse: str
    heading: str
    paragraphs: tuple[str, ...]
    button: str
    why: str
    facts: tuple[tuple[str, str], ...] = ()
    quoted: str | None = None
    advice: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
