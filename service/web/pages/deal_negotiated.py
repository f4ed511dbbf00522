"""What the page of a deal shows of the two sides: offers, whose turn it is, people, comments, papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from service.commands.timeline import changed, timeline
from service.domain.comments import Comment
from service.domain.deal import NEGOTIATING, Deal
from service.domain.negotiation import NOT_BINDING, has_expired, turn_of
from service.domain.people import Person
from service.domain.period.zones import day_at
from service.domain.terms.parties import Party, Side
from service.drafting.catalog import Listed, clauses_of
from service.drafting.differences import Differences
from service.drafting.library import family
from service.storage.accounts import Accounts
from service.storage.comments import Comments
from service.storage.contracts import Contracts
from service.storage.deal_links import DealLinks
from service.storage.views import EventRow, Views

_USUAL: Final = timedelta(days=14)
"""How long an offer stands where nobody says something else."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Whose answer is waited for: the party's name, whether that is us, and for how many days."""

    party: str
    ours: bool
    days: int
    expired: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A comment; `new` where this reader has not seen it."""

    comment: Comment
    new: bool


def negotiated(
    views: Views, deal: Deal, history: Sequence[EventRow], person: Person, at: datetime
) -> dict[str, Any]:
    steps = timeline(views.offers_of(deal.id), deal.header.our_side)
    told = _told(views, deal, person)
    return {
        "steps": [*reversed(steps)],
        "makers": {event.data["offer_id"]: event for event in history if "offer_id" in event.data},
        "turn": _turned(deal, at),
        "draft_changes": _draft_changes(deal),
        "us": _us(deal),
        "party_of": {side: party_of(deal, side).legal_name for side in Side},
        "people": DealLinks(views.connection, views.org).of_deal(deal.id),
        "told": told,
        "unread": sum(each.new for each in told),
        "members": Accounts(views.connection).members(views.org),
        "clauses": _clauses(deal),
        "contract": Contracts(views.connection, views.org).of_deal(deal.id),
        "not_binding": NOT_BINDING,
        "usual_end": day_at(at + _USUAL, deal.written.terms.period.timezone),
        "today": day_at(at, deal.written.terms.period.timezone),
    }


def party_of(deal: Deal, side: Side) -> Party:
    return deal.standing.terms.parties.of(side)[0]


def _us(deal: Deal) -> Party | None:
    """What the offer that stands says of us; null for an intermediary."""
    side = deal.header.our_side.side
    return party_of(deal, side) if side else None


def _turned(deal: Deal, at: datetime) -> Turned | None:
    side = turn_of(deal)
    if side is None or deal.offer is None:
        return None
    return Turned(
        party=party_of(deal, side).legal_name,
        ours=side is deal.header.our_side.side,
        days=(at - deal.offer.at).days,
        expired=has_expired(deal, at),
    )


def _draft_changes(deal: Deal) -> Differences | None:
    """What our draft would change; null where it says what stands."""
    if deal.status not in NEGOTIATING or deal.written == deal.standing:
        return None
    return changed(deal.standing, deal.written)


def _told(views: Views, deal: Deal, person: Person) -> list[Told]:
    box = Comments(views.connection, views.org)
    read = box.read_up_to(deal.id, person.user_id)
    return [
        Told(each, each.number > read and each.by != person.user_id)
        for each in box.of_deal(deal.id, shared_only=False)
    ]


def _clauses(deal: Deal) -> list[Listed]:
    form = deal.standing.terms.form
    return [each for each in clauses_of(family(form.family, form.version)) if each.text]
