"""Letters of a negotiation as their readers find them: each from its reader's side."""

import re

import pytest
from flask import Flask

from service.commands import comments, negotiation
from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.letters import Detail
from service.domain.negotiation import NOT_BINDING
from service.domain.people import Role
from service.domain.post import Address
from service.notifications.letter import Letter
from service.signing.links import DEAL
from service.storage.post_office import PostOffice
from tests.conftest import Clock
from tests.web.pages.letterbox import letters
from tests.web.pages.sides import THEIRS, countered, deal_of, offered, the_other_side
from tests.web.pages.visitors import Visitor, a_visitor

OURS = "drafter@archive.example"
COLLEAGUE = "colleague@labs.example"


@pytest.fixture
def drafter(app: Flask, desk: Desk) -> Visitor:
    return a_visitor(app, desk, "archive", Role.DRAFTER)


@pytest.fixture
def full(drafter: Visitor, desk: Desk) -> None:
    with desk.db.transaction(drafter.org) as tx:
        PostOffice(tx.connection, tx.org).keep_detail(Detail.FULL)


def _last(desk: Desk, email: str, kind: str) -> Letter:
    return next(each for each in reversed(letters(desk, email)) if each.kind == kind)


def _accepted(desk: Desk, drafter: Visitor, deal_id: str) -> None:
    digest = deal_of(desk, drafter, deal_id).standing.canonical.sha256
    with desk.db.transaction(drafter.org) as tx:
        negotiation.accept(tx, deal_id, terms_sha256=digest, by=drafter.user_id, at=desk.clock())


def test_an_offer_reaches_the_other_side_with_a_link_of_its_own(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    deal_id = offered(desk, drafter, Put(expires_at=clock.moment.replace(day=20)))
    member = the_other_side(desk, drafter, deal_id)
    letter = _last(desk, THEIRS, "offer")
    assert letter.subject == "Drafter of Archive has made you an offer"
    assert f"/d/{desk.links.token(DEAL, member.link_id)}\n" in letter.text
    assert letter.reply_to == Address(OURS, "Drafter")
    said = " ".join(letter.text.split())
    assert NOT_BINDING in said
    assert "It ends on 20 March 2026, 12:00 UTC." in said
    assert "if nobody answers by then, the offer lapses" in said
    assert letters(desk, OURS) == []


def test_the_other_side_never_reads_what_we_call_the_deal(
    drafter: Visitor, desk: Desk, full: None
) -> None:
    deal_id = countered(desk, drafter)
    _accepted(desk, drafter, deal_id)
    for letter in letters(desk, THEIRS):
        assert "second tranche" not in letter.subject + letter.text + letter.html
        assert "Findings" not in letter.text
        assert deal_id not in letter.text


def test_a_counter_offer_tells_us_whose_turn_it_is_and_no_more_than_it_may(
    drafter: Visitor, desk: Desk
) -> None:
    deal_id = countered(desk, drafter, Put(message="For three years."))
    letter = _last(desk, OURS, "offer")
    assert letter.subject.startswith("The other side has made you a counter-offer: “Landscape")
    assert "It is your turn" in letter.text
    assert f"http://127.0.0.1:8000/deals/{deal_id}\n" in letter.text
    assert letter.reply_to == Address(THEIRS)
    for told in ("Example Labs", "0.36", "36,000", "three years"):
        assert told not in letter.subject + letter.text + letter.html


def test_in_full_a_counter_offer_tells_what_changed_and_what_it_costs(
    drafter: Visitor, desk: Desk, full: None
) -> None:
    countered(desk, drafter, Put(message="For three years."))
    letter = _last(desk, OURS, "offer")
    said = " ".join(letter.text.split())
    assert "Example Labs Ltd has made you a counter-offer" in said
    assert "> For three years." in letter.text
    assert "Committed: USD 36,000.00" in said
    assert "Against offer 1: -USD 4,000.00" in said
    assert "What changed: Rate of line-1 0.40 -> 0.36 per item, -USD 4,000.00;" in said


def test_whoever_acts_by_link_gets_a_receipt_and_a_colleague_is_told(
    drafter: Visitor, desk: Desk
) -> None:
    deal_id = offered(desk, drafter)
    member = the_other_side(desk, drafter, deal_id)
    with desk.db.transaction(drafter.org) as tx:
        negotiation.invite_colleague(tx, member, Address(COLLEAGUE, "Bo Reader"), at=desk.clock())
        negotiation.reject_by_link(tx, member, reason="No.", at=desk.clock())
    receipt, told = _last(desk, THEIRS, "rejected"), _last(desk, COLLEAGUE, "rejected")
    assert receipt.subject == "You have rejected offer 1"
    assert receipt.reply_to is None
    assert told.subject == "Example Labs Ltd has rejected offer 1 for your side"
    assert "Copy it" not in told.text
    invited = _last(desk, COLLEAGUE, "deal_link")
    assert "Example Labs Ltd asks you in" in " ".join(invited.text.split())


def test_links_of_two_people_differ(drafter: Visitor, desk: Desk) -> None:
    deal_id = offered(desk, drafter)
    member = the_other_side(desk, drafter, deal_id)
    with desk.db.transaction(drafter.org) as tx:
        negotiation.invite_colleague(tx, member, Address(COLLEAGUE, "Bo Reader"), at=desk.clock())
    found = {
        re.findall(r"/d/\S+", letter.text)[0]
        for email in (THEIRS, COLLEAGUE)
        for letter in letters(desk, email)
    }
    assert len(found) == 2


def test_an_acceptance_says_to_both_that_nobody_is_bound(drafter: Visitor, desk: Desk) -> None:
    deal_id = offered(desk, drafter)
    member = the_other_side(desk, drafter, deal_id)
    digest = deal_of(desk, drafter, deal_id).standing.canonical.sha256
    with desk.db.transaction(drafter.org) as tx:
        negotiation.accept_by_link(tx, member, terms_sha256=digest, at=desk.clock())
    ours, theirs = _last(desk, OURS, "agreed"), _last(desk, THEIRS, "agreed")
    assert ours.subject.startswith("The other side has accepted your offer 1")
    assert theirs.subject == "You have accepted offer 1"
    for letter in (ours, theirs):
        assert NOT_BINDING in " ".join(letter.text.split())


def test_an_offer_that_lapsed_is_told_to_each_side_in_its_own_words(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    deal_id = offered(desk, drafter, Put(expires_at=clock.moment.replace(day=3)))
    clock.forward(days=2)
    with desk.db.transaction(drafter.org) as tx:
        negotiation.lapse(tx, deal_id, at=clock())
    assert _last(desk, OURS, "lapsed").subject.startswith("Nobody answered your offer 1 in time")
    theirs = _last(desk, THEIRS, "lapsed")
    assert theirs.subject == "Offer 1 has lapsed: your side gave no answer in time"
    assert theirs.reply_to is None


def test_a_deal_is_withdrawn_whoevers_turn_it_is(drafter: Visitor, desk: Desk, full: None) -> None:
    deal_id = countered(desk, drafter)
    with desk.db.transaction(drafter.org) as tx:
        negotiation.withdraw_deal(tx, deal_id, reason="Sold.", by=drafter.user_id, at=desk.clock())
    letter = _last(desk, THEIRS, "withdrawn")
    assert letter.subject == "Drafter of Archive has withdrawn the deal"
    assert "> Sold." in letter.text


def test_letters_of_a_deal_are_one_thread(drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    _accepted(desk, drafter, deal_id)
    threads = {dict(letter.headers)["References"] for letter in letters(desk, THEIRS)}
    assert len(threads) == 1
    assert len(letters(desk, THEIRS)) == 3


def test_nothing_goes_to_a_link_that_is_revoked_or_over(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    deal_id = offered(desk, drafter)
    member = the_other_side(desk, drafter, deal_id)
    clock.forward(days=367)
    assert letters(desk, THEIRS) == []
    clock.forward(days=-367)
    assert len(letters(desk, THEIRS)) == 1
    with desk.db.transaction(drafter.org) as tx:
        negotiation.revoke_link(tx, deal_id, member.link_id, by="x", at=desk.clock())
    assert letters(desk, THEIRS) == []


@pytest.mark.parametrize("detail", Detail)
def test_a_comment_is_quoted_in_full_letters_alone(
    drafter: Visitor, desk: Desk, detail: Detail
) -> None:
    deal_id = offered(desk, drafter)
    member = the_other_side(desk, drafter, deal_id)
    with desk.db.transaction(drafter.org) as tx:
        PostOffice(tx.connection, tx.org).keep_detail(detail)
        comments.comment_by_link(tx, member, text="Why so much?", clause="C05", at=desk.clock())
    letter = _last(desk, OURS, "comment")
    assert ("Why so much?" in letter.text) is (detail is Detail.FULL)
    assert ("Clause: C05" in letter.text) is (detail is Detail.FULL)
    assert (letter.subject.startswith("Example Labs Ltd")) is (detail is Detail.FULL)
    assert [each.kind for each in letters(desk, THEIRS)] == ["offer"]
