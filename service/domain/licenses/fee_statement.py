"""What the prices of a license come to in the renewal that comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service.domain.licenses.license import License
from service.domain.licenses.renewing import end_in_period, has_room, rises
from service.domain.pricing import quote
from service.domain.pricing.breakdown import PricedLine
from service.domain.pricing.rises import risen_rate
from service.domain.terms import Terms
from service.domain.terms.period import RenewalPriceMode
from service.domain.terms.prices import ChargeKind
from service.domain.wording import figure

_STAND_STILL: Final = frozenset({ChargeKind.FIXED, ChargeKind.REVENUE_SHARE})
"""A fixed fee is owed once, and a percentage does not move (C21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """A price in major units of `currency`, now and then: per unit, or for each time of a subscription.

    Null where it is not known: the index is not entered, the price is to be agreed, or the line is
    not there now.
    """

    id: str
    what: str
    basis: str
    currency: str
    before: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeStatement:
    """The prices that renewals move, in renewal `n`; `rises` in percent since those in the terms."""

    n: int
    mode: RenewalPriceMode
    rises: tuple[Decimal, ...] | None
    lines: tuple[FeeLine, ...]


def coming_fees(license: License, present: Terms) -> FeeStatement | None:
    """Of the next renewal; null where none can come, or nobody has entered the prices."""
    n = license.renewed + 1
    if license.ended or license.facts or end_in_period(license) or not has_room(license, n):
        return None
    return fee_statement(license, n, present)


def fee_statement(license: License, n: int, present: Terms | None = None) -> FeeStatement:
    """`present` are the terms whose prices the period that runs has, where they are others."""
    running = license.periods[-1].rises
    before = dict(_prices(present or license.terms, _decimals(running)))
    known = rises(license, n)
    lines = tuple(
        FeeLine(
            id=key[0],
            what=key[1],
            basis=key[2],
            currency=key[3],
            before=before.get(key),
            now=now if known is not None else None,
        )
        for key, now in _prices(license.terms, known or ())
    )
    mode = license.terms.period.renewal.price.mode
    return FeeStatement(n=n, mode=mode, rises=known, lines=lines)


_Key = tuple[str, str, str, str]


def _prices(terms: Terms, pcts: tuple[Decimal, ...]) -> Iterator[tuple[_Key, Decimal]]:
    """Each price that moves, with its id, what it is for, how it is counted, and its currency."""
    for line in quote(terms).lines:
        if line.kind not in _STAND_STILL:
            for tier, price in _of_line(line):
                yield (
                    (line.id, f"{line.what}{tier}", line.basis, line.currency),
                    _risen(price, pcts),
                )


def _of_line(line: PricedLine) -> Iterator[tuple[str, Decimal]]:
    if line.rate is not None:
        yield "", line.rate.value
    elif line.price is not None:
        yield "", line.price.amount
    for tier in line.tiers:
        upto = f" up to {figure(tier.to)}" if tier.to is not None else " on"
        yield f", from {figure(tier.from_)}{upto}", tier.rate.value


def _risen(price: Decimal, pcts: tuple[Decimal, ...]) -> Decimal:
    """What is invoiced is rounded once, with the units."""
    found = risen_rate(price, pcts)
    whole = found.to_integral_value()
    return whole if whole == found else found.normalize()


def _decimals(rises: tuple[str, ...] | None) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, rises or ()))
