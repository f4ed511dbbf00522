"""Tiers follow each other from 0 without gap or overlap, and reach the volume."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from service.domain.errors import Fault
from service.domain.pointers import lines
from service.domain.terms import Terms
from service.domain.terms.materials import Tier
from service.domain.wording import figure

_Tiers = tuple[str, Sequence[Tier], Decimal | None]
"""Where tiers stand, the tiers, and the volume they are for, where there is a line."""


def tiers_start_at_zero(terms: Terms) -> Iterator[Fault]:
    for at, tiers, _ in _all_tiers(terms):
        if tiers[0].from_:
            yield Fault(
                f"{at}/0/from", f"The first tier starts at 0, not at {figure(tiers[0].from_)}."
            )


def tiers_are_contiguous(terms: Terms) -> Iterator[Fault]:
    for at, tiers, _ in _all_tiers(terms):
        for i, (tier, after) in enumerate(pairwise(tiers), 1):
            if tier.to is None:
                yield Fault(
                    f"{at}/{i - 1}/to",
                    f"Only the last tier may be open: end this one at {figure(after.from_)}, "
                    "where the next starts.",
                )
            elif after.from_ != tier.to:
                yield Fault(
                    f"{at}/{i}/from",
                    f"This tier starts at {figure(after.from_)}, but the one before it ends at "
                    f"{figure(tier.to)}: the two must be equal.",
                )


def tiers_end_above_their_start(terms: Terms) -> Iterator[Fault]:
    for at, tiers, _ in _all_tiers(terms):
        for i, tier in enumerate(tiers):
            if tier.to is not None and tier.to <= tier.from_:
                yield Fault(
                    f"{at}/{i}/to",
                    f"This tier ends at {figure(tier.to)}; it must end above its start, "
                    f"{figure(tier.from_)}.",
                )


def tiers_cover_the_volume(terms: Terms) -> Iterator[Fault]:
    for at, tiers, volume in _all_tiers(terms):
        end = tiers[-1].to
        if end is not None and volume is not None and end < volume:
            yield Fault(
                f"{at}/{len(tiers) - 1}/to",
                f"The last tier ends at {figure(end)}, below the volume of {figure(volume)}: "
                "leave it open or end it there or higher.",
            )


def lines_have_one_price(terms: Terms) -> Iterator[Fault]:
    for at, line in lines(terms):
        if line.tiers and line.unit_rate is not None:
            yield Fault(
                f"{at}/unit_rate",
                f"Line {line.id} has a unit rate ({figure(line.unit_rate.value)}) and tiers: "
                "leave one of them out.",
            )


def _all_tiers(terms: Terms) -> Iterator[_Tiers]:
    for at, line in lines(terms):
        if line.tiers:
            yield f"{at}/tiers", line.tiers, line.volume
    for i, charge in enumerate(terms.pricing.charges):
        if charge.tiers:
            named = terms.materials.line(charge.line) if charge.line else None
            yield f"/pricing/charges/{i}/tiers", charge.tiers, named.volume if named else None


RULES: Final = (
    tiers_start_at_zero,
    tiers_are_contiguous,
    tiers_end_above_their_start,
    tiers_cover_the_volume,
    lines_have_one_price,
)
