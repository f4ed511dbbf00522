"""What a change of the terms costs, and why: reasons that add up to the cent."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from service.domain.money import Money
from service.domain.pricing import quote
from service.domain.pricing.differences import Cause, FeeDifferences, fee_differences
from service.domain.terms import Terms
from service.domain.terms.prices import ChargeKind, FeeModel, Indexation, IndexationKind, Per
from tests.builders import a_line, some_terms, usd
from tests.domain.changes import terms_with
from tests.domain.priced import (
    a_guarantee,
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
from tests.pairs import pairs
from tests.sizes import cases

SAMPLE = some_terms()


def why(before: Terms, after: Terms) -> list[tuple[Cause, str, str]]:
    return [(c.cause, c.what, str(c.effect)) for c in fee_differences(before, after).why]


def total(found: FeeDifferences, currency: str = "USD") -> Any:
    return next(t.difference for t in found.totals if t.currency == currency)


def test_a_rate_moves_the_fee_at_the_agreed_volume() -> None:
    """product.md: rate 0.040 -> 0.046 per image, +$7,200 at 1.2 M images."""
    before, after = (priced(a_line(unit_rate=rate(r))) for r in ("0.040", "0.046"))
    found = fee_differences(before, after)
    (only,) = found.why
    assert (only.cause, only.what, only.effect) == (Cause.RATE, "photos", usd("7200"))
    assert (only.before, only.after) == (rate("0.040"), rate("0.046"))
    assert (only.quantity, only.basis) == (Decimal(1_200_000), "per item")
    assert only.now_at == "/materials/lines/0/unit_rate"
    assert total(found) == usd("7200")


def test_volume_comes_first_at_the_old_rate_then_the_rate_at_the_new_volume() -> None:
    before = priced(a_line(volume=Decimal(100), unit_rate=rate("1")))
    after = priced(a_line(volume=Decimal(300), unit_rate=rate("5")))
    assert why(before, after) == [
        (Cause.VOLUME, "photos", "200.00"),
        (Cause.RATE, "photos", "1200.00"),
    ]
    assert why(after, before) == [
        (Cause.VOLUME, "photos", "-1000.00"),
        (Cause.RATE, "photos", "-400.00"),
    ]


def test_each_step_is_rounded_so_that_the_steps_add_up() -> None:
    before = priced(a_line(volume=Decimal(1), unit_rate=rate("0.004")))
    after = priced(a_line(volume=Decimal(2), unit_rate=rate("0.006")))
    assert why(before, after) == [
        (Cause.VOLUME, "photos", "0.01"),
    ]
    assert total(fee_differences(before, after)) == usd("0.01")


def test_tiers_move_as_a_whole_after_the_volume() -> None:
    def deal(volume: int, price: str) -> Terms:
        line = unpriced(
            volume=Decimal(volume), tiers=tiers(("0", "100", "1"), ("100", None, price))
        )
        return priced(line, model=FeeModel.GRADUATED_TIER)

    assert why(deal(150, "0.50"), deal(200, "0.40")) == [
        (Cause.VOLUME, "photos", "25.00"),
        (Cause.CHARGE, "photos", "-10.00"),
    ]


def test_a_charge_of_another_kind_moves_as_a_whole() -> None:
    before = hybrid(fixed("100"))
    after = hybrid(subscription("10", Per.MONTH, id="fee"))
    assert why(before, after) == [(Cause.CHARGE, "fee", "140.00")]


def test_a_subscription_is_counted_by_its_period_then_by_its_price() -> None:
    before = hybrid(subscription("10", Per.MONTH), period={"months": 12})
    after = hybrid(subscription("20", Per.MONTH), period={"months": 24})
    assert why(before, after) == [
        (Cause.PERIOD, "feed", "120.00"),
        (Cause.PRICE, "feed", "240.00"),
    ]


def test_a_rising_subscription_moves_as_a_whole() -> None:
    rises = Indexation(kind=IndexationKind.FIXED_PCT, pct=Decimal(10))
    before = hybrid(subscription("100", Per.YEAR), indexation=rises)
    after = hybrid(subscription("200", Per.YEAR), indexation=rises)
    assert why(before, after) == [(Cause.CHARGE, "feed", "210.00")]


def test_what_came_and_what_went_count_whole() -> None:
    before = hybrid(fixed("100", id="old"), fixed("7", id="kept"))
    after = hybrid(fixed("7", id="kept"), fixed("30", id="new"))
    assert why(before, after) == [(Cause.REMOVED, "old", "-100.00"), (Cause.ADDED, "new", "30.00")]


def test_a_charge_that_takes_the_place_of_a_lines_own_price_shows_both() -> None:
    after = hybrid(on_line(ChargeKind.PER_UNIT, rate=rate("0.06")))
    assert why(hybrid(), after) == [
        (Cause.REMOVED, "photos", "-60000.00"),
        (Cause.ADDED, "extra", "72000.00"),
    ]


def test_premium_guarantee_and_cap_have_a_line_each() -> None:
    before = priced(a_line(), guarantee=a_guarantee("100000"))
    dearer = priced(a_line(unit_rate=rate("0.10")), guarantee=a_guarantee("100000"))
    grant = replace(dearer.grant, exclusivity_premium_pct=Decimal(10))
    after = replace(dearer, grant=grant, pricing=replace(dearer.pricing, fee_cap=usd("125000")))
    assert why(before, after) == [
        (Cause.RATE, "photos", "60000.00"),
        (Cause.PREMIUM, "", "12000.00"),
        (Cause.TOP_UP, "", "-40000.00"),
        (Cause.OVER_CAP, "", "-7000.00"),
    ]
    assert total(fee_differences(before, after)) == usd("25000")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (hybrid(use(rate=rate("1"))), hybrid(use(rate=rate("2")))),
        (hybrid(share("5")), hybrid(share("50"))),
    ],
)
def test_what_depends_on_the_future_moves_no_total(before: Terms, after: Terms) -> None:
    found = fee_differences(before, after)
    assert found.why == ()
    assert total(found) == usd("0")
    assert found.totals[0].open


def test_a_charge_in_another_currency_is_another_charge() -> None:
    before, after = hybrid(fixed("100")), hybrid(fixed("90", "EUR"))
    found = fee_differences(before, after)
    assert [(c.cause, c.effect) for c in found.why] == [
        (Cause.REMOVED, money("-100")),
        (Cause.ADDED, money("90", "EUR")),
    ]
    assert total(found) == usd("-100")
    assert total(found, "EUR") == money("90", "EUR")


def test_a_deal_in_another_currency_is_not_compared() -> None:
    before, after = priced(a_line()), priced(a_line(), currency="EUR")
    found = fee_differences(before, after)
    assert found.why == ()
    assert [(t.currency, t.before, t.after, t.difference) for t in found.totals] == [
        ("EUR", money("0", "EUR"), money("60000", "EUR"), None),
        ("USD", usd("60000"), usd("0"), None),
    ]


def test_terms_without_a_price_move_nothing() -> None:
    found = fee_differences(SAMPLE, terms_with(period__cure_days=60))
    assert found.why == ()
    assert [(t.before, t.after, t.difference) for t in found.totals] == [
        (usd("1560000"), usd("1560000"), usd("0"))
    ]


@settings(
    max_examples=cases(15, 200),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(pairs())
def test_the_reasons_add_up_to_the_difference_of_the_two_fees(pair: tuple[Terms, Terms]) -> None:
    before, after = pair
    there, back = fee_differences(before, after), fee_differences(after, before)
    was, now = quote(before), quote(after)
    for each in there.totals:
        assert (each.before, each.after) == (
            was.committed(each.currency),
            now.committed(each.currency),
        )
        if each.difference is not None:
            assert each.difference == each.after - each.before
            assert _sum(there, each.currency) == each.difference
            assert _sum(back, each.currency) == Money(-each.difference.minor, each.currency)
    assert bool(there.why) <= (before.pricing.currency == after.pricing.currency)


def _sum(found: FeeDifferences, currency: str) -> Money:
    effects = (c.effect for c in found.why if c.effect.currency == currency)
    return sum(effects, Money(0, currency))
