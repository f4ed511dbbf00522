"""Tiers, fee models, guarantee, cap and indexation that cannot be agreed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from service.domain.pricing.faults import pricing_faults
from service.domain.terms.materials import Unit
from service.domain.terms.period import PeriodMode, Renewal, RenewalPrice, RenewalPriceMode
from service.domain.terms.prices import (
    ChargeKind,
    FeeModel,
    Guarantee,
    GuaranteeKind,
    GuaranteePer,
    Indexation,
    IndexationKind,
    Per,
)
from tests.builders import a_line, some_terms, usd
from tests.domain.priced import (
    a_guarantee,
    crawl,
    fixed,
    hybrid,
    money,
    on_line,
    priced,
    rate,
    share,
    subscription,
    tiers,
    unpriced,
    use,
)

PERPETUAL = {"mode": PeriodMode.PERPETUAL, "months": None}


def pointers(terms):
    return [fault.pointer for fault in pricing_faults(terms)]


def only(terms):
    """(pointer, message) of the one fault there is."""
    (fault,) = pricing_faults(terms)
    return fault.pointer, fault.message


def tiered(*rows, volume=2000):
    line = unpriced(volume=Decimal(volume), tiers=tiers(*rows))
    return priced(line, model=FeeModel.GRADUATED_TIER)


def test_the_sample_deal_has_no_pricing_faults():
    assert pricing_faults(some_terms()) == ()


def test_tiers_from_zero_without_gap_are_right():
    assert pointers(tiered(("0", "1000", "2"), ("1000", "2000", "1"))) == []


def test_the_first_tier_starts_at_zero():
    assert only(tiered(("100", None, "2"))) == (
        "/materials/lines/0/tiers/0/from",
        "The first tier starts at 0, not at 100.",
    )


@pytest.mark.parametrize("start", ["1001", "999"])
def test_a_tier_starts_where_the_one_before_it_ends(start):
    pointer, message = only(tiered(("0", "1000", "2"), (start, None, "1")))
    assert pointer == "/materials/lines/0/tiers/1/from"
    assert "the one before it ends at 1,000" in message


def test_only_the_last_tier_is_open():
    pointer, message = only(tiered(("0", None, "2"), ("1000", None, "1")))
    assert pointer == "/materials/lines/0/tiers/0/to"
    assert "end this one at 1,000" in message


def test_a_tier_ends_above_its_start():
    pointer, message = only(tiered(("0", "1000", "2"), ("1000", "1000", "1"), ("1000", None, "1")))
    assert pointer == "/materials/lines/0/tiers/1/to"
    assert "1,000" in message


def test_the_last_tier_reaches_the_volume():
    pointer, message = only(tiered(("0", "1000", "2"), volume=1001))
    assert pointer == "/materials/lines/0/tiers/0/to"
    assert "ends at 1,000, below the volume of 1,001" in message


def test_a_line_has_a_rate_or_tiers_and_not_both():
    line = a_line(tiers=tiers(("0", None, "2")))
    pointer, message = only(priced(line, model=FeeModel.GRADUATED_TIER))
    assert pointer == "/materials/lines/0/unit_rate"
    assert "0.05" in message


def test_the_tiers_of_a_charge_are_held_to_the_volume_of_its_line():
    charge = on_line(ChargeKind.TIERED_VOLUME, tiers=tiers(("0", "10", "2")))
    assert pointers(hybrid(charge)) == ["/pricing/charges/0/tiers/0/to"]


A_TIERED_LINE = unpriced(tiers=tiers(("0", None, "1")))
RIGHT = {
    FeeModel.ONE_TIME: (unpriced(), (fixed("1"),)),
    FeeModel.PER_UNIT: (a_line(), ()),
    FeeModel.VOLUME_TIER: (A_TIERED_LINE, ()),
    FeeModel.GRADUATED_TIER: (A_TIERED_LINE, ()),
    FeeModel.SUBSCRIPTION: (unpriced(), (subscription("1", Per.YEAR),)),
    FeeModel.USAGE_QUERY: (unpriced(), (use(),)),
    FeeModel.CRAWL: (unpriced(), (crawl(),)),
    FeeModel.REV_SHARE: (unpriced(), (share("1"),)),
    FeeModel.HYBRID: (a_line(), (share("1"), fixed("1"))),
    FeeModel.NO_FEE: (unpriced(), ()),
}


@pytest.mark.parametrize("model", FeeModel)
def test_every_fee_model_can_be_agreed(model):
    line, charges = RIGHT[model]
    assert pointers(priced(line, model=model, charges=charges)) == []


@pytest.mark.parametrize(
    "model",
    [
        FeeModel.ONE_TIME,
        FeeModel.SUBSCRIPTION,
        FeeModel.USAGE_QUERY,
        FeeModel.CRAWL,
        FeeModel.REV_SHARE,
        FeeModel.HYBRID,
    ],
)
def test_a_fee_model_has_at_least_one_charge_of_its_kind(model):
    assert pointers(priced(unpriced(), model=model)) == ["/pricing/charges"]


@pytest.mark.parametrize(
    "model", [FeeModel.PER_UNIT, FeeModel.VOLUME_TIER, FeeModel.GRADUATED_TIER]
)
def test_every_line_has_a_price_where_units_are_paid_for(model):
    line, _ = RIGHT[model]
    pointer, message = only(priced(line, unpriced(id="film"), model=model))
    assert pointer == "/materials/lines/1/unit_rate"
    assert "Line film has no price" in message


def test_a_charge_that_names_a_line_prices_it():
    charge = on_line(ChargeKind.PER_UNIT, rate=rate("1"))
    assert pointers(priced(unpriced(), charges=(charge,))) == []


def test_a_fixed_charge_that_names_a_line_does_not_price_its_units():
    terms = priced(unpriced(), charges=(fixed("1", line="photos"),))
    assert pointers(terms) == ["/pricing/charges/0/kind", "/materials/lines/0/unit_rate"]


def test_a_line_with_a_rate_stands_beside_one_with_tiers():
    terms = priced(A_TIERED_LINE, a_line(id="film"), model=FeeModel.VOLUME_TIER)
    assert pointers(terms) == []


@pytest.mark.parametrize("model", [FeeModel.VOLUME_TIER, FeeModel.GRADUATED_TIER])
def test_a_tier_model_has_tiers(model):
    assert pointers(priced(model=model)) == ["/pricing/fee_model"]


def test_tiers_do_not_stand_under_per_unit():
    pointer, message = only(priced(A_TIERED_LINE))
    assert pointer == "/materials/lines/0/tiers"
    assert "choose the fee model hybrid" in message


def test_a_line_rate_does_not_stand_under_a_one_time_fee():
    terms = priced(model=FeeModel.ONE_TIME, charges=(fixed("1"),))
    assert pointers(terms) == ["/materials/lines/0/unit_rate"]


@pytest.mark.parametrize(
    "model", [m for m in FeeModel if m not in {FeeModel.HYBRID, FeeModel.NO_FEE}]
)
def test_another_kind_of_charge_makes_the_deal_hybrid(model):
    line, charges = RIGHT[model]
    other = fixed("9", id="other") if model is FeeModel.REV_SHARE else share("9")
    pointer, message = only(priced(line, model=model, charges=(*charges, other)))
    assert pointer == f"/pricing/charges/{len(charges)}/kind"
    assert "choose the fee model hybrid" in message


def test_a_line_counted_in_crawls_is_not_paid_per_unit():
    terms = priced(a_line(unit=Unit.PAGE_CRAWL))
    assert pointers(terms) == ["/materials/lines/0/unit_rate"]


def test_no_fee_leaves_nothing_priced():
    assert pointers(priced(model=FeeModel.NO_FEE, charges=(fixed("1"),))) == [
        "/materials/lines/0/unit_rate",
        "/pricing/charges/0/kind",
    ]


def test_no_fee_is_not_guaranteed():
    terms = priced(unpriced(), model=FeeModel.NO_FEE, guarantee=a_guarantee())
    assert pointers(terms) == ["/pricing/guarantee"]


def test_no_fee_has_no_premium():
    terms = priced(unpriced(), model=FeeModel.NO_FEE)
    grant = replace(terms.grant, exclusivity_premium_pct=Decimal(5))
    assert pointers(replace(terms, grant=grant)) == ["/grant/exclusivity_premium_pct"]


def test_the_cap_is_not_below_the_guarantee():
    assert pointers(priced(guarantee=a_guarantee("1000"), fee_cap=usd("1000"))) == []
    pointer, message = only(priced(guarantee=a_guarantee("1000"), fee_cap=usd("999.99")))
    assert pointer == "/pricing/fee_cap"
    assert "The cap of USD 999.99 is below the USD 1,000.00 guaranteed" in message


def test_the_cap_is_not_below_the_yearly_guarantee_of_all_years():
    yearly = a_guarantee("1000", per=GuaranteePer.YEAR)
    pointer, message = only(priced(guarantee=yearly, fee_cap=usd("1999.99")))
    assert pointer == "/pricing/fee_cap"
    assert "raise it to USD 2,000.00" in message


@pytest.mark.parametrize(
    ("pricing", "pointer"),
    [
        ({"fee_cap": money("1", "EUR")}, "/pricing/fee_cap"),
        (
            {"guarantee": Guarantee(kind=GuaranteeKind.ADVANCE, amount=money("1", "EUR"))},
            "/pricing/guarantee/amount",
        ),
    ],
)
def test_guarantee_and_cap_are_in_the_deals_currency(pricing, pointer):
    assert pointers(priced(**pricing)) == [pointer]


def test_a_guarantee_counts_only_kinds_that_the_deal_has():
    counts = frozenset({ChargeKind.PER_UNIT, ChargeKind.USAGE})
    pointer, message = only(priced(guarantee=a_guarantee(recoups_against=counts)))
    assert pointer == "/pricing/guarantee/recoups_against"
    assert message == (
        "The deal has no usage charge in USD, the only currency that counts; there is per unit."
    )


def test_a_guarantee_does_not_count_charges_in_another_currency():
    counts = frozenset({ChargeKind.FIXED})
    terms = hybrid(fixed("1", "EUR"), guarantee=a_guarantee(recoups_against=counts))
    assert pointers(terms) == ["/pricing/guarantee/recoups_against"]


def test_a_guarantee_that_counts_every_kind_counts_whatever_there_is():
    assert pointers(priced(guarantee=a_guarantee())) == []


def test_a_guarantee_that_counts_every_kind_needs_one_in_the_deals_currency():
    terms = priced(
        unpriced(), model=FeeModel.HYBRID, charges=(fixed("1", "EUR"),), guarantee=a_guarantee()
    )
    pointer, message = only(terms)
    assert pointer == "/pricing/guarantee/recoups_against"
    assert "take the guarantee out" in message


def test_a_perpetual_license_has_no_minimum_for_its_initial_period():
    terms = priced(guarantee=a_guarantee(), period=PERPETUAL)
    assert pointers(terms) == ["/pricing/guarantee/per"]


def test_a_perpetual_license_may_have_an_advance():
    terms = priced(guarantee=a_guarantee(kind=GuaranteeKind.ADVANCE), period=PERPETUAL)
    assert pointers(terms) == []


@pytest.mark.parametrize(
    ("indexation", "name"),
    [
        (Indexation(kind=IndexationKind.FIXED_PCT), "pct"),
        (Indexation(pct=Decimal(3)), "pct"),
        (Indexation(kind=IndexationKind.CPI, pct=Decimal(3)), "pct"),
        (Indexation(cap_pct=Decimal(3)), "cap_pct"),
        (
            Indexation(kind=IndexationKind.FIXED_PCT, pct=Decimal(3), floor_pct=Decimal(1)),
            "floor_pct",
        ),
        (
            Indexation(kind=IndexationKind.CPI, cap_pct=Decimal(1), floor_pct=Decimal(3)),
            "cap_pct",
        ),
    ],
)
def test_indexation_has_what_its_kind_reads(indexation, name):
    assert pointers(priced(indexation=indexation)) == [f"/pricing/indexation/{name}"]


@pytest.mark.parametrize(
    "indexation",
    [
        Indexation(),
        Indexation(kind=IndexationKind.FIXED_PCT, pct=Decimal(3)),
        Indexation(kind=IndexationKind.CPI, cap_pct=Decimal(5), floor_pct=Decimal(5)),
    ],
)
def test_indexation_can_be_agreed(indexation):
    assert pointers(priced(indexation=indexation)) == []


@pytest.mark.parametrize(
    ("price", "name"),
    [
        (RenewalPrice(mode=RenewalPriceMode.UPLIFT), "pct"),
        (RenewalPrice(pct=Decimal(3)), "pct"),
        (RenewalPrice(mode=RenewalPriceMode.NEGOTIATED, cap=Decimal(3)), "cap"),
        (RenewalPrice(mode=RenewalPriceMode.UPLIFT, pct=Decimal(3), floor=Decimal(1)), "floor"),
        (RenewalPrice(mode=RenewalPriceMode.CPI, cap=Decimal(1), floor=Decimal(3)), "cap"),
    ],
)
def test_a_renewal_price_has_what_its_mode_reads(price, name):
    terms = priced(period={"renewal": Renewal(price=price)})
    assert pointers(terms) == [f"/period/renewal/price/{name}"]


def test_prices_that_agree_may_still_come_to_too_much():
    pointer, message = only(priced(a_line(volume=Decimal(10**14), unit_rate=rate("1.01"))))
    assert pointer == "/materials/lines/0/unit_rate"
    assert "no amount may exceed USD 100,000,000,000,000.00" in message
