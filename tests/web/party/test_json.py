"""The same door for a counterparty's own program: JSON in, JSON out, the link as its only key."""

from copy import deepcopy
from typing import Any

import pytest

from schemas.differences import DifferencesSchema
from schemas.party_answer import PartyDealSchema
from service.commands.negotiation import Put
from service.domain.deal import Status
from service.domain.negotiation import NOT_BINDING
from tests.web.counterparts import JSON, Counterpart, counter_of, months, ours

KEY = "key-1"


def _terms(bo: Counterpart, count: int = 36) -> dict[str, Any]:
    terms: dict[str, Any] = deepcopy(bo.read()["offer"]["terms"])
    terms["period"]["months"] = count
    return terms


def _names(document: Any) -> set[str]:
    return {each["name"] for each in document["links"]["actions"]}


def test_it_reads_the_deal_with_what_it_may_do(bo: Counterpart) -> None:
    deal = bo.read()
    assert set(deal) == set(PartyDealSchema().fields)
    assert deal["status"] == "offered"
    assert deal["side"] == deal["waits_for"] == "licensee"
    assert deal["binding"] is False
    assert deal["not_binding"] == NOT_BINDING
    assert deal["offer"]["number"] == 1
    assert deal["offer"]["terms_sha256"] == bo.digest()
    assert deal["offer"]["committed"] == [{"amount": "1560000.00", "currency": "USD"}]
    assert _names(deal) == {"accept", "offer", "reject", "withdraw", "invite", "comment"}


def test_each_action_that_is_named_is_there(bo: Counterpart) -> None:
    for action in bo.read()["links"]["actions"]:
        answer = bo.browser.open(
            action["href"], method=action["method"], json={"x": 1}, headers={"Accept": JSON}
        )
        assert answer.status_code == 422, action


def test_a_browser_gets_a_page_from_the_same_address(bo: Counterpart) -> None:
    assert bo.get(Accept="text/html,*/*;q=0.8").mimetype == "text/html"
    assert bo.get().mimetype == "text/html"
    assert bo.get(Accept=JSON).mimetype == JSON


def test_a_whole_negotiation_by_program(bo: Counterpart) -> None:
    first = bo.read()["offer"]
    answer = bo.call(
        "/offers",
        {
            "terms": _terms(bo),
            "message": "Three years.",
            "expires_at": "2026-04-01T00:00:00Z",
            "answers": first["id"],
        },
    )
    assert answer.status_code == 201
    assert answer.json["status"] == "countered"
    assert answer.json["waits_for"] == "licensor"
    assert answer.json["offer"]["message"] == "Three years."
    assert answer.json["offer"]["expires_at"] == "2026-04-01T00:00:00Z"
    assert _names(answer.json) == {"offer", "withdraw", "invite", "comment"}
    ours(bo, Put(written=months(bo, 30)))
    agreed = bo.call("/accept", {"terms_sha256": bo.digest()})
    assert agreed.status_code == 200
    assert agreed.json["status"] == "agreed"
    assert agreed.json["contract"] == "drawing_up"
    assert [offer["number"] for offer in agreed.json["offers"]] == [1, 2, 3]


def test_terms_need_not_say_which_text_they_are_agreed_on(bo: Counterpart) -> None:
    terms = _terms(bo)
    del terms["form"]
    assert bo.call("/offers", {"terms": terms}).status_code == 201


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"form": {"family": "bulk-media", "version": 99}}, "/terms/form/version"),
        ({"parties": "x"}, "/terms/parties"),
        ({"surprise": 1}, "/terms/surprise"),
    ],
)
def test_terms_that_cannot_be_agreed_are_refused_with_their_place(
    bo: Counterpart, change: dict[str, Any], pointer: str
) -> None:
    answer = bo.call("/offers", {"terms": {**_terms(bo), **change}})
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert pointer in {fault["pointer"] for fault in answer.json["errors"]}


def test_what_the_other_side_says_of_itself_is_not_changed(bo: Counterpart) -> None:
    terms = _terms(bo)
    terms["parties"]["licensor"]["legal_name"] = "Somebody Else Inc."
    answer = bo.call("/offers", {"terms": terms})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/terms/parties/licensor"


def test_every_fault_of_an_offer_comes_at_once(bo: Counterpart) -> None:
    answer = bo.call("/offers", {"terms": _terms(bo), "message": 5, "expires_at": "soon", "x": 1})
    found = {fault["pointer"] for fault in answer.json["errors"]}
    assert found == {"/message", "/expires_at", "/x"}


@pytest.mark.parametrize("path", ["/accept", "/reject", "/comments", "/invite", "/offers"])
@pytest.mark.parametrize("body", [b"[]", b"{", b'{"a": 1, "a": 2}', b'"x"'])
def test_a_body_without_one_meaning_is_refused(bo: Counterpart, path: str, body: bytes) -> None:
    answer = bo.browser.post(bo.at + path, data=body, content_type=JSON)
    assert answer.status_code == 422
    assert answer.json["request_id"]


def test_an_answer_to_terms_that_moved_is_refused(bo: Counterpart) -> None:
    seen = bo.read()["offer"]
    ours(bo, Put(written=months(bo, 36)))
    for path, document in {
        "/accept": {"terms_sha256": seen["terms_sha256"]},
        "/reject": {"answers": seen["id"]},
        "/offers": {"terms": _terms(bo, 12), "answers": seen["id"]},
    }.items():
        answer = bo.call(path, document)
        assert (answer.status_code, answer.json["code"]) == (409, "terms_have_moved"), path
    assert bo.deal().status is Status.OFFERED


def test_an_own_offer_is_not_answered(bo: Counterpart) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    answer = bo.call("/accept", {"terms_sha256": bo.digest()})
    assert (answer.status_code, answer.json["code"]) == (409, "not_your_turn")


def test_a_call_made_twice_has_one_effect(bo: Counterpart) -> None:
    said = {"text": "Once."}
    first, again = (bo.call("/comments", said, Idempotency_Key=KEY) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.data == again.data
    assert again.headers["Idempotent-Replayed"] == "true"
    assert [comment["text"] for comment in bo.read()["comments"]] == ["Once."]


def test_a_key_of_one_link_is_not_that_of_another(bo: Counterpart) -> None:
    bo.call("/invite", {"name": "Kim Park", "email": "kim@labs.example"})
    kim = bo.colleague("kim@labs.example")
    bo.call("/comments", {"text": "Bo's."}, Idempotency_Key=KEY)
    assert kim.call("/comments", {"text": "Kim's."}, Idempotency_Key=KEY).status_code == 201
    other = bo.call("/comments", {"text": "Another."}, Idempotency_Key=KEY)
    assert other.json["code"] == "idempotency_key_reused"


def test_a_deal_that_is_over_says_how_it_ended(bo: Counterpart) -> None:
    ended = bo.call("/withdraw", {"reason": "No budget."}).json
    assert ended["status"] == "withdrawn"
    assert ended["ended"] | {"at": ""} == {"side": "licensee", "at": "", "reason": "No budget."}
    assert _names(ended) == {"comment"}
    assert bo.call("/withdraw").json["code"] == "move_not_allowed"


def test_what_an_offer_changed_is_told_in_words_money_and_days(bo: Counterpart) -> None:
    terms = _terms(bo, 24)
    terms["materials"]["lines"][0]["unit_rate"] = "0.06"
    first, second = bo.call("/offers", {"terms": terms}).json["offers"]
    assert first["links"]["differences"] is None
    told = bo.browser.get(second["links"]["differences"]).json
    assert set(told) == {
        field.data_key or name for name, field in DifferencesSchema().fields.items()
    }
    assert (told["from"], told["to"]) == (first["id"], second["id"])
    assert told["binding"] is False
    (total,) = told["money"]["totals"]
    assert total["difference"] == {"amount": "12000.00", "currency": "USD"}
    assert [change["label"] for change in told["changes"]][:1] == ["Rate of photos"]
    assert bo.get("/offers/2/differences").json == told


def test_offers_are_compared_either_way_and_only_those_that_there_are(bo: Counterpart) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    back = bo.get("/offers/1/differences?from=2").json
    assert back["terms"][0]["before"] == 36
    for path in ("/offers/1/differences", "/offers/3/differences", "/offers/2/differences?from=9"):
        assert bo.get(path).status_code == 404


def test_every_paper_that_an_offer_names_is_there(bo: Counterpart) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    for name, href in bo.read()["offers"][1]["links"].items():
        assert bo.browser.get(href).status_code == 200, name


@pytest.mark.parametrize("key", ["external_id", "metadata"])
def test_what_our_programs_keep_is_no_key_of_the_other_side(bo: Counterpart, key: str) -> None:
    for path, document in {"/offers": {"terms": _terms(bo)}, "/comments": {"text": "x"}}.items():
        answer = bo.call(path, {**document, key: "x" if key == "external_id" else {}})
        assert [fault["pointer"] for fault in answer.json["errors"]] == [f"/{key}"]
