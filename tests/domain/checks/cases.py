"""Terms that a check finds something in, and terms in which it finds nothing."""

from dataclasses import dataclass, replace
from typing import Any

from service.domain.checks import findings
from service.domain.checks.finding import Finding
from service.domain.deal import OurSide
from service.domain.money import Money
from service.domain.terms import Terms
from tests.domain.changes import terms_with


@dataclass(frozen=True)
class Case:
    """`pointers` are where the finding stands; none means that there is no such finding."""

    code: str
    terms: Terms
    pointers: tuple[str, ...]
    our_side: OurSide = OurSide.LICENSOR
    fee: Money | None = None

    def seen_by(self, our_side: OurSide) -> "Case":
        return replace(self, our_side=our_side)

    def costing(self, fee: Money) -> "Case":
        return replace(self, fee=fee)

    @property
    def found(self) -> list[Finding]:
        all_ = findings(self.terms, self.our_side, self.fee)
        return [finding for finding in all_ if finding.code == self.code]

    @property
    def where(self) -> list[tuple[str, ...]]:
        return [finding.pointers for finding in self.found]

    @property
    def expected(self) -> list[tuple[str, ...]]:
        return [self.pointers] if self.pointers else []


def found(code: str, /, *pointers: str, **changes: Any) -> Case:
    return Case(code, terms_with(**changes), pointers)


def clear(code: str, /, **changes: Any) -> Case:
    return Case(code, terms_with(**changes), ())


def named(case: Case) -> str:
    return f"{case.code}-{'found' if case.pointers else 'clear'}"
