"""A term that no row or cell of the contract shows, under a plain name and in plain words."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from service.domain.money import Money, Rate
from service.domain.terms import Terms
from service.domain.terms.differences import steps_by_name
from service.domain.terms.leaves import Path, leaves
from service.domain.wording import code, day_in_words, figure, listed, spoken
from service.drafting.rows import NONE
from service.drafting.wording import first_upper, money
from service.drafting.words import words


def name_of_term(path: Path, terms: Terms) -> str:
    """ "Licensee, signatories, bo@labs.example, title"; the part of the terms goes without saying."""
    named = zip(path, steps_by_name(terms, path), strict=True)
    said = [name if isinstance(step, int) else code(name) for step, name in named]
    return first_upper(", ".join(said[1:] or said))


def value_in_words(value: Any) -> tuple[str, ...]:
    """One paragraph for each value inside; never nothing."""
    if isinstance(value, frozenset):
        return tuple(_sorted(value)) or (NONE,)
    return tuple(_one(inner) for _, inner in leaves(value)) or (NONE,)


def choice_in_words(choice: StrEnum) -> str:
    """As the contract calls it or, where its rows say it otherwise, as people do."""
    try:
        return first_upper(words(choice))
    except KeyError:
        return first_upper(spoken(choice))


def _one(value: Any) -> str:
    match value:
        case StrEnum():
            return choice_in_words(value)
        case bool():
            return "Yes" if value else "No"
        case date():
            return day_in_words(value)
        case Money():
            return money(value)
        case Rate():
            return figure(value.value)
        case int() | Decimal():
            return figure(value)
        case frozenset():
            return listed(_sorted(value))
    return str(value)


def _sorted(values: Iterable[Any]) -> list[str]:
    return sorted(map(_one, values), key=str.casefold)
