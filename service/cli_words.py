"""A quote and its findings as lines of plain text."""

from collections.abc import Iterator, Sequence

from service.commands.quoting import Quoted
from service.domain.checks.finding import Level
from service.domain.money import Money
from service.domain.pricing.breakdown import PricedLine, Quote
from service.domain.rates import BandFinding
from service.domain.wording import figure

_COLUMNS = "{:<24} {:>20} {:>18} {:>22}"


def quote_lines(quote: Quote, bands: Sequence[BandFinding]) -> Iterator[str]:
    """The fee line by line, totals by currency, then the published rates."""
    yield _COLUMNS.format("Charge", "Quantity", "Rate", "Amount")
    for line in quote.lines:
        yield _COLUMNS.format(line.id[:24], _quantity(line), _rate(line), _amount(line))
        yield from (
            _COLUMNS.format("  tier", figure(tier.units), figure(tier.rate.value), str(tier.amount))
            for tier in line.tiers
        )
    for premium in quote.premiums:
        basis = f"{figure(premium.pct)}% of {premium.on}"
        yield _COLUMNS.format("Exclusivity premium", basis, "", _money(premium.amount))
    if quote.guaranteed:
        name = f"Rest of the {quote.guaranteed.kind}"
        yield _COLUMNS.format(name, "", "", _money(quote.guaranteed.top_up))
    for total in quote.totals:
        least = "at least" if total.open else ""
        yield _COLUMNS.format(f"Total {total.currency}", "", least, _money(total.committed))
    if bands:
        yield ""
    for band in bands:
        yield f"{'! ' if band.warns else '  '}{band.line}: {band.sentence}"


def finding_lines(worth: Quoted) -> Iterator[str]:
    """What the drafter should know, the gravest first; notes are left to the pages."""
    for finding in worth.findings:
        if finding.level is Level.NOTE:
            continue
        where = ", ".join(f"/terms{pointer}" for pointer in finding.pointers)
        yield f"{finding.level} {finding.code} ({where})"
        yield f"    {finding.sentence} [{finding.basis}]"
        if finding.level is Level.BLOCK:
            yield "    An approver must release this before it leaves the house."


def _quantity(line: PricedLine) -> str:
    return figure(line.quantity) if line.quantity is not None else ""


def _rate(line: PricedLine) -> str:
    if line.rate is not None:
        return figure(line.rate.value)
    if line.pct is not None:
        return f"{figure(line.pct)}%"
    if line.price is not None:
        return _money(line.price)
    return "by tier" if line.tiers else ""


def _amount(line: PricedLine) -> str:
    return f"depends on {line.depends_on}" if line.amount is None else _money(line.amount)


def _money(amount: Money) -> str:
    return f"{amount.amount:,f}"
