"""What cannot be agreed: every rule that holds between one term and another."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import Final

from service.domain.errors import Fault
from service.domain.period.faults import period_faults
from service.domain.pricing.faults import pricing_faults
from service.domain.rules import (
    delivery,
    grant,
    law,
    materials,
    models,
    parties,
    positions,
    privacy,
    risk,
    special_terms,
)
from service.domain.terms import Terms

Rule = Callable[[Terms], Iterator[Fault]]

RULES: Final[tuple[Rule, ...]] = (
    *parties.RULES,
    *materials.RULES,
    *delivery.RULES,
    *grant.RULES,
    *models.RULES,
    *positions.RULES,
    *privacy.RULES,
    *risk.RULES,
    *law.RULES,
    *special_terms.RULES,
)
"""The rules beside those of prices and of the period, which have modules of their own."""


def faults(terms: Terms, on: date | None = None) -> tuple[Fault, ...]:
    """All that stands in the way of agreeing, at once; pointers are relative to the terms.

    `on` is today in the contract's zone; without it, what depends on today is let be.
    """
    found = chain.from_iterable(rule(terms) for rule in RULES)
    return (*found, *pricing_faults(terms), *period_faults(terms, on))
