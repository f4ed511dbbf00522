"""Two papers of ours opened side by side, so that paragraphs of one may stand in the other."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from itertools import takewhile
from typing import Any, Final

from lxml import etree

from service.rendering.aligned import runs_of
from service.rendering.marked_words import Mark
from service.rendering.package import member, package
from service.rendering.tracked import Hand
from service.rendering.word_xml import VAL, W, style_of

_DOCUMENT, _NUMBERING = "word/document.xml", "word/numbering.xml"
_MARGINS: Final = ("word/header", "word/footer")
_FRONT: Final = ("Title", "Subtitle")
_MOVED_ON: Final = 100_000
"""What is added to the ids of the earlier paper that the later one may have too."""
_LINE, _NAME, _ID, _LIST_ID = f"{W}p", f"{W}name", f"{W}id", f"{W}numId"

Met = Iterable[tuple[Any, Any]]
"""Paragraphs that stand in both papers, each with its w:pPr in the earlier one."""


class Typed:
    """A paper in the order of its lines: its title, its contents, and everything that follows."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            self.parts = {name: parts.read(name) for name in parts.namelist()}
        self.document, self.numbering = (
            etree.fromstring(self.parts[name]) for name in (_DOCUMENT, _NUMBERING)
        )
        self.body = self.document[0]
        *lines, _ = self.body
        front = [*takewhile(lambda line: style_of(line) in _FRONT, lines)]
        after = 1 + max(n for n, line in enumerate(lines) if line.find(f".//{W}sectPr") is not None)
        self.front, self.lines = iter(front), iter(lines[after:])
        self.contents = lines[len(front) : after]
        self.list_ids = [*self.document.iter(_LIST_ID)]

    @property
    def lists(self) -> dict[str, Any]:
        """Each w:num by its id."""
        return {num.get(_LIST_ID): num for num in self.numbering.iter(f"{W}num")}


def place(holder: Any, children: Iterable[Any], after: Any) -> None:
    """All the children in this order behind `after`; those that are there already stay.

    lxml takes a time that grows with the square of what it moves, so nothing moves in vain.
    """
    for child in children:
        if child.getparent() is not holder:
            after.addnext(child)
        after = child


def open_papers(before: bytes, after: bytes) -> tuple[Typed, Typed]:
    """The earlier one without the bookmarks that the later one has too."""
    old, new = Typed(before), Typed(after)
    kept = {start.get(_NAME) for start in new.document.iter(f"{W}bookmarkStart")}
    starts = {start.get(_ID): start for start in old.document.iter(f"{W}bookmarkStart")}
    for end in [*old.document.iter(f"{W}bookmarkEnd")]:
        start = starts[end.get(_ID)]
        if start.get(_NAME) in kept:
            for mark in (start, end):
                mark.getparent().remove(mark)
        else:
            _hold_together(start, end)
    return old, new


def _hold_together(start: Any, end: Any) -> None:
    """The bookmark ends in its own last paragraph and not in the next one, which may stay."""
    id = str(int(start.get(_ID)) + _MOVED_ON)
    start.set(_ID, id)
    end.set(_ID, id)
    if end.getparent() is not start.getparent():
        line = end.getparent() if end.getparent().tag == _LINE else end
        next(line.itersiblings(_LINE, preceding=True)).append(end)


def lay_numbers(old: Typed, new: Typed, met: Met) -> None:
    """Paragraphs of the earlier paper go on in the lists of the later one where these are theirs.

    A list is theirs if it begins alike and a paragraph that stands in both hangs in it; then a
    program counts right whether changes are accepted or rejected. Others are added.
    """
    theirs = _theirs(old.lists, new.lists, met)
    for hangs in old.list_ids:
        id = hangs.get(VAL)
        hangs.set(VAL, theirs.get(id) or str(int(id) + _MOVED_ON))
    last = [*new.lists.values()][-1]
    more = {hangs.get(VAL) for hangs in old.list_ids} - new.lists.keys()
    for id in sorted(more, reverse=True):
        added = deepcopy(old.lists[str(int(id) - _MOVED_ON)])
        added.set(_LIST_ID, id)
        last.addnext(added)


def _theirs(old: Mapping[str, Any], new: Mapping[str, Any], met: Met) -> dict[str, str]:
    theirs: dict[str, str] = {}
    for paragraph, look in met:
        ids = [each.find(f".//{_LIST_ID}") for each in (look, paragraph)]
        if None in ids:
            continue
        was, now = (id.get(VAL) for id in ids)
        if was not in theirs and now not in theirs.values() and _alike(old[was], new[now]):
            theirs[was] = now
    return theirs


def _alike(one: Any, other: Any) -> bool:
    return [*map(etree.tostring, one)] == [*map(etree.tostring, other)]


def lay_contents(old: Typed, new: Typed, hand: Hand) -> Iterator[Any]:
    """Line by line. Breaks between sections of the page are the later paper's."""
    was, now = ([line for line in t.contents if _is_entry(line)] for t in (old, new))
    first, last = new.contents.index(now[0]), new.contents.index(now[-1])
    yield from new.contents[:first]
    for same, before, after in runs_of(was, now, etree.tostring):
        if not same:
            yield from (hand.paragraph(line, Mark.DELETED) for line in before)
        yield from (after if same else [hand.paragraph(line, Mark.INSERTED) for line in after])
    yield from new.contents[last + 1 :]


def _is_entry(line: Any) -> bool:
    return line.find(f".//{W}sectPr") is None


def lay_margins(old: Typed, new: Typed, hand: Hand) -> None:
    """Words in the margins are changed run by run; the digest of the terms is one."""
    for name in new.parts:
        if name.startswith(_MARGINS) and new.parts[name] != old.parts.get(name):
            was, now = (etree.fromstring(t.parts[name]) for t in (old, new))
            for before, after in zip(was.iter(_LINE), now.iter(_LINE), strict=False):
                after[:] = [*_margin(before, after, hand)]
            new.parts[name] = _written(now)


def _margin(before: Any, after: Any, hand: Hand) -> Iterator[Any]:
    for same, old, new in runs_of([*before], [*after], etree.tostring):
        if not same:
            yield from hand.runs([run for run in old if run.tag == f"{W}r"], Mark.DELETED)
        yield from hand.runs(new, Mark.SAME if same else Mark.INSERTED)


def packed(paper: Typed) -> bytes:
    paper.parts[_DOCUMENT] = _written(paper.document)
    paper.parts[_NUMBERING] = _written(paper.numbering)
    return package([member(name, data) for name, data in paper.parts.items()])


def _written(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
