"""Deals for pricing tests: the sample deal with other lines and prices."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from service.domain.money import Money, Rate
from service.domain.terms import Terms
from service.domain.terms.materials import Materials, MaterialsLine, Tier
from service.domain.terms.prices import (
    Charge,
    ChargeKind,
    FeeModel,
    Guarantee,
    GuaranteeKind,
    Per,
    Pricing,
)
from tests.builders import a_line, some_terms


def rate(value: str) -> Rate:
    return Rate(Decimal(value))


def money(amount: str, currency: str = "USD") -> Money:
    return Money.of(Decimal(amount), currency)


def tiers(*rows: tuple[str, str | None, str]) -> tuple[Tier, ...]:
    """("0", "1000", "0.50"), ("1000", None, "0.40"): from, to, rate."""
    return tuple(
        Tier(from_=Decimal(start), to=Decimal(end) if end else None, rate=rate(price))
        for start, end, price in rows
    )


def priced(
    *lines: MaterialsLine, model: FeeModel = FeeModel.PER_UNIT, period: Any = None, **pricing: Any
) -> Terms:
    """A deal of these lines and prices, else as the sample; one photo line when there are none."""
    terms = some_terms()
    return replace(
        terms,
        materials=Materials(lines=lines or (a_line(),)),
        pricing=Pricing(fee_model=model, **pricing),
        period=replace(terms.period, **(period or {})),
    )


def unpriced(**changes: Any) -> MaterialsLine:
    return a_line(unit_rate=None, **changes)


def fixed(amount: str, currency: str | None = None, **more: Any) -> Charge:
    return Charge(
        id=more.pop("id", "fee"),
        kind=ChargeKind.FIXED,
        amount=money(amount, currency or "USD"),
        currency=currency,
        **more,
    )


def subscription(amount: str, per: Per, **more: Any) -> Charge:
    more = {"id": "feed", "kind": ChargeKind.SUBSCRIPTION} | more
    return Charge(amount=money(amount), per=per, **more)


def share(pct: str, **more: Any) -> Charge:
    return Charge(id="share", kind=ChargeKind.REVENUE_SHARE, pct=Decimal(pct), **more)


def on_line(kind: ChargeKind, line: str = "photos", **more: Any) -> Charge:
    return Charge(id=more.pop("id", "extra"), kind=kind, line=line, **more)


def use(**changes: Any) -> Charge:
    """0.50 per query."""
    charge = Charge(id="use", kind=ChargeKind.USAGE, rate=rate("0.5"), per=Per.QUERY)
    return replace(charge, **changes)


def crawl(**changes: Any) -> Charge:
    """0.50 per page crawl."""
    return replace(use(kind=ChargeKind.CRAWL, per=Per.PAGE_CRAWL), **changes)


def hybrid(*charges: Charge, **pricing: Any) -> Terms:
    """The photo line at 0.05, and these charges."""
    return priced(model=FeeModel.HYBRID, charges=charges, **pricing)


def a_guarantee(
    amount: str = "1000", kind: GuaranteeKind = GuaranteeKind.MINIMUM, **changes: Any
) -> Guarantee:
    return Guarantee(kind=kind, amount=money(amount), **changes)
