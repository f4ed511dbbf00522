"""What counted units come to: each at the price of the year in which it was counted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from service.domain.deliveries.batch import NONE
from service.domain.money import Money, exactly
from service.domain.pricing.tiers import tier_rows
from service.domain.statements.account import Account
from service.domain.statements.counted import Counted, most
from service.domain.terms.prices import Charge, ChargeKind


def units_come_to(
    account: Account, charge: Charge, own: Sequence[Counted], by: date, currency: str
) -> Money:
    """The price of the units counted by a day, rounded once.

    In a renewal, units go on being numbered from those that were counted before it.
    """
    before = [unit for unit in own if unit.on < account.first] if account.renewal else []
    upto = [unit for unit in own if unit.on <= by]
    with exactly():
        exact = _exact(account, charge, upto) - _exact(account, charge, before)
    return Money.of(exact, currency)


def _exact(account: Account, charge: Charge, units: Sequence[Counted]) -> Decimal:
    ceiling = most(account.rules, charge.line or "")
    whole = min(sum((unit.quantity for unit in units), NONE), ceiling)
    so_far, paid = NONE, NONE
    with exactly():
        for year, quantity in sorted(_by_year(account, units).items()):
            before, so_far = so_far, so_far + quantity
            upto = _price(charge, min(so_far, ceiling), whole)
            paid += (upto - _price(charge, min(before, ceiling), whole)) * account.factor(year)
    return paid


def _by_year(account: Account, units: Sequence[Counted]) -> Mapping[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for unit in units:
        found[account.year_of(unit.priced_on)] += unit.quantity
    return found


def _price(charge: Charge, units: Decimal, whole: Decimal) -> Decimal:
    """The exact price of the first so many units, when `whole` are counted in all."""
    if charge.kind is ChargeKind.PER_UNIT:
        return charge.rate.times(units) if charge.rate else NONE
    if charge.kind is ChargeKind.TIERED_VOLUME:
        return _rate_reached(charge, whole) * units
    rows = tier_rows(charge.kind, charge.tiers, max(units, NONE), "USD")
    return sum((row.rate.times(row.units) for row in rows), NONE)


def _rate_reached(charge: Charge, whole: Decimal) -> Decimal:
    """A volume exactly at the border of a tier belongs to the tier that begins there."""
    reached = [tier.rate.value for tier in charge.tiers if tier.from_ <= max(whole, NONE)]
    return reached[-1] if reached else NONE
