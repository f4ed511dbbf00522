"""Deals by API: drafted, listed, read, changed, copied, released, withdrawn."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.people import Scope
from tests.web.callers import (
    Caller,
    a_blocked_document,
    a_caller,
    a_document,
    a_forbidden_document,
    tag,
)


@pytest.fixture
def deal(ada: Caller) -> str:
    return str(ada.drafted()["id"])


def _actions(deal: Any) -> set[str]:
    return {action["name"] for action in deal["links"]["actions"]}


def test_a_drafted_deal_is_where_its_answer_says(ada: Caller) -> None:
    made = ada.post("/deals", a_document())
    read = ada.client.get(made.headers["Location"], headers={"Authorization": f"Bearer {ada.key}"})
    assert made.status_code == 201
    assert (read.json, tag(read)) == (made.json, tag(made))


def test_a_drafted_deal_comes_to_what_the_sample_does(ada: Caller) -> None:
    deal = ada.drafted()
    assert deal["committed"] == [{"amount": "1560000.00", "currency": "USD"}]
    assert (deal["status"], deal["binding"], deal["version"]) == ("draft", False, 1)


def test_all_faults_of_a_deal_come_at_once_with_pointers(ada: Caller) -> None:
    document = a_document(our_side="judge", surprise=1)
    document["terms"]["pricing"]["currency"] = "XXX"
    answer = ada.post("/deals", document)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    pointers = {fault["pointer"] for fault in answer.json["errors"]}
    assert {"/our_side", "/surprise", "/terms/pricing/currency"} <= pointers


def test_what_nobody_may_let_pass_is_kept_in_a_draft_and_named(ada: Caller) -> None:
    """As in the form: a draft is saved as it is typed; what keeps it in the house is said."""
    made = ada.post("/deals", a_forbidden_document())
    assert made.status_code == 201
    assert made.json["approval"]["forbidden"] == ["us_bulk_data_answered_by_nobody"]
    assert "us_bulk_data_answered_by_nobody" not in made.json["approval"]["needed"]
    assert ada.drafted()["approval"]["forbidden"] == []


LINE = "/terms/materials/lines/0/description"


def _described(words: str) -> dict[str, Any]:
    document = a_document()
    document["terms"]["materials"]["lines"][0]["description"] = words
    return document


@pytest.mark.parametrize("path", ["/deals", "/quotes"])
def test_letters_that_no_paper_shows_are_refused_by_the_name_of_the_field(
    ada: Caller, path: str
) -> None:
    document = _described("Photos of \u6771\u4eac, \u05e9")
    if path == "/quotes":
        document = {key: document[key] for key in ("family", "our_side", "terms")}
    answer = ada.post(path, document)
    (fault,) = answer.json["errors"]
    assert (answer.status_code, fault["pointer"]) == (422, LINE)
    assert "U+6771" in fault["message"]
    assert ada.get("/deals").json["data"] == []


def test_letters_that_no_paper_shows_do_not_get_into_a_draft_by_a_change(
    ada: Caller, deal: str
) -> None:
    terms = _described("\U0001f600")["terms"]
    match = tag(ada.get(f"/deals/{deal}"))
    answer = ada.patch(f"/deals/{deal}", {"terms": terms}, if_match=match)
    assert [fault["pointer"] for fault in answer.json["errors"]] == [LINE]


def test_what_is_never_printed_may_be_in_any_letters(ada: Caller) -> None:
    assert ada.drafted(title="\u6771\u4eac")["title"] == "\u6771\u4eac"


def test_a_deal_that_the_caller_has_already_is_not_sent_again(ada: Caller, deal: str) -> None:
    first = ada.get(f"/deals/{deal}")
    again = ada.get(f"/deals/{deal}", if_none_match=tag(first))
    assert (again.status_code, again.data) == (304, b"")


def test_a_list_pages_through_every_deal(ada: Caller) -> None:
    ids = [ada.drafted()["id"] for _ in range(3)]
    first = ada.get("/deals?limit=2").json
    rest = ada.get(f"/deals?limit=2&after={first['pagination']['next']}").json
    assert {row["id"] for row in first["data"] + rest["data"]} == set(ids)
    assert rest["pagination"]["next"] is None


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "limit=1_0", "surprise=1", "after=x", "status=won"]
)
def test_a_list_refuses_what_it_does_not_know(ada: Caller, query: str) -> None:
    answer = ada.get(f"/deals?{query}")
    assert answer.status_code == 422
    assert answer.json["errors"]


def test_a_change_needs_the_version_it_was_made_on(ada: Caller, deal: str) -> None:
    assert ada.patch(f"/deals/{deal}", {"title": "New"}).status_code == 428


def test_a_change_of_an_older_version_is_refused(ada: Caller, deal: str) -> None:
    read = tag(ada.get(f"/deals/{deal}"))
    first = ada.patch(f"/deals/{deal}", {"title": "First"}, if_match=read)
    second = ada.patch(f"/deals/{deal}", {"title": "Second"}, if_match=read)
    assert (first.status_code, second.status_code) == (200, 412)
    assert ada.get(f"/deals/{deal}").json["title"] == "First"


def test_a_change_leaves_alone_what_it_does_not_name(ada: Caller) -> None:
    made = ada.post("/deals", a_document(title="Old", external_id="crm-42"))
    path = f"/deals/{made.json['id']}"
    changed = ada.patch(path, {"title": "New"}, if_match=tag(made)).json
    assert (changed["title"], changed["external_id"]) == ("New", "crm-42")
    assert changed["terms_sha256"] == made.json["terms_sha256"]


def test_a_change_that_is_refused_changes_nothing(ada: Caller, deal: str) -> None:
    before = ada.get(f"/deals/{deal}")
    refused = ada.patch(f"/deals/{deal}", {"terms": {}}, if_match=tag(before))
    assert refused.status_code == 422
    assert ada.get(f"/deals/{deal}").data == before.data


def test_a_copy_has_the_terms_and_not_the_clients_own_id(ada: Caller) -> None:
    deal = ada.drafted(external_id="crm-42")
    copy = ada.post(f"/deals/{deal['id']}/copy").json
    assert copy["id"] != deal["id"]
    assert (copy["terms_sha256"], copy["external_id"]) == (deal["terms_sha256"], None)


def test_a_withdrawn_deal_can_only_be_copied(ada: Caller, deal: str) -> None:
    withdrawn = ada.post(f"/deals/{deal}/withdraw", {"reason": "Sold elsewhere"}).json
    assert (withdrawn["status"], _actions(withdrawn)) == ("withdrawn", {"copy"})
    again = ada.post(f"/deals/{deal}/withdraw")
    assert (again.status_code, again.json["code"]) == (409, "move_not_allowed")


def test_a_move_on_an_older_version_is_refused_where_it_says_which(ada: Caller, deal: str) -> None:
    read = tag(ada.get(f"/deals/{deal}"))
    ada.patch(f"/deals/{deal}", {"title": "New"}, if_match=read)
    assert ada.post(f"/deals/{deal}/withdraw", if_match=read).status_code == 412


@pytest.mark.parametrize("given", ['""', 'W/"x", ""', "x", '".", "x"', 'W/"{}"'])
def test_a_tag_that_is_none_of_the_deals_moves_nothing(ada: Caller, deal: str, given: str) -> None:
    weak = given.format(tag(ada.get(f"/deals/{deal}")).strip('"'))
    assert ada.post(f"/deals/{deal}/withdraw", if_match=weak).status_code == 412
    assert ada.patch(f"/deals/{deal}", {"title": "New"}, if_match=weak).status_code == 412


def test_any_version_will_do_where_it_says_so(ada: Caller, deal: str) -> None:
    assert ada.patch(f"/deals/{deal}", {"title": "New"}, if_match="*").status_code == 200


def test_a_blocked_deal_is_released_by_an_approver(ada: Caller) -> None:
    deal = ada.post("/deals", a_blocked_document()).json
    path = f"/deals/{deal['id']}"
    assert deal["approval"]["needed"] == ["release_coverage"]
    asked = ada.post(f"{path}/request-approval", {"note": "Please look"}).json
    assert asked["approval"]["status"] == "requested"
    given = ada.post(f"{path}/approve", {"reason": "Releases are on file"}).json
    assert given["approval"] == {
        "status": "given",
        "released": ["release_coverage"],
        "needed": [],
        "forbidden": [],
    }


def test_a_release_can_be_refused(ada: Caller) -> None:
    path = f"/deals/{ada.post('/deals', a_blocked_document()).json['id']}"
    ada.post(f"{path}/request-approval")
    refused = ada.post(f"{path}/refuse-approval", {"reason": "Get the releases"}).json
    assert refused["approval"]["status"] == "refused"


@pytest.mark.parametrize(
    ("move", "code"),
    [
        ("request-approval", "approval_not_needed"),
        ("approve", "approval_not_needed"),
        ("refuse-approval", "approval_not_requested"),
    ],
)
def test_a_release_that_nobody_needs_is_a_conflict(
    ada: Caller, deal: str, move: str, code: str
) -> None:
    answer = ada.post(f"/deals/{deal}/{move}", {"reason": "x"} if "request" not in move else None)
    assert (answer.status_code, answer.json["code"]) == (409, code)


def test_only_moves_that_are_open_to_the_caller_are_offered(
    desk: Desk, client: FlaskClient
) -> None:
    writer = a_caller(desk, client, "archive", Scope.DEALS_READ, Scope.DEALS_WRITE)
    reader = a_caller(desk, client, "archive", Scope.DEALS_READ)
    admin = a_caller(desk, client, "archive", Scope.ADMIN)
    path = f"/deals/{writer.post('/deals', a_blocked_document()).json['id']}"
    assert _actions(reader.get(path).json) == set()
    assert _actions(writer.get(path).json) == {"change", "request-approval", "withdraw", "copy"}
    assert "approve" in _actions(admin.get(path).json)
