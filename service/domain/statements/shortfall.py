"""What is missing of the volume that was agreed, what that is credited with, and what was delivered."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from service.domain.deliveries.acceptance import Rules, replaced_by
from service.domain.deliveries.batch import NONE
from service.domain.deliveries.events import Outcome
from service.domain.money import Money, exactly
from service.domain.pricing.breakdown import PricedLine
from service.domain.pricing.charges import line_of_fee
from service.domain.statements.account import Account
from service.domain.statements.counted import Counted
from service.domain.terms.delivery import Shortfall
from service.domain.terms.prices import Charge

_ALL: Final = Decimal(1)


def missing(rules: Rules, units: Sequence[Counted], line: str) -> Decimal:
    """The volume of a line that is missing below its tolerance, as counted in all."""
    counted = sum((unit.quantity for unit in units if unit.line == line), NONE)
    return max(rules.least(line) - counted, NONE)


def less_shortfall(
    account: Account, whole: Money, charge: Charge, units: Sequence[Counted], by: date
) -> Money:
    """A fee for all of a line, less its even part for what is missing (C04, Shortfall Remedy)."""
    share = _missing_share(account, line_of_fee(account.terms, charge), units, by)
    with exactly():
        return whole if not share else Money.of(whole.amount * (1 - share), whole.currency)


def _missing_share(
    account: Account, line: str | None, units: Sequence[Counted], by: date
) -> Decimal:
    if line is None or account.terms.delivery.shortfall is not Shortfall.CREDIT:
        return NONE
    agreed = account.rules.agreed(line)
    if not agreed or not _is_over(account, line, by):
        return NONE
    with exactly():
        return missing(account.rules, [u for u in units if u.on <= by], line) / agreed


def _is_over(account: Account, line: str, by: date) -> bool:
    """Whether the last date for a line is behind, and the time to replace what was rejected.

    Where a date is not known, the line may come until the period ends.
    """
    days = [day for _, day in _rows(account, line)]
    known = [day for day in days if day]
    last = max(known) if known and len(known) == len(days) else account.last
    ended = account.last is not None and account.last <= by
    return (ended or (last is not None and last < by)) and _replaced(account, line, by)


def _replaced(account: Account, line: str, by: date) -> bool:
    """Whether nothing that was rejected by a day may still be made good then."""
    if not account.rules.replaces:
        return True
    lots = (lot for batch in account.deliveries.batches if (lot := batch.lot(line)))
    rejected = (
        each.on
        for lot in lots
        for each in lot.settled
        if each.outcome is Outcome.REJECTED and each.on <= by
    )
    return all(replaced_by(account.rules, on) < by for on in rejected)


def _rows(account: Account, line: str) -> Iterator[tuple[Decimal, date | None]]:
    """Each row of a line in the delivery schedule, with its day where that is known."""
    for n, tranche in enumerate(account.terms.delivery.schedule, 1):
        if tranche.line == line:
            yield tranche.quantity, account.due_on.get(n)


def delivered_share(
    account: Account, units: Sequence[Counted], lines: Sequence[PricedLine]
) -> Decimal:
    """The share of the price of all volume that is not missing, at the rates in the tables.

    The price of what is missing is its part of what its line comes to at the agreed volume.
    """
    whole, lacking = NONE, NONE
    with exactly():
        for line, price, agreed in _prices(account, lines):
            whole += price
            lacking += price * missing(account.rules, units, line) / agreed
        return 1 - lacking / whole if whole else _ALL


def delivered_share_of_time(
    account: Account,
    units: Sequence[Counted],
    lines: Sequence[PricedLine],
    first: date,
    last: date | None,
) -> Decimal:
    """The same of the volume that was due from one day to another; all where none was due.

    What is missing of a line is what was due last.
    """
    whole, lacking = NONE, NONE
    with exactly():
        for line, price, agreed in _prices(account, lines):
            left = missing(account.rules, units, line)
            for quantity, day in reversed([*_rows(account, line)]):
                lacks, left = min(left, quantity), max(left - quantity, NONE)
                if day and first <= day and (last is None or day <= last):
                    whole += price * quantity / agreed
                    lacking += price * lacks / agreed
        return 1 - lacking / whole if whole else _ALL


def _prices(
    account: Account, lines: Sequence[PricedLine]
) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Of each charge on a line: the line, what it comes to, and for which volume."""
    for each in lines:
        agreed = account.rules.agreed(each.line) if each.line else NONE
        if each.amount is not None and each.line is not None and each.quantity and agreed:
            yield each.line, each.amount.amount, agreed
