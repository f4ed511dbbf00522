"""A deal as one side sees it through a personal link: nothing that is the organization's alone.

No draft, title, reference, label, finding, release or internal comment can be read from here, and
no version, which would tell how often somebody has worked on the draft.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from service.domain.comments import Comment
from service.domain.deal import DealWithdrawn, Offer, OfferRejected, OfferWithdrawn, Status
from service.domain.drawing_up import ContractStatus
from service.domain.negotiation import has_expired, turn_of
from service.domain.party import PartyMember
from service.domain.party_moves import PartyMove, open_to
from service.domain.terms.parties import Side
from service.storage.actors import organization_name
from service.storage.comments import Comments
from service.storage.contracts import Contracts
from service.storage.deal_links import DealLinks
from service.storage.views import EventRow, Views

_ENDS: Final = frozenset(kind.__name__ for kind in (DealWithdrawn, OfferRejected, OfferWithdrawn))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a deal came to nothing: which side ended it (null: an intermediary), when and why."""

    side: Side | None
    at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDeal:
    """`offers` begins with the first one; `side` is the reader's.

    `host` is the organization that runs the deal here, and `host_side` the side it is on, null
    where it is on neither. `colleagues` names whoever acts for the reader's side, by link id.
    `in_force` says whether the link opens the license that the deal led to.
    """

    id: str
    family: str
    side: Side
    host: str
    host_side: Side | None
    status: Status
    turn: Side | None
    expired: bool
    offers: Sequence[Offer]
    comments: Sequence[Comment]
    unread: int
    colleagues: Mapping[str, str]
    ended: Ended | None
    contract: ContractStatus | None
    moves: tuple[PartyMove, ...]
    in_force: bool

    @property
    def standing(self) -> Offer:
        """The last offer made."""
        return self.offers[-1]

    def numbered(self, number: int) -> Offer | None:
        return next((offer for offer in self.offers if offer.number == number), None)


def party_deal(views: Views, member: PartyMember, at: datetime) -> PartyDeal:
    """There is no link before there is an offer."""
    deal = views.deal(member.deal_id)
    contract = Contracts(views.connection, views.org).of_deal(deal.id)
    said = Comments(views.connection, views.org)
    expired = has_expired(deal, at)
    return PartyDeal(
        id=deal.id,
        family=deal.header.family,
        side=member.side,
        host=organization_name(views.connection, views.org),
        host_side=deal.header.our_side.side,
        status=deal.status,
        turn=turn_of(deal),
        expired=expired,
        offers=views.offers_of(deal.id),
        comments=said.of_deal(deal.id, shared_only=True),
        unread=said.unread(deal.id, member.link_id, shared_only=True),
        colleagues=_colleagues(views, member),
        ended=_ended(views.history(deal.id)) if _is_over(deal.status) else None,
        contract=contract.status if contract else None,
        moves=open_to(
            member.side,
            deal.status,
            deal.offer,
            expired=expired,
            formed=contract is not None and contract.is_formed,
        ),
        in_force=member.license_id is not None,
    )


def _colleagues(views: Views, member: PartyMember) -> dict[str, str]:
    links = DealLinks(views.connection, views.org).of_deal(member.deal_id)
    return {link.id: link.name for link in links if link.side is member.side}


def _is_over(status: Status) -> bool:
    return status in (Status.REJECTED, Status.WITHDRAWN)


def _ended(history: Sequence[EventRow]) -> Ended | None:
    last = next((event for event in reversed(history) if event.type in _ENDS), None)
    if last is None:
        return None
    side = last.data.get("side")
    return Ended(side=Side(side) if side else None, at=last.at, reason=last.data.get("reason"))
