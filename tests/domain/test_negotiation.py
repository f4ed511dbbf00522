"""Which moves there are, and what an offer may say."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import pytest

from schemas.terms import written
from service.domain import deal as d
from service.domain import drafts, signing_events
from service.domain.deal import (
    MOVES,
    NEGOTIATING,
    OPEN,
    Event,
    OurSide,
    Status,
    WrittenTerms,
)
from service.domain.errors import (
    MoveNotAllowed,
    OfferExpired,
    TermsHaveMoved,
    TermsRefused,
)
from service.domain.follow_ups import FOLLOW_UPS
from service.domain.negotiation import LONGEST
from service.domain.terms.parties import Side
from tests.builders import some_parties, some_terms
from tests.conftest import NOON
from tests.domain.offered import (
    BLOCKED,
    ENDS,
    NONE,
    THEM,
    US,
    countered,
    drafted,
    events_of_offer,
    findings_of,
    offered,
    over,
    pointers,
    put,
    with_parties,
    withdrawn,
)
from tests.negotiating import for_months

EVENTS: Final = {
    kind
    for kind in (*vars(d).values(), *vars(signing_events).values())
    if isinstance(kind, type) and issubclass(kind, Event) and kind not in (Event, d.Offered)
}
OF_LINKS: Final = {d.LinkSent, d.LinkRevoked}


def test_every_event_but_the_first_has_a_move() -> None:
    assert {event for _, event in MOVES} == EVENTS - {d.DealDrafted}


def test_every_event_says_who_is_told() -> None:
    assert {*FOLLOW_UPS} == EVENTS


def test_every_status_is_reached() -> None:
    assert {*MOVES.values()} == {*Status}


def test_what_is_over_stays_over() -> None:
    moves = {key: after for key, after in MOVES.items() if key[1] not in OF_LINKS}
    assert {status for status, _ in moves} == OPEN | {Status.EXECUTED}
    assert {after for (before, _), after in moves.items() if before is Status.EXECUTED} == {
        Status.EXECUTED
    }


def test_links_are_sent_and_revoked_wherever_there_are_any_and_move_nothing() -> None:
    moves = {key: status for key, status in MOVES.items() if key[1] in OF_LINKS}
    assert {status for status, _ in moves} == {*Status} - {Status.DRAFT}
    assert all(before is after for (before, _), after in moves.items())


def test_whatever_may_still_come_about_can_be_left() -> None:
    assert {status for status, event in MOVES if event is d.DealWithdrawn} == OPEN


def test_offers_are_answered_only_where_one_stands() -> None:
    answers = {d.OfferAccepted, d.OfferRejected, d.OfferWithdrawn, d.OfferLapsed}
    assert {status for status, event in MOVES if event in answers} == NEGOTIATING


def test_a_move_that_is_not_in_the_table_is_refused() -> None:
    lapsed = d.OfferLapsed(number=1, by="x", at=NOON)
    with pytest.raises(MoveNotAllowed):
        drafted().after((lapsed,))


def test_the_first_offer_is_number_one_and_opens() -> None:
    deal = offered(message="Well?", expires_at=ENDS)
    assert deal.offer == d.Offer(
        id="off_1",
        number=1,
        side=US,
        written=for_months(24),
        text_sha256="t",
        message="Well?",
        expires_at=ENDS,
        by="by_licensor",
        at=NOON,
    )
    assert (deal.status, deal.opened_by) == (Status.OFFERED, US)


def test_an_offer_of_the_other_side_is_a_counter_offer() -> None:
    deal = countered()
    assert deal.offer is not None
    assert (deal.status, deal.opened_by, deal.offer.number) == (Status.COUNTERED, US, 2)


def test_a_side_may_replace_its_own_offer() -> None:
    deal = put(countered(), THEM, for_months(40))
    assert deal.offer is not None
    assert (deal.status, deal.offer.number) == (Status.COUNTERED, 3)


def test_a_side_may_offer_the_same_again_for_longer() -> None:
    deal = put(offered(expires_at=ENDS), US, expires_at=ENDS + timedelta(days=1))
    assert deal.offer is not None
    assert deal.offer.expires_at == ENDS + timedelta(days=1)


def test_the_side_that_opened_answers_with_an_offer() -> None:
    deal = put(countered(), US, for_months(30), findings=NONE)
    assert deal.status is Status.OFFERED


def test_an_offer_made_in_view_of_one_that_is_gone_is_refused() -> None:
    with pytest.raises(TermsHaveMoved, match="2"):
        put(countered(), US, for_months(30), answers="off_1")


def test_an_offer_made_in_view_of_the_one_that_stands_is_taken() -> None:
    assert put(countered(), US, for_months(30), answers="off_2").status is Status.OFFERED


def test_the_terms_that_stand_are_no_counter_offer() -> None:
    with pytest.raises(TermsRefused) as refused:
        put(offered(), THEM)
    assert pointers(refused) == ["/terms"]


@pytest.mark.parametrize("months", [24, 36])
@pytest.mark.parametrize("name", ["agreed", "rejected", "withdrawn", "lapsed"])
@pytest.mark.parametrize("side", Side)
def test_nothing_is_offered_once_it_is_over(side: Side, name: str, months: int) -> None:
    with pytest.raises(MoveNotAllowed):
        put(over()[name], side, for_months(months), findings=NONE)


def test_a_withdrawn_draft_is_not_offered() -> None:
    with pytest.raises(MoveNotAllowed):
        put(withdrawn(drafted(), US), US, BLOCKED, findings=findings_of(BLOCKED))


@pytest.mark.parametrize("ends", [NOON, NOON - timedelta(days=1), NOON + LONGEST * 2])
def test_an_offer_ends_ahead_and_within_a_year(ends: datetime) -> None:
    with pytest.raises(TermsRefused) as refused:
        offered(expires_at=ends)
    assert pointers(refused) == ["/expires_at"]


def test_an_offer_may_end_a_year_ahead() -> None:
    assert offered(expires_at=NOON + LONGEST).status is Status.OFFERED


def test_an_offer_whose_time_is_over_is_not_countered() -> None:
    with pytest.raises(OfferExpired):
        put(offered(expires_at=ENDS), THEM, for_months(36), at=ENDS)


def test_every_fault_of_an_offer_comes_at_once() -> None:
    terms = with_parties(licensor=replace(some_parties().licensor, legal_name="Else Inc."))
    with pytest.raises(TermsRefused) as refused:
        put(offered(), THEM, terms, expires_at=NOON)
    assert pointers(refused) == ["/expires_at", "/terms/parties/licensor"]


def test_a_counter_offer_stays_on_the_text_of_the_deal() -> None:
    terms = some_terms()
    other = written(replace(terms, form=replace(terms.form, version=2)))
    with pytest.raises(TermsRefused) as refused:
        put(offered(), THEM, other)
    assert pointers(refused) == ["/terms/form"]


def test_the_licensee_does_not_say_who_the_licensor_is() -> None:
    terms = with_parties(licensor=replace(some_parties().licensor, legal_name="Else Inc."))
    with pytest.raises(TermsRefused) as refused:
        put(offered(), THEM, terms)
    assert pointers(refused) == ["/terms/parties/licensor"]


def test_the_licensor_does_not_say_who_the_licensee_is() -> None:
    terms = with_parties(licensee=replace(some_parties().licensee, notice_email="x@labs.example"))
    with pytest.raises(TermsRefused) as refused:
        put(countered(), US, terms, findings=NONE)
    assert pointers(refused) == ["/terms/parties/licensee"]


def test_a_side_says_who_it_is_itself() -> None:
    terms = with_parties(licensee=replace(some_parties().licensee, legal_name="Labs Two Ltd"))
    assert put(offered(), THEM, terms).standing == terms


def test_before_anything_is_offered_both_sides_are_ours_to_write() -> None:
    terms = with_parties(licensee=replace(some_parties().licensee, legal_name="Labs Two Ltd"))
    assert put(drafted(), US, terms, findings=NONE).standing == terms


def test_our_draft_is_not_what_stands() -> None:
    deal = offered()
    moved = deal.after(drafts.change(deal, deal.header, for_months(40), by="x", at=NOON))
    assert (moved.written, moved.standing) == (for_months(40), for_months(24))
    assert (moved.status, moved.offer) == (Status.OFFERED, deal.offer)


def test_before_an_offer_the_draft_is_what_stands() -> None:
    assert drafted().standing == drafted().written


def test_terms_of_ours_that_come_with_an_offer_pass_through_the_draft() -> None:
    events = events_of_offer(countered(), US, for_months(30), findings=NONE)
    assert [type(event) for event in events] == [d.DraftChanged, d.OfferMade]


def test_an_offer_of_the_draft_changes_no_draft() -> None:
    assert [type(event) for event in events_of_offer(drafted(), US, findings=NONE)] == [d.OfferMade]


def test_our_next_draft_begins_with_their_offer() -> None:
    deal = countered()
    assert deal.written == deal.standing == for_months(36)


def test_their_counter_offer_leaves_what_we_have_not_offered_yet_alone() -> None:
    deal = _prepared(offered(), for_months(30))
    deal = put(deal, THEM, for_months(36))
    assert (deal.written, deal.standing) == (for_months(30), for_months(36))


def test_what_we_offered_is_no_draft_any_more() -> None:
    deal = put(_prepared(countered(), for_months(30)), US, findings=NONE)
    assert put(deal, THEM, for_months(40)).written == for_months(40)


def test_an_intermediary_keeps_no_draft_of_its_own() -> None:
    deal = put(drafted(OurSide.INTERMEDIARY), US, findings=NONE)
    deal = put(_prepared(deal, for_months(30)), THEM, for_months(36))
    assert deal.written == for_months(36)


def _prepared(deal: d.Deal, kept: WrittenTerms) -> d.Deal:
    return deal.after(drafts.change(deal, deal.header, kept, by="x", at=NOON))


def test_a_deal_counts_its_events() -> None:
    assert [drafted().version, offered().version, countered().version] == [1, 2, 3]


def test_a_deal_follows_from_its_history() -> None:
    deal, told = drafted(), []
    for side, months in ((US, 30), (THEM, 36), (THEM, 40), (US, 24)):
        events = events_of_offer(
            deal, side, for_months(months), findings=NONE if side is US else None
        )
        told += events
        deal = deal.after(events)
    assert drafted().after(told) == deal
    assert (deal.version, deal.offer and deal.offer.number) == (1 + len(told), 4)
