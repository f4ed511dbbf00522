"""Each charge has what its kind reads and nothing else, and names what is there."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from service.domain.errors import Fault
from service.domain.pricing.charges import EffectiveCharge, effective_charges, own_charges
from service.domain.terms import Terms
from service.domain.terms.compliance import Reports
from service.domain.terms.period import PeriodMode
from service.domain.terms.prices import Charge, ChargeKind, Per, RevenueBase
from service.domain.wording import in_order, listed, spoken

READS: Final[Mapping[ChargeKind, tuple[str, ...]]] = MappingProxyType(
    {
        ChargeKind.FIXED: ("amount",),
        ChargeKind.PER_UNIT: ("line", "rate"),
        ChargeKind.TIERED_VOLUME: ("line", "tiers"),
        ChargeKind.TIERED_GRADUATED: ("line", "tiers"),
        ChargeKind.SUBSCRIPTION: ("amount", "per"),
        ChargeKind.USAGE: ("rate", "per"),
        ChargeKind.CRAWL: ("rate", "per"),
        ChargeKind.REVENUE_SHARE: ("pct",),
    }
)
"""What each kind needs. Any charge may name a line as well, to say what it is for."""

PERS: Final[Mapping[ChargeKind, frozenset[Per]]] = MappingProxyType(
    {
        ChargeKind.SUBSCRIPTION: frozenset({Per.MONTH, Per.QUARTER, Per.YEAR, Per.INITIAL_PERIOD}),
        ChargeKind.USAGE: frozenset({Per.QUERY, Per.THOUSAND_QUERIES}),
        ChargeKind.CRAWL: frozenset({Per.PAGE_CRAWL, Per.THOUSAND_CRAWLS}),
    }
)

_A: Final = {
    "amount": "an amount",
    "line": "a line, whose volume is paid for",
    "rate": "a rate",
    "tiers": "tiers, its own or its line's",
    "per": "a unit or period (per)",
    "pct": "a percentage (pct)",
}


def charges_have_what_they_read(terms: Terms) -> Iterator[Fault]:
    for at, each in _own(terms):
        given = _given(each.charge)
        for name in READS[each.charge.kind]:
            if name not in given:
                yield Fault(
                    f"{at}/{name}", f"A {spoken(each.charge.kind)} charge needs {_A[name]}."
                )


def charges_have_nothing_unread(terms: Terms) -> Iterator[Fault]:
    for i, charge in enumerate(terms.pricing.charges):
        unread = _given(charge) - {"line"} - set(READS[charge.kind])
        if charge.kind is not ChargeKind.REVENUE_SHARE and (
            charge.revenue_base is not RevenueBase.ATTRIBUTABLE_NET
        ):
            unread |= {"revenue_base"}
        for name in sorted(unread):
            yield Fault(
                f"/pricing/charges/{i}/{name}",
                f"A {spoken(charge.kind)} charge does not read {name}: leave it out or choose "
                "another kind.",
            )


def charges_are_per_what_their_kind_counts(terms: Terms) -> Iterator[Fault]:
    for at, each in _own(terms):
        charge = each.charge
        fitting = PERS.get(charge.kind)
        if charge.per and fitting and charge.per not in fitting:
            yield Fault(
                f"{at}/per",
                f"A {spoken(charge.kind)} charge is not paid per {spoken(charge.per)}: choose "
                f"{listed(in_order(fitting), 'or')}.",
            )


def initial_periods_end(terms: Terms) -> Iterator[Fault]:
    if terms.period.mode is not PeriodMode.PERPETUAL:
        return
    for at, each in _own(terms):
        if each.charge.per is Per.INITIAL_PERIOD:
            yield Fault(
                f"{at}/per",
                "A perpetual license has no initial period: choose month, quarter or year, or "
                "make this a fixed charge.",
            )


def charge_ids_are_unique(terms: Terms) -> Iterator[Fault]:
    """Among themselves and against the lines that have a price of their own."""
    seen: dict[str, str] = {}
    for each in effective_charges(terms):
        first = seen.setdefault(each.charge.id, each.pointer)
        if not each.is_derived and first != each.pointer:
            yield Fault(
                f"{each.pointer}/id", f"The price at {first} is already called {each.charge.id}."
            )


def charges_name_lines(terms: Terms) -> Iterator[Fault]:
    for at, each in _own(terms):
        if each.charge.line is not None and each.line is None:
            ids = listed([line.id for line in terms.materials.lines], "or")
            yield Fault(f"{at}/line", f"There is no line {each.charge.line}: choose {ids}.")


def charge_purposes_are_granted(terms: Terms) -> Iterator[Fault]:
    granted = terms.grant.purposes
    for at, each in _own(terms):
        allowed = (each.line.purposes if each.line else None) or granted
        more = (each.charge.purposes or frozenset()) - (allowed & granted)
        if more:
            of = f"line {each.line.id}" if each.line and each.line.purposes else "the grant"
            yield Fault(
                f"{at}/purposes",
                f"This price is for {listed(in_order(more))}, which {of} does not permit: "
                f"choose among {listed(in_order(allowed & granted))}.",
            )


def amounts_are_in_the_charges_currency(terms: Terms) -> Iterator[Fault]:
    for i, charge in enumerate(terms.pricing.charges):
        currency = charge.currency or terms.pricing.currency
        if charge.amount is not None and charge.amount.currency != currency:
            yield Fault(
                f"/pricing/charges/{i}/amount",
                f"This amount is in {charge.amount.currency}; the charge is in {currency}.",
            )


def revenue_shares_are_above_zero(terms: Terms) -> Iterator[Fault]:
    for at, each in _shares(terms):
        if each.charge.pct is not None and not each.charge.pct:
            yield Fault(f"{at}/pct", "A share of revenue lies above 0 %.")


def revenue_shares_can_be_checked(terms: Terms) -> Iterator[Fault]:
    if not _shares(terms):
        return
    if terms.compliance.reports is Reports.NONE:
        yield Fault(
            "/compliance/reports",
            "A share of revenue needs reports: choose monthly, quarterly, semiannual or annual.",
        )
    if terms.compliance.audit_per_year < 1:
        yield Fault(
            "/compliance/audit_per_year", "A share of revenue needs at least 1 audit a year."
        )


def _own(terms: Terms) -> list[tuple[str, EffectiveCharge]]:
    return [(each.pointer, each) for each in own_charges(terms)]


def _shares(terms: Terms) -> list[tuple[str, EffectiveCharge]]:
    return [(at, each) for at, each in _own(terms) if each.charge.kind is ChargeKind.REVENUE_SHARE]


def _given(charge: Charge) -> set[str]:
    named = {
        "amount": charge.amount,
        "line": charge.line,
        "rate": charge.rate,
        "tiers": charge.tiers or None,
        "per": charge.per,
        "pct": charge.pct,
    }
    return {name for name, value in named.items() if value is not None}


RULES: Final = (
    charges_have_what_they_read,
    charges_have_nothing_unread,
    charges_are_per_what_their_kind_counts,
    initial_periods_end,
    charge_ids_are_unique,
    charges_name_lines,
    charge_purposes_are_granted,
    amounts_are_in_the_charges_currency,
    revenue_shares_are_above_zero,
    revenue_shares_can_be_checked,
)
