"""The statement of a part of a period: delivered, accepted, rejected, worked off and payable."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from service.domain.errors import DeliveryRefused, Fault
from service.domain.money import Money
from service.domain.period.counting import ONE_DAY
from service.domain.statements.account import Account
from service.domain.statements.standing import ChargeSum, Standing, Sums, Units, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """In one currency: what fell due in these days. Below nothing it is a credit.

    `advance` was paid ahead, `recouped` worked off it, `returned` credited of it for a shortfall;
    `counted` and `left` say how the guarantee stands on the last day. What is over the fee cap is
    not payable. Where the deal has a contributor split, `contributors` and `licensor` share out
    what is payable.
    """

    currency: str
    charges: Money
    premium: Money
    advance: Money
    recouped: Money
    returned: Money
    true_up: Money
    over_cap: Money
    payable: Money
    counted: Money
    left: Money
    contributors: Money | None = None
    licensor: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Both days are included. `provisional` says that an index is missing, so prices may rise."""

    first: date
    last: date
    units: tuple[Units, ...]
    charges: tuple[ChargeSum, ...]
    payable: tuple[Payable, ...]
    provisional: bool


def statement(account: Account, first: date, last: date) -> Statement:
    """What happened from one day to another, both included; DeliveryRefused when they are swapped.

    What became payable before the period began falls on its first day.
    """
    if last < first:
        raise DeliveryRefused([Fault("/last", "Give a last day that is not before the first.")])
    before, after = standing(account, first - ONE_DAY), standing(account, last)
    return Statement(
        first=first,
        last=last,
        units=tuple(map(_units_between, before.units, after.units)),
        charges=tuple(_charges_between(before, after, last)),
        payable=tuple(map(_payable_between, before.sums, after.sums)),
        provisional=account.index_missing(last),
    )


def _units_between(before: Units, after: Units) -> Units:
    return Units(
        line=after.line,
        unit=after.unit,
        delivered=after.delivered - before.delivered,
        accepted=after.accepted - before.accepted,
        rejected=after.rejected - before.rejected,
        counted=after.counted - before.counted,
    )


def _charges_between(before: Standing, after: Standing, last: date) -> Iterator[ChargeSum]:
    """A price that holds no more on the last day is left out where nothing came to be at it."""
    for was, now in zip(before.charges, after.charges, strict=True):
        amount = now.amount - was.amount
        if amount.minor or now.holds(last):
            yield replace(now, amount=amount)


def _payable_between(before: Sums, after: Sums) -> Payable:
    was, now = before.worked, after.worked
    payable = after.payable - before.payable
    theirs = _minus(after.contributors, before.contributors)
    return Payable(
        currency=after.currency,
        charges=after.charges - before.charges,
        premium=after.premium - before.premium,
        advance=now.advance - was.advance,
        recouped=now.recouped - was.recouped,
        returned=now.returned - was.returned,
        true_up=now.true_up - was.true_up,
        over_cap=after.over_cap - before.over_cap,
        payable=payable,
        counted=now.counted,
        left=max(now.left, Money(0, after.currency)),
        contributors=theirs,
        licensor=payable - theirs if theirs else None,
    )


def _minus(after: Money | None, before: Money | None) -> Money | None:
    return after - before if after and before else None
