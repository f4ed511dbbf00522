"""Amounts in words: they read as a contract says them, and read back as the figure."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.currencies import EXPONENTS
from service.domain.money import LARGEST_MINOR, Money
from service.drafting.amounts import both_ways, in_words
from service.rendering.glyphs import missing_glyphs
from tests.sizes import cases

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
GROUPS = "thousand million billion trillion quadrillion"
UNITS = {
    **{word: n for n, word in enumerate(SMALL.split())},
    **{word: 10 * n for n, word in enumerate(TENS.split(), start=2)},
}
THOUSANDS = {word: 1000**n for n, word in enumerate(GROUPS.split(), start=1)}


def read(words: str) -> tuple[Fraction, str]:
    """The number that stands in front, and the currency's name; every word must mean something."""
    number, group = 0, 0
    named: list[str] = []
    fraction = fraction_of(words)
    rest = re.split("[ -]", words.removesuffix(fraction))
    for n, word in enumerate(rest):
        if word in UNITS:
            group += UNITS[word]
        elif word == "hundred":
            group *= 100
        elif word in THOUSANDS:
            number, group = number + group * THOUSANDS[word], 0
        else:
            named = rest[n:]
            break
    part = Fraction(fraction.removeprefix(" and ")) if fraction else Fraction(0)
    return number + group + part, " ".join(named)


def fraction_of(words: str) -> str:
    found = re.search(r" and \d+/10+$", words)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1560000", "USD", "one million five hundred sixty thousand US dollars"),
        ("100.50", "EUR", "one hundred euros and 50/100"),
        ("12400", "JPY", "twelve thousand four hundred Japanese yen"),
        ("1", "GBP", "one British pound"),
        ("1.05", "USD", "one US dollar and 05/100"),
        ("0.99", "USD", "zero US dollars and 99/100"),
        ("0", "USD", "zero US dollars"),
        ("21.007", "KWD", "twenty-one Kuwaiti dinars and 007/1000"),
        ("3.0102", "CLF", "three Chilean units of account (UF) and 0102/10000"),
        ("1101", "CHF", "one thousand one hundred one Swiss francs"),
    ],
)
def test_an_amount_reads_as_a_contract_says_it(amount: str, currency: str, words: str) -> None:
    assert in_words(Money.of(Decimal(amount), currency)) == words


def test_figure_and_words_stand_side_by_side() -> None:
    said = both_ways(Money(10050, "USD"))
    assert said == "USD 100.50 (one hundred US dollars and 50/100)"


@settings(max_examples=cases(300, 20_000))
@given(
    st.integers(0, 16).flatmap(lambda size: st.integers(0, min(10**size, LARGEST_MINOR))),
    st.sampled_from(sorted(EXPONENTS)),
)
def test_the_words_read_back_as_the_figure(minor: int, currency: str) -> None:
    amount = Money(minor, currency)
    value, name = read(in_words(amount))
    assert value == Fraction(amount.amount)
    assert name


@pytest.mark.parametrize("currency", sorted(EXPONENTS))
def test_every_currency_is_named_in_full(currency: str) -> None:
    for minor in (10 ** EXPONENTS[currency], LARGEST_MINOR):
        _, name = read(in_words(Money(minor, currency)))
        assert name != currency
        assert not missing_glyphs(name)


def test_no_two_currencies_share_a_name() -> None:
    names = {Locale("en", "US").currencies[code] for code in EXPONENTS}
    assert len(names) == len(EXPONENTS)
