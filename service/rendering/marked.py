"""A contract with the changes from another marked in it, for pages and for the Word file."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from service.domain.contract import (
    Block,
    Cell,
    ContractText,
    Paragraph,
    Part,
    PartKind,
    Section,
    Table,
    plain,
)
from service.rendering.aligned import Pair, paired, shared
from service.rendering.layout import section_label
from service.rendering.marked_words import Mark, MarkedSpan, all_of, marked_words
from service.rendering.runs import label_of

T = TypeVar("T")
Named = TypeVar("Named", Part, Section)

_ALIKE: Final = 0.4
"""Paragraphs that share less of their words are two, not one that changed."""
_ROW_ALIKE: Final = 0.6
_TABLE_ALIKE: Final = 0.3


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """`before` or `after` is null where the other contract has no such paragraph.

    A number that only moved on is no change; references to it are.
    """

    before: Paragraph | None
    after: Paragraph | None
    spans: tuple[MarkedSpan, ...]

    @property
    def mark(self) -> Mark:
        return _mark(self.before, self.after)

    @property
    def is_changed(self) -> bool:
        return self.mark is not Mark.SAME or any(s.mark is not Mark.SAME for s in self.spans)

    @property
    def number(self) -> str:
        """As `after` counts it, or `before` where it went."""
        return self._shown.number

    @property
    def level(self) -> int:
        return self._shown.level

    @property
    def _shown(self) -> Paragraph:
        return _either(self.before, self.after)


MarkedCell = tuple[MarkedParagraph, ...]


@dataclass(frozen=True, slots=True)
class MarkedRow:
    mark: Mark
    cells: tuple[MarkedCell, ...]

    @property
    def is_changed(self) -> bool:
        return self.mark is not Mark.SAME or _any_changed(p for cell in self.cells for p in cell)


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """Both tables have the same kind and as many columns. `head` is empty for TERMS."""

    before: Table | None
    after: Table | None
    head: tuple[MarkedParagraph, ...]
    rows: tuple[MarkedRow, ...]

    @property
    def mark(self) -> Mark:
        return _mark(self.before, self.after)

    @property
    def is_changed(self) -> bool:
        return self.mark is not Mark.SAME or _any_changed((*self.head, *self.rows))


MarkedBlock = MarkedParagraph | MarkedTable


@dataclass(frozen=True, slots=True)
class MarkedSection:
    """One whose `is_changed` is false may be folded away. The heading has the printed number."""

    bookmark: str
    heading: MarkedParagraph
    blocks: tuple[MarkedBlock, ...]

    @property
    def mark(self) -> Mark:
        return self.heading.mark

    @property
    def is_changed(self) -> bool:
        return _any_changed((self.heading, *self.blocks))


@dataclass(frozen=True, slots=True)
class MarkedPart:
    kind: PartKind
    bookmark: str
    heading: MarkedParagraph
    blocks: tuple[MarkedBlock, ...]
    sections: tuple[MarkedSection, ...]

    @property
    def mark(self) -> Mark:
        return self.heading.mark

    @property
    def is_changed(self) -> bool:
        return _any_changed((self.heading, *self.blocks, *self.sections))


@dataclass(frozen=True, slots=True)
class Marked:
    """Everything that stands in either contract, in reading order."""

    title: MarkedParagraph
    subtitle: MarkedParagraph
    parts: tuple[MarkedPart, ...]

    @property
    def is_changed(self) -> bool:
        return _any_changed((self.title, self.subtitle, *self.parts))


def marked(before: ContractText, after: ContractText) -> Marked:
    """Parts and sections are the same when their bookmark is, whatever they are called or say."""
    return Marked(
        _paragraph(plain(before.title), plain(after.title)),
        _paragraph(plain(before.subtitle), plain(after.subtitle)),
        tuple(_part(*pair) for pair in _by_bookmark(before.parts, after.parts)),
    )


def _by_bookmark(before: tuple[Named, ...], after: tuple[Named, ...]) -> list[Pair[Named]]:
    return paired(before, after, lambda part: part.bookmark, lambda old, new: 0.0)


def _part(before: Part | None, after: Part | None) -> MarkedPart:
    shown = _either(before, after)
    old, new = before.sections if before else (), after.sections if after else ()
    return MarkedPart(
        shown.kind,
        shown.bookmark,
        _part_heading(before, after),
        _blocks(before.blocks if before else (), after.blocks if after else ()),
        tuple(_section(*pair) for pair in _by_bookmark(old, new)),
    )


def _part_heading(before: Part | None, after: Part | None) -> MarkedParagraph:
    """What references call a part is compared by itself: "Schedule 2" of "Schedule 2: Fees"."""
    old, new = plain(before.heading) if before else None, plain(after.heading) if after else None
    if before is None or after is None:
        return _paragraph(old, new)
    labels = label_of(before.heading), label_of(after.heading)
    rests = before.heading.removeprefix(labels[0]), after.heading.removeprefix(labels[1])
    spans = (*_compared(*labels), *_compared(*rests))
    return MarkedParagraph(old, new, spans)


def _compared(before: str, after: str) -> tuple[MarkedSpan, ...]:
    return marked_words(plain(before).spans, plain(after).spans) if before or after else ()


def _section(before: Section | None, after: Section | None) -> MarkedSection:
    old, new = before.blocks if before else (), after.blocks if after else ()
    heading = _paragraph(_heading(before), _heading(after))
    return MarkedSection(_either(before, after).bookmark, heading, _blocks(old, new))


def _heading(section: Section | None) -> Paragraph | None:
    if section is None:
        return None
    return Paragraph(plain(section.heading).spans, 0, section_label(section.number))


def _blocks(before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[MarkedBlock, ...]:
    return tuple(_block(*pair) for pair in paired(before, after, _key, _likeness))


def _block(before: Block | None, after: Block | None) -> MarkedBlock:
    """Only like is paired with like."""
    if isinstance(before, Table) or isinstance(after, Table):
        old, new = (block if isinstance(block, Table) else None for block in (before, after))
        return _table(old, new)
    return _paragraph(before, after)


def _table(before: Table | None, after: Table | None) -> MarkedTable:
    old, new = before.rows if before else (), after.rows if after else ()
    heads = (_cells(table.head) if table else None for table in (before, after))
    rows = (_row(*pair) for pair in paired(old, new, _row_key, _row_likeness))
    head = tuple(paragraph for cell in _row(*heads).cells for paragraph in cell)
    return MarkedTable(before, after, head, tuple(rows))


def _cells(head: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple((plain(name),) for name in head)


def _row(before: tuple[Cell, ...] | None, after: tuple[Cell, ...] | None) -> MarkedRow:
    nothing = ((),) * len(_either(before, after))
    cells = zip(before or nothing, after or nothing, strict=True)
    return MarkedRow(_mark(before, after), tuple(_cell(old, new) for old, new in cells))


def _cell(before: Cell, after: Cell) -> MarkedCell:
    return tuple(_paragraph(*pair) for pair in _meeting(paired(before, after, _key, _likeness)))


def _meeting(pairs: list[Pair[Paragraph]]) -> list[Pair[Paragraph]]:
    """A cell of both contracts ends with one paragraph, as it must in Word, if both go on there."""
    last = next((n for n, p in reversed([*enumerate(pairs)]) if None not in p), -1)
    gone = [old for old, new in pairs[last + 1 :] if new is None]
    come = [new for old, new in pairs[last + 1 :] if old is None]
    if not (gone and come):
        return pairs
    apart: list[Pair[Paragraph]] = [(old, None) for old in gone[:-1]]
    apart += [(None, new) for new in come[:-1]]
    return [*pairs[: last + 1], *apart, (gone[-1], come[-1])]


def _paragraph(before: Paragraph | None, after: Paragraph | None) -> MarkedParagraph:
    if before and after:
        spans = marked_words(before.spans, after.spans)
    else:
        spans = all_of(_mark(before, after), _either(before, after).spans)
    return MarkedParagraph(before, after, spans)


def _key(block: Block) -> Hashable:
    """Everything but the numbers, which move on when something comes before them."""
    if isinstance(block, Paragraph):
        return block.level, block.spans
    return block.kind, block.head, block.align, tuple(map(_row_key, block.rows))


def _row_key(row: tuple[Cell, ...]) -> Hashable:
    return tuple(tuple(map(_key, cell)) for cell in row)


def _likeness(before: Block, after: Block) -> float:
    if isinstance(before, Paragraph) and isinstance(after, Paragraph):
        alike = shared(before.text, after.text)
        return alike if alike >= _ALIKE and before.level == after.level else 0.0
    if isinstance(before, Table) and isinstance(after, Table):
        return _table_likeness(before, after)
    return 0.0


def _table_likeness(before: Table, after: Table) -> float:
    if (before.kind, len(before.align)) != (after.kind, len(after.align)):
        return 0.0
    alike = shared(" ".join(_said(before)), " ".join(_said(after)))
    return alike + (before.caption == after.caption) if alike >= _TABLE_ALIKE else 0.0


def _row_likeness(before: tuple[Cell, ...], after: tuple[Cell, ...]) -> float:
    """The first cell says what a row is about."""
    old, new = ([" ".join(p.text for p in cell) for cell in row] for row in (before, after))
    alike = shared(" ".join(old), " ".join(new))
    if old[0] == new[0]:
        return 1 + alike
    return alike if alike >= _ROW_ALIKE else 0.0


def _said(table: Table) -> Iterator[str]:
    yield from table.head
    yield from (p.text for row in table.rows for cell in row for p in cell)


def _mark(before: object, after: object) -> Mark:
    return Mark.DELETED if after is None else Mark.INSERTED if before is None else Mark.SAME


def _either(before: T | None, after: T | None) -> T:
    """As it stands, or as it stood."""
    if after is not None:
        return after
    if before is None:
        raise ValueError("nothing stands in either contract")
    return before


def _any_changed(
    items: Iterable[MarkedBlock | MarkedRow | MarkedSection | MarkedPart],
) -> bool:
    return any(item.is_changed for item in items)
