"""How long the license runs, how it renews and how it may be ended early."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from service.domain.terms.bounds import Code, Days, Items, Places, Prose, between
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.parties import Side


class PeriodMode(StrEnum):
    MONTHS = "months"
    END_DATE = "end_date"
    PERPETUAL = "perpetual"


class StartMode(StrEnum):
    FIXED = "fixed"
    LAST_SIGNATURE = "last_signature"


class RenewalMode(StrEnum):
    NONE = "none"
    AUTO_EVERGREEN = "auto_evergreen"
    AUTO_FIXED_N = "auto_fixed_n"
    OPTION_LICENSEE = "option_licensee"
    OPTION_LICENSOR = "option_licensor"
    MUTUAL = "mutual"
    CONDITIONAL = "conditional"


class NoticeBasis(StrEnum):
    SENT = "sent"
    RECEIVED = "received"


class RenewalPriceMode(StrEnum):
    SAME = "same"
    UPLIFT = "uplift"
    CPI = "cpi"
    NEGOTIATED = "negotiated"


class ConvenienceParty(StrEnum):
    NONE = "none"
    LICENSOR = "licensor"
    LICENSEE = "licensee"
    EITHER = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts:
    """`on` is the first day when the mode is fixed, else null."""

    mode: StartMode = StartMode.LAST_SIGNATURE
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length of time: at most 365 days or what amounts to it."""

    value: Annotated[int, between(0, 365)]
    unit: SpanUnit = SpanUnit.DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Span):
    """How long before the last day a notice is due; not before `not_earlier_than`, if set."""

    value: Annotated[int, between(1, 365)]
    not_earlier_than: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalPrice:
    """Percent of the price of the period before."""

    mode: RenewalPriceMode = RenewalPriceMode.SAME
    pct: Annotated[Decimal, between(0, 100), Places(2)] | None = None
    cap: Annotated[Decimal, between(0, 100), Places(2)] | None = None
    floor: Annotated[Decimal, between(0, 100), Places(2)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """`notice_licensor` and `notice_licensee` stand where a side's notice differs."""

    mode: RenewalMode = RenewalMode.NONE
    months: Annotated[int, between(1, 120)] = 12
    max: Annotated[int, between(1, 20)] | None = None
    notice: Notice = Notice(value=60)
    notice_licensor: Notice | None = None
    notice_licensee: Notice | None = None
    notice_basis: NoticeBasis = NoticeBasis.RECEIVED
    price: RenewalPrice = RenewalPrice()
    condition: Prose | None = None

    def notice_of(self, side: Side) -> Notice:
        own = self.notice_licensor if side is Side.LICENSOR else self.notice_licensee
        return own or self.notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Convenience:
    party: ConvenienceParty = ConvenienceParty.NONE
    notice_days: Days = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`months` counts when the mode is months, `ends_on` (the last day) when it is end_date."""

    mode: PeriodMode = PeriodMode.MONTHS
    months: Annotated[int, between(1, 600)] | None = 24
    ends_on: date | None = None
    starts: Starts = Starts()
    timezone: Annotated[str, Code.ZONE] = "UTC"
    renewal: Renewal = Renewal()
    reminders_days_before: Annotated[tuple[Annotated[int, between(1, 365)], ...], Items(20)] = (
        120,
        90,
        60,
        30,
        14,
        7,
        1,
    )
    cure_days: Annotated[int, between(0, 90)] = 30
    convenience: Convenience = Convenience()
    wind_down_days: Days = 0
