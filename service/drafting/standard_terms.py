"""Part B: the Standard Terms, the same for every deal that chose the same positions."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from service.domain.contract import Part, PartKind, Section
from service.domain.errors import Fault, TermsRefused
from service.domain.terms import Terms
from service.drafting.blocks import items_of
from service.drafting.library import Family, clause
from service.drafting.selection import CHOSEN_BY_TERMS, chosen_blocks, positions_on_offer
from service.drafting.spans import bookmark_of, numbered, section_number

NOT_USED = "Not used."


def standard_terms(terms: Terms, family: Family, numbers: Mapping[str, int]) -> Part:
    """Every clause of the family, each with the blocks that the terms choose.

    TermsRefused names each position that the family does not offer, and each special term on a
    clause that it has not.
    """
    found = [*_positions_refused(terms, family), *_special_terms_refused(terms, family)]
    if found:
        raise TermsRefused(found)
    return Part(
        kind=PartKind.STANDARD_TERMS,
        bookmark="part_standard_terms",
        heading="Part B: Standard Terms",
        blocks=(),
        sections=tuple(_sections(terms, family, numbers)),
    )


def _sections(terms: Terms, family: Family, numbers: Mapping[str, int]) -> Iterator[Section]:
    schedules = tuple(numbers.items())
    for id in sorted({*family.clauses, *family.omitted}):
        used = () if id in family.omitted else chosen_blocks(id, terms, family)
        if used:
            yield _section(id, family.clauses[id], used, schedules)
        else:
            yield Section(bookmark_of(id), NOT_USED, section_number(id), ())


@lru_cache(maxsize=1024)
def _section(
    id: str, version: int, blocks: tuple[str, ...], schedules: tuple[tuple[str, int], ...]
) -> Section:
    """The same for every deal that chose the same text, so it is made once."""
    text, number = clause(id, version), section_number(id)
    paragraphs = numbered(items_of(text, blocks), number, dict(schedules))
    return Section(bookmark_of(id), text.heading, number, paragraphs)


def _positions_refused(terms: Terms, family: Family) -> Iterator[Fault]:
    for id, position in terms.positions.clauses.items():
        problem = _problem(id, position.value, family)
        if problem is not None:
            yield Fault(f"/terms/positions/clauses/{id}", problem)


def _special_terms_refused(terms: Terms, family: Family) -> Iterator[Fault]:
    for n, special in enumerate(terms.special_terms):
        if special.clause not in {*family.clauses, *family.omitted}:
            yield Fault(f"/terms/special_terms/{n}/clause", "This family has no such clause.")


def _problem(id: str, position: str, family: Family) -> str | None:
    if id not in family.clauses:
        return "This family has no such clause."
    if id in CHOSEN_BY_TERMS:
        return "Other terms choose this clause's text; it takes no position."
    on_offer = [offered.value for offered in positions_on_offer(id, family)]
    return None if position in on_offer else f"Give one of: {', '.join(on_offer)}."
