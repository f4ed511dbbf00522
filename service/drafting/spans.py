"""Marked source text to spans and numbers: **Term**, {C12} and {S:fees}; 12.1, (a), (i)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from service.domain.contract import Defined, Paragraph, Reference, Span, Words
from service.drafting.library import Item, LibraryError

_MARK: Final = re.compile(r"\*\*(?P<term>.+?)\*\*|\{(?P<clause>C\d\d)\}|\{S:(?P<schedule>\w+)\}")
_ROMAN: Final = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


def spans_of(source: str, schedules: Mapping[str, int]) -> tuple[Span, ...]:
    """`schedules` gives the number under which each schedule of this contract stands."""
    return tuple(_spans(source, schedules))


def _spans(source: str, schedules: Mapping[str, int]) -> Iterator[Span]:
    at = 0
    for mark in _MARK.finditer(source):
        if mark.start() > at:
            yield Words(source[at : mark.start()])
        yield _marked(mark, schedules)
        at = mark.end()
    if at < len(source):
        yield Words(source[at:])


def _marked(mark: re.Match[str], schedules: Mapping[str, int]) -> Span:
    if mark["term"]:
        return Defined(mark["term"])
    if mark["clause"]:
        return Reference(f"Section {section_number(mark['clause'])}", bookmark_of(mark["clause"]))
    if mark["schedule"] not in schedules:
        raise LibraryError(f"There is no schedule {mark['schedule']} in this contract.")
    return Reference(f"Schedule {schedules[mark['schedule']]}", f"sch_{mark['schedule']}")


def section_number(clause_id: str) -> str:
    """A clause keeps its own number in every family, so a reference never moves."""
    return str(int(clause_id[1:]))


def bookmark_of(clause_id: str) -> str:
    return f"cl_{clause_id}"


def numbered(
    items: Iterable[Item], section: str, schedules: Mapping[str, int]
) -> tuple[Paragraph, ...]:
    """Items as paragraphs numbered through: 12.1, (a), (i), each level restarting."""
    counts = [0, 0, 0]
    paragraphs = []
    for item in items:
        counts[item.level - 1] += 1
        counts[item.level :] = [0] * (len(counts) - item.level)
        number = _number(item.level, counts[item.level - 1], section)
        paragraphs.append(Paragraph(spans_of(item.source, schedules), item.level, number))
    return tuple(paragraphs)


def _number(level: int, count: int, section: str) -> str:
    if level == 1:
        return f"{section}.{count}"
    return f"({letter(count)})" if level == 2 else f"({roman(count)})"


def letter(count: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def roman(count: int) -> str:
    """1 is i, 4 is iv, 19 is xix; up to 39."""
    text = ""
    for sign, value in _ROMAN:
        while count >= value:
            text, count = text + sign, count - value
    return text
