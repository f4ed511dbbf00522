"""Who may suspend what, as the clauses on the grant (C06) and on termination (C46) say."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.domain.errors import Fault, LicenseRefused, NoCureHistory, NotTheirNotice
from service.domain.licenses.license import License
from service.domain.licenses.parts import Notice, NoticeKind, Scope, SuspendedFor
from service.domain.terms.parties import Side
from service.domain.terms.positions import Position

_RESTS: Final = {
    Position.LICENSOR: (Scope.DELIVERY, Scope.UNPAID_ITEMS),
    Position.BALANCED: (Scope.DELIVERY, Scope.UNPAID_ITEMS),
    Position.LICENSEE: (Scope.DELIVERY,),
}
"""What C46 lets the licensor suspend; the licensee's position keeps the license out of it."""

_AT_ONCE: Final = (
    " Only a use outside the license that goes on, or that the other side has not confirmed to "
    "have stopped, needs none: give the ground misuse for it."
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The positions of C46 and of C06 that the deal chose."""

    cause: Position
    grant: Position


def scopes_of(license: License, side: Side, wording: Wording | None, on: date) -> tuple[Scope, ...]:
    """What `side` may suspend on a day; anything where the wording is not known."""
    if wording is None or _law_changed(license):
        return tuple(Scope)
    if side is not Side.LICENSOR:
        return ()
    whole = (Scope.LICENSE,) if wording.grant is Position.LICENSOR else ()
    ready = not _needs_cure(wording) or _not_cured(license, on)
    return (*(_RESTS[wording.cause] if ready else ()), *whole)


def must_allow(
    license: License,
    side: Side,
    scope: Scope,
    notice_id: str | None,
    wording: Wording,
    on: date,
    ground: SuspendedFor | None = None,
) -> None:
    """NotTheirNotice, LicenseRefused, NoCureHistory.

    A change of law lets either side suspend what it makes unlawful (C43), once a notice names it.
    The whole license rests at once for misuse alone; for unpaid fees the time to cure that follows
    a notice of them comes first (C06).
    """
    about = _named(license, notice_id)
    if about is not None and about.kind is NoticeKind.CHANGE_OF_LAW:
        return
    if side is not Side.LICENSOR:
        raise NotTheirNotice("A suspension", [Side.LICENSOR])
    if scope is Scope.LICENSE and wording.grant is Position.LICENSOR:
        if ground is not SuspendedFor.MISUSE and not _not_cured(license, on):
            raise NoCureHistory(_first_end(license), _AT_ONCE)
        return
    if scope not in (allowed := _RESTS[wording.cause]):
        raise LicenseRefused(
            [Fault("/scope", f"The contract lets you suspend {_listed(allowed)}.")]
        )
    if _needs_cure(wording) and not _not_cured(license, on):
        raise NoCureHistory(_first_end(license))


def _needs_cure(wording: Wording) -> bool:
    """Save in the licensor's position, the time to cure comes first (C46)."""
    return wording.cause is not Position.LICENSOR


def _not_cured(license: License, on: date) -> bool:
    return any(each.cure_ends_on and each.cure_ends_on < on for each in _breaches(license))


def _first_end(license: License) -> date | None:
    return min(
        (each.cure_ends_on for each in _breaches(license) if each.cure_ends_on), default=None
    )


def _breaches(license: License) -> list[Notice]:
    """Which the licensor named, and whose time to cure is not paused."""
    return [
        each
        for each in license.notices
        if each.side is Side.LICENSOR and each.cures and each.paused_on is None
    ]


def _law_changed(license: License) -> bool:
    return any(each.stands for each in license.notices if each.kind is NoticeKind.CHANGE_OF_LAW)


def _named(license: License, notice_id: str | None) -> Notice | None:
    if notice_id is None:
        return None
    for each in license.notices:
        if each.id == notice_id and each.stands:
            return each
    raise LicenseRefused([Fault("/notice_id", "Name a notice of this license that stands.")])


def _listed(scopes: Collection[Scope]) -> str:
    return " or ".join(scope.replace("_", " ") for scope in scopes)
