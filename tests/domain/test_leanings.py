"""Whom a change favors: only where the sources say so, and never both sides."""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations

import pytest

from service.domain.leanings import OUTCOMES, SCALES, agreed, toward
from service.domain.terms.grant import Purpose
from service.domain.terms.law import Forum
from service.domain.terms.models import WeightsSurvival
from service.domain.terms.parties import Side
from service.domain.terms.positions import FairUse, PastUse, Position, Warranties
from service.domain.terms.risk import LawEffect, Mfn
from service.drafting.library import clause, family
from tests.builders import some_terms

F = FairUse
FORM = family("bulk-media", 1)


@pytest.mark.parametrize(
    ("before", "after", "side"),
    [
        (Position.BALANCED, Position.LICENSOR, Side.LICENSOR),
        (Position.LICENSOR, Position.LICENSEE, Side.LICENSEE),
        (Position.OMITTED, Position.LICENSOR, None),
        (Warranties.AS_IS, Warranties.KNOWLEDGE, Side.LICENSEE),
        (WeightsSurvival.PERPETUAL, WeightsSurvival.DESTROY, Side.LICENSOR),
        (Mfn.NONE, Mfn.LICENSEE, Side.LICENSEE),
        (LawEffect.RENEGOTIATE, LawEffect.TERMINATE, None),
        (PastUse.RESERVED, PastUse.COVENANT_NOT_TO_SUE, None),
        (Forum.COURTS, Forum.EXPERT, None),
        (Warranties.FLAT, Warranties.FLAT, None),
        (Warranties.FLAT, None, None),
        (30, 60, None),
    ],
)
def test_a_choice_moves_along_its_scale(before: object, after: object, side: Side | None) -> None:
    assert toward(before, after) is side


@pytest.mark.parametrize(
    ("before", "after", "side"),
    [
        ({F.FU1}, {F.FU2}, Side.LICENSOR),
        ({F.FU2}, {F.FU1}, Side.LICENSEE),
        ({F.FU1}, {F.FU3}, Side.LICENSEE),
        ({F.FU3}, {F.FU4}, Side.LICENSOR),
        ({F.FU0}, {F.FU1}, None),
        ({F.FU2}, {F.FU2, F.FU8}, Side.LICENSEE),
        ({F.FU1}, {F.FU2, F.FU3}, None),
        ({F.FU1}, {F.FU1, F.FU7}, None),
    ],
)
def test_fair_use_moves_by_what_is_gained_and_lost(
    before: set[FairUse], after: set[FairUse], side: Side | None
) -> None:
    assert toward(frozenset(before), frozenset(after)) is side


def test_a_set_without_sides_favors_nobody() -> None:
    assert toward(frozenset({Purpose.PRETRAIN}), frozenset({Purpose.RAG_GROUNDING})) is None


def test_changes_that_pull_both_ways_favor_nobody() -> None:
    assert agreed([Side.LICENSOR, None, Side.LICENSOR]) is Side.LICENSOR
    assert agreed([Side.LICENSOR, Side.LICENSEE]) is None
    assert agreed([None]) is None


@pytest.mark.parametrize("kind", SCALES, ids=lambda kind: kind.__name__)
def test_no_choice_stands_twice_on_its_scale(kind: type[StrEnum]) -> None:
    scale = SCALES[kind]
    assert all(isinstance(member, kind) for step in scale for member in step)
    assert all(not first & second for first, second in combinations(scale, 2))
    assert len(scale) > 1


def test_every_clause_with_outcomes_is_a_clause() -> None:
    assert OUTCOMES.keys() <= FORM.clauses.keys()


def _favoring(id: str) -> dict[str, Side]:
    """The positions whose guidance begins with the side that they are for."""
    blocks = clause(id, FORM.clauses[id]).blocks.values()
    found = (
        (block.name, re.match(r"For (Licensor|Licensee):", block.guidance)) for block in blocks
    )
    return {name: Side(said[1].lower()) for name, said in found if said}


def _guided() -> Iterator[tuple[StrEnum, Side, StrEnum]]:
    """A choice, whom its guidance says that it is for, and each choice that is not for that side."""
    terms = some_terms()
    for id, outcomes in OUTCOMES.items():
        kind, sides = type(outcomes(terms)[0]), _favoring(id)
        if id in ("C23", "C46"):
            continue
        for member in kind:
            others = [other for other in kind if sides.get(other) is not sides.get(member)]
            yield from ((member, sides[member], o) for o in others if member in sides)


GUIDED = [*_guided()]


def test_the_guidance_names_sides() -> None:
    assert len({choice for choice, _, _ in GUIDED}) > 8


@pytest.mark.parametrize(("choice", "side", "other"), GUIDED)
def test_a_choice_for_one_side_stands_nearer_to_it_than_others(
    choice: StrEnum, side: Side, other: StrEnum
) -> None:
    assert toward(other, choice) in (side, None)


@pytest.mark.parametrize("position", FairUse)
def test_fair_use_favors_whom_its_guidance_names(position: FairUse) -> None:
    assert toward(frozenset[FairUse](), frozenset({position})) is _favoring("C23").get(position)
