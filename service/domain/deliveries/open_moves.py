"""Which moves of a delivery the terms leave open on a day."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from service.domain.deliveries.acceptance import Rules, ends_on, to_replace
from service.domain.deliveries.batch import Batch, Deliveries, Lot
from service.domain.deliveries.faults import rejectable, usable
from service.domain.terms.positions import Position


class DeliveryMove(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    USE = "use"
    REPLACE = "replace"


def open_moves(
    rules: Rules, deliveries: Deliveries, batch: Batch, today: date
) -> Iterator[DeliveryMove]:
    """Silence is taken in before."""
    if any(lot.open for lot in batch.lots):
        yield DeliveryMove.ACCEPT
    if any(may_reject(rules, deliveries, batch, lot, today) for lot in batch.lots):
        yield DeliveryMove.REJECT
    if rules.use_accepts and any(usable(lot) for lot in batch.lots):
        yield DeliveryMove.USE
    if any(to_replace(rules, deliveries, batch, lot.line, today) for lot in batch.lots):
        yield DeliveryMove.REPLACE


def may_reject(rules: Rules, deliveries: Deliveries, batch: Batch, lot: Lot, today: date) -> bool:
    """In the time to test; later for hidden defects, where the wording lets that."""
    last = ends_on(rules, deliveries, batch, lot.line)
    hidden = rules.wording is Position.LICENSEE and rejectable(rules, lot, hidden=True) > 0
    in_time = last is None or today <= last
    return hidden or (in_time and rejectable(rules, lot, hidden=False) > 0)
