"""A deal: one negotiation between a licensor and a licensee, the events that move it, its moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import reduce
from types import MappingProxyType
from typing import Final

from service.domain.errors import MoveNotAllowed
from service.domain.terms import Terms
from service.domain.terms.bounds import Identifier, Line, Name
from service.domain.terms.canonical import Canonical


class OurSide(StrEnum):
    """Which side our organization is on; an intermediary (a marketplace) is on neither."""

    LICENSOR = "licensor"
    LICENSEE = "licensee"
    INTERMEDIARY = "intermediary"


class RelationKind(StrEnum):
    RENEWAL = "renewal"
    AMENDMENT = "amendment"
    TRANCHE = "tranche"
    REPLACEMENT = "replacement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The license that a deal renews, amends, adds to or replaces."""

    kind: RelationKind
    license: Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class DealHeader:
    """What we keep beside the terms: ours alone, never printed, never in a digest."""

    family: Identifier
    title: Name | None = None
    our_side: OurSide
    relation: Relation | None = None
    external_id: Name | None = None
    metadata: Mapping[Identifier, Line] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class DealFile:
    """A deal as somebody hands it in."""

    header: DealHeader
    terms: Terms


@dataclass(frozen=True, slots=True)
class WrittenTerms:
    """Terms with the bytes that say them, which are kept and never written anew.

    The bytes alone tell whether two are the same.
    """

    terms: Terms = field(compare=False)
    canonical: Canonical


class Status(StrEnum):
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


OPEN: Final = frozenset({Status.DRAFT})
"""A deal that may still come about."""


class Approval(StrEnum):
    """Where the release of a draft stands; a change of the terms begins it anew."""

    NONE = "none"
    REQUESTED = "requested"
    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a deal. `by` is the id of who did it, `at` is aware and in UTC."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DealDrafted(Event):
    """`copied_from` is the id of the deal whose terms this one began with."""

    header: DealHeader
    written: WrittenTerms
    copied_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftChanged(Event):
    """The draft's terms, or what we keep beside them, replaced whole."""

    header: DealHeader
    written: WrittenTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequested(Event):
    """`codes` are the findings that an approver must let pass."""

    codes: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalGiven(Event):
    """`codes` were let pass, for `reason`; ours alone (legal-review.md B20)."""

    codes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRefused(Event):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealWithdrawn(Event):
    reason: str | None = None


MOVES: Final[Mapping[tuple[Status, type[Event]], Status]] = MappingProxyType(
    {
        (Status.DRAFT, DraftChanged): Status.DRAFT,
        (Status.DRAFT, ApprovalRequested): Status.DRAFT,
        (Status.DRAFT, ApprovalGiven): Status.DRAFT,
        (Status.DRAFT, ApprovalRefused): Status.DRAFT,
        (Status.DRAFT, DealWithdrawn): Status.WITHDRAWN,
    }
)
"""A move that is not here does not exist. A deal begins with DealDrafted, as a draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """`version` counts its events; `released` are the codes of the findings let pass."""

    id: str
    header: DealHeader
    written: WrittenTerms
    status: Status = Status.DRAFT
    approval: Approval = Approval.NONE
    released: frozenset[str] = frozenset()
    version: int = 1

    @classmethod
    def begun(cls, id: str, event: DealDrafted) -> Deal:
        return cls(id=id, header=event.header, written=event.written)

    def after(self, events: Iterable[Event]) -> Deal:
        """MoveNotAllowed for a move that does not stand in MOVES."""
        return reduce(_moved, events, self)


def _moved(deal: Deal, event: Event) -> Deal:
    status = MOVES.get((deal.status, type(event)))
    if status is None:
        raise MoveNotAllowed(deal.status, type(event).__name__)
    return _with(replace(deal, status=status, version=deal.version + 1), event)


def _with(deal: Deal, event: Event) -> Deal:
    match event:
        case DraftChanged(header=header, written=written):
            same = written.canonical.sha256 == deal.written.canonical.sha256
            kept = deal if same else replace(deal, approval=Approval.NONE, released=frozenset())
            return replace(kept, header=header, written=written)
        case ApprovalRequested():
            return replace(deal, approval=Approval.REQUESTED)
        case ApprovalGiven(codes=codes):
            return replace(deal, approval=Approval.GIVEN, released=frozenset(codes))
        case ApprovalRefused():
            return replace(deal, approval=Approval.REFUSED, released=frozenset())
        case _:
            return deal
