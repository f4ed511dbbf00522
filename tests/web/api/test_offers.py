"""Offers by API: made, read, compared, answered, by keys of our organization."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from service.commands import negotiation
from service.desk import Desk
from service.domain.negotiation import NOT_BINDING
from service.domain.party import Visit
from service.domain.people import Scope
from service.domain.terms.parties import Side
from service.storage.deal_links import DealLinks
from service.storage.tables import outbox, papers
from service.worker.deals import work_on_deals
from tests import databases
from tests.conftest import NOON, Clock
from tests.web.callers import (
    Caller,
    a_blocked_document,
    a_caller,
    a_document,
    a_forbidden_document,
    tag,
)
from tests.web.counterparts import JSON, Counterpart
from tests.web.negotiated import (
    accepted_by_link,
    actions,
    countered,
    link_of,
    offered,
    some_terms,
)

pytestmark = databases.ON_BOTH


@pytest.fixture
def offer(ada: Caller) -> Any:
    return offered(ada)


@pytest.fixture
def counter(desk: Desk, ada: Caller, offer: Any) -> Any:
    """Bo's answer to Ada's offer, as her program reads it."""
    made = countered(desk, ada, offer["deal_id"], some_terms(rate="0.04"), message="Too dear")
    assert made.offer is not None
    return ada.get(f"/offers/{made.offer.id}").json


def _deal(ada: Caller, offer: Any) -> Any:
    return ada.get(f"/deals/{offer['deal_id']}").json


def _refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def _pointers(answer: Any) -> set[str]:
    assert answer.status_code == 422, answer.json
    return {fault["pointer"] for fault in answer.json["errors"]}


def test_an_offer_is_where_its_answer_says(ada: Caller) -> None:
    deal = ada.drafted()
    made = ada.post(f"/deals/{deal['id']}/offers", {"message": "As discussed"})
    key = {"Authorization": f"Bearer {ada.key}"}
    read = ada.client.get(made.headers["Location"], headers=key)
    assert (read.json, tag(read)) == (made.json, tag(made))
    assert made.json["message"] == "As discussed"


def test_an_offer_without_terms_is_the_draft(ada: Caller) -> None:
    deal = ada.drafted()
    made = ada.post(f"/deals/{deal['id']}/offers").json
    assert (made["number"], made["side"], made["stands"]) == (1, "licensor", True)
    assert (made["terms"], made["terms_sha256"]) == (deal["terms"], deal["terms_sha256"])
    assert made["committed"] == [{"amount": "1560000.00", "currency": "USD"}]


def test_an_offer_with_terms_is_of_those_and_they_become_the_draft(ada: Caller) -> None:
    made = offered(ada, {"terms": some_terms(rate="0.06")})
    assert made["terms"]["materials"]["lines"][0]["unit_rate"] == "0.06"
    assert _deal(ada, made)["terms_sha256"] == made["terms_sha256"]


def test_every_answer_says_once_that_nobody_is_bound(ada: Caller, offer: Any) -> None:
    deal = f"/deals/{offer['deal_id']}"
    path = f"/offers/{offer['id']}"
    for at in (deal, f"{deal}/offers", path, f"{path}/differences?from={offer['id']}"):
        answer = ada.get(at)
        assert (answer.json["binding"], answer.json["not_binding"]) == (False, NOT_BINDING), at
        assert answer.get_data(as_text=True).count(NOT_BINDING) == 1, at


def test_a_deal_tells_its_offer_and_whom_it_waits_for(ada: Caller, offer: Any) -> None:
    deal = _deal(ada, offer)
    assert deal["offer"] == {
        name: offer[name] for name in ("id", "number", "side", "terms_sha256", "expires_at")
    }
    assert (deal["status"], deal["waits_for"], deal["contract_id"]) == ("offered", "them", None)


def test_a_draft_has_no_offer_and_waits_for_nobody(ada: Caller) -> None:
    deal = ada.drafted()
    assert (deal["offer"], deal["waits_for"], deal["counterparts"]) == (None, None, [])
    assert "offer" in actions(deal)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("expires_at", "tomorrow"),
        ("expires_at", "2026-03-05T12:00"),
        ("expires_at", "9999-12-31T23:59:59-12:00"),
        ("expires_at", "2026-02-30T12:00:00Z"),
        ("expires_at", "2026-03-02T11:59:59Z"),
        ("expires_at", "2028-01-01T00:00:00Z"),
        ("message", 5),
        ("message", "x" * 4001),
        ("side", "judge"),
        ("answers", ""),
        ("terms", []),
        ("surprise", 1),
    ],
)
def test_what_an_offer_cannot_say_is_refused_by_name(ada: Caller, key: str, value: Any) -> None:
    deal = ada.drafted()
    answer = ada.post(f"/deals/{deal['id']}/offers", {key: value})
    if (key, value) == ("answers", ""):
        assert answer.status_code == 201
    else:
        assert f"/{key}" in _pointers(answer)
        assert ada.get(f"/deals/{deal['id']}").json["status"] == "draft"


def test_all_faults_of_an_offer_come_at_once(ada: Caller) -> None:
    terms = some_terms()
    terms["pricing"]["currency"] = "XXX"
    deal = ada.drafted()
    answer = ada.post(f"/deals/{deal['id']}/offers", {"terms": terms, "expires_at": "soon"})
    assert {"/expires_at", "/terms/pricing/currency"} <= _pointers(answer)


def test_a_draft_that_must_be_released_is_not_offered(ada: Caller) -> None:
    deal = ada.post("/deals", a_blocked_document()).json
    path = f"/deals/{deal['id']}"
    assert "offer" not in actions(deal)
    assert _refusal(ada.post(f"{path}/offers")) == (409, "approval_required")
    released = ada.post(f"{path}/approve", {"reason": "On file"}).json
    assert "offer" in actions(released)
    assert ada.post(f"{path}/offers").status_code == 201


def test_an_offer_of_ours_can_be_replaced_while_it_stands(ada: Caller, offer: Any) -> None:
    second = ada.post(f"/deals/{offer['deal_id']}/offers", {"terms": some_terms(rate="0.045")})
    assert (second.json["number"], second.json["stands"]) == (2, True)
    first = ada.get(f"/offers/{offer['id']}").json
    assert (first["stands"], actions(first)) == (False, set())
    assert first["terms"] == offer["terms"]


def test_the_next_draft_is_prepared_while_an_offer_stands(ada: Caller, offer: Any) -> None:
    path = f"/deals/{offer['deal_id']}"
    read = ada.get(path)
    assert "change" in actions(read.json)
    changed = ada.patch(path, {"terms": some_terms(rate="0.06")}, if_match=tag(read)).json
    assert (changed["status"], changed["offer"]["id"]) == ("offered", offer["id"])
    assert changed["terms_sha256"] != changed["offer"]["terms_sha256"]
    assert changed["committed"] == offer["committed"]


def test_nobody_changes_sides_once_an_offer_is_made(ada: Caller, offer: Any) -> None:
    path = f"/deals/{offer['deal_id']}"
    answer = ada.patch(path, {"our_side": "licensee"}, if_match=tag(ada.get(path)))
    assert _pointers(answer) == {"/our_side"}


def test_terms_of_a_counter_stay_on_the_text_of_the_offer(ada: Caller, counter: Any) -> None:
    path = f"/deals/{counter['deal_id']}/offers"
    made = ada.post(path, {"terms": some_terms(rate="0.045"), "answers": counter["id"]})
    assert made.status_code == 201, made.json
    assert made.json["terms"]["form"] == counter["terms"]["form"]


@pytest.mark.parametrize("theirs", ["legal_name", "notice_email"])
def test_what_the_other_side_says_of_itself_stays(ada: Caller, counter: Any, theirs: str) -> None:
    terms = some_terms(rate="0.045")
    terms["parties"]["licensee"][theirs] = "other@labs.example"
    answer = ada.post(f"/deals/{counter['deal_id']}/offers", {"terms": terms})
    assert _pointers(answer) == {"/terms/parties/licensee"}


def test_an_offer_made_in_view_of_one_that_is_gone_is_refused(ada: Caller, counter: Any) -> None:
    first = ada.get(f"/deals/{counter['deal_id']}/offers").json["data"][0]
    said = {"terms": some_terms(rate="0.045"), "answers": first["id"]}
    answer = ada.post(f"/deals/{counter['deal_id']}/offers", said)
    assert _refusal(answer) == (409, "terms_have_moved")


def test_an_offer_on_an_older_version_is_refused_where_it_says_which(
    desk: Desk, ada: Caller, offer: Any
) -> None:
    seen = tag(ada.get(f"/deals/{offer['deal_id']}"))
    countered(desk, ada, offer["deal_id"], some_terms(rate="0.04"))
    path = f"/deals/{offer['deal_id']}/offers"
    stale = ada.post(path, {"terms": some_terms(rate="0.045")}, if_match=seen)
    assert stale.status_code == 412
    assert len(ada.get(path).json["data"]) == 2


def test_an_offer_made_twice_with_one_key_is_one_offer(ada: Caller) -> None:
    path = f"/deals/{ada.drafted()['id']}/offers"
    first, again = (ada.post(path, {"message": "x"}, idempotency_key="k") for _ in range(2))
    assert (first.data, tag(first)) == (again.data, tag(again))
    assert len(ada.get(path).json["data"]) == 1


def test_their_counter_is_open_to_us(ada: Caller, counter: Any) -> None:
    assert (counter["number"], counter["side"], counter["message"]) == (2, "licensee", "Too dear")
    assert counter["made_by"]["name"] == "Example Labs Ltd"
    assert actions(counter) == {"accept", "reject", "offer"}
    deal = _deal(ada, counter)
    assert (deal["status"], deal["waits_for"]) == ("countered", "us")
    assert {"accept", "reject", "offer", "change", "withdraw"} <= actions(deal)


def test_our_own_offer_is_open_to_be_withdrawn_alone(ada: Caller, offer: Any) -> None:
    assert actions(offer) == {"withdraw", "offer"}
    assert actions(_deal(ada, offer)) == {"change", "offer", "withdraw", "copy"}


def test_every_action_that_is_told_of_is_there(ada: Caller, counter: Any) -> None:
    for action in (*counter["links"]["actions"], *_deal(ada, counter)["links"]["actions"]):
        path = action["href"].removeprefix("/api/v1")
        answer = ada.call(action["method"], path, {"surprise": 1})
        assert answer.status_code in (422, 428), action


def test_a_reader_is_told_of_no_action(
    desk: Desk, client: FlaskClient, ada: Caller, counter: Any
) -> None:
    reader = a_caller(desk, client, "archive", Scope.DEALS_READ)
    deal = reader.get(f"/deals/{counter['deal_id']}").json
    assert actions(reader.get(f"/offers/{counter['id']}").json) == set()
    assert [actions(deal), *map(actions, deal["counterparts"])] == [set(), set()]


def test_what_was_seen_is_accepted_and_a_contract_is_begun(ada: Caller, counter: Any) -> None:
    path = f"/offers/{counter['id']}/accept"
    agreed = ada.post(path, {"terms_sha256": counter["terms_sha256"]}).json
    assert (agreed["status"], agreed["waits_for"]) == ("agreed", None)
    contract = ada.get(f"/contracts/{agreed['contract_id']}").json
    assert (contract["offer_id"], contract["status"]) == (counter["id"], "drawing_up")
    assert actions(agreed) == {"withdraw", "copy"}


def test_terms_that_were_not_shown_are_not_accepted(ada: Caller, counter: Any) -> None:
    first = ada.get(f"/deals/{counter['deal_id']}/offers").json["data"][0]
    answer = ada.post(f"/offers/{counter['id']}/accept", {"terms_sha256": first["terms_sha256"]})
    assert _refusal(answer) == (409, "terms_have_moved")
    assert _deal(ada, counter)["status"] == "countered"


def test_what_nobody_may_let_pass_is_neither_open_nor_accepted(
    desk: Desk, ada: Caller, offer: Any
) -> None:
    made = countered(desk, ada, offer["deal_id"], a_forbidden_document()["terms"]).offer
    assert made is not None
    counter = ada.get(f"/offers/{made.id}").json
    assert "accept" not in actions(counter)
    answer = ada.post(f"/offers/{counter['id']}/accept", {"terms_sha256": counter["terms_sha256"]})
    assert _pointers(answer) == {"/terms/privacy/us_bulk_data_decided_by"}
    assert _deal(ada, counter)["status"] == "countered"


@pytest.mark.parametrize("digest", ["", "x", "A" * 64, 5, None])
def test_a_digest_that_is_none_is_refused_by_name(ada: Caller, counter: Any, digest: Any) -> None:
    answer = ada.post(f"/offers/{counter['id']}/accept", {"terms_sha256": digest})
    assert _pointers(answer) == {"/terms_sha256"}


@pytest.mark.parametrize("move", ["accept", "reject", "withdraw"])
def test_an_offer_that_does_not_stand_any_more_is_not_answered(
    ada: Caller, counter: Any, move: str
) -> None:
    first = ada.get(f"/deals/{counter['deal_id']}/offers").json["data"][0]
    body = {"terms_sha256": first["terms_sha256"]} if move == "accept" else {}
    answer = ada.post(f"/offers/{first['id']}/{move}", body)
    assert _refusal(answer) == (409, "terms_have_moved")


@pytest.mark.parametrize("move", ["accept", "reject"])
def test_nobody_answers_an_offer_of_its_own(ada: Caller, offer: Any, move: str) -> None:
    body = {"terms_sha256": offer["terms_sha256"]} if move == "accept" else {}
    assert _refusal(ada.post(f"/offers/{offer['id']}/{move}", body)) == (409, "not_your_turn")


def test_nobody_takes_back_an_offer_of_the_other_side(ada: Caller, counter: Any) -> None:
    assert _refusal(ada.post(f"/offers/{counter['id']}/withdraw")) == (409, "not_your_turn")


def test_an_offer_is_rejected_with_a_reason(ada: Caller, counter: Any) -> None:
    rejected = ada.post(f"/offers/{counter['id']}/reject", {"reason": "Too little"}).json
    assert (rejected["status"], actions(rejected)) == ("rejected", {"copy"})
    last = ada.get(f"/deals/{counter['deal_id']}/events").json["data"][-1]
    assert (last["type"], last["data"]["reason"]) == ("offer_rejected", "Too little")


def test_an_offer_of_ours_is_withdrawn(ada: Caller, offer: Any) -> None:
    withdrawn = ada.post(f"/offers/{offer['id']}/withdraw", {"reason": "Sold"}).json
    assert (withdrawn["status"], withdrawn["waits_for"]) == ("withdrawn", None)
    again = ada.post(f"/offers/{offer['id']}/withdraw")
    assert _refusal(again) == (409, "move_not_allowed")


def test_an_answer_on_an_older_version_is_refused_where_it_says_which(
    ada: Caller, counter: Any
) -> None:
    path = f"/deals/{counter['deal_id']}"
    seen = tag(ada.get(f"/offers/{counter['id']}"))
    ada.patch(path, {"title": "New"}, if_match=tag(ada.get(path)))
    body = {"terms_sha256": counter["terms_sha256"]}
    assert ada.post(f"/offers/{counter['id']}/accept", body, if_match=seen).status_code == 412
    seen = tag(ada.get(f"/offers/{counter['id']}"))
    assert ada.post(f"/offers/{counter['id']}/accept", body, if_match=seen).status_code == 200


def test_an_offer_that_has_ended_is_open_to_nobody(
    desk: Desk, clock: Clock, ada: Caller, offer: Any
) -> None:
    ends = NOON + timedelta(hours=1)
    made = countered(desk, ada, offer["deal_id"], some_terms(rate="0.04"), expires_at=ends)
    assert made.offer is not None
    path = f"/offers/{made.offer.id}"
    before = ada.get(path)
    assert before.json["expires_at"] == "2026-03-02T13:00:00Z"
    clock.forward(hours=1)
    after = ada.get(path, if_none_match=tag(before))
    assert (after.status_code, actions(after.json)) == (200, {"reject"})
    body = {"terms_sha256": before.json["terms_sha256"]}
    assert _refusal(ada.post(f"{path}/accept", body)) == (409, "offer_expired")
    work_on_deals(desk, "w")
    assert _deal(ada, offer)["status"] == "lapsed"


def test_a_list_pages_through_offers_by_number(ada: Caller, counter: Any) -> None:
    path = f"/deals/{counter['deal_id']}/offers"
    ada.post(path, {"terms": some_terms(rate="0.045")})
    first = ada.get(f"{path}?limit=2").json
    rest = ada.get(f"{path}?limit=2&after={first['pagination']['next']}").json
    assert [row["number"] for row in first["data"] + rest["data"]] == [1, 2, 3]
    assert [row["stands"] for row in first["data"] + rest["data"]] == [False, False, True]
    assert rest["pagination"]["next"] is None
    assert ada.get(f"{path}?after=x").status_code == 422


def test_deals_are_found_by_whose_turn_it_is(ada: Caller, counter: Any) -> None:
    theirs = offered(ada)
    ada.drafted()
    for turn, deal in (("us", counter["deal_id"]), ("them", theirs["deal_id"])):
        rows = ada.get(f"/deals?waits_for={turn}").json["data"]
        assert [(row["id"], row["waits_for"]) for row in rows] == [(deal, turn)]
    assert ada.get("/deals?waits_for=him").status_code == 422


def test_a_comparison_tells_the_change_in_money(ada: Caller, offer: Any, counter: Any) -> None:
    told = ada.get(f"/offers/{counter['id']}/differences?from={offer['id']}").json
    assert (told["from"], told["to"]) == (offer["id"], counter["id"])
    assert told["terms"] == [
        {
            "kind": "changed",
            "path": "/terms/materials/lines/0/unit_rate",
            "before": "0.05",
            "after": "0.04",
        }
    ]
    lost = {"amount": "-12000.00", "currency": "USD"}
    assert told["money"]["totals"][0]["difference"] == lost
    (change,) = (each for each in told["changes"] if each["paths"])
    assert change["money_effect"] == [lost]
    assert "0.05 -> 0.04" in change["words"]
    assert "0.05 -> 0.04" in told["summary"]


def test_the_other_way_round_a_comparison_is_the_opposite(
    ada: Caller, offer: Any, counter: Any
) -> None:
    told = ada.get(f"/offers/{offer['id']}/differences?from={counter['id']}").json
    assert told["money"]["totals"][0]["difference"]["amount"] == "12000.00"


def test_dates_that_move_are_told(desk: Desk, ada: Caller, offer: Any) -> None:
    made = countered(desk, ada, offer["deal_id"], some_terms(months=12))
    assert made.offer is not None
    told = ada.get(f"/offers/{made.offer.id}/differences?from={offer['id']}").json
    assert any(date["days"] == -365 for date in told["dates"])


def test_an_offer_does_not_differ_from_itself(ada: Caller, offer: Any) -> None:
    told = ada.get(f"/offers/{offer['id']}/differences?from={offer['id']}").json
    assert (told["terms"], told["changes"], told["dates"]) == ([], [], [])


def test_only_offers_of_one_deal_are_compared(ada: Caller, offer: Any) -> None:
    other = offered(ada)
    path = f"/offers/{offer['id']}/differences"
    assert _pointers(ada.get(f"{path}?from={other['id']}")) == {"/from"}
    assert _pointers(ada.get(path)) == {"/from"}
    assert ada.get(f"{path}?from=off_x").status_code == 404


def test_a_counterpart_is_told_without_what_opens_its_link(
    desk: Desk, ada: Caller, offer: Any
) -> None:
    deal = ada.get(f"/deals/{offer['deal_id']}")
    (other,) = deal.json["counterparts"]
    assert (other["side"], other["email"]) == ("licensee", "contracts@labs.example")
    assert (other["name"], other["viewed_at"], other["revoked_at"]) == (
        "Example Labs Ltd",
        None,
        None,
    )
    assert actions(other) == {"resend-link", "revoke-link"}
    proof = desk.links.token("deal", other["id"]).rpartition(".")[2]
    assert proof not in deal.get_data(as_text=True)


def test_a_look_of_theirs_is_seen_and_blocks_no_change_of_ours(
    desk: Desk, ada: Caller, offer: Any
) -> None:
    path = f"/deals/{offer['deal_id']}"
    before = ada.get(path)
    member = link_of(desk, ada, offer["deal_id"])
    with desk.db.transaction(ada.org) as tx:
        links = DealLinks(tx.connection, tx.org)
        links.note(member.link_id, Visit.FETCHED, NOON + timedelta(minutes=1), "127.0.0.1", "bot")
    assert ada.get(path, if_none_match=tag(before)).status_code == 304
    with desk.db.transaction(ada.org) as tx:
        links = DealLinks(tx.connection, tx.org)
        links.note(member.link_id, Visit.VIEWED, NOON + timedelta(minutes=2), "127.0.0.1", "phone")
    after = ada.get(path, if_none_match=tag(before))
    assert after.json["counterparts"][0]["viewed_at"] == "2026-03-02T12:02:00Z"
    assert ada.patch(path, {"title": "New"}, if_match=tag(before)).status_code == 200


def test_a_link_is_sent_again_and_revoked(
    desk: Desk, clock: Clock, ada: Caller, offer: Any
) -> None:
    deal = _deal(ada, offer)
    link = deal["counterparts"][0]["id"]
    path = f"/deals/{deal['id']}/links/{link}"
    clock.forward(minutes=1)
    assert ada.post(f"{path}/resend").status_code == 200
    assert _letters(desk, "deal_link") == 1
    (revoked,) = ada.post(f"{path}/revoke").json["counterparts"]
    assert (revoked["revoked_at"], actions(revoked)) == ("2026-03-02T12:01:00Z", set())
    assert ada.post(f"{path}/resend").status_code == 404
    assert _letters(desk, "deal_link") == 1


def test_a_link_of_another_deal_is_not_found(ada: Caller, offer: Any) -> None:
    link = _deal(ada, offer)["counterparts"][0]["id"]
    other = offered(ada)["deal_id"]
    for verb in ("resend", "revoke"):
        assert ada.post(f"/deals/{other}/links/{link}/{verb}").status_code == 404
    assert _deal(ada, offer)["counterparts"][0]["revoked_at"] is None


def _letters(desk: Desk, kind: str) -> int:
    with desk.db.engine.connect() as connection:
        return connection.scalar(select(func.count()).where(outbox.c.kind == kind)) or 0


def test_an_intermediary_opens_for_a_side_and_then_leaves_it_to_them(
    desk: Desk, ada: Caller
) -> None:
    deal = ada.post("/deals", a_document(our_side="intermediary"))
    assert deal.status_code == 201, deal.json
    path = f"/deals/{deal.json['id']}/offers"
    assert _pointers(ada.post(path)) == {"/side"}
    made = ada.post(path, {"side": "licensor"})
    assert made.status_code == 201, made.json
    assert (made.json["side"], actions(made.json)) == ("licensor", set())
    told = ada.get(f"/deals/{deal.json['id']}").json
    assert {other["side"] for other in told["counterparts"]} == {"licensor", "licensee"}
    assert actions(told) == {"change", "withdraw", "copy"}
    assert _refusal(ada.post(path, {"terms": some_terms(rate="0.04")})) == (409, "not_your_turn")
    accepted_by_link(desk, ada, deal.json["id"])
    assert ada.get(f"/deals/{deal.json['id']}").json["contract_id"]


def test_a_link_for_each_side_acts_for_that_side_alone(desk: Desk, ada: Caller) -> None:
    deal = ada.post("/deals", a_document(our_side="intermediary")).json
    ada.post(f"/deals/{deal['id']}/offers", {"side": "licensee"})
    member = link_of(desk, ada, deal["id"], Side.LICENSOR)
    with desk.db.transaction(ada.org) as tx:
        negotiation.reject_by_link(tx, member, reason="No", at=desk.clock())
    assert ada.get(f"/deals/{deal['id']}").json["status"] == "rejected"


def test_a_redline_has_each_change_tracked_by_the_side_that_made_it(
    ada: Caller, offer: Any, counter: Any
) -> None:
    taken = ada.get(f"/offers/{counter['id']}/redline.docx?from={offer['id']}")
    assert taken.status_code == 200
    with zipfile.ZipFile(BytesIO(taken.data)) as parts:
        document = parts.read("word/document.xml").decode()
    assert 'w:author="Example Labs Ltd"' in document
    assert {"0.05", "0.04"} <= {*re.findall(r"0\.0[0-9]", "".join(_changed(document)))}
    name = 'attachment; filename="changes-1-to-2.docx"'
    assert taken.headers["Content-Disposition"] == name


def test_a_redline_is_made_once(desk: Desk, ada: Caller, offer: Any, counter: Any) -> None:
    path = f"/offers/{counter['id']}/redline.docx?from={offer['id']}"
    first = ada.get(path)
    assert ada.get(path).data == first.data
    with desk.db.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(papers)) == 1
    assert ada.get(path, if_none_match=tag(first)).status_code == 304


def test_an_offer_has_no_change_against_itself(ada: Caller, offer: Any) -> None:
    taken = ada.get(f"/offers/{offer['id']}/redline.docx?from={offer['id']}")
    with zipfile.ZipFile(BytesIO(taken.data)) as parts:
        assert _changed(parts.read("word/document.xml").decode()) == []


def test_only_offers_of_one_deal_are_redlined(ada: Caller, offer: Any) -> None:
    other = offered(ada)
    answer = ada.get(f"/offers/{offer['id']}/redline.docx?from={other['id']}")
    assert _pointers(answer) == {"/from"}


def _changed(document: str) -> list[str]:
    """The words of runs that came or went."""
    return re.findall(r"<w:(?:ins|del) .*?</w:(?:ins|del)>", document)


def test_what_a_client_keeps_beside_an_offer_is_given_back(ada: Caller) -> None:
    kept = {"external_id": "Zours-7f3a", "metadata": {"desk": "Zours-7f3a"}}
    made = offered(ada, kept)
    assert {key: made[key] for key in kept} == kept
    assert ada.get(f"/offers/{made['id']}").json == made
    (row,) = ada.get(f"/deals/{made['deal_id']}/offers").json["data"]
    assert {key: row[key] for key in kept} == kept


def test_the_other_side_reads_nothing_of_what_a_client_keeps(
    desk: Desk, client: FlaskClient, ada: Caller
) -> None:
    kept = {"external_id": "Zours-7f3a", "metadata": {"desk": "Zours-7f3a"}}
    made = offered(ada, kept)
    ada.post(f"/deals/{made['deal_id']}/comments", {"text": "To you", "shared": True, **kept})
    link = link_of(desk, ada, made["deal_id"]).link_id
    bo = Counterpart(client, desk, ada.org, made["deal_id"], link)
    assert "To you" in bo.page()
    for answer in (bo.get(), bo.get(Accept=JSON), bo.get("/counter"), bo.get("/offers/1.html")):
        assert b"Zours-7f3a" not in answer.data
    history = ada.get(f"/deals/{made['deal_id']}/events")
    assert b"Zours-7f3a" not in history.data


def test_an_offer_of_the_other_side_has_nothing_that_a_client_keeps(
    desk: Desk, ada: Caller
) -> None:
    made = offered(ada)
    theirs = countered(desk, ada, made["deal_id"], some_terms(rate="0.04")).offer
    assert theirs is not None
    said = ada.get(f"/offers/{theirs.id}").json
    assert (said["external_id"], said["metadata"]) == (None, {})
