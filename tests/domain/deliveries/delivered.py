"""Deliveries of the sample deal for tests: photographs and clips, tested for 15 days each."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import Deliveries
from service.domain.deliveries.events import Quantity, Rejection
from service.domain.deliveries.moves import deliver, lapsed, reject
from service.domain.terms.delivery import AcceptanceStarts
from service.domain.terms.positions import Position
from tests.builders import some_terms
from tests.conftest import NOON

DAY = date(2027, 2, 1)
SHA = "d" * 64


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def rules(wording: Position = Position.BALANCED, **changes: Any) -> Rules:
    """The sample deal, each delivery tested by itself."""
    terms = some_terms()
    changes = {"acceptance_starts": AcceptanceStarts.EACH_DELIVERY} | changes
    return Rules(replace(terms, delivery=replace(terms.delivery, **changes)), wording)


def some(line: str, quantity: int | str, **more: Any) -> Quantity:
    return Quantity(line=line, quantity=Decimal(quantity), **more)


def bad(line: str = "photos", quantity: int | str = 100, **more: Any) -> Rejection:
    trained = Decimal(more.pop("trained", 0))
    reason = more.pop("reason", "Damaged.")
    return Rejection(line=line, quantity=Decimal(quantity), reason=reason, trained=trained, **more)


def given(
    terms: Rules,
    *quantities: Quantity,
    so_far: Deliveries | None = None,
    id: str = "del_1",
    on: date = DAY,
    **more: Any,
) -> Deliveries:
    so_far = so_far or Deliveries()
    more = {"manifest_sha256": SHA, "today": on} | more
    return so_far.after(
        deliver(
            terms,
            so_far,
            id,
            quantities or (some("photos", 600_000),),
            delivered_on=on,
            by="usr",
            at=NOON,
            **more,
        )
    )


def rejecting(
    terms: Rules, so_far: Deliveries, *rejections: Rejection, id: str = "del_1", on: date = DAY
) -> Deliveries:
    return so_far.after(reject(terms, so_far, id, rejections or (bad(),), on=on, by="lnk", at=NOON))


def after_silence(terms: Rules, so_far: Deliveries, today: date) -> Deliveries:
    return so_far.after(lapsed(terms, so_far, today=today, by="system", at=NOON))
