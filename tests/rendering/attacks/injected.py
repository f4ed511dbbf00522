"""Contracts whose every free-text field says something hostile, and papers made of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from schemas.terms import canonical, dump_terms, load_terms
from service.domain.contract import ContractText, Part, PartKind
from service.domain.errors import TermsRefused
from service.domain.terms import Terms
from service.domain.text import tidy
from service.drafting.assemble import assemble
from tests.rendering.attacks.fields import FREE_TEXTS
from tests.schemas.documents import at, having
from tests.schemas.everything import everything

SILENT: Final = frozenset(
    pointer
    for pointer in FREE_TEXTS
    if "/signatories/" in pointer or pointer == "/privacy/us_bulk_data_decided_by"
)
"""Never printed: the signature page names parties, never persons."""


def filled(values: Mapping[str, str]) -> Any:
    """Terms as JSON that say everything, and in these free-text fields these values."""
    choices = {"/positions/clauses": {}, "/pricing/charges/0/line": None}
    return having(everything(), {**choices, **values})


def turned(corpus: tuple[str, ...], turn: int) -> dict[str, str]:
    """One of the corpus for each field that is long enough for it; other ones at each turn."""
    found = {}
    for n, (pointer, bounds) in enumerate(FREE_TEXTS.items()):
        fitting = [text for text in corpus if len(text) <= bounds.most]
        found[pointer] = fitting[(n + turn) % len(fitting)]
    return found


def refused(values: Mapping[str, str]) -> dict[str, str]:
    """Message by pointer."""
    try:
        load_terms(filled(values))
    except TermsRefused as refusal:
        return {fault.pointer: fault.message for fault in refusal.faults}
    return {}


def read(values: Mapping[str, str]) -> Terms:
    return load_terms(filled(values))


def kept(terms: Terms, pointer: str) -> str:
    """What the terms say there, in the one spelling in which they are kept."""
    return str(at(dump_terms(terms), pointer))


def contract(terms: Terms) -> ContractText:
    """With all that comes from the deal, and of the clauses, which are ours, only the headings."""
    text = assemble(terms, canonical(terms).sha256)
    return replace(text, parts=tuple(map(_shortened, text.parts)))


def _shortened(part: Part) -> Part:
    if part.kind is not PartKind.STANDARD_TERMS:
        return part
    sections = (replace(section, blocks=()) for section in part.sections)
    return replace(part, sections=tuple(sections))


def acceptable(corpus: tuple[str, ...]) -> tuple[str, ...]:
    """Those that the longest field takes."""
    return tuple(text for text in corpus if not refused({"/special_terms/0/text": text}))


def spelled(text: str) -> str:
    """NFC, with single spaces."""
    return tidy(text, lines=False)
