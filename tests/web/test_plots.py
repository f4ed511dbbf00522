"""Where the marks of a drawing stand."""

from datetime import date
from decimal import Decimal

import pytest

from service.domain.money import Money
from service.domain.rates import BandKind, Confidence, RateBand
from service.domain.terms.materials import AssetType, Unit
from service.drafting.rates import rate_bands
from service.storage.license_counts import MonthWorth, WorthByMonth
from service.web.plots import PILLARS_HIGH, pillars, range_plot


def _band(low: str | None, high: str | None) -> RateBand:
    return RateBand(
        asset_type=AssetType.PHOTO,
        unit=Unit.ITEM,
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        currency="USD",
        what="photos",
        source="a paper",
        date="2026",
        confidence=Confidence.A,
        kind=BandKind.MARKET,
    )


def test_the_axis_reaches_from_a_round_price_to_a_round_price() -> None:
    ticks = range_plot([_band("0.06", "0.9")]).ticks
    assert [tick.label for tick in ticks] == ["0.05", "0.1", "0.2", "0.5", "1"]


def test_equal_factors_stand_equally_far_apart() -> None:
    (mark,) = range_plot([_band("0.1", "10")]).marks
    middle = range_plot([_band("0.1", "10"), _band("1", "1")]).marks[1]
    assert middle.low == pytest.approx((mark.low + mark.high) / 2, abs=0.02)


def test_an_open_band_is_a_point() -> None:
    low, high = range_plot([_band("1", None), _band(None, "2")]).marks
    assert low.low == low.high < high.low == high.high


def test_one_price_alone_still_has_an_axis() -> None:
    plot = range_plot([_band("5000", "5000")])
    assert [tick.label for tick in plot.ticks] == ["5,000", "10,000"]


def test_a_long_axis_names_powers_of_ten_only() -> None:
    ticks = range_plot([_band("0.01", "100")]).ticks
    assert [tick.label for tick in ticks if tick.labeled] == ["0.01", "0.1", "1", "10", "100"]


def test_every_mark_stands_within_the_drawing() -> None:
    for band in rate_bands():
        (mark,) = range_plot([band]).marks
        assert 0 <= mark.low <= mark.high <= 100


def test_a_month_is_as_high_as_its_value_and_what_is_small_is_still_seen() -> None:
    def month(n: int, committed: int, ending: int) -> MonthWorth:
        return MonthWorth(
            month=date(2027, n, 1),
            committed=Money(committed, "USD"),
            ending=Money(ending, "USD"),
            ends=0,
        )

    months = [month(1, 1_000_000, 1), month(2, 500_000, 500_000), month(3, 0, 0), month(4, 1, 0)]
    found = pillars(WorthByMonth(currency="USD", licenses=1, months=months))
    assert [each.at for each in found] == [12.5, 37.5, 62.5, 87.5]
    assert [each.height for each in found] == [PILLARS_HIGH, PILLARS_HIGH / 2, 0, 2]
    assert [each.ending for each in found] == [2, PILLARS_HIGH / 2, 0, 0]
    nothing = WorthByMonth(currency="USD", licenses=0, months=[month(1, 0, 0)])
    assert [each.height for each in pillars(nothing)] == [0]
