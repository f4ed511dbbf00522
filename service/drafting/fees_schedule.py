"""Schedule 2: every charge with its basis, what it comes to, and the totals by currency."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.contract import Cell, Table
from service.domain.pricing.breakdown import (
    DependsOn,
    Guaranteed,
    Premium,
    PricedLine,
    Quote,
    TierRow,
    Total,
    YearRow,
)
from service.domain.terms import Terms
from service.domain.terms.prices import ChargeKind, Due, GuaranteeKind, GuaranteePer, IndexationKind
from service.domain.wording import figure, listed
from service.drafting.amounts import in_words
from service.drafting.rows import cell, facts, grid
from service.drafting.wording import counted, money, percent, rate
from service.drafting.words import words, words_of

_EMPTY: Cell = cell("")


def fees_tables(terms: Terms, quote: Quote) -> Iterator[tuple[str, Table]]:
    yield "Charges and totals", _charges(quote)
    if tiered := [line for line in quote.lines if line.tiers]:
        yield "Tiers", _tiers(tiered)
    if rising := [line for line in quote.lines if line.years]:
        yield "Years", _years(rising)
    if terms.pricing.contributor_split_pct is not None:
        yield "Contributor share", _split(terms.pricing.contributor_split_pct, quote.totals)


def fees_blocks(terms: Terms, quote: Quote) -> tuple[str, ...]:
    pricing = terms.pricing
    kinds = {line.kind for line in quote.lines}
    guarantee = pricing.guarantee
    minimum = guarantee if guarantee and guarantee.kind is GuaranteeKind.MINIMUM else None
    chosen = {
        "common": True,
        **{kind.value: kind in kinds for kind in ChargeKind},
        "exclusivity_premium": bool(quote.premiums),
        "minimum": minimum is not None,
        "minimum_by_year": minimum is not None and minimum.per is GuaranteePer.YEAR,
        "advance": guarantee is not None and guarantee.kind is GuaranteeKind.ADVANCE,
        "minimum_abates": guarantee is not None and guarantee.abates_on_shortfall,
        "fee_cap": pricing.fee_cap is not None,
        "contributor_split": pricing.contributor_split_pct is not None,
        "indexation": pricing.indexation.kind is not IndexationKind.NONE,
    }
    return tuple(name for name, wanted in chosen.items() if wanted)


def _charges(quote: Quote) -> Table:
    foot = [row for total in quote.totals for row in _totals(total, quote)]
    return grid(
        "The charges, their basis, quantity, rate and amount, then the totals by currency",
        ("Charge", "Basis", "Quantity", "Rate", "Amount"),
        [*map(_charge, quote.lines), *foot],
        end=3,
        foot=len(foot),
    )


def _charge(line: PricedLine) -> tuple[Cell, ...]:
    quantity = figure(line.quantity) if line.quantity is not None else ""
    return (
        cell(line.id, *([line.what] if line.line is None else [])),
        cell(*_basis(line)),
        cell(quantity),
        cell(_rate(line)),
        cell(_amount(line)),
    )


def _basis(line: PricedLine) -> Iterator[str]:
    if line.revenue_base:
        yield f"Share of {words(line.revenue_base)}"
    else:
        yield line.basis[:1].upper() + line.basis[1:]
    if line.purposes:
        yield f"For {listed(words_of(line.purposes))}"
    if line.due:
        yield _due(line.due)


def _due(due: Due) -> str:
    event = words(due.on)
    return f"Due {counted(due.days, 'day')} after {event}" if due.days else f"Due on {event}"


def _rate(line: PricedLine) -> str:
    if line.tiers:
        return "By tier"
    if line.rate is not None:
        return rate(line.rate, line.currency)
    if line.pct is not None:
        return percent(line.pct)
    return money(line.price) if line.price is not None else ""


def _amount(line: PricedLine) -> str:
    if line.amount is not None:
        return money(line.amount)
    return {
        DependsOn.REVENUE: "As revenue arises",
        DependsOn.USAGE: "As used",
    }.get(line.depends_on, "For each period")


def _totals(total: Total, quote: Quote) -> Iterator[tuple[Cell, ...]]:
    for premium in quote.premiums:
        if premium.amount.currency == total.currency:
            yield _sum("Exclusivity premium", money(premium.amount), _premium(premium))
    guaranteed = quote.guaranteed
    if guaranteed and guaranteed.whole.currency == total.currency:
        yield _guarantee(guaranteed)
    if total.over_cap.minor:
        yield _sum("Above the Fee Cap", f"-{money(total.over_cap)}", "Not owed")
    least = "Committed, at least" if total.open else "Committed"
    words_too = f"In words: {in_words(total.committed)}"
    yield _sum(f"Total in {total.currency}", money(total.committed), least, words_too)


def _premium(premium: Premium) -> str:
    return f"{percent(premium.pct)} of {money(premium.on)}"


def _guarantee(guaranteed: Guaranteed) -> tuple[Cell, ...]:
    """What the charges that count leave open of it, or that they leave nothing."""
    minimum = guaranteed.kind is GuaranteeKind.MINIMUM
    rest = money(guaranteed.top_up) if guaranteed.top_up.minor else "Reached"
    counted = f"{money(guaranteed.whole)}; {money(guaranteed.counted)} counts toward it"
    return _sum("Minimum" if minimum else "Advance", rest, counted)


def _sum(name: str, amount: str, *basis: str) -> tuple[Cell, ...]:
    return cell(name), cell(*basis), _EMPTY, _EMPTY, cell(amount)


def _tiers(lines: list[PricedLine]) -> Table:
    return grid(
        "The tiers of each charge, with the units and the amount that fall in each",
        ("Charge", "From", "To", "Rate", "Units", "Amount"),
        (_tier(line, tier) for line in lines for tier in line.tiers),
        end=5,
    )


def _tier(line: PricedLine, tier: TierRow) -> tuple[Cell, ...]:
    return (
        cell(line.id),
        cell(figure(tier.from_)),
        cell(figure(tier.to) if tier.to is not None else "no limit"),
        cell(rate(tier.rate, line.currency)),
        cell(figure(tier.units)),
        cell(money(tier.amount)),
    )


def _years(lines: list[PricedLine]) -> Table:
    return grid(
        "The price of each rising subscription by contract year",
        ("Charge", "Contract year", "Months", "Price", "Amount"),
        (_year(line, year) for line in lines for year in line.years),
        end=4,
    )


def _year(line: PricedLine, year: YearRow) -> tuple[Cell, ...]:
    figures = (
        figure(year.year),
        figure(year.months),
        money(year.price),
        money(year.amount),
    )
    return cell(line.id), *map(cell, figures)


def _split(pct: Decimal, totals: tuple[Total, ...]) -> Table:
    return facts(
        "How the fees are shared with contributors",
        (
            ("Share of the contributors", percent(pct)),
            *(
                (f"{who}, {total.currency}", money(share))
                for total in totals
                for who, share in (
                    ("Contributors", total.contributors),
                    ("Licensor", total.licensor),
                )
                if share is not None
            ),
        ),
    )
