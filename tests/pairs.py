"""Two deals to compare, drawn at random: a deal, and the same deal with parts of another."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st

from service.domain.rules import faults
from service.domain.terms import Terms
from tests.strategies import terms

PARTS = tuple(field.name for field in fields(Terms))
TOGETHER = frozenset({"materials", "delivery", "pricing", "period", "grant"})
"""Prices and deliveries hang on lines, both on the period."""


@st.composite
def pairs(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Terms, Terms]:
    """Both without faults; often alike but for a few parts."""
    before, other = draw(terms()), draw(terms())
    chosen = draw(st.sets(st.sampled_from(PARTS)))
    chosen |= TOGETHER if chosen & TOGETHER else set()
    after = replace(before, **{part: getattr(other, part) for part in chosen})
    return before, other if faults(after) else after
