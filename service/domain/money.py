"""Exact money and exact rates; a float never comes near either."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from math import floor
from typing import Final

from service.domain.currencies import EXPONENTS
from service.domain.errors import CurrencyMismatch

LARGEST_MINOR: Final = 10**16
"""No total may be larger, in minor units; the door refuses it by name."""

RATE_PLACES: Final = 8
_DIGITS: Final = 80


def exactly() -> AbstractContextManager[Context]:
    """Decimal arithmetic wide enough that no product or sum of a deal is rounded in it."""
    return localcontext(prec=_DIGITS)


@dataclass(frozen=True, slots=True)
class Money:
    """Whole minor units (cents, yen, fils) of one ISO 4217 currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> Money:
        """The amount, rounded half up to the currency's minor unit: the one rounding of a line."""
        with exactly():
            scaled = amount.scaleb(EXPONENTS[currency])
            return cls(int(scaled.quantize(Decimal(1), ROUND_HALF_UP)), currency)

    @property
    def amount(self) -> Decimal:
        """In major units, with the currency's own number of decimals."""
        with exactly():
            return Decimal(self.minor).scaleb(-EXPONENTS[self.currency])

    def __str__(self) -> str:
        return f"{self.amount:f}"

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def times(self, factor: Decimal) -> Money:
        """This much, `factor` times, rounded once."""
        with exactly():
            return Money.of(self.amount * factor, self.currency)

    def split(self, weights: Sequence[Decimal]) -> tuple[Money, ...]:
        """Shares by weight that add up to the whole.

        Minor units left over go to the first parts that were rounded down, one each. `weights`
        are not negative and not all zero.
        """
        total = sum(map(Fraction, weights))
        exact = [self.minor * Fraction(weight) / total for weight in weights]
        shares = [floor(share) for share in exact]
        rounded_down = [i for i, share in enumerate(exact) if share > shares[i]]
        for i in rounded_down[: self.minor - sum(shares)]:
            shares[i] += 1
        return tuple(Money(share, self.currency) for share in shares)

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} are never added.")
        return other.minor


@dataclass(frozen=True, slots=True)
class Rate:
    """A price per unit in major units, exact to 8 decimals (1.2 millionths of a dollar is real)."""

    value: Decimal

    def times(self, quantity: Decimal) -> Decimal:
        """The exact product, not yet rounded; `Money.of` rounds it once."""
        with exactly():
            return self.value * quantity
