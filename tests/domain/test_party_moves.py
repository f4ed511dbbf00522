"""What is said to be open to somebody with a link is what the rules let them do."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from schemas.terms import written
from service.domain import negotiation
from service.domain.deal import Deal, DealDrafted, DealHeader, Event, OfferLapsed, OurSide, Status
from service.domain.errors import CounterpartError
from service.domain.negotiation import Proposal, has_expired
from service.domain.party_moves import PartyMove, open_to
from service.domain.terms.parties import Side
from tests.builders import some_terms
from tests.conftest import NOON

LATER = NOON + timedelta(days=2)
ENDS = NOON + timedelta(days=1)


def _offered(deal: Deal, side: Side, months: int, **more: object) -> Deal:
    period = some_terms().period
    terms = written(some_terms(period=type(period)(**{**_fields(period), "months": months})))
    proposal = Proposal(
        id=f"off_{months}",
        side=side,
        written=terms,
        text_sha256="",
        **more,  # type: ignore[arg-type]
    )
    return deal.after(negotiation.make_offer(deal, proposal, None, by="x", at=NOON))


def _fields(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]


def _deals() -> Iterator[tuple[str, Deal]]:
    header = DealHeader(family="bulk-media", our_side=OurSide.LICENSOR)
    drafted = DealDrafted(header=header, written=written(some_terms()), by="x", at=NOON)
    offered = _offered(Deal.begun("deal_x", drafted), Side.LICENSOR, 24, expires_at=ENDS)
    yield "offered", offered
    yield "countered", _offered(offered, Side.LICENSEE, 36)
    sha = offered.standing.canonical.sha256
    accepted = negotiation.accept(
        offered, side=Side.LICENSEE, terms_sha256=sha, findings=None, by="x", at=NOON
    )
    yield "agreed", offered.after(accepted)
    rejected = negotiation.reject(offered, side=Side.LICENSEE, reason=None, by="x", at=NOON)
    yield "rejected", offered.after(rejected)
    yield "lapsed", offered.after((OfferLapsed(number=1, by="system", at=LATER),))


DEALS = dict(_deals())


def _tries(deal: Deal, side: Side) -> dict[PartyMove, Callable[[], tuple[Event, ...]]]:
    proposal = Proposal(
        id="off_new", side=side, written=written(some_terms(special_terms=())), text_sha256=""
    )
    at, sha = LATER, deal.standing.canonical.sha256
    return {
        PartyMove.ACCEPT: lambda: negotiation.accept(
            deal, side=side, terms_sha256=sha, findings=None, by="x", at=at
        ),
        PartyMove.OFFER: lambda: negotiation.make_offer(deal, proposal, None, by="x", at=at),
        PartyMove.REJECT: lambda: negotiation.reject(deal, side=side, reason=None, by="x", at=at),
        PartyMove.WITHDRAW: lambda: negotiation.withdraw_deal(
            deal, side=side, reason=None, by="x", at=at
        ),
    }


def _goes(deal: Deal, move: Callable[[], tuple[Event, ...]]) -> bool:
    try:
        deal.after(move())
    except CounterpartError:
        return False
    return True


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("name", DEALS)
def test_a_move_is_open_where_the_rules_take_it(name: str, side: Side) -> None:
    deal = DEALS[name]
    expired = has_expired(deal, LATER)
    said = {*open_to(side, deal.status, deal.offer, expired=expired, formed=False)}
    taken = {move for move, tried in _tries(deal, side).items() if _goes(deal, tried)}
    if expired:
        taken -= {PartyMove.REJECT}  # it would be taken, but there is nothing left to reject
    assert said - {PartyMove.INVITE, PartyMove.COMMENT} == taken


def test_something_can_always_be_said_and_colleagues_come_while_it_is_open() -> None:
    said = {
        name: open_to(Side.LICENSEE, deal.status, deal.offer, expired=False, formed=False)
        for name, deal in DEALS.items()
    }
    assert all(PartyMove.COMMENT in moves for moves in said.values())
    inviting = {name for name, moves in said.items() if PartyMove.INVITE in moves}
    assert inviting == {"offered", "countered", "agreed"}


@pytest.mark.parametrize("side", Side)
def test_nobody_leaves_once_everybody_has_signed(side: Side) -> None:
    found = open_to(side, Status.SIGNING, None, expired=False, formed=True)
    assert PartyMove.WITHDRAW not in found
    assert PartyMove.COMMENT in found
