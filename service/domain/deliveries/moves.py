"""What a side may do about deliveries: deliver, accept, use, reject, replace; and what silence does.

Who may do it is for the doors to know; these rules say whether the terms allow it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from service.domain.deliveries.acceptance import Rules, ends_on
from service.domain.deliveries.batch import NONE, Batch, Deliveries, Lot
from service.domain.deliveries.events import (
    BatchDelivered,
    DeliveryEvent,
    ItemsSettled,
    Outcome,
    Quantity,
    Rejection,
    SampleTest,
    Settled,
    UnderTest,
)
from service.domain.deliveries.faults import (
    day_faults,
    manifest_faults,
    may_replace,
    quantity_faults,
    rejection_faults,
    sample_shows_it,
    use_faults,
)
from service.domain.errors import (
    AcceptanceOver,
    DeliveryRefused,
    Fault,
    NothingOpen,
    WholeNotRejected,
)
from service.domain.terms.positions import Position


def deliver(
    rules: Rules,
    deliveries: Deliveries,
    batch_id: str,
    quantities: Sequence[Quantity],
    *,
    delivered_on: date,
    today: date,
    manifest_sha256: str | None = None,
    replaces: str | None = None,
    by: str,
    at: datetime,
) -> tuple[DeliveryEvent, ...]:
    """A delivery, and its acceptance where the terms accept items as they come.

    DeliveryRefused with every fault; NotReplaced for what is no replacement, or comes too late.
    """
    faults = [
        *quantity_faults(rules, quantities),
        *day_faults(rules, delivered_on, today),
        *manifest_faults(rules, manifest_sha256),
    ]
    if faults:
        raise DeliveryRefused(faults)
    if replaces:
        may_replace(rules, deliveries, deliveries.batch(replaces), quantities, delivered_on)
    made = BatchDelivered(
        batch_id=batch_id,
        number=len(deliveries.batches) + 1,
        delivered_on=delivered_on,
        quantities=tuple(quantities),
        manifest_sha256=manifest_sha256,
        replaces=replaces,
        by=by,
        at=at,
    )
    if not rules.on_delivery:
        return (made,)
    settled = tuple(
        Settled(line=q.line, quantity=q.quantity, outcome=Outcome.ON_DELIVERY, on=delivered_on)
        for q in quantities
    )
    return made, ItemsSettled(batch_id=batch_id, settled=settled, by=by, at=at)


def accept(
    deliveries: Deliveries, batch_id: str, *, on: date, by: str, at: datetime
) -> tuple[DeliveryEvent, ...]:
    """All that is open in a delivery, in writing."""
    batch = deliveries.batch(batch_id)
    settled = tuple(_open(batch.lots, Outcome.IN_WRITING, on))
    if not settled:
        raise NothingOpen(batch.number)
    return (ItemsSettled(batch_id=batch_id, settled=settled, by=by, at=at),)


def use(
    rules: Rules,
    deliveries: Deliveries,
    batch_id: str,
    quantities: Sequence[Quantity],
    *,
    on: date,
    by: str,
    at: datetime,
) -> tuple[DeliveryEvent, ...]:
    """Items were used other than to test them, and so are finally accepted.

    DeliveryRefused where the terms do not make use acceptance.
    """
    batch = deliveries.batch(batch_id)
    faults = [*use_faults(rules, batch, quantities)]
    if faults:
        raise DeliveryRefused(faults)
    settled = tuple(
        each
        for q in quantities
        if (lot := batch.lot(q.line))
        for each in _used(lot, q.quantity, on)
    )
    return (ItemsSettled(batch_id=batch_id, settled=settled, by=by, at=at),)


def reject(
    rules: Rules,
    deliveries: Deliveries,
    batch_id: str,
    rejections: Sequence[Rejection],
    *,
    on: date,
    by: str,
    at: datetime,
) -> tuple[DeliveryEvent, ...]:
    """Some items of a delivery, each with its reason.

    DeliveryRefused with every fault; AcceptanceOver when the time to test has passed.
    """
    batch = deliveries.batch(batch_id)
    faults = [*rejection_faults(rules, batch, rejections, on)]
    if faults:
        raise DeliveryRefused(faults)
    for each in rejections:
        if each.found_on is None:
            _in_time(rules, deliveries, batch, each.line, on)
    settled = tuple(_one_by_one(batch, rejections, on))
    return (ItemsSettled(batch_id=batch_id, settled=settled, by=by, at=at),)


def reject_whole(
    rules: Rules,
    deliveries: Deliveries,
    batch_id: str,
    test: SampleTest,
    reason: str,
    *,
    on: date,
    by: str,
    at: datetime,
) -> tuple[DeliveryEvent, ...]:
    """All of a delivery, since a sample of it had too many defects. Items used stay accepted."""
    batch = deliveries.batch(batch_id)
    if rules.wording is Position.LICENSOR or not rules.known:
        raise WholeNotRejected(
            "The contract sorts a bad delivery and does not reject it whole: name the items."
            if rules.known
            else "What the contract says of a sample is not recorded: name the items."
        )
    if not reason.strip():
        raise DeliveryRefused([Fault("/reason", "Say why the delivery is rejected.")])
    sample_shows_it(rules, batch, test)
    for lot in batch.lots:
        _in_time(rules, deliveries, batch, lot.line, on)
    settled = tuple(_open(batch.lots, Outcome.REJECTED, on, reason.strip()))
    if not settled:
        raise NothingOpen(batch.number)
    return (ItemsSettled(batch_id=batch_id, settled=settled, by=by, at=at),)


def lapsed(
    rules: Rules, deliveries: Deliveries, *, today: date, by: str, at: datetime
) -> tuple[DeliveryEvent, ...]:
    """What silence has accepted: all that nobody rejected by a last day that is over.

    Asking again changes nothing, and asking late gives the same days.
    """
    return tuple(
        ItemsSettled(batch_id=batch.id, settled=settled, by=by, at=at)
        for batch in deliveries.batches
        if (settled := tuple(_by_silence(rules, deliveries, batch, today)))
    )


def with_tests(
    rules: Rules, before: Deliveries, events: Iterable[DeliveryEvent]
) -> Iterator[DeliveryEvent]:
    """The events, each with the tests that run after it."""
    for event in events:
        before = before.after([event])
        lasts = lapses(rules, before)
        tests = tuple(
            UnderTest(delivery=batch.number, last=lasts[batch.id])
            for batch in before.batches
            if batch.id in lasts
        )
        yield replace(event, tests=tests)


def lapses(rules: Rules, deliveries: Deliveries) -> dict[str, date]:
    """The last day before silence accepts something, of each delivery where that is known."""
    found: dict[str, date] = {}
    for batch in deliveries.batches:
        days = (ends_on(rules, deliveries, batch, lot.line) for lot in batch.lots if lot.open)
        if last := min((day for day in days if day), default=None):
            found[batch.id] = last
    return found


def _by_silence(
    rules: Rules, deliveries: Deliveries, batch: Batch, today: date
) -> Iterator[Settled]:
    for lot in batch.lots:
        last = ends_on(rules, deliveries, batch, lot.line)
        if last and last < today:
            yield from _open([lot], Outcome.BY_SILENCE, last)


def _open(
    lots: Sequence[Lot], outcome: Outcome, on: date, reason: str | None = None
) -> Iterator[Settled]:
    for lot in lots:
        if lot.open:
            yield Settled(line=lot.line, quantity=lot.open, outcome=outcome, on=on, reason=reason)


def _used(lot: Lot, quantity: Decimal, on: date) -> Iterator[Settled]:
    """What was accepted before becomes final: it is undone in no count, so it is told twice."""
    fresh = min(quantity, lot.open)
    used = Settled(line=lot.line, quantity=fresh, outcome=Outcome.BY_USE, on=on)
    if fresh:
        yield used
    if quantity > fresh:
        yield replace(used, quantity=quantity - fresh, undoes=True)


def _one_by_one(batch: Batch, rejections: Sequence[Rejection], on: date) -> Iterator[Settled]:
    for each in rejections:
        settled = tuple(_rejected(batch, each, on))
        batch = batch.with_settled(settled)
        yield from settled


def _rejected(batch: Batch, rejection: Rejection, on: date) -> Iterator[Settled]:
    """From what is open first, then from what was accepted, which that undoes."""
    lot = batch.lot(rejection.line)
    opened = min(rejection.quantity, lot.open) if lot else NONE
    trained = min(rejection.trained, opened)
    for quantity, of_it, undoes in (
        (opened, trained, False),
        (rejection.quantity - opened, rejection.trained - trained, True),
    ):
        if quantity:
            yield Settled(
                line=rejection.line,
                quantity=quantity,
                outcome=Outcome.REJECTED,
                on=on,
                reason=rejection.reason.strip(),
                trained=of_it,
                undoes=undoes,
            )


def _in_time(rules: Rules, deliveries: Deliveries, batch: Batch, line: str, on: date) -> None:
    last = ends_on(rules, deliveries, batch, line)
    if last and last < on:
        raise AcceptanceOver(batch.number, last)
