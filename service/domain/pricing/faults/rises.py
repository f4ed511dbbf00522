"""Indexation and the price of a renewal have what their kind reads, and no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service.domain.errors import Fault
from service.domain.terms import Terms
from service.domain.terms.period import RenewalPriceMode
from service.domain.terms.prices import IndexationKind
from service.domain.wording import figure


@dataclass(frozen=True, slots=True)
class _Rise:
    """One way in which prices rise, and what its fields are called in the terms."""

    at: str
    kind: str
    takes_pct: bool
    by_index: bool
    pct: Decimal | None
    cap: tuple[str, Decimal | None]
    floor: tuple[str, Decimal | None]


def rises_have_their_percentage(terms: Terms) -> Iterator[Fault]:
    for rise in _rises(terms):
        if rise.takes_pct and rise.pct is None:
            yield Fault(f"{rise.at}/pct", f"{rise.kind} needs a percentage.")
        if rise.pct is not None and not rise.takes_pct:
            yield Fault(
                f"{rise.at}/pct",
                f"{rise.kind} does not read a percentage: leave out the {figure(rise.pct)}, or "
                "choose a kind that rises by it.",
            )


def only_an_index_is_bounded(terms: Terms) -> Iterator[Fault]:
    for rise in _rises(terms):
        for name, bound in (rise.cap, rise.floor):
            if bound is not None and not rise.by_index:
                yield Fault(
                    f"{rise.at}/{name}",
                    f"Only a rise by a price index (cpi) has a {name.removesuffix('_pct')}: "
                    "leave it out.",
                )


def caps_stand_above_floors(terms: Terms) -> Iterator[Fault]:
    for rise in _rises(terms):
        (name, cap), (_, floor) = rise.cap, rise.floor
        if cap is not None and floor is not None and cap < floor:
            yield Fault(
                f"{rise.at}/{name}",
                f"The cap of {figure(cap)} % is below the floor of {figure(floor)} %.",
            )


def _rises(terms: Terms) -> tuple[_Rise, _Rise]:
    indexation, price = terms.pricing.indexation, terms.period.renewal.price
    return (
        _Rise(
            at="/pricing/indexation",
            kind=f"Indexation of the kind {indexation.kind}",
            takes_pct=indexation.kind is IndexationKind.FIXED_PCT,
            by_index=indexation.kind is IndexationKind.CPI,
            pct=indexation.pct,
            cap=("cap_pct", indexation.cap_pct),
            floor=("floor_pct", indexation.floor_pct),
        ),
        _Rise(
            at="/period/renewal/price",
            kind=f"A renewal price of the mode {price.mode}",
            takes_pct=price.mode is RenewalPriceMode.UPLIFT,
            by_index=price.mode is RenewalPriceMode.CPI,
            pct=price.pct,
            cap=("cap", price.cap),
            floor=("floor", price.floor),
        ),
    )


RULES: Final = (rises_have_their_percentage, only_an_index_is_bounded, caps_stand_above_floors)
