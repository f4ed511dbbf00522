"""Reports of use and revenue, from which the fees that depend on them are worked out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service.domain.errors import Fault, ReportWrong
from service.domain.event import Event
from service.domain.pricing import quote
from service.domain.pricing.breakdown import PricedLine
from service.domain.statements.account import Reported
from service.domain.terms import Terms
from service.domain.terms.prices import ChargeKind

_REPORTED = frozenset({ChargeKind.USAGE, ChargeKind.CRAWL, ChargeKind.REVENUE_SHARE})


@dataclass(frozen=True, slots=True, kw_only=True)
class UseReported(Event):
    """The use or revenue of the time that ends on the report's day."""

    reports: tuple[Reported, ...]


def report(
    terms: Terms, reports: Sequence[Reported], *, today: date, by: str, at: datetime
) -> tuple[UseReported, ...]:
    """A report, one entry for each charge; ReportWrong with every fault.

    A later report for the same charge and the same day corrects the earlier one.
    """
    faults = [*_faults(terms, reports, today)]
    if faults:
        raise ReportWrong(faults)
    return (UseReported(reports=tuple(reports), by=by, at=at),)


def reportable(terms: Terms) -> dict[str, PricedLine]:
    """By its id, each charge that depends on use or revenue."""
    return {line.id: line for line in quote(terms).lines if line.kind in _REPORTED}


def _faults(terms: Terms, reports: Sequence[Reported], today: date) -> Iterator[Fault]:
    charges = reportable(terms)
    if not reports:
        yield Fault("/reports", "Say how much of which charge was used or earned.")
    seen: set[tuple[str, date]] = set()
    for i, each in enumerate(reports):
        at = f"/reports/{i}"
        charge = charges.get(each.charge)
        if charge is None:
            known = ", ".join(charges) or "none is in these terms"
            yield Fault(f"{at}/charge", f"Name a charge by use or revenue: {known}.")
        else:
            yield from _amount_faults(charge, each, at)
        if (each.charge, each.on) in seen:
            yield Fault(f"{at}/on", "Give one entry for each charge and day.")
        if each.on > today:
            yield Fault(f"{at}/on", "Give a day that has come.")
        seen.add((each.charge, each.on))


def _amount_faults(charge: PricedLine, each: Reported, at: str) -> Iterator[Fault]:
    if charge.kind is ChargeKind.REVENUE_SHARE:
        if each.base is None or each.base.currency != charge.currency:
            yield Fault(f"{at}/base", f"Give the base of the share, in {charge.currency}.")
        if each.uses:
            yield Fault(f"{at}/uses", "Leave this out: a share of revenue has no uses.")
        return
    if each.uses < 0:
        yield Fault(f"{at}/uses", "Give a number that is not below 0.")
    if each.base is not None:
        yield Fault(f"{at}/base", "Leave this out: a charge by use has no base.")
