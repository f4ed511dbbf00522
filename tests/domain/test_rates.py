"""Published prices beside ours."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.money import Rate
from service.domain.rates import BandKind, Confidence, RateBand, Standing, compare, findings
from service.domain.terms.grant import Purpose
from service.domain.terms.materials import AssetType, Unit
from service.domain.terms.prices import Charge, ChargeKind, FeeModel, Per
from tests.builders import a_line, some_terms
from tests.domain.priced import on_line, priced, rate, tiers, unpriced

TALKS = RateBand(
    asset_type=AssetType.PHOTO,
    unit=Unit.ITEM,
    low=Decimal("0.05"),
    high=Decimal("1.00"),
    currency="USD",
    what="Photobucket talks",
    source="Reuters",
    date="2024-04",
    confidence=Confidence.A,
    kind=BandKind.QUOTE,
)
BANDS = (TALKS,)


def a_band(**changes):
    numbers = {k: Decimal(v) for k, v in changes.items() if k in {"low", "high"} and v}
    return replace(TALKS, **changes | numbers)


def film(unit, value):
    return a_line(asset_type=AssetType.LONG_VIDEO, unit=unit, unit_rate=rate(value))


PER_HOUR = a_band(asset_type=AssetType.LONG_VIDEO, unit=Unit.HOUR, low="60", high="300")


@pytest.mark.parametrize(
    ("price", "standing", "warns"),
    [
        ("0.05", Standing.WITHIN, False),
        ("1.00", Standing.WITHIN, False),
        ("0.04999999", Standing.BELOW, True),
        ("1.00000001", Standing.ABOVE, True),
        ("0", Standing.BELOW, True),
    ],
)
def test_a_rate_outside_the_band_warns(price, standing, warns):
    finding = compare(a_line(unit_rate=rate(price)), "USD", BANDS)
    assert (finding.standing, finding.warns) == (standing, warns)


def test_the_finding_says_rate_band_and_source_in_one_sentence():
    assert compare(a_line(), "USD", BANDS).sentence == (
        "USD 0.05 per item is within 0.05-1.00 (Photobucket talks, 2024-04, confidence A, quote)."
    )


def test_a_small_rate_is_written_with_all_its_decimals():
    finding = compare(a_line(unit_rate=rate("0.0000012")), "USD", BANDS)
    assert finding.sentence.startswith("USD 0.0000012 per item is below 0.05-1.00")


@pytest.mark.parametrize(
    ("low", "high", "price", "words"),
    [
        ("1.00", None, "0.90", "is below 1.00 ("),
        ("1.00", None, "900", "is at or above 1.00 ("),
        (None, "5.00", "6", "is above 5.00 ("),
        (None, "5.00", "0", "is at or below 5.00 ("),
    ],
)
def test_an_open_band_has_one_bound(low, high, price, words):
    finding = compare(a_line(unit_rate=rate(price)), "USD", (a_band(low=low, high=high),))
    assert words in finding.sentence


# Units


@pytest.mark.parametrize(
    ("asset", "band_unit", "unit"),
    [
        (AssetType.PHOTO, Unit.ITEM, Unit.IMAGE),
        (AssetType.PHOTO, Unit.IMAGE, Unit.ITEM),
        (AssetType.IMAGE_DATASET, Unit.IMAGE, Unit.ITEM),
        (AssetType.SHORT_VIDEO, Unit.CLIP, Unit.ITEM),
    ],
)
def test_an_item_of_pictures_or_short_video_is_one_image_or_clip(asset, band_unit, unit):
    bands = (a_band(asset_type=asset, unit=band_unit),)
    finding = compare(a_line(asset_type=asset, unit=unit), "USD", bands)
    assert finding.standing is Standing.WITHIN


def test_an_item_of_long_video_is_not_an_hour():
    assert compare(film(Unit.ITEM, "100"), "USD", (PER_HOUR,)).standing is Standing.NO_BAND


@pytest.mark.parametrize(
    ("price", "standing"),
    [
        ("0.99", Standing.BELOW),
        ("1", Standing.WITHIN),
        ("5", Standing.WITHIN),
        ("5.01", Standing.ABOVE),
    ],
)
def test_a_price_per_minute_is_compared_with_prices_per_hour(price, standing):
    assert compare(film(Unit.MINUTE, price), "USD", (PER_HOUR,)).standing is standing


def test_a_price_in_another_unit_is_said_in_the_unit_of_the_band():
    assert compare(film(Unit.MINUTE, "1.70"), "USD", (PER_HOUR,)).sentence.startswith(
        "USD 1.70 per minute, which is 102.00 per hour, is within 60.00-300.00"
    )


def test_a_band_for_the_same_unit_goes_before_one_for_a_multiple():
    per_minute = a_band(asset_type=AssetType.LONG_VIDEO, unit=Unit.MINUTE, low="1", high="4")
    finding = compare(film(Unit.HOUR, "50"), "USD", (per_minute, PER_HOUR))
    assert (finding.standing, finding.band) == (Standing.BELOW, PER_HOUR)


def test_another_unit_has_no_band():
    finding = compare(a_line(unit=Unit.GB), "USD", BANDS)
    assert (finding.standing, finding.warns, finding.band) == (Standing.NO_BAND, False, None)
    assert finding.sentence == "Published prices for photo are per item, not per GB."


def test_another_currency_has_no_band():
    finding = compare(a_line(), "EUR", BANDS)
    assert finding.standing is Standing.NO_BAND
    assert finding.sentence == (
        "Published prices for photo per item are in USD, not in EUR; nothing is converted."
    )


def test_other_media_have_no_band():
    finding = compare(a_line(asset_type=AssetType.AUDIO_MUSIC), "USD", BANDS)
    assert finding.sentence == "No published price for audio music is known."


def test_a_line_without_a_rate_has_no_band():
    finding = compare(unpriced(), "USD", BANDS)
    assert finding.sentence == "Line photos has no rate of its own."


# Several bands

LOW = a_band(low="0.02", high="0.04", what="low")
HIGH = a_band(low="5", high="7", what="high")


@pytest.mark.parametrize(
    ("price", "standing", "band"),
    [
        ("0.03", Standing.WITHIN, LOW),
        ("0.041", Standing.ABOVE, LOW),
        ("4", Standing.BELOW, HIGH),
        ("8", Standing.ABOVE, HIGH),
        ("0.01", Standing.BELOW, LOW),
    ],
)
def test_the_nearest_band_counts(price, standing, band):
    finding = compare(a_line(unit_rate=rate(price)), "USD", (HIGH, LOW))
    assert (finding.standing, finding.band) == (standing, band)


def test_of_two_bands_around_a_rate_the_better_attested_counts():
    weak = a_band(confidence=Confidence.C)
    assert compare(a_line(), "USD", (weak, TALKS)).band is TALKS


def test_of_two_bands_around_a_rate_the_closed_one_counts():
    assert compare(a_line(), "USD", (a_band(high=None), TALKS)).band is TALKS


@given(
    st.decimals(0, 100, places=8),
    st.lists(
        st.tuples(st.decimals(0, 100, places=8), st.decimals(0, 100, places=8)),
        min_size=1,
        max_size=5,
    ),
)
def test_a_rate_warns_exactly_when_it_is_in_no_band(value, bounds):
    bands = [a_band(low=min(pair), high=max(pair)) for pair in bounds]
    inside = any(band.low <= value <= band.high for band in bands)
    assert compare(a_line(unit_rate=Rate(value)), "USD", bands).warns is not inside


# Tiers and charges


def test_of_tiers_the_first_rate_outside_is_told():
    line = unpriced(tiers=tiers(("0", "100", "0.50"), ("100", "200", "0.04"), ("200", None, "9")))
    finding = compare(line, "USD", BANDS)
    assert (finding.standing, finding.rate) == (Standing.BELOW, rate("0.04"))


def test_every_line_of_the_deal_has_a_finding():
    found = findings(some_terms(), BANDS)
    assert [(f.line, f.standing) for f in found] == [
        ("photos", Standing.WITHIN),
        ("clips", Standing.NO_BAND),
        ("film", Standing.NO_BAND),
    ]


def test_the_rate_of_a_charge_counts_in_place_of_its_lines():
    charge = on_line(ChargeKind.PER_UNIT, rate=rate("2"))
    (finding,) = findings(priced(charges=(charge,)), BANDS)
    assert (finding.standing, finding.rate) == (Standing.ABOVE, rate("2"))


def test_the_currency_of_a_charge_counts():
    charge = on_line(ChargeKind.PER_UNIT, rate=rate("0.5"), currency="EUR")
    (finding,) = findings(priced(charges=(charge,)), BANDS)
    assert finding.standing is Standing.NO_BAND


def test_a_price_for_one_purpose_is_compared_with_nothing():
    charge = on_line(ChargeKind.PER_UNIT, rate=rate("0.01"), purposes=frozenset({Purpose.FINETUNE}))
    assert [f.rate for f in findings(priced(charges=(charge,)), BANDS)] == [rate("0.05")]


def test_a_crawl_charge_is_compared_by_the_crawl():
    line = unpriced(asset_type=AssetType.TEXT_UGC, unit=Unit.PAGE_CRAWL)
    charge = Charge(
        id="crawl", kind=ChargeKind.CRAWL, line="photos", rate=rate("9"), per=Per.THOUSAND_CRAWLS
    )
    band = a_band(asset_type=AssetType.TEXT_UGC, unit=Unit.PAGE_CRAWL, low="0.001", high="0.02")
    (finding,) = findings(priced(line, model=FeeModel.CRAWL, charges=(charge,)), (band,))
    assert finding.sentence.startswith(
        "USD 9.00 per 1,000 page crawls, which is 0.009 per page crawl, is within 0.001-0.02"
    )


def test_a_fixed_charge_that_names_a_line_is_compared_with_nothing():
    charge = Charge(id="fee", kind=ChargeKind.FIXED, line="photos")
    assert findings(priced(unpriced(), charges=(charge,)), BANDS) == ()
