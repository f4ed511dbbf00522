"""What is missing of the volume that was agreed, and what share of its price was delivered."""

from collections.abc import Sequence
from decimal import Decimal

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import NONE
from service.domain.money import exactly
from service.domain.pricing.breakdown import PricedLine
from service.domain.statements.account import Account
from service.domain.statements.counted import Counted


def missing(rules: Rules, units: Sequence[Counted], line: str) -> Decimal:
    """The volume of a line that is missing below its tolerance, as counted in all."""
    counted = sum((unit.quantity for unit in units if unit.line == line), NONE)
    return max(rules.least(line) - counted, NONE)


def delivered_share(
    account: Account, units: Sequence[Counted], lines: Sequence[PricedLine]
) -> Decimal:
    """The share of the price of all volume that is not missing, at the rates in the tables.

    The price of what is missing is its part of what its line comes to at the agreed volume.
    """
    whole, lacking = NONE, NONE
    with exactly():
        for each in lines:
            agreed = account.rules.agreed(each.line) if each.line else NONE
            if each.amount is None or each.line is None or not each.quantity or not agreed:
                continue
            whole += each.amount.amount
            lacks = missing(account.rules, units, each.line)
            lacking += each.amount.amount * lacks / agreed
        return 1 - lacking / whole if whole else Decimal(1)
