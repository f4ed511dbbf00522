"""What counted units come to: each at the price of the year in which it was counted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from service.domain.deliveries.batch import NONE
from service.domain.money import Money, exactly
from service.domain.pricing.tiers import tier_rows
from service.domain.statements.account import Account
from service.domain.statements.counted import Counted, most
from service.domain.statements.held import Priced
from service.domain.terms.prices import Charge, ChargeKind


def units_come_to(
    account: Account, prices: Sequence[Priced], own: Sequence[Counted], by: date
) -> list[Money]:
    """What the units counted by a day come to at each of the prices so far, rounded once each.

    In a renewal, units go on being numbered from those that were counted before it; after an
    amendment, from those that were delivered before it.
    """
    before = [unit for unit in own if unit.on < account.first] if account.renewal else []
    upto = [unit for unit in own if unit.on <= by]
    with exactly():
        both = zip(_exact(prices, upto), _exact(prices, before), strict=True)
        return [Money.of(a - b, prices[0].quoted.currency) for a, b in both]


def agreed_rest(now: Priced, own: Sequence[Counted]) -> Money:
    """What the agreed volume comes to, less what was delivered before this price began."""
    agreed = now.quoted.amount or Money(0, now.quoted.currency)
    earlier = min(_quantity(_came_before(now, own)), now.quoted.quantity or NONE)
    return agreed - Money.of(
        _price(now.charge, earlier, now.quoted.quantity or NONE), agreed.currency
    )


def _exact(prices: Sequence[Priced], units: Sequence[Counted]) -> Iterator[Decimal]:
    """Units are numbered as they came; volume that is agreed to only later is of the later price."""
    so_far = reached = _quantity(_came_before(prices[0], units))
    for each in prices:
        ceiling = most(each.account.rules, each.charge.line or "")
        own = [unit for unit in units if each.holds(unit.came_on)]
        least, paid = reached, NONE
        whole = max(least, min(so_far + _quantity(own), ceiling))
        for year, quantity in sorted(_by_year(each, own).items()):
            so_far += quantity
            before, reached = reached, max(least, min(so_far, ceiling))
            risen = _price(each.charge, reached, whole) - _price(each.charge, before, whole)
            paid += risen * each.account.factor(year)
        yield paid


def _came_before(first: Priced, units: Sequence[Counted]) -> list[Counted]:
    day = first.first
    return [unit for unit in units if day is not None and unit.came_on < day]


def _quantity(units: Sequence[Counted]) -> Decimal:
    return sum((unit.quantity for unit in units), NONE)


def _by_year(each: Priced, units: Sequence[Counted]) -> Mapping[int, Decimal]:
    account, found = each.account, defaultdict[int, Decimal](Decimal)
    if each.first is not None:
        found[account.year_of(each.first)] = NONE
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
