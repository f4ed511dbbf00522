"""What a letter says, as a value: its text and its HTML are two looks of the same words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`glimpse` is what a list of mail shows beside the subject; `why` is why the reader gets it.

    `facts` are names and values, `quoted` is what somebody wrote, `advice` stands under the button.
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
