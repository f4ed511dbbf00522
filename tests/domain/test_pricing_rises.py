"""Prices of renewals, and indexation within a period."""

from decimal import Decimal

import pytest

from service.domain.pricing.rises import indexed_rises, renewal_price, renewal_rises, risen
from service.domain.terms.period import RenewalPrice, RenewalPriceMode
from service.domain.terms.prices import Indexation, IndexationKind
from tests.builders import usd


def percents(*values):
    return [Decimal(value) for value in values]


def test_a_renewal_at_the_same_price_costs_the_same():
    assert renewal_price(usd("1000"), RenewalPrice(), 3) == usd("1000")


@pytest.mark.parametrize(("number", "price"), [(1, "1033.30"), (2, "1067.71"), (3, "1103.26")])
def test_an_uplift_is_of_the_price_of_the_period_before(number, price):
    """1,000 x 1.0333 = 1,033.30, x 1.0333 = 1,067.70889, x 1.0333 = 1,103.2636."""
    uplift = RenewalPrice(mode=RenewalPriceMode.UPLIFT, pct=Decimal("3.33"))
    assert renewal_price(usd("1000"), uplift, number) == usd(price)


def test_uplifts_are_counted_from_the_first_price():
    """0.10 x 1.03 ^ 2 = 0.10609, so 0.11; rounded each time it would stay 0.10."""
    uplift = RenewalPrice(mode=RenewalPriceMode.UPLIFT, pct=Decimal(3))
    assert renewal_price(usd("0.10"), uplift, 2) == usd("0.11")


def test_a_negotiated_price_is_not_known():
    assert renewal_price(usd("1"), RenewalPrice(mode=RenewalPriceMode.NEGOTIATED), 1) is None


def test_a_price_by_the_index_is_not_known_before_the_index_is():
    by_index = RenewalPrice(mode=RenewalPriceMode.CPI)
    assert renewal_price(usd("1000"), by_index, 2, percents("2")) is None


def test_a_price_by_the_index_follows_it():
    by_index = RenewalPrice(mode=RenewalPriceMode.CPI)
    assert renewal_price(usd("1000"), by_index, 2, percents("2", "5")) == usd("1071")


def test_the_index_counts_no_more_than_the_cap_and_no_less_than_the_floor():
    by_index = RenewalPrice(mode=RenewalPriceMode.CPI, cap=Decimal(5), floor=Decimal(1))
    assert renewal_rises(by_index, 3, percents("9", "-2", "3")) == tuple(percents("5", "1", "3"))


def test_a_cap_of_zero_keeps_the_price():
    by_index = RenewalPrice(mode=RenewalPriceMode.CPI, cap=Decimal(0))
    assert renewal_price(usd("1000"), by_index, 1, percents("9")) == usd("1000")


def test_without_indexation_a_price_stays():
    assert indexed_rises(Indexation(), 4) == ()


def test_a_fixed_indexation_raises_on_each_anniversary():
    fixed = Indexation(kind=IndexationKind.FIXED_PCT, pct=Decimal(10))
    rises = [indexed_rises(fixed, n) for n in range(3)]
    assert [risen(usd("100"), each) for each in rises if each is not None] == [
        usd("100"),
        usd("110"),
        usd("121"),
    ]


def test_indexation_by_the_index_waits_for_the_index_and_keeps_its_bounds():
    by_index = Indexation(kind=IndexationKind.CPI, cap_pct=Decimal(5), floor_pct=Decimal(2))
    assert indexed_rises(by_index, 1) is None
    assert indexed_rises(by_index, 2, percents("9", "0")) == tuple(percents("5", "2"))
