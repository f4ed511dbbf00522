"""A contract of ours as lines that a Word file made from it can be laid beside."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from service.domain.contract import Block, ContractText, Part, PartKind, Section, Table
from service.rendering.layout import in_contents, section_label

PAGES: Final = ("Contents",)
"""Words that our layout says and the contract does not."""


@dataclass(frozen=True, slots=True)
class Home:
    """The section, or the part before its first section, that a line belongs to."""

    bookmark: str
    number: str
    heading: str
    part: str
    clause: str | None


@dataclass(frozen=True, slots=True)
class BaseLine:
    """`place` is the number of a paragraph or the label of a row, `head` names the columns."""

    home: Home
    cells: tuple[str, ...]
    in_table: bool
    place: str = ""
    head: tuple[str, ...] = ()
    level: int = 0
    is_heading: bool = False


def base_lines(text: ContractText) -> tuple[BaseLine, ...]:
    return tuple(line for line in _lines(text) if any(ink(cell) for cell in line.cells))


def ink(words: str) -> str:
    """Without white space: a change of that alone is none."""
    return "".join(words.split())


def _lines(text: ContractText) -> Iterator[BaseLine]:
    front = Home("", "", text.title, text.title, None)
    for words in (text.title, text.subtitle):
        yield BaseLine(front, (words,), False, is_heading=True)
    for part in text.parts:
        home = Home(part.bookmark, "", part.heading, part.heading, None)
        yield BaseLine(home, (part.heading,), False, is_heading=True)
        yield from _of_blocks(home, part.blocks)
        for section in part.sections:
            yield from _of_section(part, section)


def _of_section(part: Part, section: Section) -> Iterator[BaseLine]:
    label = section_label(section.number)
    clause = section.bookmark.removeprefix("cl_")
    in_terms = part.kind is PartKind.STANDARD_TERMS
    home = Home(
        section.bookmark, label, section.heading, part.heading, clause if in_terms else None
    )
    yield BaseLine(home, (section.heading,), False, label, is_heading=True)
    yield from _of_blocks(home, section.blocks)


def _of_blocks(home: Home, blocks: tuple[Block, ...]) -> Iterator[BaseLine]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _of_table(home, block)
        else:
            yield BaseLine(home, (block.text,), False, block.number, level=block.level)


def _of_table(home: Home, table: Table) -> Iterator[BaseLine]:
    if table.head:
        yield BaseLine(home, table.head, True, "Heads of the columns")
    for row in table.rows:
        cells = tuple("\n".join(p.text for p in cell) for cell in row)
        yield BaseLine(home, cells, True, " ".join(cells[0].split()), table.head)


def homes(lines: tuple[BaseLine, ...]) -> dict[str, Home]:
    """By bookmark, in the order of the contract."""
    return {line.home.bookmark: line.home for line in lines}


def entries(text: ContractText) -> Counter[str]:
    """What each line of the contents says, without white space and numbers of pages; how often."""
    found = Counter(map(ink, PAGES))
    for part in text.parts:
        found[ink(part.heading)] += 1
        found.update(ink(f"{section_label(s.number)}{s.heading}") for s in in_contents(part))
    return found
