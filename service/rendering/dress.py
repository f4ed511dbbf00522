"""What Jinja in a Word file cannot hold: lists, bookmarks, the targets of links, widths."""

from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from service.domain.contract import PageSize
from service.rendering.columns import WHOLE
from service.rendering.lines import Entry, Grid, Head, Line
from service.rendering.lists import WordList
from service.rendering.word_xml import W, worded

_TWIPS_ACROSS = 9184
_PAGES = {  # width, height, left and right margin: the same width is left for words
    PageSize.A4: ("11906", "16838", "1361", "1361"),
    PageSize.LETTER: ("12240", "15840", "1528", "1528"),
}
# What stands before keepNext and before numPr in the schema of a paragraph's properties.
_BEFORE_KEEP = ("pStyle",)
_BEFORE_LIST = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")


def dress_body(body: Any, lines: Iterable[Line | Head], grids: Iterable[Grid]) -> None:
    """Gives each paragraph and table of the rendered body what its line says."""
    bookmarks = _Bookmarks(body)
    for paragraph, line in zip([*worded(body)], lines, strict=True):
        _drop_empty_runs(paragraph)
        if isinstance(line, Line):
            _dress_paragraph(paragraph, line)
            if line.bookmark:
                bookmarks.begin(paragraph, line)
    bookmarks.end()
    for table, grid in zip(body.iter(f"{W}tbl"), grids, strict=True):
        _dress_table(table, grid)


def link_contents(body: Any, entries: Sequence[Entry]) -> None:
    links = [link for link in body.iter(f"{W}hyperlink") if link.get(f"{W}anchor") == "contents"]
    for link, entry in zip(links, entries, strict=True):
        link.set(f"{W}anchor", entry.bookmark)


def set_page(body: Any, size: PageSize) -> None:
    width, height, left, right = _PAGES[size]
    page, margins = body.find(f"{W}sectPr/{W}pgSz"), body.find(f"{W}sectPr/{W}pgMar")
    page.set(f"{W}w", width)
    page.set(f"{W}h", height)
    margins.set(f"{W}left", left)
    margins.set(f"{W}right", right)


def add_lists(numbering: Any, lists: Iterable[WordList]) -> None:
    """The layout has two kinds of list; the one whose levels have styles is for the page."""
    kinds = sorted(
        numbering.iterfind(f"{W}abstractNum"), key=lambda kind: kind.find(f".//{W}pStyle") is None
    )
    last = numbering.findall(f"{W}num")[-1]
    for begun in lists:
        new = etree.Element(f"{W}num", {f"{W}numId": str(begun.id)})
        _add(new, "abstractNumId", val=kinds[begun.in_table].get(f"{W}abstractNumId"))
        for level, start in begun.starts.items():
            _add(_add(new, "lvlOverride", ilvl=level), "startOverride", val=start)
        last.addnext(new)
        last = new


def _add(parent: Any, name: str, **attributes: object) -> Any:
    return etree.SubElement(parent, W + name, {W + k: str(v) for k, v in attributes.items()})


def _drop_empty_runs(paragraph: Any) -> None:
    """docxtpl leaves an empty run on each side of runs it was given."""
    for run in paragraph.findall(f"{W}r"):
        if len(run) == 1 and run[0].tag == f"{W}t" and not run[0].text:
            paragraph.remove(run)


def _dress_paragraph(paragraph: Any, line: Line) -> None:
    properties = paragraph.find(f"{W}pPr")
    if line.keeps:
        _insert(properties, etree.Element(f"{W}keepNext"), _BEFORE_KEEP)
    if line.list_id or line.level:
        numbered = etree.Element(f"{W}numPr")
        _add(numbered, "ilvl", val=line.level)
        _add(numbered, "numId", val=line.list_id)
        _insert(properties, numbered, _BEFORE_LIST)


def _insert(properties: Any, new: Any, before: tuple[str, ...]) -> None:
    for old in properties.findall(new.tag):
        properties.remove(old)
    names = [child.tag.removeprefix(W) for child in properties]
    properties.insert(sum(1 for name in names if name in before), new)


class _Bookmarks:
    """Each part and each section is one bookmark, from its heading up to the next."""

    def __init__(self, body: Any) -> None:
        self._body = body
        self._open: list[tuple[str, int]] = []
        self._count = 0

    def begin(self, heading: Any, line: Line) -> None:
        self._close(heading, ("part", "section") if line.kind == "part" else ("section",))
        start = etree.Element(f"{W}bookmarkStart")
        start.set(f"{W}id", str(self._count))
        start.set(f"{W}name", line.bookmark)
        heading.insert(1, start)
        self._open.append(("part" if line.kind == "part" else "section", self._count))
        self._count += 1

    def end(self) -> None:
        self._close(self._body.find(f"{W}sectPr"), ("part", "section"))

    def _close(self, before: Any, kinds: tuple[str, ...]) -> None:
        for _, number in (mark for mark in self._open if mark[0] in kinds):
            end = etree.Element(f"{W}bookmarkEnd")
            end.set(f"{W}id", str(number))
            before.addprevious(end)
        self._open = [mark for mark in self._open if mark[0] not in kinds]


def _dress_table(table: Any, grid: Grid) -> None:
    _add(table.find(f"{W}tblPr"), "tblCaption", val=grid.caption)
    twips = [_TWIPS_ACROSS * share // WHOLE for share in grid.shares]
    for column, width in zip(table.find(f"{W}tblGrid"), twips, strict=True):
        column.set(f"{W}w", str(width))
    for row in table.iterfind(f"{W}tr"):
        for cell, width in zip(row.iterfind(f"{W}tc"), twips, strict=True):
            cell.find(f"{W}tcPr/{W}tcW").set(f"{W}w", str(width))
        last = row.find(f"{W}tc[last()]/{W}tcPr")
        _add(_add(last, "tcMar"), "right", w=0, type="dxa")
