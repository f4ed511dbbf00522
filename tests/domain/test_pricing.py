"""Materials lines and the charges that name them, worked out by hand."""

from decimal import Decimal

import pytest

from service.domain.money import Money
from service.domain.pricing import quote
from service.domain.pricing.breakdown import DependsOn
from service.domain.terms.grant import Purpose
from service.domain.terms.materials import AssetType, Unit
from service.domain.terms.prices import (
    ChargeKind,
    Count,
    FeeModel,
)
from tests.builders import a_line, some_terms, usd
from tests.domain.priced import (
    fixed,
    on_line,
    priced,
    rate,
    tiers,
    unpriced,
)

JPY_TIERS = tiers(("0", "1000", "120.5"), ("1000", "5000", "100.25"), ("5000", None, "80.125"))


def total(terms, currency="USD"):
    return quote(terms).committed(currency)


def amounts(terms):
    return [line.amount for line in quote(terms).lines]


def test_the_sample_deal_comes_to_1_560_000_dollars():
    terms = some_terms()
    assert amounts(terms) == [usd("60000"), usd("500000"), usd("1000000")]
    assert total(terms) == usd("1560000")


@pytest.mark.parametrize(
    ("line", "currency", "comes_to"),
    [
        (a_line(volume=Decimal(13_000_000_000)), "USD", "650000000.00"),
        (a_line(volume=Decimal(13_000_000_000), unit_rate=rate("1.00")), "USD", "13000000000.00"),
        (
            a_line(
                asset_type=AssetType.LONG_VIDEO,
                unit=Unit.HOUR,
                volume=Decimal(10_000),
                unit_rate=rate("300"),
            ),
            "EUR",
            "3000000.00",
        ),
        (
            a_line(
                asset_type=AssetType.TEXT_BOOK,
                unit=Unit.TOKEN,
                volume=Decimal(10**12),
                unit_rate=rate("0.0000012"),
            ),
            "USD",
            "1200000.00",
        ),
        (a_line(volume=Decimal(3), unit_rate=rate("0.0015")), "KWD", "0.005"),
        (a_line(volume=Decimal(7), unit_rate=rate("1.5")), "JPY", "11"),
        (a_line(volume=Decimal("0.5"), unit_rate=rate("0.01")), "USD", "0.01"),
        (a_line(volume=Decimal(13), unit_rate=rate("0")), "USD", "0.00"),
    ],
)
def test_a_line_comes_to_rate_times_volume_rounded_half_up(line, currency, comes_to):
    assert str(total(priced(line, currency=currency), currency)) == comes_to


def test_a_line_says_what_it_is_and_how_it_is_counted():
    line = quote(some_terms()).lines[1]
    assert (line.id, line.line, line.pointer) == ("clips", "clips", "/materials/lines/1/unit_rate")
    assert (line.what, line.basis) == ("Clips under 60 seconds, model releases on file", "per clip")
    assert (line.quantity, line.unit, line.rate) == (Decimal(250_000), Unit.CLIP, rate("2.00"))


def test_a_line_without_description_is_called_by_its_media():
    terms = priced(a_line(description=None, asset_type=AssetType.SHORT_VIDEO))
    assert quote(terms).lines[0].what == "Short video"


@pytest.mark.parametrize(
    ("count", "depends_on"),
    [
        (Count.ACCEPTED, DependsOn.ACCEPTED_VOLUME),
        (Count.DELIVERED, DependsOn.DELIVERED_VOLUME),
    ],
)
def test_units_count_when_accepted_or_delivered_as_agreed(count, depends_on):
    assert quote(priced(count=count)).lines[0].depends_on is depends_on


def test_graduated_tiers_pay_each_unit_at_its_own_rate():
    """1,000 x 120.5 + 4,000 x 100.25 + 1,001 x 80.125 = 120,500 + 401,000 + 80,205.125."""
    line = unpriced(volume=Decimal(6001), tiers=JPY_TIERS)
    terms = priced(line, model=FeeModel.GRADUATED_TIER, currency="JPY")
    (found,) = quote(terms).lines
    assert found.amount == Money(601_705, "JPY")
    assert [row.units for row in found.tiers] == [1000, 4000, 1001]
    assert [row.amount.minor for row in found.tiers] == [120_500, 401_000, 80_205]


def test_a_tiered_line_is_rounded_once_and_not_tier_by_tier():
    """Three tiers of 0.5 yen each come to 1.5, so 2 yen, not 3."""
    halves = tiers(("0", "1", "0.5"), ("1", "2", "0.5"), ("2", None, "0.5"))
    line = unpriced(volume=Decimal(3), tiers=halves)
    (found,) = quote(priced(line, model=FeeModel.GRADUATED_TIER, currency="JPY")).lines
    assert found.amount == Money(2, "JPY")
    assert sum(row.amount.minor for row in found.tiers) == 2


def test_volume_tiers_pay_all_units_at_the_rate_the_volume_reaches():
    line = unpriced(volume=Decimal(6001), tiers=JPY_TIERS)
    (found,) = quote(priced(line, model=FeeModel.VOLUME_TIER, currency="JPY")).lines
    assert found.amount == Money(480_830, "JPY")  # 6,001 x 80.125 = 480,830.125
    assert [row.units for row in found.tiers] == [0, 0, 6001]


@pytest.mark.parametrize(("volume", "rate_reached"), [("999", "120.5"), ("1000", "100.25")])
def test_a_volume_of_exactly_from_reaches_that_tier(volume, rate_reached):
    line = unpriced(volume=Decimal(volume), tiers=JPY_TIERS)
    (found,) = quote(priced(line, model=FeeModel.VOLUME_TIER)).lines
    assert [row.rate for row in found.tiers if row.units] == [rate(rate_reached)]


def test_a_volume_at_the_end_of_the_last_tier_is_in_it():
    closed = tiers(("0", "1000", "2"), ("1000", "2000", "1"))
    line = unpriced(volume=Decimal(2000), tiers=closed)
    assert total(priced(line, model=FeeModel.VOLUME_TIER)) == usd("2000")
    assert total(priced(line, model=FeeModel.GRADUATED_TIER)) == usd("3000")


def test_a_line_with_tiers_in_a_hybrid_deal_is_graduated():
    line = unpriced(volume=Decimal(6001), tiers=JPY_TIERS)
    (found,) = quote(priced(line, model=FeeModel.HYBRID)).lines
    assert found.kind is ChargeKind.TIERED_GRADUATED


def test_a_per_unit_charge_takes_the_place_of_its_lines_rate():
    charge = on_line(ChargeKind.PER_UNIT, rate=rate("0.10"))
    terms = priced(charges=(charge,))
    assert [line.id for line in quote(terms).lines] == ["extra"]
    assert total(terms) == usd("120000")


def test_a_charge_for_one_purpose_is_paid_on_top():
    """1,200,000 x 0.05 + 1,200,000 x 0.02."""
    charge = on_line(ChargeKind.PER_UNIT, rate=rate("0.02"), purposes=frozenset({Purpose.FINETUNE}))
    assert total(priced(charges=(charge,))) == usd("84000")


def test_a_charge_for_every_purpose_of_its_line_takes_the_place_of_its_rate():
    only = frozenset({Purpose.FINETUNE})
    charge = on_line(ChargeKind.PER_UNIT, rate=rate("0.02"), purposes=only)
    assert total(priced(a_line(purposes=only), charges=(charge,))) == usd("24000")


def test_a_fixed_charge_that_names_a_line_is_paid_on_top():
    assert total(priced(charges=(fixed("1000", line="photos"),))) == usd("61000")


def test_a_tiered_charge_without_tiers_has_those_of_its_line():
    line = unpriced(volume=Decimal(2000), tiers=tiers(("0", "1000", "2"), ("1000", None, "1")))
    charge = on_line(ChargeKind.TIERED_VOLUME)
    assert total(priced(line, model=FeeModel.HYBRID, charges=(charge,))) == usd("2000")


def test_a_tiered_charge_with_tiers_uses_its_own():
    charge = on_line(ChargeKind.TIERED_GRADUATED, tiers=tiers(("0", None, "0.01")))
    assert total(priced(model=FeeModel.HYBRID, charges=(charge,))) == usd("12000")


def test_other_lines_keep_their_rate_when_a_charge_names_one():
    terms = priced(
        a_line(),
        a_line(id="more", volume=Decimal(100)),
        charges=(on_line(ChargeKind.PER_UNIT, rate=rate("0.10")),),
    )
    assert total(terms) == usd("120005")
