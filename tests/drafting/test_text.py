"""What every contract's text is like, whatever the deal: terms, references, figures, style."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from service.domain.contract import (
    ContractText,
    Defined,
    Paragraph,
    PartKind,
    Reference,
    Span,
    Words,
)
from service.domain.money import Money, Rate
from service.domain.terms import Form, Terms
from service.drafting.assemble import assemble
from service.drafting.library import family
from service.drafting.schedules import schedule_numbers
from service.drafting.selection import chosen_blocks
from service.drafting.standard_terms import standard_terms
from tests import strategies
from tests.drafting import proofreading, reading
from tests.drafting.proofreading import CHECKS, Check
from tests.drafting.samples import SHA256, contracts, examples, samples

FORM = family("bulk-media", 1)

MOST_WORDS_OF_STANDARD_TERMS = 11_500

a_few = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
"""A whole deal takes minutes to shrink, and the problem is plain without."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_sample_reads_as_it_should(check: Check) -> None:
    found = {problem: name for name, contract in contracts().items() for problem in check(contract)}
    assert found == {}


def test_the_tables_of_every_sample_are_well_set() -> None:
    found = {
        problem: name
        for name, contract in contracts().items()
        for problem in proofreading.tables_are_well_set(contract)
    }
    assert found == {}


@a_few
@given(strategies.terms())
def test_any_deal_reads_as_it_should(terms: Terms) -> None:
    contract = assemble(terms, SHA256)
    assert [problem for check in CHECKS for problem in check(contract)] == []


@a_few
@given(strategies.terms())
def test_no_figure_name_or_date_of_a_deal_reaches_the_standard_terms(terms: Terms) -> None:
    other = with_other_values(terms)
    numbers = schedule_numbers(terms)
    assert other != terms
    assert standard_terms(other, FORM, numbers) == standard_terms(terms, FORM, numbers)


def test_deals_that_choose_the_same_texts_have_the_same_standard_terms() -> None:
    parts: dict[Any, set[Any]] = {}
    for name, terms in samples().items():
        texts = tuple(chosen_blocks(id, terms, FORM) for id in FORM.clauses)
        key = texts, tuple(schedule_numbers(terms))
        parts.setdefault(key, set()).add(reading.part(contracts()[name], PartKind.STANDARD_TERMS))
    assert {len(different) for different in parts.values()} == {1}
    assert len(parts) < len(samples())


@pytest.mark.parametrize("name", [*examples()])
def test_the_standard_terms_of_an_example_can_be_read_in_an_hour(name: str) -> None:
    terms = reading.part(contracts()[name], PartKind.STANDARD_TERMS)
    words = sum(len(p.text.split()) for s in terms.sections for p in reading.paragraphs(s.blocks))
    assert words <= MOST_WORDS_OF_STANDARD_TERMS


def with_other_values(value: Any) -> Any:
    """The same choices with every figure, date, name and prose changed, faults or not."""
    if isinstance(value, (bool, Form)) or value is None:
        return value
    if isinstance(value, Money):
        return Money(value.minor + 7, value.currency)
    if isinstance(value, Rate):
        return Rate(value.value + 1)
    if isinstance(value, (int, Decimal)):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    if type(value) is str:
        return f"{value} 7"
    if isinstance(value, tuple):
        return tuple(map(with_other_values, value))
    if is_dataclass(value):
        return replace(value, **dict(_other_fields(value)))
    return value


def _other_fields(value: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(value):
        if field.name not in ("clause", "clauses"):
            yield field.name, with_other_values(getattr(value, field.name))


W, D, R = Words, Defined, Reference

WRONG: tuple[tuple[Check, tuple[Span, ...]], ...] = (
    (proofreading.a_term_is_defined_once, (D("License"), W(" means this."))),
    (proofreading.a_term_that_is_used_is_defined, (W("The Standstill ends."),)),
    (proofreading.a_capitalized_word_is_a_term, (W("It is a Bargain."),)),
    (proofreading.a_term_that_a_clause_defines_is_used, (D("Bargain"), W(" means this."))),
    (proofreading.a_reference_leads_to_its_number, (W("See "), R("Section 12", "cl_C13"))),
    (proofreading.a_reference_leads_to_its_number, (W("See "), R("Section 60", "cl_C60"))),
    (proofreading.every_number_that_is_referred_to_is_a_reference, (W("See Section 12."),)),
    (proofreading.nothing_relies_on_a_section_that_is_not_used, (R("Section 57", "cl_C57"),)),
    (proofreading.there_is_no_figure, (W("It has 7 days."),)),
    (proofreading.there_is_no_banned_word, (W("It has thirty days."),)),
    (proofreading.there_is_no_banned_word, (W("It is hereby agreed."),)),
    (proofreading.no_sentence_is_long, (W("It is " + "very " * 43 + "long."),)),
    (proofreading.nothing_is_empty_or_badly_set, (W("It is  so."),)),
    (proofreading.nothing_is_empty_or_badly_set, (W("It is \u201cso\u201d."),)),
    (proofreading.nothing_is_empty_or_badly_set, (W(""),)),
    (proofreading.paragraphs_end_as_in_a_list, (W("It may:"),)),
    (proofreading.numbers_run_without_a_gap, (W("It is so."),)),
)


@pytest.mark.parametrize(("check", "spans"), WRONG)
def test_a_paragraph_that_breaks_a_rule_is_found(check: Check, spans: tuple[Span, ...]) -> None:
    sound = contracts()["photo-archive"]
    assert [*check(sound)] == []
    assert [*check(with_paragraph(sound, Paragraph(spans, 1, "41.9")))] != []


def test_a_list_that_ends_its_entries_badly_is_found() -> None:
    sound = contracts()["photo-archive"]
    entries = [
        Paragraph((W(text),), 2, f"({n})") for n, text in zip("ab", ("go,", "stay."), strict=True)
    ]
    wrong = with_paragraph(sound, Paragraph((W("It may:"),), 1, "41.5"), *entries)
    assert [*proofreading.paragraphs_end_as_in_a_list(wrong)] != []


def test_a_section_that_moves_is_found() -> None:
    sound = contracts()["photo-archive"]
    terms = reading.part(sound, PartKind.STANDARD_TERMS)
    moved = replace(terms, sections=(*terms.sections[1:], terms.sections[0]))
    parts = tuple(moved if part is terms else part for part in sound.parts)
    wrong = replace(sound, parts=parts)
    assert [*proofreading.sections_have_the_numbers_of_their_clauses(wrong)] != []


def with_paragraph(contract: ContractText, *more: Paragraph) -> ContractText:
    """With more paragraphs at the end of Section 41."""
    terms = reading.part(contract, PartKind.STANDARD_TERMS)
    section = reading.clause(contract, "C41")
    longer = replace(section, blocks=(*section.blocks, *more))
    sections = tuple(longer if each is section else each for each in terms.sections)
    parts = (replace(terms, sections=sections) if p is terms else p for p in contract.parts)
    return replace(contract, parts=tuple(parts))
