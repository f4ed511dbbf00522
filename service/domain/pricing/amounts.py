"""What one effective charge comes to over the initial period."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from service.domain.money import Money, Rate, exactly
from service.domain.pricing.breakdown import DependsOn, PricedLine, YearRow
from service.domain.pricing.charges import BY_USE, EffectiveCharge
from service.domain.pricing.length import MONTHS_A_YEAR, months_of
from service.domain.pricing.rises import risen
from service.domain.pricing.tiers import tier_rows
from service.domain.pricing.words import basis, what
from service.domain.terms import Terms
from service.domain.terms.materials import MaterialsLine, Unit
from service.domain.terms.prices import ChargeKind, Count, IndexationKind, Per

MONTHS_PER: Final[Mapping[Per, int]] = MappingProxyType(
    {Per.MONTH: 1, Per.QUARTER: 3, Per.YEAR: MONTHS_A_YEAR}
)

_TIMES_USED: Final[Mapping[tuple[Per, Unit], Decimal]] = MappingProxyType(
    {
        (Per.QUERY, Unit.QUERY): Decimal(1),
        (Per.THOUSAND_QUERIES, Unit.QUERY): Decimal("0.001"),
        (Per.PAGE_CRAWL, Unit.PAGE_CRAWL): Decimal(1),
        (Per.PAGE_CRAWL, Unit.THOUSAND_CRAWLS): Decimal(1000),
        (Per.THOUSAND_CRAWLS, Unit.PAGE_CRAWL): Decimal("0.001"),
        (Per.THOUSAND_CRAWLS, Unit.THOUSAND_CRAWLS): Decimal(1),
    }
)
"""How often a use is charged for one unit of a line's volume, where the line counts that use."""

_COUNTED: Final[Mapping[Count, DependsOn]] = MappingProxyType(
    {
        Count.ACCEPTED: DependsOn.ACCEPTED_VOLUME,
        Count.DELIVERED: DependsOn.DELIVERED_VOLUME,
    }
)

_FREE: Final = Rate(Decimal(0))


def priced(each: EffectiveCharge, terms: Terms) -> PricedLine:
    """The line of the quote for this charge; every amount is rounded once, half up."""
    blank = _blank(each, terms)
    match each.charge.kind:
        case ChargeKind.FIXED:
            price = each.charge.amount or Money(0, blank.currency)
            return replace(blank, price=price, amount=price)
        case ChargeKind.SUBSCRIPTION:
            return _subscription(blank, each, terms)
        case ChargeKind.REVENUE_SHARE:
            return replace(
                blank,
                depends_on=DependsOn.REVENUE,
                pct=each.charge.pct,
                revenue_base=each.charge.revenue_base,
            )
        case ChargeKind.USAGE | ChargeKind.CRAWL:
            return _by_use(blank, each)
        case ChargeKind.PER_UNIT | ChargeKind.TIERED_VOLUME | ChargeKind.TIERED_GRADUATED:
            return _by_volume(blank, each, terms.pricing.count)


def _blank(each: EffectiveCharge, terms: Terms) -> PricedLine:
    charge = each.charge
    agreed = charge.currency or terms.pricing.currency
    return PricedLine(
        id=charge.id,
        kind=charge.kind,
        pointer=each.pointer,
        what=what(charge, each.line),
        basis=basis(charge, each.line),
        currency=charge.amount.currency if charge.amount else agreed,
        depends_on=DependsOn.FIXED,
        line=charge.line,
        purposes=charge.purposes,
        due=charge.due,
    )


def _by_volume(blank: PricedLine, each: EffectiveCharge, count: Count) -> PricedLine:
    volume = each.line.volume if each.line else Decimal(0)
    found = replace(blank, quantity=volume, unit=each.line.unit if each.line else None)
    if each.charge.kind is ChargeKind.PER_UNIT:
        rate = each.charge.rate or _FREE
        return _counted(
            replace(found, rate=rate),
            Money.of(rate.times(volume), blank.currency),
            each.line,
            count,
        )
    rows = tier_rows(each.charge.kind, each.charge.tiers, volume, blank.currency)
    whole = sum((row.amount for row in rows), Money(0, blank.currency))
    return _counted(replace(found, tiers=rows), whole, each.line, count)


def _counted(
    found: PricedLine, comes_to: Money, line: MaterialsLine | None, count: Count
) -> PricedLine:
    """A volume of queries or crawls is an estimate; any other is what is agreed."""
    if line and line.unit in BY_USE:
        return replace(found, depends_on=DependsOn.USAGE, estimate=comes_to)
    return replace(found, depends_on=_COUNTED[count], amount=comes_to)


def _by_use(blank: PricedLine, each: EffectiveCharge) -> PricedLine:
    per, rate = each.charge.per, each.charge.rate or _FREE
    found = replace(blank, depends_on=DependsOn.USAGE, unit=per, rate=rate)
    times = _TIMES_USED.get((per, each.line.unit)) if per and each.line else None
    if times is None or each.line is None:
        return found
    uses = each.line.volume * times
    return replace(found, quantity=uses, estimate=Money.of(rate.times(uses), blank.currency))


def _subscription(blank: PricedLine, each: EffectiveCharge, terms: Terms) -> PricedLine:
    """The price for each period of the initial period; a part period costs its months' share."""
    price = each.charge.amount or Money(0, blank.currency)
    found = replace(blank, price=price, unit=each.charge.per)
    per = MONTHS_PER.get(each.charge.per) if each.charge.per else None
    months = months_of(terms.period)
    if per is None:
        return replace(found, quantity=Decimal(1), amount=price)
    if months is None:
        return replace(found, depends_on=DependsOn.DURATION)
    found = _lasting(found, months, per)
    indexation = terms.pricing.indexation
    if indexation.kind is not IndexationKind.FIXED_PCT or months <= MONTHS_A_YEAR:
        return replace(found, amount=_share(price, months, per))
    rows = tuple(_years(price, months, per, indexation.pct or Decimal(0)))
    return replace(
        found, years=rows, amount=sum((r.amount for r in rows), Money(0, price.currency))
    )


def _lasting(found: PricedLine, months: int, per: int) -> PricedLine:
    """Counted in whole periods; in months where the last period is cut short."""
    if months % per:
        return replace(found, quantity=Decimal(months), unit=Per.MONTH)
    return replace(found, quantity=Decimal(months // per))


def _years(first: Money, months: int, per: int, pct: Decimal) -> Iterator[YearRow]:
    """Year by year, each at the first year's price as risen on the anniversaries since."""
    for done in range(0, months, MONTHS_A_YEAR):
        lasts, year = min(MONTHS_A_YEAR, months - done), done // MONTHS_A_YEAR
        price = risen(first, [pct] * year)
        yield YearRow(year=year + 1, months=lasts, price=price, amount=_share(price, lasts, per))


def _share(price: Money, months: int, per: int) -> Money:
    with exactly():
        return Money.of(price.amount * months / per, price.currency)
