"""What a contract says, before any paper: parts, sections, paragraphs and tables."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Defined:
    """A defined term at the one place that gives it its meaning; set in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that point at a section or part of this contract, such as "Section 12"."""

    text: str
    bookmark: str


Span = Words | Defined | Reference


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that stand together. The number is a field beside them, never part of them.

    `level` is 0 for a paragraph without a number, 1 for "12.1", 2 for "(a)", 3 for "(i)".
    """

    spans: tuple[Span, ...]
    level: int = 0
    number: str = ""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


Cell = tuple[Paragraph, ...]


class TableKind(StrEnum):
    TERMS = "terms"
    """Two columns, the label of each row is its header cell; no head row."""
    GRID = "grid"
    """A head row names the columns and repeats on each page."""


class Align(StrEnum):
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Table:
    """`head` is empty for TERMS. Every row has as many cells as `align` has columns.

    The last `foot` rows are totals. `caption` says what the table holds, for people who
    cannot see it; it is not printed.
    """

    kind: TableKind
    caption: str
    head: tuple[str, ...]
    align: tuple[Align, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: int = 0


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered clause, or an unnumbered group of the Key Terms when `number` is empty."""

    bookmark: str
    heading: str
    number: str
    blocks: tuple[Block, ...]


class PartKind(StrEnum):
    KEY_TERMS = "key_terms"
    STANDARD_TERMS = "standard_terms"
    SCHEDULE = "schedule"
    RIDER = "rider"
    SIGNATURES = "signatures"


@dataclass(frozen=True, slots=True)
class Part:
    """Begins on a new page. `blocks` stand before the first section."""

    kind: PartKind
    bookmark: str
    heading: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


class PageSize(StrEnum):
    A4 = "A4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class ContractText:
    """One contract in one language.

    `form` names the text it was assembled from ("bulk-media 1"), `terms_sha256` the terms
    (64 hex digits), `watermark` what it is while it is no contract yet ("Draft"). None is among
    the contract's words; they stand in its margins and under its pages.
    """

    title: str
    subtitle: str
    language: str
    form: str
    terms_sha256: str
    page_size: PageSize
    parts: tuple[Part, ...]
    watermark: str = ""

    def words(self) -> Iterator[tuple[str, str]]:
        """(number, text) of every heading, paragraph and table cell, in reading order."""
        yield "", self.title
        yield "", self.subtitle
        for part in self.parts:
            yield "", part.heading
            yield from _words_of(part.blocks)
            for section in part.sections:
                yield section.number, section.heading
                yield from _words_of(section.blocks)

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the words as a JSON array; another word gives another digest."""
        rows = json.dumps([*self.words()], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(rows.encode()).hexdigest()


def _words_of(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.number, block.text
        else:
            yield from (("", head) for head in block.head)
            for row in block.rows:
                for cell in row:
                    yield from ((p.number, p.text) for p in cell)


def plain(text: str) -> Paragraph:
    """A paragraph without a number or anything marked in it."""
    return Paragraph((Words(text),))
