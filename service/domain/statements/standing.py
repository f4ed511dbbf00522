"""Where everything stands on a day: units, charges and money in each currency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from service.domain.deliveries.batch import NONE, Lot
from service.domain.deliveries.events import Outcome
from service.domain.money import Money
from service.domain.period.counting import ONE_DAY
from service.domain.pricing.breakdown import PricedLine
from service.domain.statements.account import Account, Held
from service.domain.statements.charges import comes_to
from service.domain.statements.counted import Counted, counted
from service.domain.statements.guaranteed import Worked, worked
from service.domain.statements.held import Priced, prices_of
from service.domain.statements.shortfall import delivered_share, delivered_share_of_time
from service.domain.terms import Terms
from service.domain.terms.materials import MaterialsLine, Unit

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Of one line. A replacement is delivered, too, but counts in place of what it replaces."""

    line: str
    unit: Unit
    delivered: Decimal
    accepted: Decimal
    rejected: Decimal
    counted: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeSum(Held):
    """What a charge comes to at one price, which is that of `quoted`, before any rise.

    Where an amendment changed it in mid-period, `first` and `last` are the days on which it held.
    """

    quoted: PricedLine
    amount: Money

    @property
    def id(self) -> str:
        return self.quoted.id


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
    prices = prices_of(account)
    return Standing(
        units=tuple(_units(account, line, units, by) for line in _lines(account).values()),
        charges=tuple(sum_ for each in prices for sum_ in _charges(account, each, units, by)),
        sums=_sums(account, prices, units, by),
    )


def _lines(account: Account) -> dict[str, MaterialsLine]:
    """Those that an amendment took away, too."""
    terms = [each.account.terms for each in account.stretches()]
    return {line.id: line for held in terms for line in held.materials.lines}


def _units(account: Account, line: MaterialsLine, units: Sequence[Counted], by: date) -> Units:
    batches = account.deliveries.batches
    lots = [(b.delivered_on, lot) for b in batches if (lot := b.lot(line.id))]
    return Units(
        line=line.id,
        unit=line.unit,
        delivered=sum((lot.quantity for on, lot in lots if on <= by), NONE),
        accepted=sum((_accepted(lot, by) for _, lot in lots), NONE),
        rejected=sum((_rejected(lot, by) for _, lot in lots), NONE),
        counted=sum((u.quantity for u in units if u.line == line.id and u.on <= by), NONE),
    )


def _accepted(lot: Lot, by: date) -> Decimal:
    upto = [s for s in lot.settled if s.on <= by]
    taken = sum((s.quantity for s in upto if s.outcome is not Outcome.REJECTED), NONE)
    return taken - sum((s.quantity for s in upto if s.undoes), NONE)


def _rejected(lot: Lot, by: date) -> Decimal:
    rejected = (s for s in lot.settled if s.outcome is Outcome.REJECTED and s.on <= by)
    return sum((s.quantity for s in rejected), NONE)


def _charges(
    account: Account, prices: Sequence[Priced], units: Sequence[Counted], by: date
) -> Iterator[ChargeSum]:
    for each, amount in zip(prices, comes_to(account, prices, units, by), strict=True):
        yield ChargeSum(quoted=each.quoted, amount=amount, first=each.first, last=each.last)


def _sums(
    account: Account, prices: Sequence[Sequence[Priced]], units: Sequence[Counted], by: date
) -> tuple[Sums, ...]:
    """What is payable by the terms that hold on a day goes on from what was payable before them."""
    held = account.held_on(by)
    before = _sums(account, prices, units, held.first - ONE_DAY) if held.first else ()
    known = {each.currency: each for each in before}
    own = account.terms.pricing.currency
    others = {each[0].quoted.currency for each in prices} - {own}
    found = []
    for currency in [own, *sorted(others)]:
        here = [each for each in prices if each[0].quoted.currency == currency]
        was = known.get(currency)
        charged = _charged(
            account, here, units, by, was.worked if was else Worked.nothing(currency)
        )
        found.append(_capped(held.account.terms, *charged, was))
    return tuple(found)


def _charged(
    account: Account,
    here: Sequence[Sequence[Priced]],
    units: Sequence[Counted],
    by: date,
    was: Worked,
) -> tuple[Money, Money, Worked]:
    """Charges, premium and what the guarantee makes of them, in one currency.

    Of a guarantee that an amendment took away there remains what it had come to.
    """
    currency = was.left.currency
    none = Money(0, currency)

    def together(prices: Sequence[Sequence[Priced]], day: date) -> Money:
        return sum((sum(comes_to(account, each, units, day), none) for each in prices), none)

    charges, premium = together(here, by), _premium(account, here, units, by, currency)
    terms = account.held_on(by).account.terms
    guarantee = terms.pricing.guarantee
    if guarantee is None or guarantee.amount.currency != currency:
        return charges, premium, replace(was, counted=none, left=none)
    counting = [each for each in here if each[0].quoted.kind in guarantee.recoups_against]
    quoted = [each[-1].quoted for each in here]

    def delivered(time: tuple[date, date | None] | None) -> Decimal:
        if time is None:
            return delivered_share(account, units, quoted)
        return delivered_share_of_time(account, units, quoted, *time)

    return charges, premium, worked(account, lambda day: together(counting, day), delivered, by)


def _premium(
    account: Account,
    here: Sequence[Sequence[Priced]],
    units: Sequence[Counted],
    by: date,
    currency: str,
) -> Money:
    """Of the certain charges, each at the premium of the days on which its price held."""
    certain: dict[Decimal, Money] = {}
    for prices in here:
        for each, amount in zip(prices, comes_to(account, prices, units, by), strict=True):
            pct = each.account.terms.grant.exclusivity_premium_pct
            if each.quoted.certain:
                certain[pct] = certain.get(pct, Money(0, currency)) + amount
    premiums = (amount.times(pct / _HUNDRED) for pct, amount in certain.items())
    return sum(premiums, Money(0, currency))


def _capped(
    terms: Terms, charges: Money, premium: Money, found: Worked, before: Sums | None
) -> Sums:
    """What an amendment found payable stays so under a lower cap, and is shared as it was."""
    whole, none = charges + premium + found.adds, Money(0, charges.currency)
    cap, was = terms.pricing.fee_cap, before.payable if before else none
    limited = cap is not None and cap.currency == whole.currency
    payable = min(whole, max(cap, was)) if cap is not None and limited else whole
    return Sums(
        charges=charges,
        premium=premium,
        worked=found,
        over_cap=whole - payable,
        payable=payable,
        contributors=_theirs(terms, payable - was, before.contributors if before else None),
    )


def _theirs(terms: Terms, more: Money, before: Money | None) -> Money | None:
    pct = terms.pricing.contributor_split_pct
    if pct is None:
        return before
    theirs = more.split((pct, _HUNDRED - pct))[0]
    return before + theirs if before else theirs
