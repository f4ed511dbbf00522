"""The few names of WordprocessingML that our papers use."""

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# Paragraphs that hold none of the contract's words.
ASIDE = frozenset({"TOCHeading", "TOC1", "TOC2", "TableEmpty", "TableGap"})


def style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val")


def worded(body: Any) -> Iterator[Any]:
    """The paragraphs that hold the contract's words, in reading order."""
    return (p for p in body.iter(f"{W}p") if style_of(p) not in ASIDE)
