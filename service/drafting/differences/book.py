"""The words of a contract's tables, each at the place where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from service.domain.contract import Cell, Section, Table, TableKind
from service.domain.pricing import quote
from service.domain.terms import Terms
from service.drafting.calendars import business_days_of
from service.drafting.delivery_schedule import delivery_tables
from service.drafting.differences.places import KEY_TERMS, Place
from service.drafting.fees_schedule import fees_tables
from service.drafting.key_terms import key_terms
from service.drafting.library import family
from service.drafting.materials_schedule import materials_tables
from service.drafting.riders import rider_texts
from service.drafting.rows import labelled

Words = tuple[str, ...]
"""One paragraph each."""


@dataclass(frozen=True, slots=True)
class Book:
    """`labels` has the Key Terms of each group, by the group's name; `headings` what it is called."""

    said: Mapping[Place, Words]
    labels: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, str]


def book_of(terms: Terms) -> Book:
    """What the Key Terms and the tables of Schedules 1 to 3 say of terms without faults."""
    form, fees = family(terms.form.family, terms.form.version), quote(terms)
    days = business_days_of(terms.law.governing_law)
    groups = key_terms(terms, fees, days, rider_texts(terms, form)).sections
    tables = chain(
        _grids(groups), materials_tables(terms), fees_tables(terms, fees), delivery_tables(terms)
    )
    said = {
        Place(KEY_TERMS, label): words
        for group in groups
        for label, words in labelled(group).items()
    }
    for title, table in tables:
        _write(said, title, table)
    return Book(
        said=said,
        labels={_named(group): tuple(labelled(group)) for group in groups},
        headings={_named(group): group.heading for group in groups},
    )


def _named(group: Section) -> str:
    return group.bookmark.removeprefix("kt_")


def _grids(groups: tuple[Section, ...]) -> Iterator[tuple[str, Table]]:
    for group in groups:
        tables = (block for block in group.blocks if isinstance(block, Table))
        yield from ((group.heading, table) for table in tables if table.kind is TableKind.GRID)


def _write(said: dict[Place, Words], title: str, table: Table) -> None:
    """Each cell, each row and the whole; rows that begin alike stand one after the other."""
    for row in table.rows:
        name = row[0][0].text
        words = [paragraph.text for cell in row[1:] for paragraph in cell if paragraph.text]
        _add(said, Place(title, name), (", ".join(words),))
        _add(said, Place(title), (", ".join((name, *words)),))
        for column, cell in zip(table.head, row, strict=False):
            _add(said, Place(title, name, column), _paragraphs(cell))


def _add(said: dict[Place, Words], place: Place, words: Words) -> None:
    said[place] = (*said.get(place, ()), *words)


def _paragraphs(cell: Cell) -> Words:
    return tuple(paragraph.text for paragraph in cell if paragraph.text)
