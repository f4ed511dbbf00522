"""Each clause whose position changed, and toward whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from service.domain.leanings import OUTCOMES, agreed, toward
from service.domain.terms import Terms
from service.domain.terms.parties import Side
from service.domain.terms.positions import FairUse, Position
from service.drafting.differences.values import choice_in_words
from service.drafting.library import Family, clause, family
from service.drafting.selection import chosen_blocks, position_of, positions_on_offer
from service.drafting.spans import section_number
from service.drafting.standard_terms import NOT_USED
from service.drafting.wording import first_upper
from service.drafting.words import words_of

_ALWAYS: Final = frozenset({"common", "standard"})
"""Texts that are no position."""

STANDARD: Final = "Standard text"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionChange:
    """`before` and `after` are the clause's positions in words; none is "Not used.".

    `toward` is the side that the change favors by `service.domain.leanings`; null where nothing
    there says so, or where parts of the change favor one side and parts the other.
    """

    clause: str
    number: str
    heading: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    toward: Side | None


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a deal stands on a clause: the version of its text, its blocks, the choices behind them."""

    version: int
    blocks: tuple[str, ...]
    choices: tuple[Any, ...]


def position_changes(before: Terms, after: Terms) -> Iterator[PositionChange]:
    """In the order of the clauses; also a clause whose text another term chooses."""
    was_form, now_form = _form(before), _form(after)
    for id in sorted({*was_form.clauses, *now_form.clauses}):
        was, now = _stand(id, before, was_form), _stand(id, after, now_form)
        if was != now:
            yield _change(id, was, now, now_form if id in now_form.clauses else was_form)


def heading_of(id: str, terms: Terms) -> str:
    """ "Section 5, Acceptance and replacement"."""
    form = _form(terms)
    heading = clause(id, form.clauses[id]).heading if id in form.clauses else NOT_USED
    return f"Section {section_number(id)}, {heading}"


def chosen_position(id: str, terms: Terms) -> Position | None:
    """What a deal chose for a clause or, where it says nothing, has of itself."""
    form = _form(terms)
    on_offer = id in form.clauses and positions_on_offer(id, form)
    return position_of(id, terms, form) if on_offer else None


def _form(terms: Terms) -> Family:
    return family(terms.form.family, terms.form.version)


def _stand(id: str, terms: Terms, form: Family) -> _Stand:
    choices = (chosen_position(id, terms), *(OUTCOMES[id](terms) if id in OUTCOMES else ()))
    if id not in form.clauses:
        return _Stand(0, (), choices)
    return _Stand(form.clauses[id], chosen_blocks(id, terms, form), choices)


def _change(id: str, was: _Stand, now: _Stand, form: Family) -> PositionChange:
    pairs = zip(was.choices, now.choices, strict=True)
    return PositionChange(
        clause=id,
        number=section_number(id),
        heading=clause(id, form.clauses[id]).heading,
        before=_said(was, now),
        after=_said(now, was),
        toward=agreed(toward(first, last) for first, last in pairs),
    )


def _said(stand: _Stand, other: _Stand) -> tuple[str, ...]:
    """What was chosen, else the names of its blocks; the version where that is another."""
    words = tuple(_chosen(stand, other)) if stand.blocks else ()
    words = words or tuple(_blocks(stand))
    return words if stand.version == other.version else (*words, f"Version {stand.version}")


def _chosen(stand: _Stand, other: _Stand) -> Iterator[str]:
    """The choices that differ: alike ones tell nothing."""
    for mine, theirs in zip(stand.choices, other.choices, strict=True):
        if mine is not None and mine != theirs:
            chosen = words_of(mine) if isinstance(mine, frozenset) else (choice_in_words(mine),)
            yield from chosen


def _blocks(stand: _Stand) -> Iterator[str]:
    named = [_named(block) for block in stand.blocks if block not in _ALWAYS]
    yield from named or (STANDARD if stand.blocks else NOT_USED,)


def _named(block: str) -> str:
    named: tuple[type[StrEnum], ...] = (Position, FairUse)
    for kind in named:
        if block in [*kind]:
            return choice_in_words(kind(block))
    return first_upper(block.replace("_", " "))
