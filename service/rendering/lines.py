"""A contract as its Word layout reads it: one line after another, each with its style and list.

These are tuples because the layout takes them apart in its loops: a closed Jinja looks at every
attribute that it is asked for, and a contract has thousands of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from markupsafe import Markup, escape

from service.domain.contract import (
    Align,
    Block,
    ContractText,
    Paragraph,
    Part,
    PartKind,
    Section,
    Table,
)
from service.domain.contract import Cell as Words
from service.rendering.columns import WHOLE, widths
from service.rendering.layout import in_contents, leads_on, section_label
from service.rendering.lists import Lists, Numbering, State, WordList
from service.rendering.runs import (
    anchor_of,
    begin_bookmark,
    end_bookmark,
    label_of,
    names_of,
    plain_run,
    run,
)
from service.rendering.sandbox import printable

_TWIPS_ACROSS = 9184
_KINDS = ("text", "clause_1", "clause_2", "clause_3")
_NOTHING = Markup("")


class Line(NamedTuple):
    """One paragraph in a table: the name of its look, its runs, and its list."""

    kind: str
    runs: Markup
    properties: Markup


class Cell(NamedTuple):
    """`width` in twips."""

    width: Markup
    lines: tuple[Line, ...]


class Row(NamedTuple):
    is_total: bool
    cells: tuple[Cell, ...]


class Grid(NamedTuple):
    """A table of either kind; `columns` are its w:gridCol."""

    caption: Markup
    columns: Markup
    head: tuple[Cell, ...]
    rows: tuple[Row, ...]


class Item(NamedTuple):
    """A paragraph of the page, or a table with neither runs nor properties."""

    kind: str
    runs: Markup
    properties: Markup
    table: Grid | None


Names = tuple[tuple[str, str], ...]
"""What a reference prints for each bookmark."""


class Place(NamedTuple):
    """How far lists and bookmarks are counted: whoever goes on from here counts the same."""

    next_list: int
    bookmarks: int
    open: tuple[tuple[int, ...], tuple[int, ...]]
    numbering: State


@dataclass(eq=False, slots=True)
class Passage:
    """Lines that belong together and come again in other contracts, those of a `run` together.

    No run is named where they hardly ever do.
    """

    items: tuple[Item, ...]
    run: str = ""
    xml: str = ""


class Typed(NamedTuple):
    passage: Passage
    end: Place
    begun: tuple[WordList, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents."""

    number: str
    heading: str
    bookmark: str
    is_part: bool


class Listed(NamedTuple):
    """One line of the contents in Word; `page` is empty where no page is known."""

    is_part: bool
    number: str
    heading: str
    anchor: str
    page: str


def entries(text: ContractText) -> Iterator[Entry]:
    for part in text.parts:
        yield Entry("", part.heading, part.bookmark, is_part=True)
        for section in in_contents(part):
            number = section_label(section.number)
            yield Entry(number, section.heading, section.bookmark, is_part=False)


def contents(text: ContractText, pages: Mapping[str, int]) -> tuple[Listed, ...]:
    """`pages` has the page on which a part or section begins, by its bookmark, where known."""
    return tuple(
        Listed(
            e.is_part, e.number, e.heading, anchor_of(e.bookmark), str(pages.get(e.bookmark, ""))
        )
        for e in entries(text)
    )


def items(text: ContractText, lists: Lists) -> Iterator[Item]:
    """Every line of the page in reading order."""
    for passage in passages(text, lists):
        yield from passage.items


def passages(text: ContractText, lists: Lists) -> Iterator[Passage]:
    """The same in pieces: a section, or what a part says before its first one."""
    return _Typist(lists, tuple(names_of(text).items())).passages(text)


@lru_cache(maxsize=2048)
def _typed(
    section: Section, place: Place, names: Names, listed: bool, together: bool, run: str
) -> Typed:
    """Most sections are the same in many contracts, so they are typed once."""
    typist = _Typist(Lists(place.next_list), names)
    typist.go_to(place)
    passage = Passage(tuple(typist.section_items(section, listed, together)), run)
    return Typed(passage, typist.place, tuple(typist.lists.begun))


class _Typist:
    """Goes through a contract once, counting lists and bookmarks."""

    def __init__(self, lists: Lists, names: Names) -> None:
        self.lists = lists
        self._names_in_order = names
        self._names = dict(names)
        self._numbering = Numbering(lists)
        self._bookmarks = 0
        self._open_part: tuple[int, ...] = ()
        self._open_section: tuple[int, ...] = ()

    @property
    def place(self) -> Place:
        open = (self._open_part, self._open_section)
        return Place(self.lists.next_id, self._bookmarks, open, self._numbering.state)

    def go_to(self, place: Place) -> None:
        self._bookmarks = place.bookmarks
        self._open_part, self._open_section = place.open
        self._numbering.state = place.numbering

    def passages(self, text: ContractText) -> Iterator[Passage]:
        for part in text.parts:
            yield from self._part(part)
        end = Item("end", Markup(self._closed(part=True)), _NOTHING, None)  # noqa: S704 - ours
        yield Passage((end,))

    def _part(self, part: Part) -> Iterator[Passage]:
        self._numbering = Numbering(self.lists)
        listed = frozenset(map(id, in_contents(part)))
        together = part.kind is PartKind.SIGNATURES
        opening = (self._part_heading(part), *self._blocks(part.blocks, together))
        yield Passage(opening)
        for section in part.sections:
            stands = part if part.kind is PartKind.STANDARD_TERMS else section
            yield self._section(section, id(section) in listed, together, stands.bookmark)

    def _section(self, section: Section, listed: bool, together: bool, run: str) -> Passage:
        typed = _typed(section, self.place, self._names_in_order, listed, together, run)
        self.lists.begun.extend(typed.begun)
        self.go_to(typed.end)
        return typed.passage

    def section_items(self, section: Section, listed: bool, together: bool) -> Iterator[Item]:
        yield self._heading(section, listed)
        yield from self._blocks(section.blocks, together)

    def _blocks(self, blocks: tuple[Block, ...], together: bool) -> Iterator[Item]:
        for block, following in zip_longest(blocks, blocks[1:]):
            yield self._item(block, together or _introduces(block, following))

    def _part_heading(self, part: Part) -> Item:
        label = label_of(part.heading)
        closed, id = self._closed(part=True), self._next()
        self._open_part = (id,)
        runs = self._anchored(part.bookmark, plain_run(label))
        if rest := part.heading.removeprefix(label):
            runs += plain_run(rest)
        return _item("part", closed + begin_bookmark(id, part.bookmark) + runs)

    def _heading(self, section: Section, listed: bool) -> Item:
        closed, id = self._closed(part=False), self._next()
        self._open_section = (id,)
        runs = self._anchored(section.bookmark, plain_run(section.heading))
        kind, properties = "group", _NOTHING
        if section.number:
            kind, properties = (
                "section",
                _properties(False, 0, self._numbering.list_of(0, section.number)),
            )
        kind = kind if listed else f"unlisted_{kind}"
        return _item(kind, closed + begin_bookmark(id, section.bookmark) + runs, properties)

    def _anchored(self, bookmark: str, runs: str) -> str:
        id = self._next()
        return begin_bookmark(id, anchor_of(bookmark)) + runs + end_bookmark(id)

    def _closed(self, *, part: bool) -> str:
        """A section goes up to the next heading, a part up to the next part."""
        ending = (*self._open_section, *(self._open_part if part else ()))
        self._open_section = ()
        return "".join(end_bookmark(id) for id in ending)

    def _next(self) -> int:
        self._bookmarks += 1
        return self._bookmarks

    def _item(self, block: Block, together: bool) -> Item:
        if isinstance(block, Table):
            kind = "grid" if block.head else "terms"
            return Item(kind, _NOTHING, _NOTHING, self._grid(block, together))
        kind, runs, properties = self._line(_KINDS[block.level], block, self._numbering, together)
        return Item(kind, runs, properties, None)

    def _line(self, kind: str, paragraph: Paragraph, numbering: Numbering, keeps: bool) -> Line:
        number, level, names = paragraph.number, paragraph.level, self._names
        list_id = numbering.list_of(level, number) if number else 0
        runs = "".join([run(span, names) for span in paragraph.spans])
        properties = _properties(keeps or leads_on(paragraph), level, list_id)
        return Line(kind, Markup(runs), properties)  # noqa: S704 - escaped

    def _grid(self, table: Table, together: bool) -> Grid:
        twips = [str(_TWIPS_ACROSS * share // WHOLE) for share in widths(table)]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
        return Grid(
            caption=Markup(" ".join(str(escape(printable(table.caption))).split())),  # noqa: S704
            columns=Markup(columns),  # noqa: S704 - our own numbers
            head=tuple(_head(table, twips)),
            rows=tuple(self._rows(table, [Markup(width) for width in twips], together)),  # noqa: S704
        )

    def _rows(self, table: Table, twips: list[Markup], together: bool) -> Iterator[Row]:
        """Totals stay with each other and with the line above them; no term begins or ends alone."""
        first_total, last = len(table.rows) - table.foot, len(table.rows) - 1
        for n, row in enumerate(table.rows):
            is_total, is_end = n >= first_total, not table.head and n in (0, last - 1)
            keeps = together or (n < last and (n >= first_total - 1 or is_end))
            looks = _looks(table, is_total)
            cells = zip(twips, looks, row, strict=True)
            yield Row(is_total, tuple(Cell(w, self._cell(look, c, keeps)) for w, look, c in cells))

    def _cell(self, look: str, words: Words, keeps: bool) -> tuple[Line, ...]:
        if not words:
            return (Line("empty", _NOTHING, _properties(keeps, 0, 0)),)
        numbering = Numbering(self.lists, in_table=True)
        return tuple(
            self._line("list" if p.level and look != "label" else look, p, numbering, keeps)
            for p in words
        )


def _introduces(block: Block, following: Block | None) -> bool:
    """A table of terms right before a table with a head belongs on its page."""
    if isinstance(block, Table) and isinstance(following, Table):
        return not block.head and bool(following.head)
    return False


def _item(kind: str, runs: str, properties: Markup = _NOTHING) -> Item:
    return Item(kind, Markup(runs), properties, None)  # noqa: S704 - escaped


def _head(table: Table, twips: list[str]) -> Iterator[Cell]:
    for width, name, align in zip(twips, table.head, table.align, strict=False):
        kind = "number" if align is Align.END else "text"
        yield Cell(Markup(width), (Line(kind, Markup(plain_run(name)), _NOTHING),))  # noqa: S704


def _looks(table: Table, is_total: bool) -> list[str]:
    """The look of each column: the label of a term, an amount, or words."""
    looks = ["number" if align is Align.END else "text" for align in table.align]
    return looks if table.head else ["label", *looks[1:]]


@lru_cache(maxsize=4096)
def _properties(keeps: bool, level: int, list_id: int) -> Markup:
    """What a line has beside its style: it holds to the next line, it hangs in a list."""
    keep = "<w:keepNext/>" if keeps else ""
    if not (level or list_id):
        return Markup(keep)  # noqa: S704 - ours
    hangs = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return Markup(keep + hangs)  # noqa: S704 - ours
