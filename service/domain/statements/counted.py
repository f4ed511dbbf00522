"""Which units of a line count for the fees, and from which day: the Counting Rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from service.domain.deliveries.acceptance import Rules, replaced_by
from service.domain.deliveries.batch import NONE, Batch, Deliveries, Lot
from service.domain.deliveries.events import Outcome, Settled
from service.domain.money import exactly
from service.domain.period.counting import ONE_DAY
from service.domain.terms.delivery import RejectedItems
from service.domain.terms.positions import Position
from service.domain.terms.prices import Count

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Units that count from a day on, or no longer count when the quantity is negative.

    `priced_on` is the day whose price they have: a credit is of the price that was charged.
    `came_on` is the day on which they, or what they replace, were delivered.
    """

    line: str
    on: date
    quantity: Decimal
    priced_on: date
    came_on: date


def counted(rules: Rules, deliveries: Deliveries) -> tuple[Counted, ...]:
    """Everything that counts so far, in no order that matters."""
    by = _as_delivered if rules.terms.pricing.count is Count.DELIVERED else _as_accepted
    return tuple(
        each
        for batch in deliveries.batches
        for lot in batch.lots
        for each in by(rules, deliveries, batch, lot)
        if each.quantity
    )


def most(rules: Rules, line: str) -> Decimal:
    """The volume above which no fees are owed: what is agreed, and the tolerance on it."""
    found = rules.terms.materials.line(line)
    if found is None:
        return NONE
    with exactly():
        return found.volume * (1 + found.volume_tolerance_pct / _HUNDRED)


def _as_accepted(rules: Rules, deliveries: Deliveries, batch: Batch, lot: Lot) -> Iterator[Counted]:
    priced_on, came_on = batch.delivered_on, _came_on(deliveries, batch)
    for each in lot.settled:
        if each.outcome is Outcome.REJECTED:
            change = _kept(rules, each) - (each.quantity if each.undoes else NONE)
        elif each.undoes:
            continue
        else:
            change, priced_on = each.quantity, each.on
        day = priced_on if each.undoes else each.on
        yield Counted(line=lot.line, on=each.on, quantity=change, priced_on=day, came_on=came_on)


def _came_on(deliveries: Deliveries, batch: Batch) -> date:
    """A replacement counts in place of what it replaces."""
    while batch.replaces:
        batch = deliveries.batch(batch.replaces)
    return batch.delivered_on


def _as_delivered(
    rules: Rules, deliveries: Deliveries, batch: Batch, lot: Lot
) -> Iterator[Counted]:
    """A replacement counts in place of what it replaces, so it adds nothing itself."""
    came_on = _came_on(deliveries, batch)
    days = {"priced_on": batch.delivered_on, "came_on": came_on}
    if not batch.replaces:
        yield Counted(line=lot.line, on=batch.delivered_on, quantity=lot.quantity, **days)
    for on, quantity in _credits(rules, deliveries, batch, lot):
        yield Counted(line=lot.line, on=on, quantity=-quantity, **days)


def _credits(
    rules: Rules, deliveries: Deliveries, batch: Batch, lot: Lot
) -> Iterator[tuple[date, Decimal]]:
    """What is credited for rejected items: at once, or on the day after it could be replaced."""
    remedy = rules.terms.delivery.rejected_items
    if remedy is RejectedItems.REPLACE:
        return
    given = (each.lot(lot.line) for each in deliveries.replacing(batch))
    replaced = sum((each.quantity for each in given if each), NONE)
    rejections = [s for s in lot.settled if s.outcome is Outcome.REJECTED]
    for each in sorted(rejections, key=lambda s: s.on):
        owed = each.quantity - _kept(rules, each)
        made_good = min(replaced, owed)
        replaced -= made_good
        at_once = remedy is RejectedItems.CREDIT
        yield each.on if at_once else replaced_by(rules, each.on) + ONE_DAY, owed - made_good


def _kept(rules: Rules, rejection: Settled) -> Decimal:
    """Under the balanced wording an item that was trained on still counts."""
    return rejection.trained if rules.wording is Position.BALANCED else NONE
