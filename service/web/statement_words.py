"""How the page of a statement names its days, its sums and where they come from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from service.commands.delivery_stand import Stand
from service.domain.errors import Fault
from service.domain.money import Money
from service.domain.pricing import quote
from service.domain.statements.account import Reported
from service.domain.statements.spans import Span
from service.domain.statements.standing import ChargeSum
from service.domain.statements.statement import Payable, Statement
from service.domain.wording import day_in_words, listed

_ROWS: Final = (
    ("charges", "Charges", 1),
    ("premium", "Premium for exclusivity", 1),
    ("advance", "Advance to be paid", 1),
    ("recouped", "Worked off the advance", -1),
    ("returned", "Returned of the advance, for what did not come", -1),
    ("true_up", "To reach the minimum", 1),
    ("over_cap", "Above the fee cap", -1),
)
"""Each part of what is payable, and whether it adds to it or takes from it."""


def span_name(span: Span) -> str:
    """ "1 January to 31 March 2027"."""
    first, last = day_in_words(span.first), day_in_words(span.last)
    same = span.first.year == span.last.year
    return f"{first.rpartition(' ')[0] if same else first} to {last}"


def sums(found: Statement) -> list[tuple[Payable, list[tuple[str, Money]]]]:
    """In each currency the parts that are not nothing; they add up to what is payable."""
    return [(each, [*_parts(each)]) for each in found.payable]


def _parts(each: Payable) -> Iterator[tuple[str, Money]]:
    for name, said, sign in _ROWS:
        amount: Money = getattr(each, name)
        if amount.minor or name == "charges":
            yield said, Money(sign * amount.minor, amount.currency)


def sources(stand: Stand, reports: Sequence[Reported], span: Span) -> Mapping[str, str]:
    """By the id of a charge, and of a line, what of these days it was worked out from."""
    found: dict[str, str] = {}
    moved = _moved(stand, span)
    for line in quote(stand.license.terms).lines:
        own = [each.on for each in reports if each.charge == line.id and _within(each.on, span)]
        if own:
            found[line.id] = f"Reports until {listed(map(day_in_words, own))}"
        elif line.line in moved:
            found[line.id] = _deliveries(moved[line.line])
    return {**found, **{f"line {id}": _deliveries(numbers) for id, numbers in moved.items()}}


def _moved(stand: Stand, span: Span) -> dict[str, list[int]]:
    """By line the deliveries of which something came, or was settled, in these days."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for batch in stand.deliveries.batches:
        for lot in batch.lots:
            days = (batch.delivered_on, *(each.on for each in lot.settled))
            if any(_within(day, span) for day in days):
                found[lot.line].append(batch.number)
    return found


def _deliveries(numbers: Sequence[int]) -> str:
    return f"Deliver{'ies' if len(numbers) > 1 else 'y'} {listed(map(str, numbers))}"


def _within(day: date, span: Span) -> bool:
    return span.first <= day <= span.last


def price_days(charge: ChargeSum) -> str:
    """Where an amendment changed a price, what is at it: "delivered or accrued until 4 June 2027"."""
    days = (("from", charge.first), ("until", charge.last))
    said = " ".join(f"{word} {day_in_words(day)}" for word, day in days if day)
    return f"delivered or accrued {said}" if said else ""


def day_faults(faults: Mapping[str, Any]) -> list[Fault]:
    return [Fault(f"/{name}", messages[0]) for name, messages in faults.items()]


def one_day(given: str) -> list[Fault]:
    other = "to" if given == "from" else "from"
    return [Fault(f"/{other}", "Give both days, or neither.")]
