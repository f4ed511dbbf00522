"""The terms with which a deal begins that renews or amends a license, and how they name it.

The paper of such a deal says the whole agreement anew, so it must say of itself that it goes on with
the one before: a special term does, and without it the paper is another license beside the first
(C54). The start of the period stays where it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from service.domain.continuing import named_by
from service.domain.errors import LicenseMoveNotAllowed, TermsNotKnown
from service.domain.licenses.license import License
from service.domain.licenses.renewing import has_room, rises
from service.domain.money import Money, Rate
from service.domain.period.counting import ONE_DAY
from service.domain.period.renewals import first_day, has_last_day, last_day
from service.domain.pricing.rises import risen, risen_rate
from service.domain.terms import Terms
from service.domain.terms.materials import MaterialsLine, Tier
from service.domain.terms.period import Period, RenewalMode, StartMode, Starts
from service.domain.terms.prices import Charge, ChargeKind, Pricing
from service.domain.terms.signing import SpecialTerm

_MOVED: Final = frozenset({ChargeKind.SUBSCRIPTION})
"""Amounts that the Renewal Price moves; a fixed fee is owed once (C21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """A renewal with its days, and the price rises in percent since the terms; null: not known."""

    n: int
    first_day: date
    last_day: date
    rises: tuple[Decimal, ...] | None


def may_amend(license: License) -> bool:
    """Key facts alone are no terms that a paper could say anew."""
    return license.ended is None and license.facts is None


def may_renew(license: License) -> bool:
    """As long as there is a last day after which it can go on."""
    return may_amend(license) and has_last_day(license.terms.period)


def amended(license: License, said: SpecialTerm) -> Terms:
    """The terms that stand; `said` names the license. LicenseMoveNotAllowed, TermsNotKnown."""
    _known(license)
    if not may_amend(license):
        raise LicenseMoveNotAllowed(license.status, "an amendment")
    return _restated(license, license.terms, said)


def coming(license: License) -> Renewed:
    """The renewal that comes next; LicenseMoveNotAllowed where there can be none; TermsNotKnown."""
    _known(license)
    if not may_renew(license):
        raise LicenseMoveNotAllowed(license.status, "a renewal")
    n, period, start = license.renewed + 1, license.counted.period, license.starts_on
    return Renewed(
        n=n,
        first_day=first_day(period, start, n),
        last_day=last_day(period, start, n),
        rises=rises(license, n),
    )


def renewed(license: License, said: SpecialTerm, today: date) -> Terms:
    """With the prices of the renewal that comes next, as far as they are known."""
    next_one, terms = coming(license), license.terms
    known = next_one.rises or ()
    terms = replace(
        terms,
        period=_with_room(license, next_one.n),
        pricing=_risen_pricing(terms.pricing, known),
        materials=replace(
            terms.materials, lines=tuple(_risen_line(each, known) for each in terms.materials.lines)
        ),
    )
    by = next_one.first_day - 2 * ONE_DAY
    mutual = terms.period.renewal.mode is RenewalMode.MUTUAL
    return _restated(license, terms, said, by if mutual and by >= today else None)


def _known(license: License) -> None:
    if license.facts is not None:
        raise TermsNotKnown


def _restated(
    license: License, terms: Terms, said: SpecialTerm, complete_by: date | None = None
) -> Terms:
    """From the same first day; what an earlier paper said of itself makes way."""
    kept = tuple(each for each in terms.special_terms if named_by(each) is None)
    return replace(
        terms,
        period=replace(terms.period, starts=Starts(mode=StartMode.FIXED, on=license.starts_on)),
        signing=replace(terms.signing, complete_by=complete_by),
        special_terms=(*kept, said),
    )


def _with_room(license: License, n: int) -> Period:
    """Where the contract has no renewal left, the one on which both agree."""
    period = license.terms.period
    if has_room(license, n):
        return period
    mode = period.renewal.mode
    mutual = RenewalMode.MUTUAL if mode is RenewalMode.NONE else mode
    return replace(period, renewal=replace(period.renewal, mode=mutual, max=n))


def _risen_pricing(pricing: Pricing, pcts: tuple[Decimal, ...]) -> Pricing:
    return replace(pricing, charges=tuple(_risen_charge(each, pcts) for each in pricing.charges))


def _risen_charge(charge: Charge, pcts: tuple[Decimal, ...]) -> Charge:
    return replace(
        charge,
        rate=charge.rate and _risen_rate(charge.rate, pcts),
        tiers=_risen_tiers(charge.tiers, pcts),
        amount=_risen_amount(charge.amount, pcts) if charge.kind in _MOVED else charge.amount,
    )


def _risen_line(line: MaterialsLine, pcts: tuple[Decimal, ...]) -> MaterialsLine:
    return replace(
        line,
        unit_rate=line.unit_rate and _risen_rate(line.unit_rate, pcts),
        tiers=_risen_tiers(line.tiers, pcts),
    )


def _risen_tiers(tiers: Iterable[Tier], pcts: tuple[Decimal, ...]) -> tuple[Tier, ...]:
    return tuple(replace(each, rate=_risen_rate(each.rate, pcts)) for each in tiers)


def _risen_amount(amount: Money | None, pcts: tuple[Decimal, ...]) -> Money | None:
    return risen(amount, pcts) if amount else None


def _risen_rate(rate: Rate, pcts: tuple[Decimal, ...]) -> Rate:
    return Rate(risen_rate(rate.value, pcts)) if pcts else rate
