"""How prices rise: indexation within a period, and the price of a renewal."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from service.domain.money import RATE_PLACES, Money, exactly
from service.domain.terms.period import RenewalPrice, RenewalPriceMode
from service.domain.terms.prices import Indexation, IndexationKind

_HUNDRED: Final = Decimal(100)
_RATE_STEP: Final = Decimal(1).scaleb(-RATE_PLACES)


def risen(price: Money, pcts: Sequence[Decimal]) -> Money:
    """`price` raised by each percentage in turn, counted from the first price, rounded once."""
    return price.times(rise_factor(pcts))


def rise_factor(pcts: Sequence[Decimal]) -> Decimal:
    with exactly():
        factor = Decimal(1)
        for pct in pcts:
            factor *= 1 + pct / _HUNDRED
        return factor


def risen_rate(rate: Decimal, pcts: Sequence[Decimal]) -> Decimal:
    """A price by the unit, in major units, raised likewise: rounded to the places of a rate."""
    with exactly():
        return (rate * rise_factor(pcts)).quantize(_RATE_STEP)


def renewal_price(
    initial: Money, price: RenewalPrice, number: int, cpi_pct: Sequence[Decimal] = ()
) -> Money | None:
    """The price of the `number`th renewal (from 1) of what cost `initial` as the first one begins.

    Indexation within the renewals is not in it.
    `cpi_pct` holds the change of the index, in percent, before each renewal so far. Null while
    the price is not known: it is negotiated, or the index has not been published.
    """
    pcts = renewal_rises(price, number, cpi_pct)
    return None if pcts is None else risen(initial, pcts)


def renewal_rises(
    price: RenewalPrice, number: int, cpi_pct: Sequence[Decimal] = ()
) -> tuple[Decimal, ...] | None:
    """The rises in percent up to the `number`th renewal; a unit rate rises by the same."""
    match price.mode:
        case RenewalPriceMode.SAME:
            return ()
        case RenewalPriceMode.UPLIFT:
            return (price.pct or Decimal(0),) * number
        case RenewalPriceMode.CPI:
            return _held(cpi_pct, number, price.floor, price.cap)
        case RenewalPriceMode.NEGOTIATED:
            return None


def indexed_rises(
    indexation: Indexation, anniversaries: int, cpi_pct: Sequence[Decimal] = ()
) -> tuple[Decimal, ...] | None:
    """The rises in percent over so many anniversaries of the start; null while an index is missing.

    They raise prices that fall due from an anniversary on: unit rates and subscriptions, never a
    fixed fee, a percentage or a guarantee.
    """
    match indexation.kind:
        case IndexationKind.NONE:
            return ()
        case IndexationKind.FIXED_PCT:
            return (indexation.pct or Decimal(0),) * anniversaries
        case IndexationKind.CPI:
            return _held(cpi_pct, anniversaries, indexation.floor_pct, indexation.cap_pct)


def _held(
    changes: Sequence[Decimal], number: int, floor: Decimal | None, cap: Decimal | None
) -> tuple[Decimal, ...] | None:
    """Each change of the index, not below the floor and not above the cap."""
    if len(changes) < number:
        return None
    raised = (change if floor is None else max(change, floor) for change in changes[:number])
    return tuple(change if cap is None else min(change, cap) for change in raised)
