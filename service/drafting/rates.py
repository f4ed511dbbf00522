"""Published prices, read from the newest file in `contract_templates/rates/`."""

import csv
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Final

from service.domain.currencies import EXPONENTS
from service.domain.rates import BandKind, Confidence, RateBand
from service.domain.terms.materials import AssetType, Unit
from service.drafting.library import ROOT, LibraryError

FOLDER: Final = ROOT / "rates"

COLUMNS: Final = (
    "asset_type",
    "unit",
    "low",
    "high",
    "currency",
    "what",
    "source",
    "date",
    "confidence",
    "kind",
)


@cache
def rate_bands() -> tuple[RateBand, ...]:
    """The bands in the order of the file; files are named by month, as 2026-11.csv."""
    return read_rates(max(FOLDER.glob("????-??.csv")))


def read_rates(path: Path) -> tuple[RateBand, ...]:
    """Raises LibraryError with the line that docs/rates.md does not allow."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise LibraryError(f"{path.name}: the columns are {', '.join(COLUMNS)}")
        return tuple(_band(row, f"{path.name}, line {rows.line_num}") for row in rows)


def _band(row: Mapping[str, str], at: str) -> RateBand:
    try:
        band = RateBand(
            asset_type=AssetType(row["asset_type"]),
            unit=Unit(row["unit"]),
            low=_bound(row["low"]),
            high=_bound(row["high"]),
            currency=row["currency"],
            what=row["what"],
            source=row["source"],
            date=row["date"],
            confidence=Confidence(row["confidence"]),
            kind=BandKind(row["kind"]),
        )
    except (ValueError, InvalidOperation) as error:
        raise LibraryError(f"{at}: {error}") from error
    _check(band, at)
    return band


def _check(band: RateBand, at: str) -> None:
    if band.currency not in EXPONENTS:
        raise LibraryError(f"{at}: {band.currency} is not a currency of ISO 4217")
    if band.low is None and band.high is None:
        raise LibraryError(f"{at}: a band has a low or a high")
    if band.low is not None and band.high is not None and band.high < band.low:
        raise LibraryError(f"{at}: high {band.high} is below low {band.low}")
    if not (band.what and band.source and band.date):
        raise LibraryError(f"{at}: a price without what, source and date is hearsay")


def _bound(text: str) -> Decimal | None:
    if not text:
        return None
    bound = Decimal(text)
    if not bound.is_finite() or bound < 0:
        raise ValueError(f"{text} is not a price")
    return bound
