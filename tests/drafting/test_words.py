"""What choices, lengths, sums and places are called on paper."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

import service.domain.terms as terms_package
from service.domain.money import Money, Rate
from service.domain.terms import bounds
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.differences import DifferenceKind
from service.domain.terms.grant import ModelScope, Purpose
from service.domain.terms.notices import LagUnit
from service.domain.terms.parties import ActingAs, Address, AffiliateScope, Authority
from service.domain.terms.period import PeriodMode, RenewalPriceMode, Span, StartMode
from service.domain.terms.prices import FeeModel, GuaranteeKind, GuaranteePer, IndexationKind
from service.domain.terms.risk import CapType
from service.domain.wording import day_in_words
from service.drafting import wording
from service.drafting.words import words, words_of

SAID_OTHERWISE = {
    ActingAs: "it decides how a consumer signs, not what the contract says",
    AffiliateScope: "the row names the affiliates",
    Authority: "the signature page names parties, never persons",
    CapType: "the row gives the sum, the multiple or the greater of both",
    FeeModel: "Schedule 2 shows the charges themselves",
    GuaranteeKind: "the row says Minimum or Advance beside the sum",
    GuaranteePer: "the row says for which time beside the sum",
    IndexationKind: "the row gives the rate or the index",
    LagUnit: "a length of time is said with its number",
    DifferenceKind: "it tells two sets of terms apart and is in neither",
    ModelScope: "the row names the models",
    PeriodMode: "the row gives the length or the last day",
    RenewalPriceMode: "the row gives the rate or the rule",
    SpanUnit: "a length of time is said with its number",
    StartMode: "the row gives the day or the rule",
    bounds.Code: "it describes values and is none",
}
"""Choices that no single word stands for, and why."""


def kinds() -> Iterator[type[StrEnum]]:
    for module in pkgutil.iter_modules(terms_package.__path__):
        found = importlib.import_module(f"{terms_package.__name__}.{module.name}")
        for _, each in inspect.getmembers(found, inspect.isclass):
            if issubclass(each, StrEnum) and each.__module__ == found.__name__:
                yield each


NAMED = [kind for kind in kinds() if kind not in SAID_OTHERWISE]


def test_every_kind_of_choice_is_named_or_said_otherwise() -> None:
    assert set(SAID_OTHERWISE) <= set(kinds())
    assert len(NAMED) > 40


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.__name__)
def test_every_choice_of_a_kind_has_words_of_its_own(kind: type[StrEnum]) -> None:
    said = [words(member) for member in kind]
    assert all(text == text.strip() and text for text in said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("kind", [kind for kind in SAID_OTHERWISE if kind is not bounds.Code])
def test_a_choice_that_is_said_otherwise_has_no_words(kind: type[StrEnum]) -> None:
    with pytest.raises(KeyError):
        words(next(iter(kind)))


def test_a_set_is_named_in_the_order_of_its_kind() -> None:
    chosen = frozenset({Purpose.TDM_ANALYSIS, Purpose.PRETRAIN, Purpose.EVALUATION})
    assert words_of(chosen) == ("Pretraining", "Evaluation", "Text and Data Mining")


def test_a_day_cannot_be_taken_for_a_month() -> None:
    assert day_in_words(date(2027, 2, 1)) == "1 February 2027"


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        ("1560000", "USD", "USD 1,560,000.00"),
        ("1560000", "JPY", "JPY 1,560,000"),
        ("0.5", "KWD", "KWD 0.500"),
    ],
)
def test_money_has_the_decimals_of_its_currency(amount: str, currency: str, said: str) -> None:
    assert wording.money(Money.of(Decimal(amount), currency)) == said


@pytest.mark.parametrize(
    ("value", "currency", "said"),
    [
        ("0.05", "USD", "USD 0.05"),
        ("180", "USD", "USD 180.00"),
        ("0.00012500", "USD", "USD 0.000125"),
        ("12000", "JPY", "JPY 12,000"),
    ],
)
def test_a_rate_has_at_least_the_decimals_of_its_currency(
    value: str, currency: str, said: str
) -> None:
    assert wording.rate(Rate(Decimal(value)), currency) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, SpanUnit.DAYS, "1 day"),
        (60, SpanUnit.DAYS, "60 days"),
        (1, SpanUnit.BUSINESS_DAYS, "1 Business Day"),
        (8, SpanUnit.WEEKS, "8 weeks"),
        (12, SpanUnit.MONTHS, "12 months"),
    ],
)
def test_a_length_of_time_has_its_number_and_unit(value: int, unit: SpanUnit, said: str) -> None:
    assert wording.span(Span(value=value, unit=unit)) == said


@pytest.mark.parametrize(
    ("one", "many"),
    [("repository", "repositories"), ("query", "queries"), ("day", "days"), ("title", "titles")],
)
def test_units_are_counted_in_the_plural(one: str, many: str) -> None:
    assert wording.plural(one) == many


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("US-NY", "the laws of the State of New York, United States"),
        ("US-DC", "the laws of the District of Columbia"),
        ("GB-ENG", "the laws of England and Wales"),
        ("NL", "the laws of the Netherlands"),
    ],
)
def test_a_law_is_named_by_its_place(code: str, said: str) -> None:
    assert wording.law(code) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [("US-DE", "Delaware, United States"), ("GB", "United Kingdom"), ("DE", "Germany")],
)
def test_a_jurisdiction_is_named_with_its_country(code: str, said: str) -> None:
    assert wording.jurisdiction(code) == said


def test_territories_are_named_in_the_order_of_the_alphabet() -> None:
    assert wording.territories(["US", "EU", "BR"]) == "Brazil, United States and the European Union"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("UTC", "Coordinated Universal Time (UTC)"),
        ("America/New_York", "Eastern Time (America/New_York)"),
    ],
)
def test_a_zone_is_named_for_people_and_for_programs(name: str, said: str) -> None:
    assert wording.zone(name) == said


@pytest.mark.parametrize(
    ("tag", "said"), [("de", "German (de)"), ("pt-BR", "Portuguese (pt-BR)"), ("aaa", "aaa")]
)
def test_a_language_is_named_where_english_has_a_name_for_it(tag: str, said: str) -> None:
    assert wording.language(tag) == said


def test_an_address_leaves_out_what_it_has_not() -> None:
    place = Address(street="4 quai de Saone", city="Lyon", postcode="69001", country="FR")
    assert wording.address(place) == "4 quai de Saone, Lyon, 69001, France"
