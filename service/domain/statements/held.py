"""The prices that each charge had, one after the other, where amendments changed them in mid-period."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from service.domain.period.counting import ONE_DAY
from service.domain.pricing import quote
from service.domain.pricing.amounts import MONTHS_PER
from service.domain.pricing.breakdown import PricedLine
from service.domain.pricing.charges import effective_charges
from service.domain.statements.account import Account, Stretch
from service.domain.terms.prices import Charge


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced(Stretch):
    """A charge with the line of the quote that it makes, on the days on which it had this price."""

    charge: Charge
    quoted: PricedLine


def prices_of(account: Account) -> list[tuple[Priced, ...]]:
    """Of each charge its prices, the earliest first; charges of terms that hold now come first."""
    found: dict[object, list[Priced]] = {}
    for each in _charges_of(account):
        before = found.setdefault(_which(each), [])
        if before and _goes_on(before[-1], each):
            before[-1] = replace(each, first=before[-1].first)
        else:
            before.append(each)
    return sorted((tuple(each) for each in found.values()), key=lambda each: bool(each[-1].last))


def _charges_of(account: Account) -> Iterator[Priced]:
    for held in account.stretches():
        terms = held.account.terms
        for each, line in zip(effective_charges(terms), quote(terms).lines, strict=True):
            days = {"first": held.first, "last": held.last}
            yield Priced(account=held.account, charge=each.charge, quoted=line, **days)


def _which(each: Priced) -> object:
    """What remains one and the same charge when its price changes."""
    charge = each.charge
    return charge.id, charge.kind, charge.line, each.quoted.currency, charge.per in MONTHS_PER


def _goes_on(before: Priced, after: Priced) -> bool:
    """Whether nothing that its fees depend on has changed from one day to the next."""
    follows = before.last is not None and before.last + ONE_DAY == after.first
    return follows and _basis(before) == _basis(after)


def _basis(each: Priced) -> Sequence[Any]:
    terms, line = each.account.terms, each.account.terms.materials.line(each.charge.line or "")
    volume = (line.volume, line.volume_tolerance_pct) if line else None
    pricing, premium = terms.pricing, terms.grant.exclusivity_premium_pct
    return each.charge, each.quoted.amount, volume, premium, pricing.indexation, pricing.invoice_on


def begun(prices: Iterable[Priced], by: date) -> list[Priced]:
    """Those that had begun by a day."""
    return [each for each in prices if each.first is None or each.first <= by]
