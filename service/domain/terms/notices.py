"""How a notice is given and when it counts as received."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from service.domain.terms.bounds import Items, between
from service.domain.terms.delivery import SpanUnit


class NoticeMethod(StrEnum):
    PLATFORM = "platform"
    EMAIL = "email"
    COURIER = "courier"


class Bounce(StrEnum):
    NOT_RECEIVED = "not_received"
    RECEIVED = "received"


class LagUnit(StrEnum):
    DAYS = SpanUnit.DAYS.value
    BUSINESS_DAYS = SpanUnit.BUSINESS_DAYS.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How long after sending a notice counts as received; 0 days is the day of sending."""

    value: Annotated[int, between(0, 30)]
    unit: LagUnit = LagUnit.DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedReceipt:
    platform: Lag = Lag(value=0)
    email: Lag = Lag(value=1, unit=LagUnit.BUSINESS_DAYS)
    courier: Lag = Lag(value=2, unit=LagUnit.BUSINESS_DAYS)

    def lag(self, method: NoticeMethod) -> Lag:
        match method:
            case NoticeMethod.PLATFORM:
                return self.platform
            case NoticeMethod.EMAIL:
                return self.email
            case NoticeMethod.COURIER:
                return self.courier


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """`methods_breach` are the ways that count for breach and termination."""

    methods: Annotated[frozenset[NoticeMethod], Items(3, least=1)] = frozenset(
        {NoticeMethod.PLATFORM, NoticeMethod.EMAIL}
    )
    methods_breach: Annotated[frozenset[NoticeMethod], Items(3, least=1)] = frozenset(
        {NoticeMethod.COURIER}
    )
    deemed_receipt: DeemedReceipt = DeemedReceipt()
    bounce: Bounce = Bounce.NOT_RECEIVED
