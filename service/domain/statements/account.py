"""What a statement is worked out from: the terms, the days of one period, and what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import Deliveries
from service.domain.money import Money, exactly
from service.domain.period.counting import ONE_DAY, add_months
from service.domain.pricing.length import MONTHS_A_YEAR, months_begun
from service.domain.pricing.rises import indexed_rises, rise_factor
from service.domain.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a report says of one charge: so many queries or fetches, or so much of its base.

    `on` is the last day of the time that the report covers.
    """

    charge: str
    on: date
    uses: Decimal = Decimal(0)
    base: Money | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """Terms that an amendment changed: what was delivered or accrued before `until` is at their prices."""

    terms: Terms
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One period of a license, the initial one or a renewal, and what happened up to now.

    `earlier` are the terms that amendments changed while the period ran, the earliest first: what
    had accrued stays as it was (legal-review.md B15).

    `last` is null while no end is known; `agreed_last` is set where the license ended before the
    last day that was agreed. `rise` is the factor by which a renewal's prices begin
    above those in the terms. `due_on` has the day of each row of the delivery schedule, from 1,
    whose day is known. `cpi_pct` holds the index's change before each anniversary so far.
    `delivered_shares` says, for each time of a guarantee, which share by value of what was due in
    it was delivered; where it is empty, that is worked out. Silence is taken in before (`deliveries.moves.lapsed`).
    """

    rules: Rules
    first: date
    last: date | None
    deliveries: Deliveries
    reported: tuple[Reported, ...] = ()
    agreed_last: date | None = None
    renewal: bool = False
    rise: Decimal = Decimal(1)
    due_on: Mapping[int, date] = field(default_factory=dict)
    cpi_pct: tuple[Decimal, ...] = ()
    delivered_shares: tuple[Decimal, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def terms(self) -> Terms:
        return self.rules.terms

    @property
    def months(self) -> int | None:
        """Months of this period, a month begun counting whole; null while no end is known."""
        return months_begun(self.first, self.last) if self.last else None

    def stretches(self) -> Iterator[Stretch]:
        """The terms one after the other; what comes before the period is at its first terms."""
        first = None
        for each in self.earlier:
            held = replace(self, rules=replace(self.rules, terms=each.terms), earlier=())
            yield Stretch(account=held, first=first, last=each.until - ONE_DAY)
            first = each.until
        yield Stretch(account=replace(self, earlier=()), first=first)

    def held_on(self, day: date) -> Stretch:
        """The terms that held on a day."""
        return next(each for each in self.stretches() if each.holds(day))

    def uncut(self, amount: Money) -> Money:
        """What is left of an amount for the whole period when days of it were cut off."""
        if self.last is None or self.agreed_last is None:
            return amount
        ran = (self.last - self.first + ONE_DAY).days
        with exactly():
            share = amount.amount * ran / (self.agreed_last - self.first + ONE_DAY).days
        return Money.of(share, amount.currency)

    def year_of(self, day: date) -> int:
        """The contract year of a day, from 0; what comes before the period is in the first."""
        return max((months_begun(self.first, day) - 1) // MONTHS_A_YEAR, 0)

    def factor(self, year: int) -> Decimal:
        """By how much prices have risen in a contract year, as far as the index is known."""
        indexation = self.terms.pricing.indexation
        rises = indexed_rises(indexation, year, self.cpi_pct)
        if rises is None:
            rises = indexed_rises(indexation, len(self.cpi_pct), self.cpi_pct) or ()
        return self.rise * rise_factor(rises)

    def index_missing(self, day: date) -> bool:
        """Whether the index for an anniversary up to a day has not been entered."""
        indexation = self.held_on(day).account.terms.pricing.indexation
        return indexed_rises(indexation, self.year_of(day), self.cpi_pct) is None

    def years(self, until: date) -> Iterator[tuple[date, date]]:
        """First and last day of each contract year that has begun by a day."""
        for year in range(self.year_of(until) + 1):
            start = add_months(self.first, MONTHS_A_YEAR * year)
            end = add_months(self.first, MONTHS_A_YEAR * (year + 1)) - ONE_DAY
            yield start, min(end, self.last) if self.last else end


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The days of something that held, both included; null: from the beginning, or up to now."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        begun = self.first is None or self.first <= day
        return begun and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch(Held):
    """Days on which the same terms held."""

    account: Account
