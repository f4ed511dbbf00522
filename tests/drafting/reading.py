"""Reading a contract in tests: its parts, sections, rows and paragraphs, and the terms in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from service.domain.contract import (
    Block,
    Cell,
    ContractText,
    Defined,
    Paragraph,
    Part,
    PartKind,
    Section,
    Table,
    Words,
)
from service.drafting.rows import labelled

RULED = (PartKind.STANDARD_TERMS, PartKind.SCHEDULE, PartKind.RIDER)


@dataclass(frozen=True, slots=True)
class Rule:
    """A numbered paragraph of the Standard Terms, a Schedule or a Law Rider, and where it stands."""

    part: Part
    section: Section
    paragraph: Paragraph

    @property
    def text(self) -> str:
        return self.paragraph.text

    def __str__(self) -> str:
        return f"{self.section.bookmark} {self.paragraph.number} {self.text}"


def part(contract: ContractText, kind: PartKind) -> Part:
    return next(found for found in contract.parts if found.kind is kind)


def schedule(contract: ContractText, name: str) -> Part:
    return next(found for found in contract.parts if found.bookmark == f"sch_{name}")


def riders(contract: ContractText) -> tuple[Part, ...]:
    return tuple(found for found in contract.parts if found.kind is PartKind.RIDER)


def clause(contract: ContractText, id: str) -> Section:
    terms = part(contract, PartKind.STANDARD_TERMS)
    return next(found for found in terms.sections if found.bookmark == f"cl_{id}")


def is_used(section: Section) -> bool:
    return section.heading != "Not used."


def rules(contract: ContractText) -> Iterator[Rule]:
    for found in contract.parts:
        if found.kind not in RULED:
            continue
        for section in found.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield Rule(found, section, block)


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Of a section or a part, those in its tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (each for row in block.rows for cell in row for each in cell)


def all_paragraphs(contract: ContractText) -> Iterator[Paragraph]:
    for found in contract.parts:
        yield from paragraphs(found.blocks)
        for section in found.sections:
            yield from paragraphs(section.blocks)


def tables(found: Part) -> Iterator[tuple[str, Table]]:
    """Each table of a part under the heading of its section."""
    for section in found.sections:
        yield from (
            (section.heading, block) for block in section.blocks if isinstance(block, Table)
        )


def table(found: Part, heading: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table that stands under a heading, each cell on one line."""
    return next(
        tuple(tuple(map(said, row)) for row in each.rows)
        for name, each in tables(found)
        if name == heading
    )


def said(cell: Cell) -> str:
    return " / ".join(paragraph.text for paragraph in cell)


def key_terms(contract: ContractText) -> dict[str, str]:
    """The value of each label, its paragraphs on one line."""
    sections = part(contract, PartKind.KEY_TERMS).sections
    rows = (row for section in sections for row in labelled(section).items())
    return {label: " / ".join(paragraphs) for label, paragraphs in rows}


def defined(paragraph: Paragraph) -> tuple[str, ...]:
    return tuple(span.text for span in paragraph.spans if isinstance(span, Defined))


def all_defined(contract: ContractText) -> list[str]:
    return [term for paragraph in all_paragraphs(contract) for term in defined(paragraph)]


@cache
def own_words(paragraph: Paragraph) -> str:
    """Without the terms that it defines and without references."""
    return "".join(span.text if isinstance(span, Words) else "_" for span in paragraph.spans)


@cache
def sentences(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"(?<=[.:;?!]) +(?=[A-Z])", text))


class Vocabulary:
    """Terms to look for in words, in the singular and the plural; the longest name wins."""

    def __init__(self, terms: frozenset[str]) -> None:
        forms = {form: term for term in sorted(terms) for form in _forms(term)}
        self._terms = forms | {term: term for term in terms}
        longest = sorted(self._terms, key=lambda form: (-len(form), form))
        either = "|".join(map(re.escape, longest))
        self._pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")
        self._found: dict[str, frozenset[str]] = {}

    def found_in(self, text: str) -> frozenset[str]:
        if text not in self._found:
            terms = (self._terms[form] for form in self._pattern.findall(text))
            self._found[text] = frozenset(terms)
        return self._found[text]

    def without(self, text: str) -> str:
        return self._pattern.sub("_", text)


def _forms(term: str) -> Iterator[str]:
    yield f"{term}s"
    if term.endswith("s"):
        yield term[:-1]
    if term.endswith("xes"):
        yield term[:-2]
    if term.endswith("y"):
        yield f"{term[:-1]}ies"
