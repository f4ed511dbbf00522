"""What a deal comes to, line by line: the values that a quote is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from service.domain.money import Money, Rate
from service.domain.terms.grant import Purpose
from service.domain.terms.materials import Unit
from service.domain.terms.prices import (
    ChargeKind,
    Due,
    DueOn,
    Guarantee,
    GuaranteeKind,
    Per,
    RevenueBase,
)


class DependsOn(StrEnum):
    """What decides how much a line comes to; the first three are known enough to be totaled."""

    FIXED = "fixed"
    ACCEPTED_VOLUME = "accepted_volume"
    DELIVERED_VOLUME = "delivered_volume"
    USAGE = "usage"
    REVENUE = "revenue"
    DURATION = "duration"
    """How long the license runs, where no end is known before it is signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierRow:
    """One tier: `units` of the agreed volume are paid at its rate and come to `amount`.

    The amounts of all rows add up to the line's, so a row may differ from `units` times `rate`
    by one minor unit.
    """

    from_: Decimal
    to: Decimal | None
    rate: Rate
    units: Decimal
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One contract year (from 1) of a subscription that rises each year: `months` at `price`."""

    year: int
    months: int
    price: Money
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """One effective charge and what it comes to.

    `amount` is what it comes to over the initial period at the agreed volume; null when that
    depends on the future. `estimate` is then what the volume on the materials line would come to;
    it is in no total. `rate`, `price` or `pct` is the price as agreed: per unit, per period or
    once, or as a share of revenue. `pointer` leads to where the price stands in the terms.
    `what` says what is paid for and `basis` how it is counted, in plain English.
    """

    id: str
    kind: ChargeKind
    pointer: str
    what: str
    basis: str
    currency: str
    depends_on: DependsOn
    amount: Money | None = None
    estimate: Money | None = None
    line: str | None = None
    purposes: frozenset[Purpose] | None = None
    quantity: Decimal | None = None
    unit: Unit | Per | None = None
    rate: Rate | None = None
    price: Money | None = None
    pct: Decimal | None = None
    revenue_base: RevenueBase | None = None
    tiers: tuple[TierRow, ...] = ()
    years: tuple[YearRow, ...] = ()
    due: Due | None = None

    @property
    def certain(self) -> bool:
        """Whether the line is in the totals."""
        return self.amount is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Premium:
    """For exclusivity: `pct` of `on`, the certain license fees in one currency."""

    pct: Decimal
    on: Money
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Guaranteed:
    """A guarantee beside the fees that count towards it.

    `whole` is the guaranteed sum over the initial period, `counted` the certain fees of the kinds
    it recoups against. `top_up` is what `counted` falls short of `whole`: for a minimum the
    true-up, for an advance the part that no certain fee works off. `more_may_count` says that
    fees not known yet count too, so that the top-up may turn out smaller.
    """

    guarantee: Guarantee
    whole: Money
    counted: Money
    top_up: Money
    more_may_count: bool

    @property
    def kind(self) -> GuaranteeKind:
        return self.guarantee.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Committed in one currency: charges, premium and top-up, less what is over the cap.

    `open` says that something in this currency depends on the future, so that `committed` is the
    least; `at_most` is then the fee cap, or null where nothing limits it. `contributors` and
    `licensor` share out `committed` where the deal has a contributor split.
    """

    charges: Money
    premium: Money
    top_up: Money
    over_cap: Money
    committed: Money
    at_most: Money | None
    open: bool
    contributors: Money | None = None
    licensor: Money | None = None

    @property
    def currency(self) -> str:
        return self.committed.currency


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Payable at the start, before anything is delivered, used or earned."""

    what: str
    amount: Money
    on: DueOn
    days: int
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The fee of a deal: lines, then totals per currency, the deal's own currency first."""

    lines: tuple[PricedLine, ...]
    premiums: tuple[Premium, ...]
    guaranteed: Guaranteed | None
    totals: tuple[Total, ...]
    first: tuple[Payment, ...]

    @property
    def future(self) -> tuple[PricedLine, ...]:
        """The lines that depend on the future and are in no total."""
        return tuple(line for line in self.lines if not line.certain)

    def committed(self, currency: str) -> Money:
        """Nothing, where the deal has no price in that currency."""
        found = (total.committed for total in self.totals if total.currency == currency)
        return next(found, Money(0, currency))
