"""Which charges a deal has: those that its materials lines make by themselves, and its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from service.domain.terms import Terms
from service.domain.terms.grant import Purpose
from service.domain.terms.materials import MaterialsLine, Unit
from service.domain.terms.prices import Charge, ChargeKind, FeeModel, Per

TIERED: Final = frozenset({ChargeKind.TIERED_VOLUME, ChargeKind.TIERED_GRADUATED})
BY_UNIT: Final = TIERED | {ChargeKind.PER_UNIT}
"""Kinds that are paid for the units of a materials line."""

BY_USE: Final = MappingProxyType(
    {
        Unit.QUERY: (ChargeKind.USAGE, Per.QUERY),
        Unit.PAGE_CRAWL: (ChargeKind.CRAWL, Per.PAGE_CRAWL),
        Unit.THOUSAND_CRAWLS: (ChargeKind.CRAWL, Per.THOUSAND_CRAWLS),
    }
)
"""Units that count use: the volume of such a line is an estimate, not a commitment."""


@dataclass(frozen=True, slots=True)
class EffectiveCharge:
    """A charge as it counts, with its materials line and its place in the terms."""

    charge: Charge
    line: MaterialsLine | None
    pointer: str

    @property
    def is_derived(self) -> bool:
        return self.pointer.startswith("/materials/")


def effective_charges(terms: Terms) -> tuple[EffectiveCharge, ...]:
    """The prices of the materials lines, then `pricing.charges`.

    A line with a unit rate makes a charge per unit (per query or per crawl, when that is its
    unit); a line with tiers makes a tiered charge: at the rate of the tier the whole volume
    reaches under the fee model volume_tier, else tier by tier.

    A charge that names a line is for that line's volume, at the line's tiers when it has none
    itself. When it is per unit or tiered, or of the kind the line itself would make, and is for
    every purpose of the line, it takes the place of the line's own price. Any other charge, such
    as one for a single purpose, is paid on top.
    """
    own = tuple(own_charges(terms))
    return (*(each for each in _derived(terms) if not _is_replaced(each, own, terms)), *own)


def covers_all_purposes(charge: Charge, line: MaterialsLine, granted: frozenset[Purpose]) -> bool:
    return charge.purposes is None or charge.purposes >= (line.purposes or granted)


def line_of_fee(terms: Terms, charge: Charge) -> str | None:
    """Over whose volume a fee that is not set by volume is spread for a shortfall (C04).

    One that names no line is for the only line of the deal, if that has no price by volume. Else
    nobody can say what part of it is for the volume that is missing, and it is owed in full.
    """
    lines = terms.materials.lines
    if charge.line or len(lines) > 1:
        return charge.line
    by_volume = any(each.charge.line for each in effective_charges(terms))
    return None if by_volume else lines[0].id


def own_charges(terms: Terms) -> Iterator[EffectiveCharge]:
    """`pricing.charges` alone, each with the line that it names."""
    lines = {line.id: line for line in reversed(terms.materials.lines)}
    for i, charge in enumerate(terms.pricing.charges):
        line = lines.get(charge.line) if charge.line else None
        if line and charge.kind in TIERED and not charge.tiers:
            charge = replace(charge, tiers=line.tiers)
        yield EffectiveCharge(charge, line, f"/pricing/charges/{i}")


def _derived(terms: Terms) -> Iterator[EffectiveCharge]:
    for i, line in enumerate(terms.materials.lines):
        if line.tiers:
            charge = _tiered(line, terms.pricing.fee_model)
            yield EffectiveCharge(charge, line, f"/materials/lines/{i}/tiers")
        elif line.unit_rate is not None:
            yield EffectiveCharge(_by_rate(line), line, f"/materials/lines/{i}/unit_rate")


def _tiered(line: MaterialsLine, model: FeeModel) -> Charge:
    whole = model is FeeModel.VOLUME_TIER
    kind = ChargeKind.TIERED_VOLUME if whole else ChargeKind.TIERED_GRADUATED
    return Charge(id=line.id, kind=kind, line=line.id, purposes=line.purposes, tiers=line.tiers)


def _by_rate(line: MaterialsLine) -> Charge:
    kind, per = BY_USE.get(line.unit, (ChargeKind.PER_UNIT, None))
    return Charge(
        id=line.id, kind=kind, line=line.id, purposes=line.purposes, rate=line.unit_rate, per=per
    )


def _is_replaced(derived: EffectiveCharge, own: tuple[EffectiveCharge, ...], terms: Terms) -> bool:
    return any(
        each.line is derived.line
        and derived.line is not None
        and (each.charge.kind in BY_UNIT or each.charge.kind is derived.charge.kind)
        and covers_all_purposes(each.charge, derived.line, terms.grant.purposes)
        for each in own
    )
