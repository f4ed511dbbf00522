"""The clauses of a family as somebody looks them up: what chooses each text, and what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from service.domain.contract import Paragraph
from service.domain.rules.positions import DECIDED_BY, NEEDED_BY
from service.drafting.blocks import items_of
from service.drafting.library import Clause, Family, clause, family, newest_versions, schedule
from service.drafting.selection import positions_on_offer
from service.drafting.spans import numbered, section_number

ONE_TEXT: Final = "one text for all deals"
_MORE: Final = {"C46": "; more from period.convenience"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A clause of a family. `chosen_by` is the place in the terms that its text follows from.

    `text` is null where the family has none, and `optional` says that a deal may do without.
    """

    id: str
    number: str
    text: Clause | None
    optional: bool
    chosen_by: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a clause as the contract prints it, with the guidance that it does not."""

    name: str
    guidance: str
    paragraphs: tuple[Paragraph, ...]


def clauses_of(form: Family) -> Iterator[Listed]:
    """In the order of their numbers."""
    for id in sorted({*form.clauses, *form.omitted}):
        yield _listed(id, form)


def find_listed(clause_id: str) -> tuple[Family, Listed, Clause] | None:
    """The first family that has a text for the clause; null where none has."""
    for form in families():
        for listed in clauses_of(form):
            if listed.id == clause_id and listed.text is not None:
                return form, listed, listed.text
    return None


def families() -> Iterator[Family]:
    """Each in its newest version."""
    return (family(id, version) for id, version in newest_versions().items())


def wordings(text: Clause, form: Family) -> Iterator[Wording]:
    """Each text of the clause, numbered as if it stood alone."""
    schedules = {name: n for n, name in enumerate(form.schedules, 1)}
    for block in text.blocks.values():
        items = items_of(text, (block.name,))
        paragraphs = numbered(items, section_number(text.id), schedules)
        yield Wording(block.name, block.guidance, paragraphs)


def schedules_of(form: Family) -> Iterator[Clause]:
    return (schedule(id, version) for id, version in form.schedules.items())


def _listed(id: str, form: Family) -> Listed:
    if id in form.omitted:
        return Listed(id, section_number(id), None, True, "")
    text = clause(id, form.clauses[id])
    return Listed(id, section_number(id), text, id in form.optional, _chosen_by(id, form))


def _chosen_by(id: str, form: Family) -> str:
    if id in DECIDED_BY:
        return DECIDED_BY[id]
    if len(positions_on_offer(id, form)) == 1:
        return ONE_TEXT
    needed = f", where {NEEDED_BY[id][0]} is given" if id in NEEDED_BY else ""
    return f"positions.clauses.{id}{needed}{_MORE.get(id, '')}"
