"""What a guarantee makes of the fees: an advance is paid and worked off, a minimum is trued up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from service.domain.deliveries.batch import NONE
from service.domain.money import Money, exactly
from service.domain.period.counting import ONE_DAY
from service.domain.pricing.length import MONTHS_A_YEAR, months_begun
from service.domain.statements.account import Account
from service.domain.terms.prices import Guarantee, GuaranteeKind, GuaranteePer

_ALL: Final = Decimal(1)

Delivered = Callable[[tuple[date, date | None] | None], Decimal]
"""Of what was due from one day to another, or in the whole period, the share that was delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """By a day: the advance paid, what of it was worked off, what came back, the true-up owed.

    `counted` are the fees that count towards the guarantee in the time that runs, `left` what is
    then still to be worked off or reached.
    """

    advance: Money
    recouped: Money
    returned: Money
    true_up: Money
    counted: Money
    left: Money

    @classmethod
    def nothing(cls, currency: str) -> Worked:
        none = Money(0, currency)
        return cls(
            advance=none, recouped=none, returned=none, true_up=none, counted=none, left=none
        )

    @property
    def adds(self) -> Money:
        """What the guarantee adds to the fees; less than nothing while an advance works."""
        return self.advance - self.recouped - self.returned + self.true_up


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """One time of a guarantee, the initial period or a contract year."""

    first: date
    last: date | None
    amount: Money
    abated: Money


def worked(
    account: Account, counting: Callable[[date], Money], delivered: Delivered, by: date
) -> Worked:
    """How the guarantee stands by a day.

    `counting` gives the fees that count towards it by any day; `delivered` the share by value of
    what was due in a time that was delivered, where the account does not say it.
    """
    guarantee, currency = _held_on(account, by), account.terms.pricing.currency
    if guarantee is None or by < account.first:
        return Worked.nothing(guarantee.amount.currency if guarantee else currency)
    standing = Worked.nothing(guarantee.amount.currency)
    for time in _times(account, guarantee, delivered, by):
        standing = _after(standing, guarantee, time, counting, by)
    return standing


def _held_on(account: Account, by: date) -> Guarantee | None:
    return account.held_on(by).account.terms.pricing.guarantee


def _amount(account: Account, now: Guarantee, first: date, last: date | None, by: date) -> Money:
    """Of one time: as the terms had it on its last day, so that an amendment leaves what is over.

    An advance that had fallen due stays paid; a higher one adds the difference.
    """
    upto = min(last, by) if last else by
    days = [upto]
    if now.kind is GuaranteeKind.ADVANCE:
        begins = (each.first for each in account.stretches() if each.first)
        days += [first, *(day for day in begins if first < day <= upto)]
    same = (now.kind, now.per, now.amount.currency)
    held = (each for day in days if (each := _held_on(account, day)))
    amounts = [g.amount for g in held if (g.kind, g.per, g.amount.currency) == same]
    return max(amounts, default=now.amount)


def _after(
    before: Worked,
    guarantee: Guarantee,
    time: _Time,
    counting: Callable[[date], Money],
    by: date,
) -> Worked:
    is_over = time.last is not None and time.last <= by
    upto = time.last if time.last and is_over else by
    none = Money(0, guarantee.amount.currency)
    fees = counting(upto) - counting(time.first - ONE_DAY)
    carried = before.left if guarantee.carry_forward else none
    if guarantee.kind is GuaranteeKind.MINIMUM:
        return _trued_up(before, time, fees, carried, is_over=is_over)
    return _worked_off(before, time, fees, carried, is_over=is_over)


def _trued_up(before: Worked, time: _Time, fees: Money, carried: Money, *, is_over: bool) -> Worked:
    """`carried` is below nothing: so much was earned above the minimum of the time before."""
    none = Money(0, fees.currency)
    counted = fees - min(carried, none)
    missing = time.abated - counted
    return Worked(
        advance=none,
        recouped=none,
        returned=none,
        true_up=before.true_up + (max(missing, none) if is_over else none),
        counted=counted,
        left=missing if not is_over else min(missing, none),
    )


def _worked_off(
    before: Worked, time: _Time, fees: Money, carried: Money, *, is_over: bool
) -> Worked:
    """What a shortfall takes off an advance comes back only as far as it is left."""
    none = Money(0, fees.currency)
    whole = time.amount + carried
    recouped = min(max(fees, none), whole)
    left = whole - recouped
    returned = min(left, time.amount - time.abated) if is_over else none
    return Worked(
        advance=before.advance + time.amount,
        recouped=before.recouped + recouped,
        returned=before.returned + returned,
        true_up=none,
        counted=fees,
        left=left - returned,
    )


def _times(
    account: Account, guarantee: Guarantee, delivered: Delivered, by: date
) -> Iterator[_Time]:
    if guarantee.per is GuaranteePer.INITIAL_PERIOD:
        if not account.renewal:
            share = _share(account, 0, delivered(None))
            is_minimum = guarantee.kind is GuaranteeKind.MINIMUM
            whole = _amount(account, guarantee, account.first, account.last, by)
            amount = account.uncut(whole) if is_minimum else whole
            yield _time(guarantee, account.first, account.last, amount, share)
        return
    for n, (first, last) in enumerate(account.years(by)):
        share = _share(account, n, delivered((first, last)))
        whole = _amount(account, guarantee, first, last, by)
        yield _time(guarantee, first, last, _for_a_year(whole, first, last), share)


def _share(account: Account, n: int, worked_out: Decimal) -> Decimal:
    said = account.delivered_shares
    return said[n] if n < len(said) else worked_out


def _time(
    guarantee: Guarantee, first: date, last: date | None, amount: Money, share: Decimal
) -> _Time:
    share = max(min(share, _ALL), NONE) if guarantee.abates_on_shortfall else _ALL
    return _Time(first=first, last=last, amount=amount, abated=amount.times(share))


def _for_a_year(whole: Money, first: date, last: date) -> Money:
    """For a part of a year, in proportion to the months that have begun."""
    with exactly():
        share = whole.amount * months_begun(first, last) / MONTHS_A_YEAR
    return Money.of(share, whole.currency)
