"""What is paid, for what, when and how; `pricing.py` works out how much."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from service.domain.money import Money, Rate
from service.domain.terms.bounds import Currency, Identifier, Items, Line, Percent, Places, between
from service.domain.terms.grant import Purpose
from service.domain.terms.materials import Tier


class FeeModel(StrEnum):
    ONE_TIME = "one_time"
    PER_UNIT = "per_unit"
    VOLUME_TIER = "volume_tier"
    GRADUATED_TIER = "graduated_tier"
    SUBSCRIPTION = "subscription"
    USAGE_QUERY = "usage_query"
    CRAWL = "crawl"
    REV_SHARE = "rev_share"
    HYBRID = "hybrid"
    NO_FEE = "no_fee"


class ChargeKind(StrEnum):
    FIXED = "fixed"
    PER_UNIT = "per_unit"
    TIERED_VOLUME = "tiered_volume"
    """All units at the rate of the tier that the whole volume reaches."""
    TIERED_GRADUATED = "tiered_graduated"
    """Each unit at the rate of the tier it falls in."""
    SUBSCRIPTION = "subscription"
    USAGE = "usage"
    CRAWL = "crawl"
    REVENUE_SHARE = "revenue_share"


class Per(StrEnum):
    """The period of a subscription, or the unit of a usage or crawl charge."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    INITIAL_PERIOD = "initial_period"
    QUERY = "query"
    THOUSAND_QUERIES = "1k_queries"
    PAGE_CRAWL = "page_crawl"
    THOUSAND_CRAWLS = "1k_crawls"


class RevenueBase(StrEnum):
    GROSS = "gross"
    NET = "net"
    ATTRIBUTABLE_NET = "attributable_net"


class DueOn(StrEnum):
    SIGNATURE = "signature"
    EFFECTIVE_DATE = "effective_date"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"


class GuaranteeKind(StrEnum):
    MINIMUM = "minimum"
    """Made up at the end of its period by what the fees fall short."""
    ADVANCE = "advance"
    """Paid at the start and worked off by the fees it recoups against."""


class GuaranteePer(StrEnum):
    INITIAL_PERIOD = "initial_period"
    YEAR = "year"


class Count(StrEnum):
    ACCEPTED = "accepted"
    DELIVERED = "delivered"


class InvoiceOn(StrEnum):
    SIGNATURE = "signature"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    PERIOD = "period"


class PaymentFrom(StrEnum):
    INVOICE_RECEIVED = "invoice_received"
    INVOICE_DATED = "invoice_dated"


class Payee(StrEnum):
    LICENSOR = "licensor"
    INTERMEDIARY = "intermediary"


class TaxPrices(StrEnum):
    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


class Withholding(StrEnum):
    GROSS_UP = "gross_up"
    TREATY_COOPERATION = "treaty_cooperation"
    DEDUCT = "deduct"


class IndexationKind(StrEnum):
    NONE = "none"
    CPI = "cpi"
    FIXED_PCT = "fixed_pct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    on: DueOn
    days: Annotated[int, between(0, 365)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One thing that is paid for. `currency` is set where it is not the deal's own."""

    id: Identifier
    kind: ChargeKind
    line: Identifier | None = None
    purposes: Annotated[frozenset[Purpose], Items(13, least=1)] | None = None
    rate: Annotated[Rate, between(0, 10**6)] | None = None
    tiers: Annotated[tuple[Tier, ...], Items(20)] = ()
    amount: Annotated[Money, between(0, 10**11)] | None = None
    pct: Percent | None = None
    revenue_base: RevenueBase = RevenueBase.ATTRIBUTABLE_NET
    currency: Currency | None = None
    per: Per | None = None
    due: Due | None = None
    description: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """`recoups_against` names the kinds of charges that count towards the amount."""

    kind: GuaranteeKind
    amount: Annotated[Money, between(0, 10**11)]
    per: GuaranteePer = GuaranteePer.INITIAL_PERIOD
    recoups_against: Annotated[frozenset[ChargeKind], Items(8, least=1)] = frozenset(ChargeKind)
    true_up_days: Annotated[int, between(0, 365)] = 45
    carry_forward: bool = False
    abates_on_shortfall: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexation:
    """Percent a year. `cap_pct` and `floor_pct` bound a CPI adjustment."""

    kind: IndexationKind = IndexationKind.NONE
    pct: Annotated[Decimal, between(0, 25), Places(2)] | None = None
    cap_pct: Annotated[Decimal, between(0, 25), Places(2)] | None = None
    floor_pct: Annotated[Decimal, between(0, 25), Places(2)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    prices: TaxPrices = TaxPrices.EXCLUSIVE
    withholding: Withholding = Withholding.TREATY_COOPERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Where a rate of exchange is taken from, and for which day."""

    source: Line
    on: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    currency: Currency = "USD"
    fee_model: FeeModel = FeeModel.PER_UNIT
    charges: Annotated[tuple[Charge, ...], Items(200)] = ()
    guarantee: Guarantee | None = None
    fee_cap: Annotated[Money, between(0, 10**11)] | None = None
    contributor_split_pct: Percent | None = None
    count: Count = Count.ACCEPTED
    invoice_on: InvoiceOn = InvoiceOn.ACCEPTANCE
    payment_days: Annotated[int, between(0, 180)] = 30
    payment_from: PaymentFrom = PaymentFrom.INVOICE_RECEIVED
    payee: Payee = Payee.LICENSOR
    late_interest_pct_pa: Annotated[Decimal, between(0, 36), Places(2)] = Decimal(8)
    tax: Tax = Tax()
    fx: Exchange | None = None
    indexation: Indexation = Indexation()
