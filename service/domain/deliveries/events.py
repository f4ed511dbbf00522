"""What happens to deliveries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from service.domain.event import Event


class Outcome(StrEnum):
    """What became of items, and why."""

    ON_DELIVERY = "on_delivery"
    """Accepted as they came, as the terms say."""
    IN_WRITING = "in_writing"
    BY_SILENCE = "by_silence"
    """Accepted since nobody rejected them in time."""
    BY_USE = "by_use"
    """Finally accepted: a model cannot give an item back."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """So many units of a line of the materials; `last` says that nothing more of it is to come."""

    line: str
    quantity: Decimal
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of `quantity` items of a line on a day.

    `trained` is the part of a rejected quantity on which a model was trained already. `undoes`
    says that these items had been accepted before.
    """

    line: str
    quantity: Decimal
    outcome: Outcome
    on: date
    reason: str | None = None
    trained: Decimal = Decimal(0)
    undoes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Items of a line that are rejected, and why.

    `trained` is the part on which a model was trained before the defect was found. `found_on` is
    the day on which a defect was found that a reasonable test could not have shown.
    """

    line: str
    quantity: Decimal
    reason: str
    trained: Decimal = Decimal(0)
    found_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleTest:
    """How many items were looked at, and how many of them had a defect."""

    tested: int
    defective: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderTest:
    """A delivery of which nobody has accepted or rejected all; silence accepts it after `last`."""

    delivery: int
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDelivered(Event):
    """`replaces` is the id of the delivery whose rejected items this one makes good.

    `tests` are all those of the license that run from now on, here and where items are settled.
    """

    batch_id: str
    number: int
    delivered_on: date
    quantities: tuple[Quantity, ...]
    manifest_sha256: str | None = None
    replaces: str | None = None
    tests: tuple[UnderTest, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsSettled(Event):
    """Items of a delivery were accepted or rejected, line by line."""

    batch_id: str
    settled: tuple[Settled, ...]
    tests: tuple[UnderTest, ...] = ()


DeliveryEvent = BatchDelivered | ItemsSettled
