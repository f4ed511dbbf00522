"""Tiers: which units are paid at which rate, and what that comes to."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Final

from service.domain.money import Money, exactly
from service.domain.pricing.breakdown import TierRow
from service.domain.terms.materials import Tier
from service.domain.terms.prices import ChargeKind

NOTHING: Final = Decimal(0)


def tier_rows(
    kind: ChargeKind, tiers: Sequence[Tier], volume: Decimal, currency: str
) -> tuple[TierRow, ...]:
    """What `volume` comes to, tier by tier; the rows add up to the exact sum rounded once."""
    split = _by_reach if kind is ChargeKind.TIERED_VOLUME else _by_part
    units = split(tiers, volume)
    with exactly():
        running = [*accumulate(t.rate.times(n) for t, n in zip(tiers, units, strict=True))]
    rounded = [Money.of(amount, currency) for amount in (NOTHING, *running)]
    return tuple(
        TierRow(from_=tier.from_, to=tier.to, rate=tier.rate, units=n, amount=after - before)
        for tier, n, (before, after) in zip(tiers, units, pairwise(rounded), strict=True)
    )


def _by_reach(tiers: Sequence[Tier], volume: Decimal) -> list[Decimal]:
    """All units in the last tier that begins at or below `volume`: exactly `from` reaches it."""
    reached = max((i for i, tier in enumerate(tiers) if tier.from_ <= volume), default=0)
    return [volume if i == reached else NOTHING for i in range(len(tiers))]


def _by_part(tiers: Sequence[Tier], volume: Decimal) -> list[Decimal]:
    """To each tier the part of `volume` between its borders; to the last all that is left."""
    ends = [*(min(tier.from_, volume) for tier in tiers[1:]), volume][: len(tiers)]
    starts = [NOTHING, *ends]
    return [end - start for start, end in zip(starts, ends, strict=False)]
