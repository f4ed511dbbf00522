"""A contract as its Word layout reads it: one line after another, each with its style and list."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from service.domain.contract import (
    Align,
    Block,
    ContractText,
    Defined,
    Paragraph,
    Part,
    PartKind,
    Reference,
    Section,
    Span,
    Table,
    plain,
)
from service.domain.contract import Cell as Words
from service.rendering.columns import widths
from service.rendering.layout import in_contents, leads_on, section_label
from service.rendering.lists import Lists, Numbering
from service.rendering.sandbox import printable

_RUN = Markup('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>')
_STYLE = Markup('<w:rPr><w:rStyle w:val="{}"/></w:rPr>')
_LINK = Markup('<w:hyperlink w:anchor="{}" w:history="1">{}</w:hyperlink>')


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `list_id` is 0 without a number; `keeps` holds it to the next line."""

    kind: str
    runs: Markup
    level: int = 0
    list_id: int = 0
    bookmark: str = ""
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    lines: tuple[Line, ...]
    end: bool


@dataclass(frozen=True, slots=True)
class Head:
    text: str
    end: bool


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    total: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `kind` is terms or grid, `shares` are thousandths of the width."""

    kind: str
    caption: str
    shares: tuple[int, ...]
    head: tuple[Head, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents."""

    number: str
    heading: str
    bookmark: str
    is_part: bool


def literal(value: object) -> Markup:
    """Words as they stand. docxtpl rewrites braces such as `{_{` after rendering, so it sees none."""
    if isinstance(value, Markup):
        return value
    text = str(escape(printable(value)))
    return Markup(text.replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - escaped


def entries(text: ContractText) -> Iterator[Entry]:
    for part in text.parts:
        yield Entry("", part.heading, part.bookmark, is_part=True)
        for section in in_contents(part):
            number = section_label(section.number)
            yield Entry(number, section.heading, section.bookmark, is_part=False)


def blocks(text: ContractText, lists: Lists) -> Iterator[Line | Grid]:
    for part in text.parts:
        yield from _part(part, lists)


def lines(things: tuple[Line | Grid, ...]) -> Iterator[Line | Head]:
    """Every paragraph of the paper, in reading order."""
    for thing in things:
        if isinstance(thing, Line):
            yield thing
        else:
            yield from thing.head
            for row in thing.rows:
                for cell in row.cells:
                    yield from cell.lines


def _part(part: Part, lists: Lists) -> Iterator[Line | Grid]:
    numbering = Numbering(lists)
    together = part.kind is PartKind.SIGNATURES
    yield Line("part", _words(part.heading), bookmark=part.bookmark)
    for block in part.blocks:
        yield _block(block, numbering, together)
    for section in part.sections:
        yield _heading(section, numbering)
        for block in section.blocks:
            yield _block(block, numbering, together)


def _heading(section: Section, numbering: Numbering) -> Line:
    line = Line("group", _words(section.heading), bookmark=section.bookmark)
    if not section.number:
        return line
    return replace(line, kind="section", list_id=numbering.list_of(0, section.number))


def _block(block: Block, numbering: Numbering, together: bool) -> Line | Grid:
    if isinstance(block, Table):
        return _grid(block, numbering.lists, together)
    return _line(block, numbering, together)


def _line(paragraph: Paragraph, numbering: Numbering, keeps: bool) -> Line:
    return Line(
        kind=f"clause_{paragraph.level}" if paragraph.level else "text",
        runs=Markup("").join(_run(span) for span in paragraph.spans),
        level=paragraph.level,
        list_id=numbering.list_of(paragraph.level, paragraph.number) if paragraph.number else 0,
        keeps=keeps or leads_on(paragraph),
    )


def _grid(table: Table, lists: Lists, together: bool) -> Grid:
    ends = [align is Align.END for align in table.align]
    return Grid(
        kind="grid" if table.head else "terms",
        caption=table.caption,
        shares=widths(table),
        head=tuple(Head(name, end) for name, end in zip(table.head, ends, strict=False)),
        rows=tuple(_rows(table, ends, lists, together)),
    )


def _rows(table: Table, ends: list[bool], lists: Lists, together: bool) -> Iterator[Row]:
    """Totals stay with each other and with the line above them."""
    first_total, last = len(table.rows) - table.foot, len(table.rows) - 1
    for n, row in enumerate(table.rows):
        keeps = together or first_total - 1 <= n < last
        cells = (
            Cell(_cell(words, lists, keeps), end) for words, end in zip(row, ends, strict=True)
        )
        yield Row(tuple(cells), total=n >= first_total)


def _cell(words: Words, lists: Lists, keeps: bool) -> tuple[Line, ...]:
    numbering = Numbering(lists, in_table=True)
    return tuple(_line(paragraph, numbering, keeps) for paragraph in words)


def _words(text: str) -> Markup:
    return _line(plain(text), Numbering(Lists(0)), keeps=False).runs


def _run(span: Span) -> Markup:
    if isinstance(span, Reference):
        run = _RUN.format(_STYLE.format("CrossReference"), literal(span.text))
        return _LINK.format(span.bookmark, run)
    style = _STYLE.format("DefinedTerm") if isinstance(span, Defined) else Markup("")
    return _RUN.format(style, literal(span.text))
