"""A deal: one negotiation between a licensor and a licensee, the events that move it, its moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import reduce
from types import MappingProxyType
from typing import Final

from service.domain import signing_events as s
from service.domain.errors import MoveNotAllowed
from service.domain.event import Event as Event
from service.domain.link_events import LinkRevoked as LinkRevoked
from service.domain.link_events import LinkSent as LinkSent
from service.domain.terms import Terms
from service.domain.terms.bounds import Identifier, Line, Name
from service.domain.terms.canonical import Canonical
from service.domain.terms.parties import Side


class OurSide(StrEnum):
    """Which side our organization is on; an intermediary (a marketplace) is on neither."""

    LICENSOR = "licensor"
    LICENSEE = "licensee"
    INTERMEDIARY = "intermediary"

    @property
    def side(self) -> Side | None:
        """The party that our organization is; null for an intermediary."""
        return None if self is OurSide.INTERMEDIARY else Side(self.value)


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
    """`offered` while an offer of the side that opened stands, `countered` while the other's does."""

    DRAFT = "draft"
    OFFERED = "offered"
    COUNTERED = "countered"
    AGREED = "agreed"
    SIGNING = "signing"
    EXECUTED = "executed"
    VOIDED = "voided"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


NEGOTIATING: Final = frozenset({Status.OFFERED, Status.COUNTERED})
"""An offer stands that the other side may accept."""

OPEN: Final = frozenset({Status.DRAFT, *NEGOTIATING, Status.AGREED, Status.SIGNING})
"""A deal that may still come about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Terms put forward by one side; never changed. `number` counts from 1 within the deal.

    `text_sha256` is the digest of the contract's text for these terms; from `expires_at` on nobody
    can accept.
    """

    id: str
    number: int
    side: Side
    written: WrittenTerms
    text_sha256: str
    message: str | None
    expires_at: datetime | None
    by: str
    at: datetime


class Approval(StrEnum):
    """Where the release of a draft stands; a change of the terms begins it anew."""

    NONE = "none"
    REQUESTED = "requested"
    GIVEN = "given"
    REFUSED = "refused"


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
    """`side` took it back; null for an intermediary."""

    side: Side | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(Event):
    """Terms put forward; `offer_id` and `number` name the offer."""

    offer_id: str
    number: int
    side: Side
    written: WrittenTerms
    text_sha256: str
    message: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade(Offered):
    """By the side that opened the negotiation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOffered(Offered):
    """By the other side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAccepted(Event):
    """`terms_sha256` is what whoever accepted had seen. Not yet a contract: nobody is bound."""

    number: int
    side: Side
    terms_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRejected(Event):
    number: int
    side: Side
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWithdrawn(Event):
    number: int
    side: Side
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLapsed(Event):
    """Nobody answered in time."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractDrawnUp(Event):
    """The papers of what was agreed are there; the digests are those of the files."""

    contract_id: str
    docx_sha256: str
    pdf_sha256: str


MOVES: Final[Mapping[tuple[Status, type[Event]], Status]] = MappingProxyType(
    {
        (Status.DRAFT, DraftChanged): Status.DRAFT,
        (Status.DRAFT, ApprovalRequested): Status.DRAFT,
        (Status.DRAFT, ApprovalGiven): Status.DRAFT,
        (Status.DRAFT, ApprovalRefused): Status.DRAFT,
        (Status.DRAFT, OfferMade): Status.OFFERED,
        (Status.DRAFT, DealWithdrawn): Status.WITHDRAWN,
        (Status.OFFERED, DraftChanged): Status.OFFERED,
        (Status.OFFERED, ApprovalRequested): Status.OFFERED,
        (Status.OFFERED, ApprovalGiven): Status.OFFERED,
        (Status.OFFERED, ApprovalRefused): Status.OFFERED,
        (Status.OFFERED, OfferMade): Status.OFFERED,
        (Status.OFFERED, CounterOffered): Status.COUNTERED,
        (Status.OFFERED, OfferAccepted): Status.AGREED,
        (Status.OFFERED, OfferRejected): Status.REJECTED,
        (Status.OFFERED, OfferWithdrawn): Status.WITHDRAWN,
        (Status.OFFERED, OfferLapsed): Status.LAPSED,
        (Status.OFFERED, DealWithdrawn): Status.WITHDRAWN,
        (Status.COUNTERED, DraftChanged): Status.COUNTERED,
        (Status.COUNTERED, ApprovalRequested): Status.COUNTERED,
        (Status.COUNTERED, ApprovalGiven): Status.COUNTERED,
        (Status.COUNTERED, ApprovalRefused): Status.COUNTERED,
        (Status.COUNTERED, CounterOffered): Status.COUNTERED,
        (Status.COUNTERED, OfferMade): Status.OFFERED,
        (Status.COUNTERED, OfferAccepted): Status.AGREED,
        (Status.COUNTERED, OfferRejected): Status.REJECTED,
        (Status.COUNTERED, OfferWithdrawn): Status.WITHDRAWN,
        (Status.COUNTERED, OfferLapsed): Status.LAPSED,
        (Status.COUNTERED, DealWithdrawn): Status.WITHDRAWN,
        (Status.AGREED, ContractDrawnUp): Status.SIGNING,
        (Status.AGREED, DealWithdrawn): Status.WITHDRAWN,
        (Status.SIGNING, DealWithdrawn): Status.WITHDRAWN,
        # Links outlive a deal, so that both sides can go on reading it.
        **{
            (status, event): status
            for status in Status
            if status is not Status.DRAFT
            for event in (LinkSent, LinkRevoked)
        },
        (Status.SIGNING, s.SignersNamed): Status.SIGNING,
        (Status.SIGNING, s.StartConfirmed): Status.SIGNING,
        (Status.SIGNING, s.ContractSent): Status.SIGNING,
        (Status.SIGNING, s.SigningOpened): Status.SIGNING,
        (Status.SIGNING, s.PartySigned): Status.SIGNING,
        (Status.SIGNING, s.SignatureWithdrawn): Status.SIGNING,
        (Status.SIGNING, s.SigningDeclined): Status.SIGNING,
        (Status.SIGNING, s.ReassignmentProposed): Status.SIGNING,
        (Status.SIGNING, s.ReassignmentConfirmed): Status.SIGNING,
        (Status.SIGNING, s.ReassignmentRefused): Status.SIGNING,
        (Status.SIGNING, s.SignerReplaced): Status.SIGNING,
        (Status.SIGNING, s.SignerReminded): Status.SIGNING,
        (Status.SIGNING, s.ContractFormed): Status.SIGNING,
        (Status.SIGNING, s.ExecutedCopyGiven): Status.SIGNING,
        (Status.SIGNING, s.ExecutedCopyConfirmed): Status.SIGNING,
        (Status.SIGNING, s.ExecutedCopyRefused): Status.SIGNING,
        (Status.SIGNING, s.ContractVoided): Status.VOIDED,
        (Status.SIGNING, s.SigningExpired): Status.VOIDED,
        (Status.SIGNING, s.ContractExecuted): Status.EXECUTED,
        (Status.EXECUTED, s.SealUpgraded): Status.EXECUTED,
    }
)
"""A move that is not here does not exist. A deal begins with DealDrafted, as a draft.

What is open to a contract while it is signed is told in CONTRACT_MOVES of `execution.py`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """`written` is our own draft, which the other side never sees; `offer` is the last one made.

    `opened_by` is the side of the first offer, `version` counts the events, `released` are the
    codes of the findings let pass.
    """

    id: str
    header: DealHeader
    written: WrittenTerms
    status: Status = Status.DRAFT
    offer: Offer | None = None
    opened_by: Side | None = None
    approval: Approval = Approval.NONE
    released: frozenset[str] = frozenset()
    version: int = 1

    @property
    def standing(self) -> WrittenTerms:
        """What the deal comes to as both sides know it; the draft where nothing was offered."""
        return self.offer.written if self.offer else self.written

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
            return replace(_drafted(deal, written), header=header)
        case Offered(written=written, side=side):
            opened_by = deal.opened_by or side
            drafted = deal if _is_ahead(deal, side) else _drafted(deal, written)
            return replace(drafted, offer=offer_of(event), opened_by=opened_by)
        case ApprovalRequested():
            return replace(deal, approval=Approval.REQUESTED)
        case ApprovalGiven(codes=codes):
            return replace(deal, approval=Approval.GIVEN, released=frozenset(codes))
        case ApprovalRefused():
            return replace(deal, approval=Approval.REFUSED, released=frozenset())
        case _:
            return deal


def _is_ahead(deal: Deal, side: Side) -> bool:
    """Whether our draft says what we have not offered yet: an offer of theirs leaves it alone."""
    ours = deal.header.our_side.side
    return ours not in (None, side) and deal.offer is not None and deal.written != deal.standing


def _drafted(deal: Deal, written: WrittenTerms) -> Deal:
    """What was let pass was let pass for the terms as they were."""
    if written == deal.written:
        return replace(deal, written=written)
    return replace(deal, written=written, approval=Approval.NONE, released=frozenset())


def offer_of(event: Offered) -> Offer:
    return Offer(
        id=event.offer_id,
        number=event.number,
        side=event.side,
        written=event.written,
        text_sha256=event.text_sha256,
        message=event.message,
        expires_at=event.expires_at,
        by=event.by,
        at=event.at,
    )
