from decimal import Decimal
from fractions import Fraction

import pycountry
import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from service.domain.currencies import EXPONENTS
from service.domain.errors import CurrencyMismatch
from service.domain.money import Money, Rate

NO_MINOR_UNIT = "XAD XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX"
CASH_DIGITS = "AFN ALL IQD IRR KPW LAK LBP MGA MMK RSD SOS SYP YER"
"""Where CLDR, and so Babel, gives the digits of cash in use rather than those of ISO 4217."""

currencies = st.sampled_from(sorted(EXPONENTS))
amounts = st.decimals(-(10**13), 10**13, allow_nan=False, allow_infinity=False, places=8)


def test_every_active_iso_4217_currency_is_known():
    active = {currency.alpha_3 for currency in pycountry.currencies}
    assert set(EXPONENTS) == active - set(NO_MINOR_UNIT.split())


def test_exponents_differ_from_babels_only_where_babel_counts_cash():
    differing = {
        code for code, places in EXPONENTS.items() if get_currency_precision(code) != places
    }
    assert differing == set(CASH_DIGITS.split())


@pytest.mark.parametrize(
    ("code", "places"),
    [("USD", 2), ("JPY", 0), ("KWD", 3), ("IQD", 3), ("MGA", 2), ("MRU", 2), ("CLF", 4)],
)
def test_exponents_are_those_of_iso_4217(code, places):
    assert EXPONENTS[code] == places


def test_bitcoin_is_not_a_currency():
    assert "XBT" not in EXPONENTS


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("0.005", "USD", 1),
        ("0.00499999", "USD", 0),
        ("-0.005", "USD", -1),
        ("2.675", "USD", 268),
        ("0.5", "JPY", 1),
        ("1.2345", "KWD", 1235),
        ("99999999999999.995", "USD", 10**16),
    ],
)
def test_an_amount_is_rounded_half_up_to_the_minor_unit(amount, currency, minor):
    assert Money.of(Decimal(amount), currency) == Money(minor, currency)


@given(amounts, currencies)
def test_rounding_moves_an_amount_by_half_a_minor_unit_at_most(amount, currency):
    minor = Fraction(1, 10 ** EXPONENTS[currency])
    rounded = Fraction(Money.of(amount, currency).amount)
    assert abs(rounded - Fraction(amount)) <= minor / 2


@given(st.integers(-(10**16), 10**16), currencies)
def test_whole_minor_units_survive_the_way_through_decimals(minor, currency):
    money = Money(minor, currency)
    assert Money.of(money.amount, currency) == money


def test_money_is_written_with_the_currencys_decimals():
    assert [str(Money(1234, code)) for code in ("USD", "JPY", "KWD")] == ["12.34", "1234", "1.234"]


@pytest.mark.parametrize(
    "together",
    [
        lambda one, other: one + other,
        lambda one, other: one - other,
        lambda one, other: one < other,
        lambda one, other: one <= other,
    ],
)
def test_two_currencies_never_meet(together):
    with pytest.raises(CurrencyMismatch):
        together(Money(1, "USD"), Money(1, "EUR"))


def test_the_larger_of_two_amounts_is_found():
    assert max(Money(1, "USD"), Money(2, "USD")) == Money(2, "USD")


def test_an_amount_is_at_most_itself():
    assert Money(1, "USD") <= Money(1, "USD")


def test_an_odd_cent_goes_to_the_first_part():
    assert Money(101, "USD").split([Decimal(50), Decimal(50)]) == (
        Money(51, "USD"),
        Money(50, "USD"),
    )


def test_a_part_without_weight_gets_nothing():
    parts = Money(101, "USD").split([Decimal(0), Decimal(1), Decimal(1)])
    assert [part.minor for part in parts] == [0, 51, 50]


@given(
    st.integers(-(10**18), 10**18),
    st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=8).filter(any),
)
def test_the_parts_of_a_split_add_up_to_the_whole(minor, weights):
    assert sum(part.minor for part in Money(minor, "USD").split(weights)) == minor


@given(
    st.integers(0, 10**18),
    st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=8).filter(any),
)
def test_each_part_of_a_split_is_its_share_within_one_minor_unit(minor, weights):
    total = sum(map(Fraction, weights))
    for part, weight in zip(Money(minor, "USD").split(weights), weights, strict=True):
        assert abs(part.minor - minor * Fraction(weight) / total) < 1


def test_a_rate_of_millionths_is_exact_at_a_trillion_units():
    assert Rate(Decimal("0.0000012")).times(Decimal(10**12)) == Decimal(1_200_000)


@given(st.decimals(0, 10**6, places=8), st.decimals(0, 10**14, places=4))
def test_a_rate_times_a_quantity_is_exact(value, quantity):
    assert Fraction(Rate(value).times(quantity)) == Fraction(value) * Fraction(quantity)
