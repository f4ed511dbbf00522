"""What the terms promise about testing, rejecting and replacing: the clause on acceptance in rules.

The wording that a deal chose for that clause is an argument, since its family may set the default.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import accumulate
from operator import or_
from typing import Final

from service.domain.deliveries.batch import NONE, Batch, Deliveries, Lot
from service.domain.deliveries.events import Outcome
from service.domain.money import exactly
from service.domain.terms import Terms
from service.domain.terms.delivery import AcceptanceStarts, RejectedItems
from service.domain.terms.positions import Position

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rules:
    """The terms of a license and the wording of its clause on acceptance.

    `known` is false where nobody stated what the contract says of it: items are then accepted and
    rejected as people say, and nothing follows from time or use. `since` is the first day on which
    something can be delivered under it, null where that does not matter.
    """

    terms: Terms
    wording: Position = Position.BALANCED
    known: bool = True
    since: date | None = None

    @property
    def on_delivery(self) -> bool:
        """Whether items are accepted as they come."""
        return self.wording is Position.LICENSOR or not self.terms.delivery.acceptance_days

    @property
    def replaces(self) -> bool:
        return self.known and self.terms.delivery.rejected_items is not RejectedItems.CREDIT

    @property
    def use_accepts(self) -> bool:
        return self.known and self.terms.delivery.use_is_acceptance

    @property
    def credits(self) -> bool:
        return self.terms.delivery.rejected_items is not RejectedItems.REPLACE

    def agreed(self, line: str) -> Decimal:
        found = self.terms.materials.line(line)
        return found.volume if found else NONE

    def least(self, line: str) -> Decimal:
        """The volume below which some is missing: what is agreed, less the tolerance."""
        found = self.terms.materials.line(line)
        if found is None:
            return NONE
        with exactly():
            return found.volume * (1 - found.volume_tolerance_pct / _HUNDRED)


def starts_on(rules: Rules, deliveries: Deliveries, batch: Batch, line: str) -> date | None:
    """The day from which the time to test counts; null until a line is delivered whole.

    A replacement is tested as a delivery of its own.
    """
    if not rules.known:
        return None
    each = rules.terms.delivery.acceptance_starts is AcceptanceStarts.EACH_DELIVERY
    if each or batch.replaces:
        return batch.delivered_on
    whole = _whole_on(rules, deliveries, line)
    return max(whole, batch.delivered_on) if whole else None


def ends_on(rules: Rules, deliveries: Deliveries, batch: Batch, line: str) -> date | None:
    """The last day on which items may be rejected; null until that day is known."""
    start = starts_on(rules, deliveries, batch, line)
    return start + timedelta(days=rules.terms.delivery.acceptance_days) if start else None


def replaced_by(rules: Rules, rejected_on: date) -> date:
    """The last day on which rejected items may be made good."""
    return rejected_on + timedelta(days=rules.terms.delivery.replacement_days)


def replaced_until(rules: Rules, lot: Lot) -> date | None:
    """The last day to make good what was rejected last; null where no day ends it."""
    if not rules.credits:
        return None
    rejected = (each.on for each in lot.settled if each.outcome is Outcome.REJECTED)
    return max((replaced_by(rules, on) for on in rejected), default=None)


def sample_of(rules: Rules, batch: Batch) -> Decimal:
    """The least number of items that a test of the whole delivery looks at."""
    items = sum((lot.quantity for lot in batch.lots), NONE)
    with exactly():
        share = items * rules.terms.delivery.acceptance_sample_pct / _HUNDRED
        return share.to_integral_value(ROUND_CEILING)


def to_replace(rules: Rules, deliveries: Deliveries, batch: Batch, line: str, on: date) -> Decimal:
    """How many rejected items of a line may still be made good on a day."""
    lot = batch.lot(line)
    if lot is None or not rules.replaces:
        return NONE
    given = (each.lot(line) for each in deliveries.replacing(batch))
    made_good = sum((each.quantity for each in given if each), NONE)
    return max(sum(_in_time(rules, lot, on), NONE) - made_good, NONE)


def _in_time(rules: Rules, lot: Lot, on: date) -> Iterator[Decimal]:
    """Without a credit in the end, a replacement is never too late to be worth having."""
    for each in lot.settled:
        if each.outcome is not Outcome.REJECTED:
            continue
        if not rules.credits or on <= replaced_by(rules, each.on):
            yield each.quantity - each.trained


def _whole_on(rules: Rules, deliveries: Deliveries, line: str) -> date | None:
    """The day on which a line had come whole: all that is agreed, or the last of it.

    What its giver calls the last is the last only when no more than the tolerance is missing.
    """
    first = [b for b in deliveries.batches if b.lot(line) and not b.replaces]
    first.sort(key=lambda batch: batch.delivered_on)
    lots = [lot for b in first if (lot := b.lot(line))]
    sums = accumulate(lot.quantity for lot in lots)
    closed = accumulate((lot.last for lot in lots), or_)
    for batch, so_far, last in zip(first, sums, closed, strict=True):
        if so_far >= rules.agreed(line) or (last and so_far >= rules.least(line)):
            return batch.delivered_on
    return None
