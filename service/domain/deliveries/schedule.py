"""What was agreed to come, delivery by delivery, against what came."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import NONE, Batch, Deliveries
from service.domain.money import exactly
from service.domain.terms.delivery import Tranche

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One row of the delivery schedule; `n` counts from 1.

    `quantity` is what it asks for, `came` as much of it as has come. `with_` is the delivery by
    which no more is missing than the tolerance of the line lets be; null until then.
    """

    n: int
    tranche: Tranche
    came: Decimal
    with_: Batch | None

    @property
    def quantity(self) -> Decimal:
        return self.tranche.quantity

    @property
    def missing(self) -> Decimal:
        return self.quantity - self.came

    @property
    def came_on(self) -> date | None:
        return self.with_.delivered_on if self.with_ else None


def scheduled(rules: Rules, deliveries: Deliveries) -> Iterator[Due]:
    """Each row in its order: what came of a line first goes to the rows of it that stand first.

    What replaces rejected items is no delivery of more.
    """
    asked: defaultdict[str, Decimal] = defaultdict(Decimal)
    for n, tranche in enumerate(rules.terms.delivery.schedule, 1):
        line, before = tranche.line, asked[tranche.line]
        asked[line] += tranche.quantity
        came = min(max(_delivered(deliveries, line) - before, NONE), tranche.quantity)
        reached = _reached(deliveries, line, _least(rules, line, asked[line]))
        yield Due(n=n, tranche=tranche, came=came, with_=reached)


def _least(rules: Rules, line: str, quantity: Decimal) -> Decimal:
    """A part of a line may fall short by as large a share as the whole."""
    found = rules.terms.materials.line(line)
    with exactly():
        return quantity * (1 - (found.volume_tolerance_pct / _HUNDRED if found else NONE))


def _delivered(deliveries: Deliveries, line: str) -> Decimal:
    return sum((quantity for _, quantity in _first(deliveries, line)), NONE)


def _reached(deliveries: Deliveries, line: str, least: Decimal) -> Batch | None:
    """The delivery with which so much of a line had come."""
    so_far = NONE
    for batch, quantity in _first(deliveries, line):
        so_far += quantity
        if so_far >= least:
            return batch
    return None


def _first(deliveries: Deliveries, line: str) -> list[tuple[Batch, Decimal]]:
    """The earliest first, whenever each was entered."""
    found = ((b, lot.quantity) for b in deliveries.batches if (lot := b.lot(line)))
    fresh = [(batch, quantity) for batch, quantity in found if not batch.replaces]
    return sorted(fresh, key=lambda each: each[0].delivered_on)
