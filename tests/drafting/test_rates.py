"""The published prices that ship, and how a file of them is read."""

from decimal import Decimal

import pytest

from service.domain.rates import BandKind, Confidence, Standing, findings
from service.domain.terms.materials import ANY_ASSET, UNITS_OF, AssetType, Unit
from service.drafting.library import LibraryError
from service.drafting.rates import COLUMNS, FOLDER, rate_bands, read_rates
from tests.builders import some_terms

GOOD = "photo,item,0.05,1.00,USD,Photobucket talks,Reuters,2024-04,A,quote"


HEAD = ",".join(COLUMNS)


def a_file(folder, *rows, head=HEAD):
    path = folder / "2026-11.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def test_the_photobucket_talks_are_among_the_bands():
    first = rate_bands()[0]
    assert (first.asset_type, first.unit) == (AssetType.PHOTO, Unit.ITEM)
    assert (first.low, first.high) == (Decimal("0.05"), Decimal("1.00"))
    assert (first.confidence, first.kind) == (Confidence.A, BandKind.QUOTE)


def test_the_newest_file_is_read():
    assert rate_bands() == read_rates(sorted(FOLDER.glob("*.csv"))[-1])


def test_every_band_is_in_a_unit_that_suits_its_media():
    for band in rate_bands():
        assert band.unit in UNITS_OF[band.asset_type] | ANY_ASSET


def test_no_settlement_is_taken_for_a_price():
    assert not any("Bartz" in band.what for band in rate_bands())


def test_the_sample_deal_lies_within_the_bands():
    assert {f.standing for f in findings(some_terms(), rate_bands())} == {Standing.WITHIN}


def test_an_empty_bound_is_open(tmp_path):
    (band,) = read_rates(a_file(tmp_path, GOOD.replace(",1.00,", ",,")))
    assert (band.low, band.high) == (Decimal("0.05"), None)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("photo", "photograph"),
        ("item", "piece"),
        ("0.05", "five cents"),
        ("0.05", "NaN"),
        ("0.05", "-0.05"),
        ("1.00", "0.04"),
        ("0.05,1.00", ","),
        ("USD", "XBT"),
        ("Photobucket talks", ""),
        ("Reuters", ""),
        ("2024-04", ""),
        (",A,", ",D,"),
        ("quote", "rumor"),
    ],
)
def test_a_price_that_is_not_as_documented_is_refused_by_its_line(tmp_path, before, after):
    with pytest.raises(LibraryError, match=r"2026-11\.csv, line 3"):
        read_rates(a_file(tmp_path, GOOD, GOOD.replace(before, after)))


def test_a_file_with_other_columns_is_refused(tmp_path):
    with pytest.raises(LibraryError, match="asset_type, unit, low, high"):
        read_rates(a_file(tmp_path, GOOD, head="media,unit,low,high"))
