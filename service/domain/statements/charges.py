"""What a charge has come to by a day, from the first day of the period on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from service.domain.deliveries.batch import NONE, Lot
from service.domain.money import Money, exactly
from service.domain.period.counting import ONE_DAY
from service.domain.pricing.amounts import MONTHS_PER
from service.domain.pricing.breakdown import PricedLine
from service.domain.pricing.length import MONTHS_A_YEAR, months_begun
from service.domain.statements.account import Account, Reported
from service.domain.statements.counted import Counted
from service.domain.statements.shortfall import less_shortfall
from service.domain.statements.volume import units_come_to
from service.domain.terms.prices import Charge, ChargeKind, DueOn, InvoiceOn, Per

_HUNDRED: Final = Decimal(100)
_THOUSAND: Final = Decimal(1000)
_BY_THOUSAND: Final = frozenset({Per.THOUSAND_QUERIES, Per.THOUSAND_CRAWLS})

_INVOICED: Final[Mapping[InvoiceOn, DueOn]] = MappingProxyType(
    {
        InvoiceOn.SIGNATURE: DueOn.SIGNATURE,
        InvoiceOn.DELIVERY: DueOn.DELIVERY,
        InvoiceOn.ACCEPTANCE: DueOn.ACCEPTANCE,
        InvoiceOn.PERIOD: DueOn.PERIOD_START,
    }
)
_AT_START: Final = frozenset({DueOn.SIGNATURE, DueOn.EFFECTIVE_DATE, DueOn.PERIOD_START})


@dataclass(frozen=True, slots=True)
class Priced:
    """A charge with the line of the quote that it makes."""

    charge: Charge
    quoted: PricedLine


def due_on(account: Account, each: Priced) -> DueOn:
    """The event on which a charge is invoiced: its own, or that of all invoices."""
    own = each.charge.due
    return own.on if own else _INVOICED[account.terms.pricing.invoice_on]


def comes_to(account: Account, each: Priced, units: Sequence[Counted], by: date) -> Money:
    """What the charge has come to by the end of a day, rounded once.

    Once the period is over, nothing is added but what was counted or reported in it.
    """
    if by < account.first:
        return Money(0, each.quoted.currency)
    match each.quoted.kind:
        case ChargeKind.FIXED:
            return _fixed(account, each, units, by)
        case ChargeKind.SUBSCRIPTION:
            whole = _subscription(account, each, by)
            return less_shortfall(account, whole, each.quoted.line, units, by)
        case ChargeKind.USAGE | ChargeKind.CRAWL:
            return _used(account, each, by)
        case ChargeKind.REVENUE_SHARE:
            return _shared(account, each, by)
        case _:
            return _by_volume(account, each, units, by)


def _fixed(account: Account, each: Priced, units: Sequence[Counted], by: date) -> Money:
    """Owed once, in the initial period, at its end at the latest."""
    price = each.quoted.price or Money(0, each.quoted.currency)
    day = None if account.renewal else _fixed_on(account, each, units)
    if day is None or by < day:
        return Money(0, price.currency)
    return less_shortfall(account, price, each.quoted.line, units, by)


def _fixed_on(account: Account, each: Priced, units: Sequence[Counted]) -> date | None:
    match due_on(account, each):
        case DueOn.PERIOD_END:
            return account.last
        case DueOn.DELIVERY:
            days = [b.delivered_on for b in account.deliveries.batches if _has(b.lots, each)]
        case DueOn.ACCEPTANCE:
            days = [unit.on for unit in units if _is_for(unit.line, each)]
        case _:
            return account.first
    return min([*days, account.last] if account.last else days, default=None)


def _has(lots: Sequence[Lot], each: Priced) -> bool:
    return any(_is_for(lot.line, each) for lot in lots)


def _is_for(line: str, each: Priced) -> bool:
    return each.quoted.line is None or each.quoted.line == line


def _by_volume(account: Account, each: Priced, units: Sequence[Counted], by: date) -> Money:
    """Paid ahead at the agreed volume where it is due at the start; else as it is counted."""
    own = [unit for unit in units if unit.line == each.quoted.line]
    agreed = each.quoted.amount
    found = units_come_to(account, each.charge, own, by, each.quoted.currency)
    ahead = due_on(account, each) in _AT_START and not account.renewal and agreed is not None
    if agreed is not None and ahead and (account.last is None or by < account.last):
        return max(found, less_shortfall(account, agreed, each.quoted.line, units, by))
    return found


def _subscription(account: Account, each: Priced, by: date) -> Money:
    """Each month, quarter or year as it begins, or as it ends where it is due at its end."""
    price = each.quoted.price or Money(0, each.quoted.currency)
    per = MONTHS_PER.get(each.charge.per) if each.charge.per else None
    at_end = due_on(account, each) is DueOn.PERIOD_END
    if per is None:
        day = account.last if at_end else account.first
        owed = day is not None and day <= by and not account.renewal
        return price if owed else Money(0, price.currency)
    return _months_come_to(account, price, _months(account, by, per, at_end=at_end), per)


def _months(account: Account, by: date, per: int, *, at_end: bool) -> int:
    """Months of the subscription periods that have begun, or ended, by a day."""
    if account.last and by >= account.last:
        return months_begun(account.first, account.last)
    if at_end:
        return (months_begun(account.first, by + ONE_DAY) - 1) // per * per
    begun = -(-months_begun(account.first, by) // per) * per
    return begun if account.months is None else min(begun, account.months)


def _months_come_to(account: Account, price: Money, months: int, per: int) -> Money:
    """Year by year at that year's price, each year rounded once as in the quote."""
    whole = Money(0, price.currency)
    for done in range(0, months, MONTHS_A_YEAR):
        risen = price.times(account.factor(done // MONTHS_A_YEAR))
        lasts = min(MONTHS_A_YEAR, months - done)
        with exactly():
            whole += Money.of(risen.amount * lasts / per, price.currency)
    return whole


def _used(account: Account, each: Priced, by: date) -> Money:
    with exactly():
        exact = NONE
        for report in _reports(account, each, by):
            uses = report.uses / _THOUSAND if each.charge.per in _BY_THOUSAND else report.uses
            rate = each.charge.rate.value if each.charge.rate else NONE
            exact += rate * uses * account.factor(account.year_of(report.on))
        return Money.of(exact, each.quoted.currency)


def _shared(account: Account, each: Priced, by: date) -> Money:
    """Of each report's base; where that is negative, nothing is owed and nothing carried over."""
    currency = each.quoted.currency
    bases = (report.base for report in _reports(account, each, by) if report.base)
    with exactly():
        base = sum((max(base.amount, NONE) for base in bases if base.currency == currency), NONE)
        return Money.of(base * (each.charge.pct or NONE) / _HUNDRED, currency)


def _reports(account: Account, each: Priced, by: date) -> list[Reported]:
    return [
        report
        for report in account.reported
        if report.charge == each.charge.id and account.first <= report.on <= by
    ]
