"""Why the fee differs, said in a line for each reason."""

from decimal import Decimal
from typing import Final

from service.domain.money import Money, Rate
from service.domain.pricing.differences import Cause, Contribution
from service.domain.wording import figure
from service.drafting.wording import money, rate
from service.drafting.words import units

_NAMES: Final = {
    Cause.VOLUME: "volume",
    Cause.PERIOD: "period",
    Cause.RATE: "rate",
    Cause.PRICE: "price",
    Cause.CHARGE: "charge",
    Cause.PREMIUM: "Exclusivity premium",
    Cause.TOP_UP: "Guarantee beyond the fees that count toward it",
    Cause.OVER_CAP: "Above the Fee Cap",
}


def signed(amount: Money) -> str:
    """ "+USD 12,000.00", "-USD 500.00"."""
    sign = "-" if amount.minor < 0 else "+"
    return f"{sign}{money(Money(abs(amount.minor), amount.currency))}"


def reason_in_words(reason: Contribution) -> str:
    """ "photos: rate 0.05 -> 0.06 per item, +USD 12,000.00 at 1,200,000 items"."""
    who = f"{reason.what}: " if reason.what else ""
    return f"{who}{_moved(reason)}, {signed(reason.effect)}{_at(reason)}"


def _moved(reason: Contribution) -> str:
    if reason.cause in (Cause.ADDED, Cause.REMOVED):
        return reason.cause.value
    currency = reason.effect.currency
    before, after = _figure(reason.before, currency), _figure(reason.after, currency)
    basis = f" {reason.basis}" if reason.cause is Cause.RATE else ""
    return f"{_NAMES[reason.cause]} {before} -> {after}{basis}"


def _figure(value: Decimal | Rate | Money | None, currency: str) -> str:
    match value:
        case Rate():
            return rate(value, currency).removeprefix(f"{currency} ")
        case Money():
            return money(value) if value.minor >= 0 else signed(value)
        case Decimal():
            return figure(value)
    return "none"


def _at(reason: Contribution) -> str:
    if reason.quantity is None or reason.unit is None:
        return ""
    return f" at {figure(reason.quantity)} {units(reason.unit, reason.quantity)}"
