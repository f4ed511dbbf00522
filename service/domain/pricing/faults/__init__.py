"""What keeps prices from being agreed; pointers lead into the terms."""

from itertools import chain
from typing import Final

from service.domain.errors import Fault
from service.domain.money import LARGEST_MINOR, Money
from service.domain.pricing import quote
from service.domain.pricing.breakdown import PricedLine, Quote, Total
from service.domain.pricing.faults import charges, models, rises, sums, tiers
from service.domain.terms import Terms

RULES: Final = (*tiers.RULES, *charges.RULES, *models.RULES, *sums.RULES, *rises.RULES)


def pricing_faults(terms: Terms) -> tuple[Fault, ...]:
    """Every way in which prices contradict each other or the rest of the terms, all at once.

    Prices without contradiction may still come to too much.
    """
    found = tuple(chain.from_iterable(rule(terms) for rule in RULES))
    return found or totals_too_large(quote(terms))


def totals_too_large(quote: Quote) -> tuple[Fault, ...]:
    """Lines, estimates and totals above `LARGEST_MINOR`, each by name."""
    lines = [line for line in quote.lines if (sum := comes_to(line)) and _is_too_large(sum)]
    named = {line.currency for line in lines}
    return (
        *(Fault(line.pointer, f"{line.id} comes to {_too_much(comes_to(line))}") for line in lines),
        *(_whole(total) for total in quote.totals if total.currency not in named and _over(total)),
    )


def comes_to(line: PricedLine) -> Money:
    return line.amount or line.estimate or Money(0, line.currency)


def _is_too_large(amount: Money) -> bool:
    return amount.minor > LARGEST_MINOR


def _over(total: Total) -> bool:
    return _is_too_large(before_cap(total))


def before_cap(total: Total) -> Money:
    return total.committed + total.over_cap


def _whole(total: Total) -> Fault:
    return Fault("/pricing", f"The total in {total.currency} is {_too_much(before_cap(total))}")


def _too_much(amount: Money) -> str:
    most = Money(LARGEST_MINOR, amount.currency)
    return f"{_said(amount)}; no amount may exceed {_said(most)}."


def _said(amount: Money) -> str:
    return f"{amount.currency} {amount.amount:,f}"
