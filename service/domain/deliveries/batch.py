"""A delivery, line by line, and all deliveries of a license."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from service.domain.deliveries.events import (
    BatchDelivered,
    DeliveryEvent,
    Outcome,
    Settled,
)
from service.domain.errors import NotFound

NONE: Final = Decimal(0)


class BatchStatus(StrEnum):
    TESTING = "testing"
    """Some items are neither accepted nor rejected."""
    ACCEPTED = "accepted"
    PARTLY_REJECTED = "partly_rejected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """The items of one line in a delivery, and what became of them, in the order of events."""

    line: str
    quantity: Decimal
    last: bool = False
    settled: tuple[Settled, ...] = ()

    @property
    def accepted(self) -> Decimal:
        taken = sum((s.quantity for s in self.settled if not _rejects(s)), NONE)
        return taken - sum((s.quantity for s in self.settled if s.undoes), NONE)

    @property
    def rejected(self) -> Decimal:
        return sum((s.quantity for s in self.settled if _rejects(s)), NONE)

    @property
    def trained(self) -> Decimal:
        """The part of what was rejected on which a model was trained already."""
        return sum((s.trained for s in self.settled), NONE)

    @property
    def used(self) -> Decimal:
        """What was finally accepted by use, beyond any rejection."""
        by_use = (s.quantity for s in self.settled if s.outcome is Outcome.BY_USE)
        return sum(by_use, NONE)

    @property
    def open(self) -> Decimal:
        """What is neither accepted nor rejected."""
        return self.quantity - self.accepted - self.rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One delivery. `number` counts the deliveries of the license from 1."""

    id: str
    number: int
    delivered_on: date
    lots: tuple[Lot, ...]
    manifest_sha256: str | None = None
    replaces: str | None = None
    status: BatchStatus = BatchStatus.TESTING

    def lot(self, line: str) -> Lot | None:
        return next((lot for lot in self.lots if lot.line == line), None)

    def with_settled(self, settled: Sequence[Settled]) -> Batch:
        lots = tuple(
            replace(lot, settled=(*lot.settled, *(s for s in settled if s.line == lot.line)))
            for lot in self.lots
        )
        return replace(self, lots=lots, status=_status(lots))


@dataclass(frozen=True, slots=True)
class Deliveries:
    """All deliveries of a license, in the order in which they were entered."""

    batches: tuple[Batch, ...] = ()

    def batch(self, id: str) -> Batch:
        for each in self.batches:
            if each.id == id:
                return each
        raise NotFound

    def replacing(self, batch: Batch) -> tuple[Batch, ...]:
        return tuple(each for each in self.batches if each.replaces == batch.id)

    def after(self, events: Iterable[DeliveryEvent]) -> Deliveries:
        found = self
        for event in events:
            found = found._after(event)
        return found

    def _after(self, event: DeliveryEvent) -> Deliveries:
        if isinstance(event, BatchDelivered):
            return Deliveries((*self.batches, _made(event)))
        self.batch(event.batch_id)
        return Deliveries(
            tuple(
                b.with_settled(event.settled) if b.id == event.batch_id else b for b in self.batches
            )
        )


def _made(event: BatchDelivered) -> Batch:
    return Batch(
        id=event.batch_id,
        number=event.number,
        delivered_on=event.delivered_on,
        lots=tuple(Lot(line=q.line, quantity=q.quantity, last=q.last) for q in event.quantities),
        manifest_sha256=event.manifest_sha256,
        replaces=event.replaces,
    )


def _rejects(settled: Settled) -> bool:
    return settled.outcome is Outcome.REJECTED


def _status(lots: Sequence[Lot]) -> BatchStatus:
    if any(lot.open for lot in lots):
        return BatchStatus.TESTING
    if not any(lot.rejected for lot in lots):
        return BatchStatus.ACCEPTED
    kept = any(lot.accepted for lot in lots)
    return BatchStatus.PARTLY_REJECTED if kept else BatchStatus.REJECTED
