"""What letters about a deal say, to our own people and to those who act by a link."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from service.commands.timeline import Step, step
from service.desk import Desk
from service.domain.comments import Comment
from service.domain.deal import (
    CounterOffered,
    Deal,
    Offer,
    OfferAccepted,
    OfferLapsed,
    OfferMade,
)
from service.domain.errors import NotFound
from service.domain.letters import DealLetter, Detail
from service.domain.party import PartyMember
from service.domain.post import Address, Occasion
from service.domain.terms.parties import Side
from service.domain.wording import day_in_words, sum_of
from service.drafting.differences.money import signed
from service.notifications.letter import LetterRefused
from service.notifications.matter import Between, DealSaid, Matter, Stance, discreet
from service.signing.links import DEAL
from service.storage.comments import Comments
from service.storage.deal_links import DealLinks, member_of
from service.storage.post_office import PostOffice
from service.storage.views import DealRow, EventRow, Views

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a letter: for which side (null for neither), and by which link, if by one."""

    side: Side | None
    member: PartyMember | None

    def stance(self, actor: str, acted: Side | None) -> Stance:
        if self.member is not None and self.member.link_id == actor:
            return Stance.READER
        if self.side is None:
            return Stance.BETWEEN
        return Stance.OWN_SIDE if acted is self.side else Stance.OTHER_SIDE


def deal_matter(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    """NotFound where it is gone; LetterRefused for a link that no longer opens."""
    deal = views.deal(occasion.deal or "")
    reader = _reader(desk, views, occasion, deal)
    org, detail = PostOffice(views.connection, views.org).house()
    said = _ABOUT.get(occasion.kind, _moved)(views, occasion, deal, reader)
    title = None if reader.member else deal.header.title
    matter = replace(
        said,
        org=org,
        link=_address(desk, reader, deal),
        deal=replace(said.deal, title=title),
    )
    return matter if detail is Detail.FULL else discreet(matter)


def _reader(desk: Desk, views: Views, occasion: Occasion, deal: Deal) -> Reader:
    """Our own people have an id, those with a link are whom the letter is about."""
    if occasion.user is not None:
        return Reader(deal.header.our_side.side, None)
    try:
        member = member_of(views.connection, occasion.about or "", desk.clock())
    except NotFound:
        raise LetterRefused("Whom it is for no longer acts on the deal.") from None
    if member.deal_id != deal.id:
        raise NotFound
    return Reader(member.side, member)


def _address(desk: Desk, reader: Reader, deal: Deal) -> str:
    if reader.member is None:
        return f"{desk.links.base_url}/deals/{deal.id}"
    return f"{desk.links.base_url}/d/{desk.links.token(DEAL, reader.member.link_id)}"


def _moved(views: Views, occasion: Occasion, deal: Deal, reader: Reader) -> Matter:
    """About an event of the deal."""
    event = _event(views, deal.id, occasion.event_seq)
    row = views.deal_row(deal.id)
    offer = _offer(views, deal.id, event)
    matter = _acted(views, reader, event.actor, _side_of(event, offer))
    matter = replace(
        matter, at=event.at, said=_remark(event), deal=DealSaid(facts=contract_facts(row))
    )
    if offer is None:
        return matter
    between = replace(matter.between, number=offer.number, what=_what(event, offer))
    matter = replace(matter, between=between)
    return _with_offer(views, matter, deal, offer) if event.type in _OFFERED else matter


def _with_offer(views: Views, matter: Matter, deal: Deal, offer: Offer) -> Matter:
    before = next((o for o in views.offers_of(deal.id) if o.number == offer.number - 1), None)
    facts = _offer_facts(step(offer, before, deal.header.our_side))
    return replace(matter, until=offer.expires_at, deal=DealSaid(facts=facts))


def _released(views: Views, occasion: Occasion, deal: Deal, _: Reader) -> Matter:
    """About the release of our draft; ours alone."""
    event = _event(views, deal.id, occasion.event_seq)
    row = views.deal_row(deal.id)
    return Matter(
        org="",
        link="",
        by=PostOffice(views.connection, views.org).address_of(event.actor),
        deal=DealSaid(facts=(*contract_facts(row), ("Findings", str(row.to_release)))),
        said=_remark(event),
        at=event.at,
    )


def _commented(views: Views, occasion: Occasion, deal: Deal, reader: Reader) -> Matter:
    """The key of the letter begins with the comment's; ours alone never leaves the house."""
    box = Comments(views.connection, views.org)
    comment = box.comment(occasion.key.partition(":")[0])
    if reader.member is not None and not comment.shared:
        raise LetterRefused("The comment is our own side's alone.")
    matter = _acted(views, reader, comment.by, comment.side)
    return replace(
        matter,
        at=comment.at,
        said=comment.text,
        between=replace(matter.between, shared=comment.shared),
        deal=DealSaid(facts=_comment_facts(comment)),
    )


def _linked(views: Views, _: Occasion, deal: Deal, reader: Reader) -> Matter:
    """Whoever invited, where it was somebody else."""
    if reader.member is None:
        raise NotFound
    links = DealLinks(views.connection, views.org).of_deal(deal.id)
    link = next(each for each in links if each.id == reader.member.link_id)
    return _acted(views, reader, link.invited_by, reader.side)


_ABOUT: Final[Mapping[str, Callable[[Views, Occasion, Deal, Reader], Matter]]] = MappingProxyType(
    {
        "approval_requested": _released,
        "approval_given": _released,
        "approval_refused": _released,
        DealLetter.DEAL_LINK: _linked,
        DealLetter.COMMENT: _commented,
        DealLetter.MENTIONED: _commented,
    }
)
_OFFERED: Final = (OfferMade.__name__, CounterOffered.__name__)


def _acted(views: Views, reader: Reader, actor: str, side: Side | None) -> Matter:
    """Who did something, from where the reader stands."""
    person = PostOffice(views.connection, views.org).address_of(actor)
    by = person or _by_link(views, actor)
    between = Between(
        stance=reader.stance(actor, side),
        acted=side or "",
        by_link=person is None and by is not None,
        reads_by_link=reader.member.side if reader.member else "",
    )
    return Matter(org="", link="", by=by, between=between)


def _by_link(views: Views, actor: str) -> Address | None:
    """Null for a program, and where nobody did it."""
    try:
        member = DealLinks(views.connection, views.org).member(actor)
    except NotFound:
        return None
    return Address(member.email, member.name)


def _offer(views: Views, deal_id: str, event: EventRow) -> Offer | None:
    """The offer that an event is about."""
    number = event.data.get("number")
    return next((o for o in views.offers_of(deal_id) if o.number == number), None)


def _side_of(event: EventRow, offer: Offer | None) -> Side | None:
    """Who acted; of an offer that lapsed, whose it was."""
    if event.type == OfferLapsed.__name__ and offer is not None:
        return offer.side
    side: Any = event.data.get("side")
    return Side(side) if side else None


def _what(event: EventRow, offer: Offer) -> str:
    if event.type == OfferAccepted.__name__ or offer.number == 1:
        return "an offer"
    return "a counter-offer" if event.type == CounterOffered.__name__ else "a new offer"


def _remark(event: EventRow) -> str | None:
    said = (event.data.get(name) for name in ("message", "reason", "note"))
    return next((each for each in said if each), None)


def _event(views: Views, deal_id: str, seq: int | None) -> EventRow:
    return next(event for event in views.history(deal_id) if event.seq == seq)


def contract_facts(row: DealRow) -> Facts:
    starts = day_in_words(row.starts_on) if row.starts_on else "At the last signature"
    return (
        ("Licensor", row.licensor_name),
        ("Licensee", row.licensee_name),
        ("Committed", sum_of(row.committed)),
        ("Starts", starts),
    )


def _offer_facts(found: Step) -> Facts:
    return tuple(_offer_facts_of(found))


def _offer_facts_of(found: Step) -> Iterator[tuple[str, str]]:
    """As the offer says them, whatever has been offered since."""
    parties = found.offer.written.terms.parties
    yield "Licensor", parties.licensor.legal_name
    yield "Licensee", parties.licensee.legal_name
    yield "Committed", sum_of(found.committed)
    if found.before and found.changes:
        effects = [t.difference for t in found.changes.fees.totals if t.difference]
        moved = [signed(effect) for effect in effects if effect.minor]
        if moved:
            yield f"Against offer {found.before.number}", ", ".join(moved)
        yield "What changed", found.changes.summary


def _comment_facts(comment: Comment) -> Facts:
    return (("Clause", comment.clause),) if comment.clause else ()
