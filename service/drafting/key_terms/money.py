"""Key Terms: currency, committed fees, guarantee, payment; the prices stand in Schedule 2."""

from collections.abc import Iterator

from service.domain.contract import Section
from service.domain.money import Money
from service.domain.pricing.breakdown import Quote, Total
from service.domain.terms import Terms
from service.domain.terms.prices import (
    Guarantee,
    GuaranteeKind,
    GuaranteePer,
    Indexation,
    IndexationKind,
    Pricing,
)
from service.domain.wording import listed
from service.drafting.amounts import both_ways
from service.drafting.rows import NONE, NOT_APPLICABLE, Row, group, row
from service.drafting.wording import counted, cpi, money, percent
from service.drafting.words import words, words_of


def prices(terms: Terms, quote: Quote) -> Section:
    return group("money", "Fees and payment", _rows(terms.pricing, quote))


def _rows(pricing: Pricing, quote: Quote) -> Iterator[Row]:
    yield row("Currency", listed([total.currency for total in quote.totals]))
    yield row(
        "Committed Fees",
        *(_committed(total) for total in quote.totals),
        *_future(quote),
    )
    yield row("Guarantee", *_guarantee(pricing.guarantee))
    yield row("True-up Period", _true_up(pricing.guarantee))
    yield row("Fee Cap", _cap(pricing.fee_cap))
    yield row("Counting Rule", words(pricing.count))
    yield row("Invoice Event", words(pricing.invoice_on))
    yield row(
        "Payment Period",
        f"{counted(pricing.payment_days, 'day')} {words(pricing.payment_from)}",
    )
    yield row("Payee", words(pricing.payee))
    yield row("Late Interest Rate", f"{percent(pricing.late_interest_pct_pa)} a year")
    yield row("Price Basis", words(pricing.tax.prices))
    yield row("Withholding Rule", words(pricing.tax.withholding))
    fx = pricing.fx
    yield row("Exchange Rate Rule", f"{fx.source}, {fx.on}" if fx else NOT_APPLICABLE)
    yield row("Indexation Rule", _indexation(pricing.indexation))


def _cap(cap: Money | None) -> str:
    if cap is None:
        return NONE
    return f"{money(cap)} for the Initial Period, and as much for each Renewal Period"


def _committed(total: Total) -> str:
    """The amount in figures and in words, and whether more may follow."""
    committed, time = both_ways(total.committed), "for the Initial Period"
    if not total.open:
        return f"{committed} {time}"
    most = f", at most {both_ways(total.at_most)}," if total.at_most is not None else ""
    return f"At least {committed}{most} {time}"


def _future(quote: Quote) -> tuple[str, ...]:
    if not quote.future:
        return ("Schedule 2 shows how they are made up.",)
    return (
        "Fees that depend on the future are added as they arise; Schedule 2 states their rates.",
    )


def _guarantee(guarantee: Guarantee | None) -> Iterator[str]:
    if guarantee is None:
        yield NONE
        return
    kind = "Minimum" if guarantee.kind is GuaranteeKind.MINIMUM else "Advance"
    per = "each year" if guarantee.per is GuaranteePer.YEAR else "the Initial Period"
    yield f"{kind} of {money(guarantee.amount)} for {per}"
    yield f"Fees that count: {listed(words_of(guarantee.recoups_against))}"
    if guarantee.carry_forward:
        excess = guarantee.kind is GuaranteeKind.MINIMUM
        what = "An excess over the Minimum" if excess else "An unused balance of the Advance"
        yield f"{what} is carried forward"
    reduces = "is reduced" if guarantee.abates_on_shortfall else "is not reduced"
    yield f"On a Shortfall the {kind} {reduces} in proportion"


def _true_up(guarantee: Guarantee | None) -> str:
    if guarantee is None or guarantee.kind is not GuaranteeKind.MINIMUM:
        return NOT_APPLICABLE
    return f"{counted(guarantee.true_up_days, 'day')} after the end of the period of the Minimum"


def _indexation(indexation: Indexation) -> str:
    match indexation.kind:
        case IndexationKind.NONE:
            return NONE
        case IndexationKind.FIXED_PCT:
            return f"{percent(indexation.pct)} a year" if indexation.pct is not None else NONE
        case IndexationKind.CPI:
            return f"{cpi(indexation.floor_pct, indexation.cap_pct)}, once a year"
