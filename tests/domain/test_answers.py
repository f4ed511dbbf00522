"""Who may answer an offer, and how long."""

from datetime import timedelta

import pytest

from service.domain import deal as d
from service.domain import drafts, negotiation
from service.domain.deal import (
    Deal,
    OurSide,
    Status,
)
from service.domain.errors import (
    MoveNotAllowed,
    NotYourTurn,
    OfferExpired,
    TermsHaveMoved,
)
from service.domain.negotiation import LONGEST, Turn
from service.domain.terms.parties import Side
from tests.conftest import NOON
from tests.domain.offered import (
    ENDS,
    NONE,
    THEM,
    US,
    accepted,
    countered,
    drafted,
    events_of_offer,
    lapsed,
    offer_withdrawn,
    offered,
    over,
    put,
    rejected,
    withdrawn,
)
from tests.negotiating import for_months


def test_the_other_side_accepts_what_it_was_shown() -> None:
    deal = offered()
    (event,) = negotiation.accept(
        deal,
        side=THEM,
        terms_sha256=deal.standing.canonical.sha256,
        findings=None,
        by="lnk_bo",
        at=NOON,
    )
    sha = deal.standing.canonical.sha256
    assert event == d.OfferAccepted(number=1, side=THEM, terms_sha256=sha, by="lnk_bo", at=NOON)
    assert deal.after((event,)).status is Status.AGREED


def test_we_accept_a_counter_offer() -> None:
    assert accepted(countered(), US, findings=NONE).status is Status.AGREED


def test_nobody_accepts_what_has_moved() -> None:
    with pytest.raises(TermsHaveMoved):
        accepted(countered(), US, seen=for_months(24), findings=NONE)


def test_nobody_accepts_our_draft_in_place_of_our_offer() -> None:
    deal = offered()
    draft = for_months(40)
    deal = deal.after(drafts.change(deal, deal.header, draft, by="x", at=NOON))
    with pytest.raises(TermsHaveMoved):
        accepted(deal, THEM, seen=draft)


@pytest.mark.parametrize(("deal", "side"), [(offered(), US), (countered(), THEM)])
def test_nobody_accepts_an_offer_of_their_own(deal: Deal, side: Side) -> None:
    with pytest.raises(NotYourTurn):
        accepted(deal, side)


def test_an_offer_is_accepted_until_its_time_is_over() -> None:
    deal = offered(expires_at=ENDS)
    last = ENDS - timedelta(microseconds=1)
    assert accepted(deal, THEM, at=last).status is Status.AGREED


def test_an_offer_is_not_accepted_from_its_end_on() -> None:
    with pytest.raises(OfferExpired):
        accepted(offered(expires_at=ENDS), THEM, at=ENDS)


@pytest.mark.parametrize("name", ["agreed", "rejected", "withdrawn", "lapsed"])
def test_nothing_is_accepted_once_it_is_over(name: str) -> None:
    with pytest.raises(MoveNotAllowed):
        accepted(over()[name], THEM)


def test_a_draft_is_not_accepted() -> None:
    with pytest.raises(MoveNotAllowed):
        accepted(drafted(), THEM)


def test_a_rejection_ends_the_deal() -> None:
    assert rejected(offered(), THEM).status is Status.REJECTED


def test_nobody_rejects_an_offer_of_their_own() -> None:
    with pytest.raises(NotYourTurn):
        rejected(offered(), US)


def test_a_side_takes_back_its_own_offer() -> None:
    assert offer_withdrawn(offered(), US).status is Status.WITHDRAWN


def test_nobody_takes_back_an_offer_of_the_other_side() -> None:
    with pytest.raises(NotYourTurn):
        offer_withdrawn(offered(), THEM)


@pytest.mark.parametrize("side", Side)
def test_either_side_may_leave_what_is_agreed(side: Side) -> None:
    assert withdrawn(accepted(offered(), THEM), side).status is Status.WITHDRAWN


@pytest.mark.parametrize("name", ["rejected", "withdrawn", "lapsed"])
def test_nobody_leaves_what_is_over(name: str) -> None:
    with pytest.raises(MoveNotAllowed):
        withdrawn(over()[name], THEM)


def test_an_offer_lapses_at_its_end() -> None:
    assert lapsed().status is Status.LAPSED


def test_an_offer_does_not_lapse_before() -> None:
    deal = offered(expires_at=ENDS)
    assert negotiation.lapse(deal, at=ENDS - timedelta(microseconds=1)) == ()


def test_an_offer_without_an_end_stands() -> None:
    assert negotiation.lapse(offered(), at=NOON + LONGEST * 9) == ()


@pytest.mark.parametrize("name", ["agreed", "rejected", "withdrawn", "lapsed"])
def test_what_is_over_does_not_lapse(name: str) -> None:
    assert negotiation.lapse(over()[name], at=NOON + LONGEST * 9) == ()


def _opened_for(side: Side) -> Deal:
    return put(drafted(OurSide.INTERMEDIARY), side, findings=NONE)


@pytest.mark.parametrize("side", Side)
def test_an_intermediary_opens_for_a_side(side: Side) -> None:
    deal = _opened_for(side)
    assert (deal.opened_by, deal.status) == (side, Status.OFFERED)


def test_whoever_an_intermediary_opened_for_makes_offers_and_the_other_counters() -> None:
    deal = _opened_for(THEM)
    assert [type(e) for e in events_of_offer(deal, THEM, for_months(30))] == [d.OfferMade]
    assert [type(e) for e in events_of_offer(deal, US, for_months(30))] == [d.CounterOffered]


def test_an_intermediary_waits_for_both_sides() -> None:
    deal = _opened_for(US)
    counter = put(deal, THEM, for_months(36))
    assert [negotiation.whose_turn(each) for each in (deal, counter)] == [Turn.THEM] * 2


def test_an_intermediary_may_end_a_deal() -> None:
    assert withdrawn(_opened_for(US), None).status is Status.WITHDRAWN


def test_the_other_side_is_waited_for() -> None:
    deal = offered()
    assert (negotiation.turn_of(deal), negotiation.whose_turn(deal)) == (THEM, Turn.THEM)


def test_we_are_waited_for() -> None:
    deal = countered()
    assert (negotiation.turn_of(deal), negotiation.whose_turn(deal)) == (US, Turn.US)


@pytest.mark.parametrize("name", ["agreed", "rejected", "withdrawn", "lapsed"])
def test_nobody_is_waited_for_once_it_is_over(name: str) -> None:
    assert negotiation.whose_turn(over()[name]) is None
