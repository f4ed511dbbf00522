"""A letter on paper as a value, before it is printed."""

from collections.abc import Callable
from dataclasses import dataclass

from service.domain.contract import PageSize


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSheet:
    """`sender` and each of `readers` are lines, a name first; `way` says how the letter goes.

    `declares` is set in bold, `quoted` are the sender's own words, `signs` who signs.
    """

    title: str
    way: str
    sender: tuple[str, ...]
    readers: tuple[tuple[str, ...], ...]
    dated: str
    paragraphs: tuple[str, ...]
    declares: str
    quoted: str
    after: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    signs: tuple[str, ...]
    size: PageSize = PageSize.A4


Letterer = Callable[[LetterSheet], bytes]
"""Prints a letter as a PDF; PaperFailed as of a press."""
