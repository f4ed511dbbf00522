"""What a check finds: how grave it is, where it stands, on what basis, and who may pass it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from service.domain.deal import OurSide
from service.domain.money import Money
from service.domain.terms import Terms


class Level(StrEnum):
    BLOCK = "block"
    """Must not leave the house, unless an approver may and does override it."""
    WARN = "warn"
    """The drafter should think."""
    NOTE = "note"
    """The draft takes care of it by itself, or it only needs to be known."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A rule as it is cited; `checked` says whether it was read in a source."""

    words: str
    checked: bool = True


def to_be_confirmed(words: str) -> Basis:
    """A rule cited from knowledge: nobody is shown it without being told so."""
    return Basis(f"{words} (to be confirmed)", checked=False)


THE_TERMS: Final = Basis("What these terms say together")
"""No rule of law is needed to see it."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a check reads. `fee` is what is committed in all, null where that is not known."""

    terms: Terms
    our_side: OurSide
    fee: Money | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Ours alone: never shown to the other side (legal-review.md B20).

    `pointers` are JSON pointers relative to the terms. `overridable` says whether an approver may
    let a block pass; what does not block needs no override and is always true.
    """

    code: str
    level: Level
    pointers: tuple[str, ...]
    basis: str
    basis_checked: bool
    sentence: str
    overridable: bool

    @property
    def is_final(self) -> bool:
        """Whether the deal cannot be agreed with it: it blocks, and nobody may let it pass."""
        return self.level is Level.BLOCK and not self.overridable


@dataclass(frozen=True, slots=True)
class Hit:
    pointers: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check; `finds` says where and in what words it hits, or null."""

    code: str
    level: Level
    basis: Basis
    finds: Callable[[Matter], Hit | None]
    overridable: bool = True

    def on(self, matter: Matter) -> Finding | None:
        hit = self.finds(matter)
        if hit is None:
            return None
        return Finding(
            code=self.code,
            level=self.level,
            pointers=hit.pointers,
            basis=self.basis.words,
            basis_checked=self.basis.checked,
            sentence=hit.sentence,
            overridable=self.overridable,
        )


def hit(pointers: Iterable[str], sentence: str) -> Hit | None:
    """Null where there is nothing to point at."""
    found = tuple(pointers)
    return Hit(found, sentence) if found else None
