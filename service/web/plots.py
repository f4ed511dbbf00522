"""Where the marks of our drawings stand: shares of the width, in percent."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service.domain.money import Money
from service.domain.rates import RateBand
from service.domain.wording import figure
from service.storage.license_counts import MonthWorth, WorthByMonth
from service.storage.views import DealRow, Worth

PILLARS_HIGH: Final = 120
"""Pixels."""
_LEAST_HIGH: Final = 2.0
_EDGE: Final = 6.0
_MOST_LABELS: Final = 5
_STEPS: Final = (Decimal(1), Decimal(2), Decimal(5))


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount and its share of the longest bar; `deal` is null for all the others together."""

    deal: DealRow | None
    amount: Money
    share: float


@dataclass(frozen=True, slots=True)
class Tick:
    """`labeled` where there is room for the label."""

    at: float
    label: str
    labeled: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A band from `low` to `high`; where one bound is open, both are the other."""

    band: RateBand
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RangePlot:
    """Bands of one asset type, unit and currency on one logarithmic axis."""

    ticks: Sequence[Tick]
    marks: Sequence[Mark]


def bars(worth: Worth) -> list[Bar]:
    """The largest deals in one currency, then the others together."""
    amounts: list[tuple[DealRow | None, Money]] = [(row, row.committed) for row in worth.largest]
    rest = worth.total.minor - sum(row.committed.minor for row in worth.largest)
    if worth.deals > len(worth.largest):
        amounts.append((None, Money(rest, worth.total.currency)))
    most = max((amount.minor for _, amount in amounts), default=0)
    return [Bar(deal, amount, _share(amount.minor, most)) for deal, amount in amounts]


@dataclass(frozen=True, slots=True)
class Pillar:
    """A month: where it stands in percent of the width, and how high it is in pixels.

    `ending` is the lower part of it.
    """

    month: MonthWorth
    at: float
    height: float
    ending: float


def pillars(worth: WorthByMonth) -> list[Pillar]:
    most = max((each.committed.minor for each in worth.months), default=0)
    room = 100 / max(len(worth.months), 1)
    return [
        Pillar(
            month=each,
            at=round(room * (n + 0.5), 2),
            height=_height(each.committed, most),
            ending=_height(each.ending, most),
        )
        for n, each in enumerate(worth.months)
    ]


def _height(amount: Money, most: int) -> float:
    """What is there can be seen, however small it is beside the others."""
    height = _share(amount.minor, most) * PILLARS_HIGH / 100
    return max(round(height, 1), _LEAST_HIGH) if amount.minor else 0.0


def range_plot(bands: Sequence[RateBand]) -> RangePlot:
    """Prices differ by factors, so that the axis counts in factors too."""
    bounds = [bound for band in bands for bound in (band.low, band.high) if bound]
    ticks = _ticks(min(bounds), max(bounds))
    first, last = ticks[0], ticks[-1]
    return RangePlot(
        ticks=[_tick(tick, ticks) for tick in ticks],
        marks=[_mark(band, first, last) for band in bands],
    )


def _tick(price: Decimal, ticks: Sequence[Decimal]) -> Tick:
    """Where ticks stand close, only powers of ten have a label."""
    labeled = len(ticks) <= _MOST_LABELS or price.as_tuple().digits == (1,)
    return Tick(_at(price, ticks[0], ticks[-1]), figure(price), labeled)


def _mark(band: RateBand, first: Decimal, last: Decimal) -> Mark:
    low, high = band.low or band.high, band.high or band.low
    return Mark(band, _at(low or first, first, last), _at(high or first, first, last))


def _at(price: Decimal, first: Decimal, last: Decimal) -> float:
    """Percent of the width, a little away from both edges."""
    share = math.log(price / first) / math.log(last / first)
    return round(_EDGE + share * (100 - 2 * _EDGE), 2)


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round prices from the last one at or below `low` to the first one at or above `high`."""
    decades = range(low.adjusted() - 1, high.adjusted() + 2)
    steps = [step.scaleb(decade) for decade in decades for step in _STEPS]
    first = max(step for step in steps if step <= low)
    last = min(step for step in steps if step >= high and step > first)
    return [step for step in steps if first <= step <= last]


def _share(amount: int, most: int) -> float:
    return round(100 * amount / most, 2) if most else 0.0
