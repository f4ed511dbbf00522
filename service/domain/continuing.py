"""How the terms of a deal name the agreement that they go on with, so that no second one stands beside it.

A special term to the clause on amendments (C54) does. Without it the paper is another license.
"""

from dataclasses import dataclass
from typing import Final

from service.domain.deal import RelationKind
from service.domain.terms import Terms
from service.domain.terms.signing import SpecialAction, SpecialTerm

GENERAL: Final = "C54"

_AMENDMENT: Final = "Amendment"
_RENEWAL: Final = "Renewal-"


@dataclass(frozen=True, slots=True)
class Continues:
    """What terms do to an agreement; `n` is the renewal that they agree on."""

    kind: RelationKind
    n: int | None = None

    @property
    def term_id(self) -> str:
        return _AMENDMENT if self.n is None else f"{_RENEWAL}{self.n}"


def continues(terms: Terms) -> Continues | None:
    """Null where the terms name no agreement that they go on with."""
    found = (said for each in terms.special_terms if (said := named_by(each)))
    return next(found, None)


def named_by(special: SpecialTerm) -> Continues | None:
    number = special.id.removeprefix(_RENEWAL)
    if special.clause != GENERAL or special.action is not SpecialAction.ADD:
        return None
    if special.id == _AMENDMENT:
        return Continues(RelationKind.AMENDMENT)
    if special.id.startswith(_RENEWAL) and number.isascii() and number.isdecimal():
        return Continues(RelationKind.RENEWAL, int(number))
    return None
