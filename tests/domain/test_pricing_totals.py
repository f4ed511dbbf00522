"""Totals: currencies, premium, guarantee, cap, contributors, size."""

from dataclasses import replace
from decimal import Decimal

import pytest

from service.domain.money import LARGEST_MINOR
from service.domain.pricing import quote
from service.domain.pricing.faults import totals_too_large
from service.domain.pricing.totals import abated
from service.domain.terms.grant import Exclusivity
from service.domain.terms.materials import Unit
from service.domain.terms.period import PeriodMode
from service.domain.terms.prices import (
    ChargeKind,
    FeeModel,
    Guarantee,
    GuaranteeKind,
    GuaranteePer,
)
from tests.builders import a_line, some_terms, usd
from tests.domain.priced import (
    fixed,
    money,
    on_line,
    priced,
    rate,
    share,
    unpriced,
)


def total(terms, currency="USD"):
    return quote(terms).committed(currency)


def with_premium(terms, pct):
    grant = replace(
        terms.grant,
        exclusivity=Exclusivity.EXCLUSIVE,
        exclusivity_premium_pct=Decimal(pct),
    )
    return replace(terms, grant=grant)


def a_minimum(amount="500000", **changes):
    return Guarantee(kind=GuaranteeKind.MINIMUM, amount=usd(amount), **changes)


def an_advance(amount="500000", **changes):
    return Guarantee(kind=GuaranteeKind.ADVANCE, amount=usd(amount), **changes)


def test_each_currency_has_its_own_total_with_the_deals_own_first():
    terms = priced(
        model=FeeModel.HYBRID,
        charges=(
            fixed("100", "JPY", id="a"),
            fixed("20", "EUR", id="b"),
        ),
    )
    found = [(t.currency, str(t.committed)) for t in quote(terms).totals]
    assert found == [("USD", "60000.00"), ("EUR", "20.00"), ("JPY", "100")]


def test_a_charge_in_another_currency_prices_a_line_in_it():
    charge = on_line(ChargeKind.PER_UNIT, rate=rate("0.10"), currency="EUR")
    terms = priced(charges=(charge,))
    assert (total(terms, "EUR"), total(terms, "USD")) == (money("120000", "EUR"), usd("0"))


def test_nothing_is_committed_in_a_currency_the_deal_does_not_use():
    assert total(some_terms(), "CHF") == money("0", "CHF")


def test_the_premium_is_a_share_of_the_charges_in_each_currency():
    """12.5 % of 60,000.00 and of EUR 20.01, that is 2.50125."""
    terms = with_premium(priced(model=FeeModel.HYBRID, charges=(fixed("20.01", "EUR"),)), "12.5")
    found = quote(terms)
    assert [p.amount for p in found.premiums] == [usd("7500"), money("2.50", "EUR")]
    assert found.committed("USD") == usd("67500")


def test_there_is_no_premium_on_what_depends_on_the_future():
    terms = with_premium(priced(unpriced(), model=FeeModel.REV_SHARE, charges=(share("10"),)), "50")
    assert quote(terms).premiums == ()


def test_a_minimum_below_the_fees_adds_nothing():
    found = quote(priced(guarantee=a_minimum("50000")))
    assert found.guaranteed.top_up == usd("0")
    assert found.committed("USD") == usd("60000")


def test_a_minimum_above_the_fees_is_the_commitment():
    found = quote(priced(guarantee=a_minimum("100000")))
    assert (found.guaranteed.counted, found.guaranteed.top_up) == (usd("60000"), usd("40000"))
    assert found.committed("USD") == usd("100000")


def test_charges_that_do_not_count_are_paid_beside_the_guarantee():
    terms = priced(
        model=FeeModel.HYBRID,
        charges=(fixed("5000"),),
        guarantee=a_minimum("100000", recoups_against=frozenset({ChargeKind.PER_UNIT})),
    )
    assert total(terms) == usd("105000")


def test_charges_in_another_currency_do_not_count_towards_the_guarantee():
    terms = priced(
        unpriced(),
        model=FeeModel.HYBRID,
        charges=(fixed("5000", "EUR"),),
        guarantee=a_minimum("1000"),
    )
    assert (total(terms), total(terms, "EUR")) == (usd("1000"), money("5000", "EUR"))


@pytest.mark.parametrize(("months", "whole"), [(24, "200"), (18, "150"), (5, "41.67")])
def test_a_yearly_guarantee_is_owed_each_year_and_for_a_part_in_proportion(months, whole):
    terms = priced(guarantee=a_minimum("100", per=GuaranteePer.YEAR), period={"months": months})
    assert quote(terms).guaranteed.whole == usd(whole)


def test_a_yearly_guarantee_without_an_end_counts_its_first_year_and_stays_open():
    terms = priced(
        guarantee=a_minimum("100000", per=GuaranteePer.YEAR),
        period={"mode": PeriodMode.PERPETUAL, "months": None},
    )
    (found,) = quote(terms).totals
    assert (found.committed, found.open) == (usd("100000"), True)


def test_an_advance_and_a_revenue_share_commit_the_advance():
    terms = priced(
        unpriced(),
        model=FeeModel.HYBRID,
        charges=(share("20"),),
        guarantee=an_advance("250000", recoups_against=frozenset({ChargeKind.REVENUE_SHARE})),
    )
    found = quote(terms)
    assert found.committed("USD") == usd("250000")
    assert found.guaranteed.more_may_count
    assert found.totals[0].open


@pytest.mark.parametrize(
    ("abates", "share_delivered", "left"),
    [
        (True, "0.5", "250000"),
        (True, "0", "0"),
        (True, "1.04", "500000"),
        (True, "0.3333333", "166666.65"),
        (False, "0", "500000"),
    ],
)
def test_a_guarantee_abates_with_what_was_not_delivered(abates, share_delivered, left):
    guarantee = a_minimum(abates_on_shortfall=abates)
    assert abated(guarantee, Decimal(share_delivered)) == usd(left)


def test_the_cap_limits_charges_premium_and_top_up_together():
    terms = with_premium(priced(guarantee=a_minimum("70000"), fee_cap=usd("75000")), "10")
    (found,) = quote(terms).totals
    assert (found.charges, found.premium, found.top_up) == (
        usd("60000"),
        usd("6000"),
        usd("10000"),
    )
    assert (found.over_cap, found.committed) == (usd("1000"), usd("75000"))


def test_the_cap_is_the_most_that_future_fees_can_reach():
    terms = priced(model=FeeModel.HYBRID, charges=(share("10"),), fee_cap=usd("75000"))
    (found,) = quote(terms).totals
    assert (found.committed, found.at_most) == (usd("60000"), usd("75000"))


def test_a_cap_above_what_is_certain_changes_nothing():
    (found,) = quote(priced(fee_cap=usd("75000"))).totals
    assert (found.committed, found.at_most, found.open) == (usd("60000"), usd("60000"), False)


def test_the_cap_does_not_reach_another_currency():
    terms = priced(
        model=FeeModel.HYBRID,
        charges=(fixed("99", "EUR"),),
        fee_cap=usd("10"),
    )
    assert (total(terms), total(terms, "EUR")) == (usd("10"), money("99", "EUR"))


def test_the_odd_cent_of_an_even_split_goes_to_the_contributors():
    terms = priced(
        unpriced(),
        model=FeeModel.ONE_TIME,
        charges=(fixed("5000.01"),),
        contributor_split_pct=Decimal(50),
    )
    (found,) = quote(terms).totals
    assert (found.contributors, found.licensor) == (usd("2500.01"), usd("2500.00"))


def test_contributors_without_a_share_get_nothing():
    (found,) = quote(priced(contributor_split_pct=Decimal(0))).totals
    assert (found.contributors, found.licensor) == (usd("0"), usd("60000"))


def test_a_deal_without_a_fee_comes_to_nothing():
    found = quote(priced(unpriced(), model=FeeModel.NO_FEE))
    assert (found.lines, [str(t.committed) for t in found.totals]) == ((), ["0.00"])


def test_the_largest_amount_is_not_too_large():
    line = a_line(volume=Decimal(10**14), unit_rate=rate("1"))
    assert quote(priced(line)).lines[0].amount.minor == LARGEST_MINOR
    assert totals_too_large(quote(priced(line))) == ()


def test_a_line_that_is_too_large_is_named():
    line = a_line(volume=Decimal(10**14), unit_rate=rate("1.01"))
    (fault,) = totals_too_large(quote(priced(line)))
    assert fault.pointer == "/materials/lines/0/unit_rate"
    assert fault.message == (
        "photos comes to USD 101,000,000,000,000.00; no amount may exceed "
        "USD 100,000,000,000,000.00."
    )


def test_an_estimate_that_is_too_large_is_named():
    line = a_line(unit=Unit.QUERY, volume=Decimal(10**14), unit_rate=rate("2"))
    assert [fault.pointer for fault in totals_too_large(quote(priced(line)))] == [
        "/materials/lines/0/unit_rate"
    ]


def test_a_total_that_is_too_large_is_named_though_capped():
    half = a_line(volume=Decimal(10**14), unit_rate=rate("0.6"))
    terms = priced(half, replace(half, id="more"), fee_cap=usd("1"))
    (fault,) = totals_too_large(quote(terms))
    assert fault.pointer == "/pricing"
    assert "The total in USD is USD 120,000,000,000,000.00" in fault.message
