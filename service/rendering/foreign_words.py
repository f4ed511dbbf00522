"""Words of a Word file from outside: what each stretch says, and who tracked that it came or went."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from docx_plus.core.oxml import parse_ooxml_datetime

from service.domain.markup import Hand
from service.domain.text import shown
from service.rendering.word_xml import VAL, W

LONGEST_NAME: Final = 200
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same again, for programs that do not know the better form."""
_SAID: Final = frozenset({f"{W}t", f"{W}delText", _MATH})
_SIGNS: Final = {
    f"{W}tab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}sym": "[symbol]",
    f"{W}drawing": "[picture]",
    f"{W}pict": "[picture]",
}
_CAME: Final = frozenset({f"{W}ins", f"{W}moveTo", f"{W}cellIns"})
_WENT: Final = frozenset({f"{W}del", f"{W}moveFrom", f"{W}cellDel"})
_PARAGRAPH, _LOOK, _RUN_LOOK = f"{W}p", f"{W}pPr", f"{W}rPr"
_STYLE: Final = re.compile(r"Clause([123])")
_DEEPEST_LEVEL: Final = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words alike in who brought them and who took them out; null where nobody did."""

    text: str
    came: Hand | None = None
    went: Hand | None = None


Stretches = tuple[Stretch, ...]


def after(stretches: Iterable[Stretch]) -> str:
    """With every tracked change accepted."""
    return "".join(each.text for each in stretches if each.went is None)


def before(stretches: Iterable[Stretch]) -> str:
    """With every tracked change rejected."""
    return "".join(each.text for each in stretches if each.came is None)


def hand_of(change: Any) -> Hand:
    author = " ".join(shown(change.get(f"{W}author") or "").split())
    return Hand(author[:LONGEST_NAME], moment_of(change.get(f"{W}date")))


def moment_of(said: str | None) -> datetime | None:
    """Null for what is no moment; one without a zone is taken as UTC, as Word writes it."""
    try:
        found = parse_ooxml_datetime(said)
        return found.astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        return None


def paragraphs_in(holder: Any) -> Iterator[Any]:
    """The outermost ones; those of a text box stand inside of theirs."""
    for child in holder:
        if child.tag == _PARAGRAPH:
            yield child
        elif child.tag != _FALLBACK:
            yield from paragraphs_in(child)


def stretches_of(element: Any, came: Hand | None = None, went: Hand | None = None) -> Stretches:
    """All that an element says, in reading order, be it visible in Word or not."""
    return tuple(_stretches(element, came, went))


def _stretches(element: Any, came: Hand | None, went: Hand | None) -> Iterator[Stretch]:
    for child in element:
        tag = child.tag
        if tag in _SAID:
            yield Stretch(shown(child.text or ""), came, went)
        elif tag in _SIGNS:
            if element.tag == f"{W}r":
                yield Stretch(_SIGNS[tag], came, went)
            yield from _stretches(child, came, went)
        elif tag in _CAME:
            yield from _stretches(child, came or hand_of(child), went)
        elif tag in _WENT:
            yield from _stretches(child, came, went or hand_of(child))
        elif tag not in (_FALLBACK, _LOOK, _RUN_LOOK) and isinstance(tag, str):
            yield from _stretches(child, came, went)


def mark_went(paragraph: Any) -> Hand | None:
    """Who took out the end of the paragraph, so that the next one goes on in it."""
    return _mark(paragraph, ("del", "moveFrom"))


def _mark(paragraph: Any, names: Iterable[str]) -> Hand | None:
    for name in names:
        found = paragraph.find(f"{_LOOK}/{_RUN_LOOK}/{W}{name}")
        if found is not None:
            return hand_of(found)
    return None


def level_of(paragraph: Any) -> int:
    """How deep it hangs in the numbers of a clause, from 1 to 3; 0 for a paragraph without one."""
    level = paragraph.find(f"{_LOOK}/{W}numPr/{W}ilvl")
    said = "" if level is None else level.get(VAL) or ""
    if said.isascii() and said.isdecimal():
        return min(int(said[:2]), _DEEPEST_LEVEL)
    style = paragraph.find(f"{_LOOK}/{W}pStyle")
    found = _STYLE.fullmatch("" if style is None else style.get(VAL) or "")
    return int(found[1]) if found else 0
