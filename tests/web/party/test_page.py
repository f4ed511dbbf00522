"""The page behind a link: what stands, what changed, what it costs, what can be done."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask

from schemas.terms import written
from service.commands import comments
from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.deal import Status
from service.domain.money import Rate
from service.domain.negotiation import NOT_BINDING
from service.domain.terms.parties import Side
from tests.conftest import NOON, Clock
from tests.web.counterparts import Counterpart, a_counterpart, counter_of, months, ours
from tests.web.pages_of import anchors, ids


def _plain(page: str) -> str:
    """The words of a page, with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_it_says_who_offers_what_and_that_nobody_is_bound(bo: Counterpart) -> None:
    page = bo.page()
    assert "<h1>Photo Archive Inc. offers you a license</h1>" in page
    assert "Waiting for you" in page
    assert "USD 1,560,000.00" in page
    assert NOT_BINDING in page


def test_a_licensor_is_asked_for_one(desk: Desk, app: Flask) -> None:
    with app.test_client() as browser:
        ada = a_counterpart(desk, browser, side=Side.LICENSOR)
        assert "<h1>Example Labs Ltd asks you for a license</h1>" in ada.page()


def test_it_says_when_the_offer_ends_in_the_contracts_zone(desk: Desk, app: Flask) -> None:
    put = Put(expires_at=NOON + timedelta(days=20))
    with app.test_client() as browser:
        page = a_counterpart(desk, browser, put=put).page()
    assert "22 March 2026, 08:00, Eastern Time (America/New_York)" in page
    assert "nothing is agreed by silence" in page


def test_the_summary_is_no_part_of_the_contract_and_leads_into_it(bo: Counterpart) -> None:
    page = bo.page()
    assert "Summary, not part of the contract" in page
    for said in ("Photo Archive Inc.", "1,200,000 items", "Pretraining", "100% of the total Fees"):
        assert said in page
    assert anchors(page) <= {*ids(page)}
    assert {"cl_C07", "cl_C40", "cl_C45", "sch_fees"} <= anchors(page)


def test_each_side_reads_its_own_duties(desk: Desk, app: Flask, bo: Counterpart) -> None:
    with app.test_client() as browser:
        ada = a_counterpart(desk, browser, side=Side.LICENSOR)
        theirs = ada.page()
    assert "Pay in time" in bo.page()
    assert "Pay in time" not in theirs
    assert "Replace what is not as agreed" in theirs


def test_what_changed_since_the_readers_own_offer_stands_there_in_money(bo: Counterpart) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    terms = bo.deal().standing.terms
    line = replace(terms.materials.lines[0], unit_rate=Rate(Decimal("0.056")))
    lines = (line, *terms.materials.lines[1:])
    ours(bo, Put(written=written(replace(terms, materials=replace(terms.materials, lines=lines)))))
    page = _plain(bo.page())
    assert "What changed since your offer 2" in page
    assert "+USD 7,200.00" in page
    assert "rate 0.05 -&gt; 0.056 per item, +USD 7,200.00 at 1,200,000 items" in page


def test_changes_are_marked_in_the_contract_and_the_rest_is_folded(bo: Counterpart) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    page = bo.page()
    assert re.search(r"<del>24</del>\s*<ins>36</ins>", page)
    assert re.search(r'<details class="clause-of" id="kt_period" open>', page)
    assert re.search(r'<details class="clause-of" id="cl_C35">', page)


def test_the_whole_text_stands_there_once(bo: Counterpart) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    found = ids(bo.page())
    assert len(found) == len(set(found))


def test_the_story_tells_each_offer_with_its_message(bo: Counterpart) -> None:
    counter_of(bo, Put(written=months(bo, 36), message="Three years, please."))
    ours(bo, Put(written=months(bo, 30), message="Thirty months."))
    page = _plain(bo.page())
    told = re.findall(r"Offer (\d) by (you|Photo Archive Inc\.)", page)
    assert told == [("3", "Photo Archive Inc."), ("2", "you"), ("1", "Photo Archive Inc.")]
    assert "Three years, please." in page
    assert "Thirty months." in page


def test_a_colleague_is_named_to_the_own_side_alone(bo: Counterpart, desk: Desk) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    bo.post("/invite", name="Kim Park", email="kim@labs.example")
    kim = bo.colleague("kim@labs.example")
    page = _plain(kim.page())
    assert "Offer 2 by Example Labs Ltd, your side" in page
    assert "Ada Brook" not in page


def test_comments_are_shared_ones_with_their_clause(bo: Counterpart) -> None:
    with bo.desk.db.transaction(bo.org) as tx:
        said = {"by": tx.offers_of(bo.deal_id)[0].by, "by_name": "Ada Brook", "at": NOON}
        comments.comment(tx, bo.deal_id, text="Both.", shared=True, clause="C37", **said)
        comments.comment(tx, bo.deal_id, text="Ours alone.", shared=False, clause=None, **said)
    page = bo.page()
    assert "1 new" in page
    assert "Both." in page
    assert 'On <a href="#cl_C37">37. Audit</a>' in page
    assert "Ours alone." not in page


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        ("/reject", "You rejected this offer", Status.REJECTED),
        ("/withdraw", "This deal is withdrawn", Status.WITHDRAWN),
    ],
)
def test_a_deal_that_is_over_says_who_ended_it_and_why(
    bo: Counterpart, path: str, said: str, status: Status
) -> None:
    bo.post(path, reason="No budget this year.")
    page = bo.page()
    assert bo.deal().status is status
    assert f"<h1>{said}</h1>" in page
    assert "Your side" in page
    assert "No budget this year." in page
    assert "Accept offer" not in page


def test_an_offer_whose_time_is_over_cannot_be_answered(
    desk: Desk, app: Flask, clock: Clock
) -> None:
    with app.test_client() as browser:
        bo = a_counterpart(desk, browser, put=Put(expires_at=NOON + timedelta(days=1)))
        clock.forward(days=1)
        page = bo.page()
    assert "can no longer be accepted" in page
    assert "The time to answer is over" in page
    assert 'action="/d/' in page
    assert "/accept" not in page


def test_whoever_runs_a_deal_for_both_sides_is_named(desk: Desk, app: Flask) -> None:
    with app.test_client() as browser:
        bo = a_counterpart(desk, browser, our_side="intermediary", put=Put(side=Side.LICENSOR))
        page = bo.page()
    assert "Archive Desk runs this negotiation for both sides and is neither of them." in page
    assert "Photo Archive Inc. offers you a license" in page
