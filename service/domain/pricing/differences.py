"""What a change of the terms does to the fee, and which change does how much of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Final

from service.domain.money import Money, Rate
from service.domain.pointers import lines
from service.domain.pricing import quote
from service.domain.pricing.amounts import priced
from service.domain.pricing.breakdown import PricedLine, Quote, Total
from service.domain.pricing.charges import EffectiveCharge, effective_charges
from service.domain.terms import Terms
from service.domain.terms.materials import Unit
from service.domain.terms.period import PeriodMode
from service.domain.terms.prices import Charge, ChargeKind, Per


class Cause(StrEnum):
    """What moves the fee. Of one charge the quantity comes first, then its price."""

    VOLUME = "volume"
    PERIOD = "period"
    """How long a subscription runs."""
    RATE = "rate"
    PRICE = "price"
    """A fixed fee, or that of one period of a subscription."""
    CHARGE = "charge"
    """The charge as a whole: its kind, its tiers or several of its terms."""
    ADDED = "added"
    REMOVED = "removed"
    PREMIUM = "premium"
    TOP_UP = "top_up"
    """What the guarantee commits beyond the charges that count towards it."""
    OVER_CAP = "over_cap"
    """What the fee cap takes off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One reason why the fee differs, and by how much; `effect` is negative where it falls.

    `was_at` and `now_at` are JSON pointers to where the reason stands in the terms before and
    after. `what` is the id of the charge; empty where the reason is no charge. `before` and
    `after` are what changed (a volume, a number of periods, a rate, an amount), null where there
    was or is nothing. `quantity` is how many of `unit` a rate or a price is paid for, `basis` how it is counted.
    """

    cause: Cause
    what: str
    was_at: str | None
    now_at: str | None
    before: Decimal | Rate | Money | None
    after: Decimal | Rate | Money | None
    effect: Money
    basis: str = ""
    quantity: Decimal | None = None
    unit: Unit | Per | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeDifference:
    """What is committed in one currency. `open` says that more may fall due after the change.

    `difference` is null where the deal changed its currency: both totals stand, for amounts in
    two currencies are not compared.
    """

    currency: str
    before: Money
    after: Money
    difference: Money | None
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeDifferences:
    """Totals by currency, the deal's own first; `why` adds up to their differences exactly."""

    totals: tuple[FeeDifference, ...]
    why: tuple[Contribution, ...]

    def effects(self, causes: Sequence[Contribution]) -> tuple[Money, ...]:
        """The effects added up, by currency."""
        found = (_sum((c.effect for c in causes), total.currency) for total in self.totals)
        return tuple(effect for effect in found if effect.minor)


def fee_differences(before: Terms, after: Terms) -> FeeDifferences:
    """Of terms without faults. Totals are given also where nothing moved."""
    was, now = quote(before), quote(after)
    same = before.pricing.currency == after.pricing.currency
    totals = tuple(_totals(was, now, compared=same))
    return FeeDifferences(totals=totals, why=tuple(_why(before, after, was, now)) if same else ())


def _totals(was: Quote, now: Quote, *, compared: bool) -> Iterator[FeeDifference]:
    before = {total.currency: total for total in was.totals}
    after = {total.currency: total for total in now.totals}
    for currency in dict.fromkeys((*after, *before)):
        first, second = was.committed(currency), now.committed(currency)
        yield FeeDifference(
            currency=currency,
            before=first,
            after=second,
            difference=second - first if compared else None,
            open=currency in after and after[currency].open,
        )


def _why(before: Terms, after: Terms, was: Quote, now: Quote) -> Iterator[Contribution]:
    found = chain(_charges(before, after), _deal_wide(was, now))
    return (each for each in found if each.effect.minor)


@dataclass(frozen=True, slots=True)
class _Priced:
    """A charge with the terms that it is priced under."""

    each: EffectiveCharge
    terms: Terms
    line: PricedLine

    @property
    def amount(self) -> Money:
        return self.line.amount or Money(0, self.line.currency)

    @property
    def key(self) -> tuple[bool, str, str]:
        """A charge that changes its currency is another charge: nothing is converted."""
        return self.each.is_derived, self.each.charge.id, self.line.currency

    def counted_as(self, other: "_Priced") -> "_Priced":
        """The same price for the quantity of the other: its volume, or the length of its period."""
        line = self.each.line
        if line and other.each.line:
            line = replace(line, volume=other.each.line.volume)
        terms = replace(self.terms, period=other.terms.period)
        return _priced(replace(self.each, line=line), terms)


def _priced(each: EffectiveCharge, terms: Terms) -> _Priced:
    return _Priced(each, terms, priced(each, terms))


def _by_key(terms: Terms) -> Mapping[tuple[bool, str, str], _Priced]:
    found = (_priced(each, terms) for each in effective_charges(terms))
    return {each.key: each for each in found}


def _charges(before: Terms, after: Terms) -> Iterator[Contribution]:
    was, now = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*was, *now)):
        if key not in now:
            yield _whole(Cause.REMOVED, was[key], -was[key].amount.minor)
        elif key not in was:
            yield _whole(Cause.ADDED, now[key], now[key].amount.minor)
        else:
            yield from _steps(was[key], now[key])


def _whole(cause: Cause, found: _Priced, minor: int) -> Contribution:
    line, gone = found.line, cause is Cause.REMOVED
    return Contribution(
        cause=cause,
        what=line.id,
        was_at=line.pointer if gone else None,
        now_at=None if gone else line.pointer,
        before=found.amount if gone else None,
        after=None if gone else found.amount,
        effect=Money(minor, line.currency),
        basis=line.basis,
    )


def _steps(was: _Priced, now: _Priced) -> Iterator[Contribution]:
    """First what the quantity does at the old price, then what the price does at the new quantity."""
    first, last = was.line, now.line
    between = was.counted_as(now) if first.kind is last.kind else was
    if between.amount != was.amount:
        yield _counted(was, now, between.amount - was.amount)
    cause = _cause(was.each.charge, now.each.charge, last)
    of_charge = cause is Cause.CHARGE
    yield Contribution(
        cause=cause,
        what=last.id,
        was_at=_price_at(first, cause),
        now_at=_price_at(last, cause),
        before=between.amount if of_charge else first.rate or first.price,
        after=now.amount if of_charge else last.rate or last.price,
        effect=now.amount - between.amount,
        basis=last.basis,
        quantity=None if of_charge else last.quantity,
        unit=last.unit,
    )


def _counted(was: _Priced, now: _Priced, effect: Money) -> Contribution:
    """The quantity's step; a subscription is counted by its period, all else by its line's volume."""
    lasting = was.line.kind is ChargeKind.SUBSCRIPTION
    return Contribution(
        cause=Cause.PERIOD if lasting else Cause.VOLUME,
        what=was.line.id,
        was_at=_counted_at(was),
        now_at=_counted_at(now),
        before=was.line.quantity,
        after=now.line.quantity,
        effect=effect,
        basis=now.line.basis,
        unit=now.line.unit,
    )


def _counted_at(found: _Priced) -> str:
    line = found.each.line
    if line is None or found.line.kind is ChargeKind.SUBSCRIPTION:
        by_date = found.terms.period.mode is PeriodMode.END_DATE
        return "/period/ends_on" if by_date else "/period/months"
    return next(f"{at}/volume" for at, own in lines(found.terms) if own.id == line.id)


_FIELD: Final = {Cause.RATE: "/rate", Cause.PRICE: "/amount"}


def _price_at(line: PricedLine, cause: Cause) -> str:
    """A charge that its materials line makes stands where the line has its price."""
    derived = line.pointer.startswith("/materials/")
    return line.pointer if derived else line.pointer + _FIELD.get(cause, "")


_BY_RATE: Final = frozenset({ChargeKind.PER_UNIT, ChargeKind.USAGE, ChargeKind.CRAWL})


def _cause(was: Charge, now: Charge, line: PricedLine) -> Cause:
    """What stands for the price's step: its one figure, where that alone changed in it."""
    if was.kind is not now.kind or was.per is not now.per or line.years:
        return Cause.CHARGE
    if now.kind in _BY_RATE and was.rate != now.rate:
        return Cause.RATE
    single = now.kind in (ChargeKind.FIXED, ChargeKind.SUBSCRIPTION)
    return Cause.PRICE if single and was.amount != now.amount else Cause.CHARGE


def _deal_wide(was: Quote, now: Quote) -> Iterator[Contribution]:
    """What stands beside the charges: premium and top-up are added to them, the cap takes off."""
    for first, last in _by_currency(was, now):
        yield _step(Cause.PREMIUM, "/grant/exclusivity_premium_pct", first.premium, last.premium)
        yield _step(Cause.TOP_UP, "/pricing/guarantee/amount", first.top_up, last.top_up)
        yield _step(Cause.OVER_CAP, "/pricing/fee_cap", _off(first.over_cap), _off(last.over_cap))


def _off(amount: Money) -> Money:
    return Money(-amount.minor, amount.currency)


def _by_currency(was: Quote, now: Quote) -> Iterator[tuple[Total, Total]]:
    before = {total.currency: total for total in was.totals}
    after = {total.currency: total for total in now.totals}
    for currency in dict.fromkeys((*after, *before)):
        nothing = _nothing(currency)
        yield before.get(currency, nothing), after.get(currency, nothing)


def _nothing(currency: str) -> Total:
    none = Money(0, currency)
    return Total(
        charges=none,
        premium=none,
        top_up=none,
        over_cap=none,
        committed=none,
        at_most=none,
        open=False,
    )


def _step(cause: Cause, pointer: str, before: Money, after: Money) -> Contribution:
    return Contribution(
        cause=cause,
        what="",
        was_at=pointer,
        now_at=pointer,
        before=before,
        after=after,
        effect=after - before,
    )


def _sum(amounts: Iterable[Money], currency: str) -> Money:
    return sum((a for a in amounts if a.currency == currency), Money(0, currency))
