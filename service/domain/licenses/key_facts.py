"""What is known of a license that was signed elsewhere and whose terms nobody has entered.

Key facts are the few terms that days and money need. What they leave out is not known: it is not
agreed, not a default, and no day is worked out from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from service.domain.currencies import EXPONENTS
from service.domain.errors import Fault
from service.domain.period.entries import KeyDateKind
from service.domain.period.notice import givers
from service.domain.terms.bounds import (
    Code,
    Currency,
    Days,
    Email,
    Items,
    Name,
    Places,
    Prose,
    Quantity,
    between,
)
from service.domain.terms.compliance import Reports
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.materials import Unit
from service.domain.terms.notices import Lag, LagUnit, NoticeMethod
from service.domain.terms.parties import Address, Side
from service.domain.terms.period import (
    Notice,
    NoticeBasis,
    PeriodMode,
    Renewal,
    RenewalMode,
    RenewalPriceMode,
    Span,
)

_PERCENT: Final = between(0, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownParty:
    """Where notices go: `notice_email`, and `notice_post` by courier."""

    legal_name: Name
    notice_email: Email | None = None
    notice_post: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPeriod:
    """The initial period: `months` or, in the mode end_date, its last day."""

    mode: PeriodMode = PeriodMode.MONTHS
    months: Annotated[int, between(1, 600)] | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownReceipt:
    """How long after sending a notice counts as received, where the contract says so."""

    platform: Lag | None = None
    email: Lag | None = None
    courier: Lag | None = None

    def of(self, method: NoticeMethod) -> Lag | None:
        match method:
            case NoticeMethod.PLATFORM:
                return self.platform
            case NoticeMethod.EMAIL:
                return self.email
            case NoticeMethod.COURIER:
                return self.courier


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPrice:
    """What a renewal costs, in percent of the period before."""

    mode: RenewalPriceMode
    pct: Annotated[Decimal, _PERCENT, Places(2)] | None = None
    cap: Annotated[Decimal, _PERCENT, Places(2)] | None = None
    floor: Annotated[Decimal, _PERCENT, Places(2)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRenewal:
    """`methods` are the ways that count for a notice; none are known where it is empty."""

    mode: RenewalMode
    months: Annotated[int, between(1, 120)] | None = None
    max: Annotated[int, between(1, 20)] | None = None
    notice: Notice | None = None
    notice_licensor: Notice | None = None
    notice_licensee: Notice | None = None
    notice_basis: NoticeBasis | None = None
    methods: Annotated[frozenset[NoticeMethod], Items(3)] = frozenset()
    receipt: KnownReceipt = KnownReceipt()
    price: KnownPrice | None = None
    condition: Prose | None = None

    def notice_of(self, side: Side) -> Notice | None:
        own = self.notice_licensor if side is Side.LICENSOR else self.notice_licensee
        return own or self.notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What is owed whatever happens, over the initial period; 0 where all depends on use."""

    currency: Currency
    amount: Annotated[Decimal, between(0, 10**11), Places(4)]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDelivery:
    what: Name
    quantity: Quantity
    unit: Unit
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFacts:
    """`governing_law` null is one that is not on the list: days are then calendar days alone.

    `retention_days` is how long after the end copies may be kept before they must be deleted.
    """

    licensor: KnownParty
    licensee: KnownParty
    timezone: Annotated[str, Code.ZONE]
    governing_law: Annotated[str, Code.LAW] | None = None
    period: KnownPeriod
    renewal: KnownRenewal
    committed: Committed
    deliveries: Annotated[tuple[KnownDelivery, ...], Items(100)] = ()
    reports: Reports | None = None
    cure_days: Annotated[int, between(0, 365)] | None = None
    wind_down_days: Days | None = None
    retention_days: Annotated[int, between(0, 3650)] | None = None

    def tell(self, kind: str, method: NoticeMethod | None = None) -> bool:
        """Whether a key date of this kind rests on nothing that they leave out."""
        match kind:
            case KeyDateKind.USE_ENDS:
                return self.wind_down_days is not None
            case KeyDateKind.BACKUPS_CLEARED:
                return False
            case KeyDateKind.NOTICE_SENT_BY if method:
                by_sending = self.renewal.notice_basis is NoticeBasis.SENT
                return by_sending or self.renewal.receipt.of(method) is not None
            case _:
                return True


def fact_faults(facts: KeyFacts, starts_on: date) -> tuple[Fault, ...]:
    """All that is missing, or does not fit together; pointers are relative to the facts."""
    return (
        *_period(facts.period, starts_on),
        *_renewal(facts),
        *_notice(facts.renewal),
        *_spans(facts),
        *_money(facts.committed),
        *_parties(facts),
    )


def _period(period: KnownPeriod, starts_on: date) -> Iterator[Fault]:
    match period.mode:
        case PeriodMode.MONTHS if period.months is None:
            yield Fault("/period/months", "Say how many months the initial period has.")
        case PeriodMode.END_DATE if period.ends_on is None:
            yield Fault("/period/ends_on", "Give the last day of the initial period.")
    if period.mode is not PeriodMode.MONTHS and period.months is not None:
        yield Fault(
            "/period/months", f"Leave the months out: the period is {_IN_WORDS[period.mode]}."
        )
    if period.mode is not PeriodMode.END_DATE and period.ends_on is not None:
        yield Fault(
            "/period/ends_on", f"Leave the last day out: the period is {_IN_WORDS[period.mode]}."
        )
    elif period.ends_on is not None and period.ends_on < starts_on:
        yield Fault("/period/ends_on", "Give a day that is not before the first day.")


_IN_WORDS: Final = {
    PeriodMode.MONTHS: "counted in months",
    PeriodMode.END_DATE: "said by its last day",
    PeriodMode.PERPETUAL: "without an end",
}


def _renewal(facts: KeyFacts) -> Iterator[Fault]:
    renewal = facts.renewal
    if renewal.mode is RenewalMode.NONE:
        return
    if facts.period.mode is PeriodMode.PERPETUAL:
        yield Fault("/renewal/mode", "Give none: what has no end does not renew.")
    if renewal.months is None:
        yield Fault("/renewal/months", "Say how many months each renewal has.")
    if renewal.mode is RenewalMode.AUTO_FIXED_N and renewal.max is None:
        yield Fault("/renewal/max", "Say how often it can renew, or choose auto_evergreen.")
    if renewal.mode is RenewalMode.AUTO_EVERGREEN and renewal.max is not None:
        yield Fault("/renewal/max", "Leave it out, or choose auto_fixed_n: this one has no limit.")
    if renewal.mode is RenewalMode.CONDITIONAL and renewal.condition is None:
        yield Fault("/renewal/condition", "Say on what the renewal depends.")
    if renewal.price and (renewal.price.mode is RenewalPriceMode.UPLIFT) != bool(renewal.price.pct):
        yield Fault("/renewal/price/pct", "Give the percentage of an uplift, and of nothing else.")


def _notice(renewal: KnownRenewal) -> Iterator[Fault]:
    """Without these no deadline is known, and that would be worse than no license here."""
    sides = givers(Renewal(mode=renewal.mode))
    missing = [side for side in sides if renewal.notice_of(side) is None]
    if len(missing) == len(sides) and sides:
        yield Fault("/renewal/notice/value", "Say how long before the end a notice is due.")
    elif missing:
        place = f"/renewal/notice_{missing[0]}/value"
        yield Fault(place, "Say how long before the end this side's notice is due.")
    if sides and renewal.notice_basis is None:
        yield Fault("/renewal/notice_basis", "Say what must be in time: received, or sent.")
    if sides and not renewal.methods:
        yield Fault("/renewal/methods", "Say by which ways a notice counts.")


def _spans(facts: KeyFacts) -> Iterator[Fault]:
    """Where the law is not on the list nobody knows which days are business days."""
    if facts.governing_law is not None:
        return
    asks = "Give calendar days, or the governing law whose business days count."
    for name in ("notice", "notice_licensor", "notice_licensee"):
        span: Notice | None = getattr(facts.renewal, name)
        if span and SpanUnit.BUSINESS_DAYS in (span.unit, _unit(span.not_earlier_than)):
            yield Fault(f"/renewal/{name}/unit", asks)
    for method in NoticeMethod:
        lag = facts.renewal.receipt.of(method)
        if lag and lag.unit is LagUnit.BUSINESS_DAYS:
            yield Fault(f"/renewal/receipt/{method}/unit", asks)


def _unit(span: Span | None) -> SpanUnit | None:
    return span.unit if span else None


def _money(committed: Committed) -> Iterator[Fault]:
    places = EXPONENTS[committed.currency]
    exponent = committed.amount.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        said = f"Give at most {places} decimals: {committed.currency} has no more."
        yield Fault("/committed/amount", said)


def _parties(facts: KeyFacts) -> Iterator[Fault]:
    if facts.licensor.legal_name.casefold() == facts.licensee.legal_name.casefold():
        yield Fault("/licensee/legal_name", "Give the other party: this is the licensor.")
