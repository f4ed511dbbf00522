"""Two contracts as one Word file in which each change can be accepted or rejected.

Both are typed as papers of their own and laid together: whatever `marked` found in both comes from
the later paper, the rest from its own. So to accept every change gives the later contract with its
numbers, references and bookmarks, and to reject them the earlier one.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any, Final

from lxml import etree

from service.domain.contract import ContractText
from service.rendering.docx import docx_of
from service.rendering.marked import (
    Marked,
    MarkedBlock,
    MarkedCell,
    MarkedParagraph,
    MarkedRow,
    MarkedTable,
    marked,
)
from service.rendering.marked_words import Mark, MarkedSpan
from service.rendering.runs import label_of, names_of, run
from service.rendering.tracked import RUNS, Hand, bare
from service.rendering.two_papers import (
    Typed,
    lay_contents,
    lay_margins,
    lay_numbers,
    open_papers,
    packed,
    place,
)
from service.rendering.word_xml import W

_FRAGMENT: Final = '<w:p xmlns:w="{}">{{}}</w:p>'.format(W.strip("{}"))


def redline_docx(before: ContractText, after: ContractText, *, author: str, at: datetime) -> bytes:
    """A Word file whose changes are all by `author` and of the moment `at`, which is aware.

    The same arguments give the same bytes; equal contracts give a paper without a mark. Raises
    WordsLost for what Word cannot hold.
    """
    old, new = open_papers(docx_of(before), docx_of(after))
    hand = Hand(author, at)
    loom = _Loom(old, new, hand, names_of(before), names_of(after))
    title, *others = loom.lines(marked(before, after))
    place(new.body, others, after=title)
    lay_numbers(old, new, loom.met)
    for paragraph, look in (*loom.met, *loom.moved):
        hand.look(paragraph, look)
    lay_margins(old, new, hand)
    return packed(new)


class _Loom:
    """Takes paragraphs and tables from both papers in the order in which `marked` has them.

    `met` are the paragraphs that stand in both, each with its look in the earlier paper; `moved`
    are those of a cell that end it in one contract only, with the look that ends it in the other.
    """

    def __init__(
        self,
        old: Typed,
        new: Typed,
        hand: Hand,
        old_names: dict[str, str],
        new_names: dict[str, str],
    ) -> None:
        self._old, self._new = old, new
        self._hand = hand
        self._old_names, self._new_names = old_names, new_names
        self.met: list[tuple[Any, Any]] = []
        self.moved: list[tuple[Any, Any]] = []

    def lines(self, both: Marked) -> Iterator[Any]:
        for words in (both.title, both.subtitle):
            yield from self._front(words)
        yield from lay_contents(self._old, self._new, self._hand)
        for part in both.parts:
            yield self._part_heading(part.heading)
            yield from self._blocks(part.blocks)
            for section in part.sections:
                yield self._paragraph(section.heading, *self._taken(section.mark))
                yield from self._blocks(section.blocks)
        yield from self._new.lines

    def _front(self, words: MarkedParagraph) -> Iterator[Any]:
        """Nothing is typed where a contract has no subtitle."""
        old = next(self._old.front) if words.before and words.before.text else None
        new = next(self._new.front) if words.after and words.after.text else None
        if old is not None or new is not None:
            yield self._paragraph(words, old, new)

    def _part_heading(self, words: MarkedParagraph) -> Any:
        label = None
        if words.before and words.after:
            label = len(label_of(words.before.text)), len(label_of(words.after.text))
        return self._paragraph(words, *self._taken(words.mark), label)

    def _blocks(self, blocks: Iterable[MarkedBlock]) -> Iterator[Any]:
        for block in blocks:
            old, new = self._taken(block.mark)
            if isinstance(block, MarkedTable):
                yield self._table(block, old, new)
                yield self._gap(block.mark)
            else:
                yield self._paragraph(block, old, new)

    def _taken(self, mark: Mark) -> tuple[Any, Any]:
        old = None if mark is Mark.INSERTED else next(self._old.lines)
        return old, None if mark is Mark.DELETED else next(self._new.lines)

    def _gap(self, mark: Mark) -> Any:
        """The empty paragraph after a table comes and goes with it."""
        old, new = self._taken(mark)
        return self._hand.paragraph(old if new is None else new, mark)

    def _paragraph(
        self, words: MarkedParagraph, old: Any, new: Any, label: tuple[int, int] | None = None
    ) -> Any:
        if new is None:
            return self._hand.paragraph(old, Mark.DELETED)
        if old is None:
            return self._hand.paragraph(new, Mark.INSERTED)
        if words.is_changed:
            self._fill(new, words.spans, label)
        new[1:1] = [child for child in old[1:] if child.tag not in RUNS]
        self.met.append((new, old.find(f"{W}pPr")))
        return new

    def _fill(
        self, paragraph: Any, spans: Sequence[MarkedSpan], label: tuple[int, int] | None
    ) -> None:
        """Bookmarks stay where they are: around the whole, or around the label of a part."""
        look, *rest = paragraph
        lead = [*takewhile(lambda child: child.tag not in RUNS, rest)]
        ends = [child for child in rest[len(lead) :] if child.tag not in RUNS]
        cut = _cut(spans, label)
        first, second = (self._runs(some) for some in (spans[:cut], spans[cut:]))
        paragraph[:] = [look, *lead, *first, *ends, *second]

    def _runs(self, spans: Iterable[MarkedSpan]) -> Iterator[Any]:
        for marked_span in spans:
            mark = marked_span.mark
            names = self._old_names if mark is Mark.DELETED else self._new_names
            typed = etree.fromstring(_FRAGMENT.format(run(marked_span.span, names)))
            yield from self._hand.runs([*typed], mark)

    def _table(self, words: MarkedTable, old: Any, new: Any) -> Any:
        table = old if new is None else new
        left = [() if paper is None else paper.findall(f"{W}tr") for paper in (old, new)]
        olds, news = map(iter, left)
        head = (MarkedRow(words.mark, tuple((p,) for p in words.head)),) if words.head else ()
        rows = [self._row(row, olds, news) for row in (*head, *words.rows)]
        place(table, rows, after=table.find(f"{W}tblGrid"))
        return table

    def _row(self, words: MarkedRow, old_rows: Iterator[Any], new_rows: Iterator[Any]) -> Any:
        if words.mark is Mark.DELETED:
            return self._hand.row(next(old_rows), Mark.DELETED)
        new = next(new_rows)
        if words.mark is Mark.INSERTED:
            return self._hand.row(new, Mark.INSERTED)
        both = (row.iterfind(f"{W}tc") for row in (next(old_rows), new))
        for cell, was, now in zip(words.cells, *both, strict=True):
            self._cell(cell, was, now)
        return new

    def _cell(self, words: MarkedCell, old: Any, new: Any) -> None:
        if not words:
            return
        was = _of_side(old, [p.before is not None for p in words])
        now = _of_side(new, [p.after is not None for p in words])
        sides = [*zip(was, now, strict=True)]
        looks = [None if old is None else old.find(f"{W}pPr") for old in was]
        typed = [self._paragraph(p, *pair) for p, pair in zip(words, sides, strict=True)]
        place(new, typed, after=new[0])
        self._end_cell(typed, looks, sides)

    def _end_cell(self, typed: list[Any], looks: list[Any], sides: list[tuple[Any, Any]]) -> None:
        """The last mark of a cell stays: what comes or goes after it does so with the one before."""
        old, new = sides[-1]
        if old is not None and new is not None:
            return
        mark = Mark.INSERTED if old is None else Mark.DELETED
        before = max(n for n, pair in enumerate(sides) if None not in pair)
        self._hand.mark_of(typed[before], mark)
        self._hand.mark_of(typed[-1], Mark.SAME)
        if mark is Mark.INSERTED:
            self.moved.append((typed[-1], looks[before]))
        else:
            typed[-1][0] = bare(typed[before][0])
            self.moved.append((typed[-1], looks[-1]))


def _of_side(cell: Any, there: list[bool]) -> list[Any]:
    """The paragraphs of one paper; one without words holds an empty one, which is the last."""
    paragraphs = cell.iterfind(f"{W}p")
    there = there if any(there) else [*there[:-1], True]
    return [next(paragraphs) if here else None for here in there]


def _cut(spans: Sequence[MarkedSpan], label: tuple[int, int] | None) -> int:
    """How many of the spans say what references call a part; all where nothing else is said."""
    if label is None:
        return len(spans)
    was, now = label
    for n, each in enumerate(spans):
        if was <= 0 and now <= 0:
            return n
        was -= 0 if each.mark is Mark.INSERTED else len(each.span.text)
        now -= 0 if each.mark is Mark.DELETED else len(each.span.text)
    return len(spans)
