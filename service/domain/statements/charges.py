"""What a charge has come to by a day, from the first day of the period on, at each of its prices."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from service.domain.deliveries.batch import NONE, Lot
from service.domain.money import Money, exactly
from service.domain.period.counting import ONE_DAY
from service.domain.pricing.amounts import MONTHS_PER
from service.domain.pricing.length import MONTHS_A_YEAR, months_begun
from service.domain.statements.account import Account, Reported
from service.domain.statements.counted import Counted
from service.domain.statements.held import Priced, begun
from service.domain.statements.shortfall import less_shortfall
from service.domain.statements.volume import agreed_rest, units_come_to
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


def due_on(each: Priced) -> DueOn:
    """The event on which a charge is invoiced: its own, or that of all invoices."""
    return invoiced_on(each.charge, each.account.terms.pricing.invoice_on)


def invoiced_on(charge: Charge, invoice_on: InvoiceOn) -> DueOn:
    return charge.due.on if charge.due else _INVOICED[invoice_on]


def comes_to(
    account: Account, prices: Sequence[Priced], units: Sequence[Counted], by: date
) -> list[Money]:
    """What a charge has come to by the end of a day at each of its prices, rounded once each.

    Once the period is over, nothing is added but what was counted or reported in it.
    """
    none = Money(0, prices[0].quoted.currency)
    held = begun(prices, by) if by >= account.first else []
    found = _come_to(account, held, units, by) if held else []
    return [*found, *([none] * (len(prices) - len(found)))]


def _come_to(
    account: Account, held: Sequence[Priced], units: Sequence[Counted], by: date
) -> list[Money]:
    match held[0].quoted.kind:
        case ChargeKind.FIXED:
            return _less_missing(account, held, _once(account, held, units, by), units, by)
        case ChargeKind.SUBSCRIPTION:
            once = held[0].charge.per not in MONTHS_PER
            whole = _once(account, held, units, by) if once else _by_month(held, by)
            return _less_missing(account, held, whole, units, by)
        case ChargeKind.USAGE | ChargeKind.CRAWL:
            return [_used(each, by) for each in held]
        case ChargeKind.REVENUE_SHARE:
            return [_shared(each, by) for each in held]
        case _:
            return _by_volume(account, held, units, by)


def _less_missing(
    account: Account,
    held: Sequence[Priced],
    amounts: Sequence[Money],
    units: Sequence[Counted],
    by: date,
) -> list[Money]:
    both = zip(held, amounts, strict=True)
    return [less_shortfall(account, each, price.charge, units, by) for price, each in both]


def _once(
    account: Account, held: Sequence[Priced], units: Sequence[Counted], by: date
) -> list[Money]:
    """Owed once, in the initial period, at its end at the latest.

    What had fallen due stays owed when an amendment changes it; a higher sum adds the difference.
    """
    owed, found = Money(0, held[0].quoted.currency), []
    for each in held:
        day = None if account.renewal else _once_on(each, units)
        is_due = day is not None and day <= min(by, each.last or by)
        price = each.quoted.price or owed
        found.append(max(price - owed, Money(0, owed.currency)) if is_due else owed - owed)
        owed += found[-1]
    return found


def _once_on(each: Priced, units: Sequence[Counted]) -> date | None:
    account = each.account
    match due_on(each):
        case DueOn.PERIOD_END:
            return account.last
        case DueOn.DELIVERY if each.charge.kind is ChargeKind.FIXED:
            days = [b.delivered_on for b in account.deliveries.batches if _has(b.lots, each)]
        case DueOn.ACCEPTANCE if each.charge.kind is ChargeKind.FIXED:
            days = [unit.on for unit in units if _is_for(unit.line, each)]
        case _:
            return account.first
    return min([*days, account.last] if account.last else days, default=None)


def _has(lots: Sequence[Lot], each: Priced) -> bool:
    return any(_is_for(lot.line, each) for lot in lots)


def _is_for(line: str, each: Priced) -> bool:
    return each.quoted.line is None or each.quoted.line == line


def _by_volume(
    account: Account, held: Sequence[Priced], units: Sequence[Counted], by: date
) -> list[Money]:
    """Paid ahead at the agreed volume where it is due at the start; else as it is counted."""
    now = held[-1]
    own = [unit for unit in units if unit.line == now.quoted.line]
    found = units_come_to(account, held, own, by)
    ahead = due_on(now) in _AT_START and not account.renewal and now.quoted.amount is not None
    if ahead and now.holds(by) and (account.last is None or by < account.last):
        none = Money(0, now.quoted.currency)
        earlier = sum(found[:-1], none)
        whole = earlier + agreed_rest(now, [unit for unit in own if unit.on <= by])
        whole = less_shortfall(account, whole, now.charge, units, by)
        found[-1] = max(found[-1], whole - earlier)
    return found


def _by_month(held: Sequence[Priced], by: date) -> list[Money]:
    """Each month, quarter or year as it begins, or as it ends where it is due at its end.

    A month that has begun before an amendment keeps its price, whenever it is payable; what an
    amendment adds is owed from the next month on.
    """
    now = held[-1]
    reached = _months(now, by) if now.holds(by) else _accrued(now)
    first = held[0].first
    found, done = [], months_begun(now.account.first, first - ONE_DAY) if first else 0
    for each in held:
        until = reached
        if each is not now:
            until = min(max(reached, _months(each, each.last or by)), _accrued(each))
        found.append(_months_come_to(each, done, until))
        done = max(done, until)
    return found


def _accrued(each: Priced) -> int:
    """Months that had begun, or were payable, when its price ended."""
    last = each.last or each.account.first
    return max(_months(each, last), months_begun(each.account.first, last))


def _months(each: Priced, by: date) -> int:
    """Months of the subscription periods that have begun, or ended, by a day."""
    account, per = each.account, _per(each)
    if account.last and by >= account.last:
        return months_begun(account.first, account.last)
    if due_on(each) is DueOn.PERIOD_END:
        return (months_begun(account.first, by + ONE_DAY) - 1) // per * per
    months = -(-months_begun(account.first, by) // per) * per
    return months if account.months is None else min(months, account.months)


def _per(each: Priced) -> int:
    return MONTHS_PER[each.charge.per] if each.charge.per else 1


def _months_come_to(each: Priced, done: int, until: int) -> Money:
    """Year by year at that year's price, each year rounded once as in the quote."""
    price = each.quoted.price or Money(0, each.quoted.currency)
    whole = Money(0, price.currency)
    while done < until:
        year = done // MONTHS_A_YEAR
        lasts = min(MONTHS_A_YEAR * (year + 1), until) - done
        risen = price.times(each.account.factor(year))
        with exactly():
            whole += Money.of(risen.amount * lasts / _per(each), price.currency)
        done += lasts
    return whole


def _used(each: Priced, by: date) -> Money:
    with exactly():
        exact = NONE
        for report in _reports(each, by):
            uses = report.uses / _THOUSAND if each.charge.per in _BY_THOUSAND else report.uses
            rate = each.charge.rate.value if each.charge.rate else NONE
            exact += rate * uses * each.account.factor(each.account.year_of(report.on))
        return Money.of(exact, each.quoted.currency)


def _shared(each: Priced, by: date) -> Money:
    """Of each report's base; where that is negative, nothing is owed and nothing carried over."""
    currency = each.quoted.currency
    bases = (report.base for report in _reports(each, by) if report.base)
    with exactly():
        base = sum((max(base.amount, NONE) for base in bases if base.currency == currency), NONE)
        return Money.of(base * (each.charge.pct or NONE) / _HUNDRED, currency)


def _reports(each: Priced, by: date) -> list[Reported]:
    """A report is of the price that holds on its last day."""
    account = each.account
    return [
        report
        for report in account.reported
        if report.charge == each.charge.id
        and account.first <= report.on <= by
        and each.holds(report.on)
    ]
