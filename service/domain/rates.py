"""Published prices beside ours: bands that warn, and never block or suggest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain.currencies import EXPONENTS
from service.domain.money import RATE_PLACES, Rate, exactly
from service.domain.pricing.charges import BY_UNIT, covers_all_purposes, effective_charges
from service.domain.pricing.words import plain
from service.domain.terms import Terms
from service.domain.terms.materials import AssetType, MaterialsLine, Unit
from service.domain.terms.prices import Charge
from service.domain.wording import listed


class BandKind(StrEnum):
    """What a published price is. BUY and CONTRIBUTOR are what makers of works were paid."""

    QUOTE = "quote"
    MARKET = "market"
    DEAL = "deal"
    BUY = "buy"
    CONTRIBUTOR = "contributor"
    IMPLIED = "implied"
    CLAIM = "claim"
    EXAMPLE = "example"


class Confidence(StrEnum):
    """A: primary, or directly in major press; B: second-hand from major press; C: indicative."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateBand:
    """A published price per unit. A null bound is open; `date` is as published, such as 2024-04."""

    asset_type: AssetType
    unit: Unit
    low: Decimal | None
    high: Decimal | None
    currency: str
    what: str
    source: str
    date: str
    confidence: Confidence
    kind: BandKind


class Standing(StrEnum):
    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"
    NO_BAND = "no_band"


@dataclass(frozen=True, slots=True, kw_only=True)
class BandFinding:
    """How a line's rate stands to the nearest published price; null where none compares."""

    line: str
    standing: Standing
    sentence: str
    rate: Rate | None = None
    band: RateBand | None = None

    @property
    def warns(self) -> bool:
        return self.standing in {Standing.BELOW, Standing.ABOVE}


_ITEMS: Final[Mapping[AssetType, Unit]] = MappingProxyType(
    {
        AssetType.PHOTO: Unit.IMAGE,
        AssetType.ILLUSTRATION: Unit.IMAGE,
        AssetType.IMAGE_DATASET: Unit.IMAGE,
        AssetType.SHORT_VIDEO: Unit.CLIP,
    }
)
"""What one item is, where that leaves no doubt: a photo is one image, a short video one clip."""

_MULTIPLES: Final[Mapping[Unit, tuple[Unit, int]]] = MappingProxyType(
    {
        Unit.HOUR: (Unit.MINUTE, 60),
        Unit.THOUSAND_WORDS: (Unit.WORD, 1000),
        Unit.MILLION_TOKENS: (Unit.TOKEN, 10**6),
        Unit.THOUSAND_CRAWLS: (Unit.PAGE_CRAWL, 1000),
    }
)
"""Units that are a fixed number of another, so that prices in both compare."""


def compare(line: MaterialsLine, currency: str, bands: Sequence[RateBand]) -> BandFinding:
    """The line's own rate beside the published prices; of tiers, the first rate out of line."""
    return _farthest(line, line.unit, _rates(line), currency, bands)


def findings(terms: Terms, bands: Sequence[RateBand]) -> tuple[BandFinding, ...]:
    """One finding for each price of a materials line, from the line or from a charge.

    A price for some purposes only is a part of a price and is compared with nothing.
    """
    return tuple(
        _farthest(each.line, unit, _rates(each.charge), _currency(each.charge, terms), bands)
        for each in effective_charges(terms)
        if each.line is not None
        and (unit := _unit(each.charge, each.line)) is not None
        and covers_all_purposes(each.charge, each.line, terms.grant.purposes)
    )


def _currency(charge: Charge, terms: Terms) -> str:
    return charge.currency or terms.pricing.currency


def _unit(charge: Charge, line: MaterialsLine) -> Unit | None:
    """What the charge's rate is for one of; null when that is no unit of materials."""
    if charge.kind in BY_UNIT:
        return line.unit
    return next((unit for unit in Unit if charge.per and unit.value == charge.per.value), None)


def _rates(priced: MaterialsLine | Charge) -> tuple[Rate, ...]:
    if priced.tiers:
        return tuple(tier.rate for tier in priced.tiers)
    rate = priced.unit_rate if isinstance(priced, MaterialsLine) else priced.rate
    return () if rate is None else (rate,)


def _farthest(
    line: MaterialsLine,
    unit: Unit,
    rates: Sequence[Rate],
    currency: str,
    bands: Sequence[RateBand],
) -> BandFinding:
    comparable = _comparable(bands, line.asset_type, unit, currency)
    if not rates:
        return _none(line, f"Line {line.id} has no rate of its own.")
    if not comparable:
        return _none(line, _why_none(line, unit, currency, bands))
    found = [_finding(line, unit, rate, currency, comparable) for rate in rates]
    return next((finding for finding in found if finding.warns), found[0])


def _finding(
    line: MaterialsLine, unit: Unit, rate: Rate, currency: str, bands: Sequence[RateBand]
) -> BandFinding:
    """Beside the nearest band; of several as near, a closed and well attested one."""

    def far(band: RateBand) -> tuple[Decimal, bool, str]:
        is_open = band.low is None or band.high is None
        return _distance(rate, line, unit, band), is_open, band.confidence

    band = min(bands, key=far)
    value = _in_unit_of(band, rate, line.asset_type, unit)
    standing = _standing(value, band)
    return BandFinding(
        line=line.id,
        standing=standing,
        sentence=f"{_said(rate, currency, unit, value, band)} {_stands(standing, band)} "
        f"({band.what}, {band.date}, confidence {band.confidence}, {band.kind}).",
        rate=rate,
        band=band,
    )


def _comparable(
    bands: Iterable[RateBand], asset: AssetType, unit: Unit, currency: str
) -> list[RateBand]:
    """Bands for the same unit; where there are none, for a multiple or a part of it."""
    basic, _ = ours = _measure(asset, unit)
    alike = [
        band
        for band in bands
        if band.asset_type is asset
        and band.currency == currency
        and _measure(asset, band.unit)[0] is basic
    ]
    return [band for band in alike if _measure(asset, band.unit) == ours] or alike


def _measure(asset: AssetType, unit: Unit) -> tuple[Unit, int]:
    """The basic unit, and how many of it one `unit` is."""
    if unit is Unit.ITEM:
        return _ITEMS.get(asset, unit), 1
    return _MULTIPLES.get(unit, (unit, 1))


def _in_unit_of(band: RateBand, rate: Rate, asset: AssetType, unit: Unit) -> Decimal:
    with exactly():
        ours, theirs = _measure(asset, unit)[1], _measure(band.asset_type, band.unit)[1]
        return rate.value * theirs / ours


def _distance(rate: Rate, line: MaterialsLine, unit: Unit, band: RateBand) -> Decimal:
    """How far outside the band; 0 within. Bands that compare are all in one unit."""
    value = _in_unit_of(band, rate, line.asset_type, unit)
    return max(Decimal(0), _below(value, band), _over(value, band))


def _below(value: Decimal, band: RateBand) -> Decimal:
    return Decimal(0) if band.low is None else band.low - value


def _over(value: Decimal, band: RateBand) -> Decimal:
    return Decimal(0) if band.high is None else value - band.high


def _standing(value: Decimal, band: RateBand) -> Standing:
    if _below(value, band) > 0:
        return Standing.BELOW
    return Standing.ABOVE if _over(value, band) > 0 else Standing.WITHIN


def _said(rate: Rate, currency: str, unit: Unit, value: Decimal, band: RateBand) -> str:
    ours = f"{currency} {_figure(rate.value, currency)} per {plain(unit)}"
    if unit is band.unit:
        return ours
    return f"{ours}, which is {_figure(value, currency)} per {plain(band.unit)},"


def _stands(standing: Standing, band: RateBand) -> str:
    low, high = (_figure(b, band.currency) if b is not None else "" for b in (band.low, band.high))
    if low and high:
        return f"is {standing} {low}-{high}"
    inside = f"is at or above {low}" if low else f"is at or below {high}"
    return inside if standing is Standing.WITHIN else f"is {standing} {low or high}"


def _figure(value: Decimal, currency: str) -> str:
    """With the currency's decimals, or as many more as the value has, 8 at most."""
    with exactly():
        trimmed = round(value, RATE_PLACES).normalize()
        places = max(EXPONENTS[currency], -int(trimmed.as_tuple().exponent))
        return f"{trimmed:,.{places}f}"


def _why_none(line: MaterialsLine, unit: Unit, currency: str, bands: Iterable[RateBand]) -> str:
    media, ours = plain(line.asset_type), _measure(line.asset_type, unit)[0]
    known = [band for band in bands if band.asset_type is line.asset_type]
    if not known:
        return f"No published price for {media} is known."
    alike = [band for band in known if _measure(band.asset_type, band.unit)[0] is ours]
    if not alike:
        units = listed(dict.fromkeys(f"per {plain(band.unit)}" for band in known))
        return f"Published prices for {media} are {units}, not per {plain(unit)}."
    currencies = listed(sorted({band.currency for band in alike}))
    return (
        f"Published prices for {media} per {plain(unit)} are in {currencies}, not in {currency}; "
        "nothing is converted."
    )


def _none(line: MaterialsLine, why: str) -> BandFinding:
    return BandFinding(line=line.id, standing=Standing.NO_BAND, sentence=why)
