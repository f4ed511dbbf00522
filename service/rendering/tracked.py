"""Tracked changes of Word: runs, paragraphs, rows and looks that went or came, by whom and when.

ECMA-376 part 1, 17.13.5. A paragraph that goes loses its mark, and what is left of it, bookmarks
at most, becomes the beginning of the next one.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, groupby
from typing import Any, Final

from lxml import etree

from service.rendering.marked_words import Mark
from service.rendering.sandbox import printable
from service.rendering.word_xml import W

FIRST_ID: Final = 200_000
"""Above those of the bookmarks, which share the numbers."""
_TAGS: Final = {Mark.INSERTED: f"{W}ins", Mark.DELETED: f"{W}del"}
_GONE: Final = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
_RUN, _LINK, _LOOK, _MARK = f"{W}r", f"{W}hyperlink", f"{W}pPr", f"{W}rPr"
RUNS: Final = frozenset({_RUN, _LINK})


@dataclass(slots=True)
class Hand:
    """Who changed it, and when (an aware moment, written in UTC to the second)."""

    author: str
    at: datetime
    _ids: Iterator[int] = field(default_factory=lambda: count(FIRST_ID))

    def sign(self, tag: str) -> Any:
        """An element that says so."""
        at = self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        told = {"id": str(next(self._ids)), "author": printable(self.author), "date": at}
        return etree.Element(tag, {W + name: value for name, value in told.items()})

    def runs(self, runs: Iterable[Any], mark: Mark) -> Iterator[Any]:
        """The children of a paragraph, its runs marked; a link stays around what it says."""
        if mark is Mark.SAME:
            yield from runs
            return
        for tag, group in groupby(runs, lambda child: child.tag):
            if tag == _RUN:
                yield self._around([*group], mark)
            else:
                for child in group:
                    if tag == _LINK:
                        child[:] = [self._around([*child], mark)]
                    yield child

    def paragraph(self, paragraph: Any, mark: Mark) -> Any:
        """All of a paragraph, which comes or goes with its mark."""
        look, *rest = paragraph
        paragraph[:] = [look, *self.runs(rest, mark)]
        self.mark_of(paragraph, mark)
        return paragraph

    def mark_of(self, paragraph: Any, mark: Mark) -> None:
        look = paragraph.find(_LOOK)
        for old in look.findall(_MARK):
            look.remove(old)
        if mark is not Mark.SAME:
            etree.SubElement(look, _MARK).append(self.sign(_TAGS[mark]))

    def row(self, row: Any, mark: Mark) -> Any:
        """A whole row of a table with everything in it."""
        if mark is not Mark.SAME:
            row.find(f"{W}trPr").append(self.sign(_TAGS[mark]))
            for paragraph in row.iter(f"{W}p"):
                self.paragraph(paragraph, mark)
        return row

    def look(self, paragraph: Any, before: Any) -> None:
        """That the paragraph looked like `before`, a w:pPr, if that is another look."""
        now, then = paragraph.find(_LOOK), bare(before)
        if etree.tostring(bare(now)) != etree.tostring(then):
            change = self.sign(f"{W}pPrChange")
            change.append(then)
            now.append(change)

    def _around(self, runs: list[Any], mark: Mark) -> Any:
        change = self.sign(_TAGS[mark])
        change[:] = runs
        if mark is Mark.DELETED:
            for words in change.iter(*_GONE):
                words.tag = _GONE[words.tag]
        return change


def bare(look: Any) -> Any:
    """A copy without what is said of the mark of the paragraph."""
    copied = deepcopy(look)
    for child in copied.findall(_MARK):
        copied.remove(child)
    return copied
