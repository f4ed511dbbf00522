"""Where everything stands on a day: units, charges and money in each currency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from service.domain.deliveries.batch import NONE, Lot
from service.domain.deliveries.events import Outcome
from service.domain.money import Money
from service.domain.pricing import quote
from service.domain.pricing.charges import effective_charges
from service.domain.statements.account import Account
from service.domain.statements.charges import Priced, comes_to
from service.domain.statements.counted import Counted, counted
from service.domain.statements.guaranteed import Worked, worked
from service.domain.statements.shortfall import delivered_share, delivered_share_of_time

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Of one line. A replacement is delivered, too, but counts in place of what it replaces."""

    line: str
    delivered: Decimal
    accepted: Decimal
    rejected: Decimal
    counted: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeSum:
    id: str
    pointer: str
    what: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """In one currency: charges and premium, what the guarantee adds, less what is over the cap."""

    charges: Money
    premium: Money
    worked: Worked
    over_cap: Money
    payable: Money
    contributors: Money | None
    """Their part of what is payable, where the deal has a contributor split."""

    @property
    def currency(self) -> str:
        return self.payable.currency


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    units: tuple[Units, ...]
    charges: tuple[ChargeSum, ...]
    sums: tuple[Sums, ...]


def standing(account: Account, by: date) -> Standing:
    """Where a period stands at the end of a day, counted from its beginning."""
    units = counted(account.rules, account.deliveries)
    lines = _priced(account)
    return Standing(
        units=tuple(_units(account, line.id, units, by) for line in account.terms.materials.lines),
        charges=tuple(_charge(account, each, units, by) for each in lines),
        sums=tuple(_sums(account, lines, units, by)),
    )


def _priced(account: Account) -> tuple[Priced, ...]:
    quoted = quote(account.terms).lines
    charges = effective_charges(account.terms)
    return tuple(Priced(c.charge, line) for c, line in zip(charges, quoted, strict=True))


def _units(account: Account, line: str, units: Sequence[Counted], by: date) -> Units:
    batches = account.deliveries.batches
    lots = [(b.delivered_on, lot) for b in batches if (lot := b.lot(line))]
    return Units(
        line=line,
        delivered=sum((lot.quantity for on, lot in lots if on <= by), NONE),
        accepted=sum((_accepted(lot, by) for _, lot in lots), NONE),
        rejected=sum((_rejected(lot, by) for _, lot in lots), NONE),
        counted=sum((u.quantity for u in units if u.line == line and u.on <= by), NONE),
    )


def _accepted(lot: Lot, by: date) -> Decimal:
    upto = [s for s in lot.settled if s.on <= by]
    taken = sum((s.quantity for s in upto if s.outcome is not Outcome.REJECTED), NONE)
    return taken - sum((s.quantity for s in upto if s.undoes), NONE)


def _rejected(lot: Lot, by: date) -> Decimal:
    rejected = (s for s in lot.settled if s.outcome is Outcome.REJECTED and s.on <= by)
    return sum((s.quantity for s in rejected), NONE)


def _charge(account: Account, each: Priced, units: Sequence[Counted], by: date) -> ChargeSum:
    line = each.quoted
    amount = comes_to(account, each, units, by)
    return ChargeSum(id=line.id, pointer=line.pointer, what=line.what, amount=amount)


def _sums(
    account: Account, lines: Sequence[Priced], units: Sequence[Counted], by: date
) -> Iterator[Sums]:
    own = account.terms.pricing.currency
    for currency in [own, *sorted({each.quoted.currency for each in lines} - {own})]:
        here = [each for each in lines if each.quoted.currency == currency]
        yield _sum_in(account, here, units, by, currency)


def _sum_in(
    account: Account, here: Sequence[Priced], units: Sequence[Counted], by: date, currency: str
) -> Sums:
    def together(lines: Sequence[Priced], day: date) -> Money:
        sums = (comes_to(account, each, units, day) for each in lines)
        return sum(sums, Money(0, currency))

    charges = together(here, by)
    certain = together([each for each in here if each.quoted.certain], by)
    premium = certain.times(account.terms.grant.exclusivity_premium_pct / _HUNDRED)
    guarantee = account.terms.pricing.guarantee
    if guarantee is None or guarantee.amount.currency != currency:
        return _capped(account, charges, premium, Worked.nothing(currency))
    counting = [each for each in here if each.quoted.kind in guarantee.recoups_against]
    quoted = [each.quoted for each in here]

    def delivered(time: tuple[date, date | None] | None) -> Decimal:
        if time is None:
            return delivered_share(account, units, quoted)
        return delivered_share_of_time(account, units, quoted, *time)

    found = worked(account, lambda day: together(counting, day), delivered, by)
    return _capped(account, charges, premium, found)


def _capped(account: Account, charges: Money, premium: Money, found: Worked) -> Sums:
    whole = charges + premium + found.adds
    cap = account.terms.pricing.fee_cap
    limited = cap is not None and cap.currency == whole.currency
    payable = min(whole, cap) if cap is not None and limited else whole
    pct = account.terms.pricing.contributor_split_pct
    return Sums(
        charges=charges,
        premium=premium,
        worked=found,
        over_cap=whole - payable,
        payable=payable,
        contributors=None if pct is None else payable.split((pct, _HUNDRED - pct))[0],
    )
