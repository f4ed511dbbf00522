"""What is payable at the start, before anything is delivered, used or earned."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from service.domain.money import Money
from service.domain.pricing.breakdown import Payment, PricedLine
from service.domain.terms import Terms
from service.domain.terms.prices import (
    ChargeKind,
    Due,
    DueOn,
    Guarantee,
    GuaranteeKind,
    InvoiceOn,
)

_AT_START: Final = frozenset({DueOn.SIGNATURE, DueOn.EFFECTIVE_DATE, DueOn.PERIOD_START})


def first_payments(terms: Terms, lines: Sequence[PricedLine]) -> tuple[Payment, ...]:
    """The advance, then what is due at the start, each with its exclusivity premium.

    A charge is due at the start when its own `due` says so or, where it has none, when invoices
    go out on signature. Of a subscription the first period is due. Charges that the advance is
    worked off by are due only as far as they exceed it.
    """
    advance = _advance(terms.pricing.guarantee)
    fees = [due for line in lines if (due := _due_at_start(line, terms.pricing.invoice_on))]
    extra = (_premium(due, terms.grant.exclusivity_premium_pct) for due in fees)
    less = _less_advance(fees, lines, terms.pricing.guarantee if advance else None)
    each = (p for pair in zip(less, extra, strict=True) for p in pair)
    return tuple(p for p in (*advance, *each) if p.amount.minor)


def _advance(guarantee: Guarantee | None) -> tuple[Payment, ...]:
    if guarantee is None or guarantee.kind is not GuaranteeKind.ADVANCE:
        return ()
    return (
        Payment(
            what="Advance",
            amount=guarantee.amount,
            on=DueOn.EFFECTIVE_DATE,
            days=0,
            pointer="/pricing/guarantee",
        ),
    )


def _due_at_start(line: PricedLine, invoice_on: InvoiceOn) -> Payment | None:
    default = Due(on=DueOn.SIGNATURE) if invoice_on is InvoiceOn.SIGNATURE else None
    due, amount = line.due or default, _first_amount(line)
    if due is None or due.on not in _AT_START or amount is None:
        return None
    return Payment(what=line.what, amount=amount, on=due.on, days=due.days, pointer=line.pointer)


def _first_amount(line: PricedLine) -> Money | None:
    if line.kind is not ChargeKind.SUBSCRIPTION or line.price is None:
        return line.amount
    return line.price if line.amount is None else min(line.price, line.amount)


def _premium(fee: Payment, pct: Decimal) -> Payment:
    return replace(fee, what="Exclusivity premium", amount=fee.amount.times(pct / 100))


def _less_advance(
    fees: Sequence[Payment], lines: Sequence[PricedLine], advance: Guarantee | None
) -> Iterator[Payment]:
    """The fees, less what the advance has paid of those it is worked off by."""
    kinds = {line.pointer: line.kind for line in lines}
    left = advance.amount if advance else None
    for fee in fees:
        counts = advance is not None and kinds[fee.pointer] in advance.recoups_against
        if left is None or not counts or fee.amount.currency != left.currency:
            yield fee
            continue
        paid = min(fee.amount, left)
        left -= paid
        yield replace(fee, amount=fee.amount - paid)
