"""What law and prudence have to say of a deal before it leaves the house.

Unlike a fault, a finding does not make terms impossible to agree. What it says is our side's
alone: it is privileged and never reaches the other side, a webhook or an export (legal-review.md
B20). A basis cited from knowledge says "to be confirmed" and is never shown as settled law.
"""

from typing import Final

from service.domain.checks import (
    agency,
    data,
    exceptions,
    form,
    keeping,
    money,
    people,
    renewals,
    riders,
    title,
)
from service.domain.checks.finding import Check, Finding, Level, Matter
from service.domain.deal import OurSide
from service.domain.money import Money
from service.domain.terms import Terms

CHECKS: Final[tuple[Check, ...]] = (
    *agency.CHECKS,
    *title.CHECKS,
    *exceptions.CHECKS,
    *people.CHECKS,
    *data.CHECKS,
    *keeping.CHECKS,
    *money.CHECKS,
    *renewals.CHECKS,
    *form.CHECKS,
    *riders.CHECKS,
)

_GRAVEST_FIRST: Final = tuple(Level)


def findings(terms: Terms, our_side: OurSide, fee: Money | None = None) -> tuple[Finding, ...]:
    """All findings, the gravest first; `fee` is what is committed in all, where it is known."""
    matter = Matter(terms, our_side, fee)
    found = [finding for check in CHECKS if (finding := check.on(matter))]
    return tuple(sorted(found, key=lambda finding: _GRAVEST_FIRST.index(finding.level)))
