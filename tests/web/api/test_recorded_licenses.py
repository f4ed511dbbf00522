"""Licenses that were signed elsewhere, by API: recorded with their PDF, or refused by field."""

import json
from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest

from service.desk import Desk
from tests.web.callers import API, Caller, a_document, tag
from tests.web.negotiated import actions, signed, to_sign
from tests.web.recorded import FACTS, a_license_document, parts, records
from tests.web.scans import a_scan


def _facts(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(FACTS), **changes}


def _pointers(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.json
    return [fault["pointer"] for fault in answer.json["errors"]]


def _kept(desk: Desk, caller: Caller) -> int:
    rows: int = len(caller.get("/licenses").json["data"])
    return rows


def test_a_license_is_recorded_by_key_facts_and_says_that_nothing_else_is_known(
    ada: Caller,
) -> None:
    said = {"title": "Photos 2024", "external_id": "crm-7", "metadata": {"desk": "7"}}
    answer = records(ada, a_license_document(**said))
    assert answer.status_code == 201, answer.json
    license = answer.json
    assert answer.headers["Location"] == license["links"]["self"]
    assert ada.get(f"/licenses/{license['id']}", if_none_match=tag(answer)).status_code == 304
    assert (license["status"], license["renewed"]) == ("in_force", 1)
    assert {key: license[key] for key in said} == said
    assert (license["signed_on"], license["deal_id"]) == ("2024-02-20", None)
    assert license["terms"] is None
    assert license["facts"]["renewal"]["notice"] == {
        "value": 60,
        "unit": "days",
        "not_earlier_than": None,
    }
    assert license["facts"]["reports"] is None
    assert license["committed"] == {"amount": "48000.00", "currency": "EUR"}
    assert license["silence"] == {"outcome": "renews", "on": "2027-02-28", "n": 2}
    days = ada.get(f"/licenses/{license['id']}/key-dates").json["data"]
    assert {day["kind"] for day in days} == {
        "starts",
        "last_day",
        "renewal_starts",
        "notice_received_by",
    }
    events = ada.get(f"/licenses/{license['id']}/events").json["data"]
    assert [event["type"] for event in events] == ["license_made", "license_started"]
    assert {"notices", "terminate"} <= actions(license)


def test_what_was_sent_back_is_taken_again(ada: Caller) -> None:
    first = records(ada).json
    again = records(ada, a_license_document(facts=first["facts"]))
    assert again.json["facts"] == first["facts"]


def test_a_license_is_recorded_with_all_its_terms(ada: Caller) -> None:
    terms = a_document()["terms"]
    start = terms["period"]["starts"]["on"]
    document = a_license_document(facts=None, terms=terms, starts_on=start)
    license = records(ada, document).json
    assert license["facts"] is None
    assert license["terms"]["parties"] == ada.drafted()["terms"]["parties"]
    assert license["status"] == "scheduled"
    other = a_license_document(facts=None, terms=terms, starts_on="2027-02-01", renewed=1)
    assert _pointers(records(ada, other)) == ["/starts_on", "/renewed"]


def test_the_signed_file_is_kept_and_given_back(ada: Caller, cy: Caller) -> None:
    license = records(ada, file=a_scan(2)).json
    path = f"/licenses/{license['id']}/document.pdf"
    answer = ada.get(path)
    assert (answer.status_code, answer.data) == (200, a_scan(2))
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert ada.get(path, if_none_match=tag(answer)).status_code == 304
    assert cy.get(path).status_code == 404


def test_what_was_signed_here_is_given_once_it_is_sealed(desk: Desk, ada: Caller) -> None:
    path = to_sign(desk, ada)
    ada.post(f"{path}/send")
    for signer in ada.get(f"{path}/signers").json["data"]:
        signed(desk, ada, signer)
    id = ada.get(f"/deals/{ada.get(path).json['deal_id']}").json["license_id"]
    answer = ada.get(f"/licenses/{id}/document.pdf")
    assert (answer.status_code, answer.json["code"]) == (409, "contract_not_ready")


def test_the_same_key_records_once_whatever_stands_between_the_parts(
    desk: Desk, ada: Caller
) -> None:
    answers = [records(ada, idempotency_key="k") for _ in range(2)]
    assert answers[0].data == answers[1].data
    assert answers[1].headers["Location"] == answers[0].headers["Location"]
    assert _kept(desk, ada) == 1
    for document, file in ((a_license_document(title="Other"), None), (None, a_scan(2))):
        other = records(ada, document, file, idempotency_key="k")
        assert other.json["code"] == "idempotency_key_reused"


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_kept(desk: Desk, ada: Caller) -> None:
    document = a_license_document(
        signed_on="soon",
        owner="me",
        facts=_facts(timezone="Mars/Base", committed={"currency": "EUR", "amount": 5}),
    )
    found = _pointers(records(ada, document, b"GIF89a"))
    assert sorted(found) == [
        "/document",
        "/facts/committed/amount",
        "/facts/timezone",
        "/owner",
        "/signed_on",
    ]
    renewal = {"mode": "auto_fixed_n", "months": 12}
    document = a_license_document(signed_on="2030-01-01", facts=_facts(renewal=renewal))
    assert set(_pointers(records(ada, document, b""))) == {
        "/document",
        "/signed_on",
        "/facts/renewal/max",
        "/facts/renewal/notice/value",
        "/facts/renewal/notice_basis",
        "/facts/renewal/methods",
    }
    assert _kept(desk, ada) == 0


@pytest.mark.parametrize(
    ("changes", "pointers"),
    [
        ({"facts": None}, ["/facts"]),
        ({"terms": {}}, ["/facts"]),
        ({"facts": None, "terms": 5}, ["/terms"]),
        ({"facts": None, "terms": {"form": {"family": "nowhere"}}}, ["/terms/form/family"]),
        ({"renewed": -1}, ["/renewed"]),
        ({"renewed": 5}, ["/renewed"]),
        ({"our_side": "both"}, ["/our_side"]),
        ({"version": 4, "org_id": "org_x", "document_sha256": "0" * 64}, None),
    ],
)
def test_what_does_not_fit_is_named(ada: Caller, changes: Any, pointers: Any) -> None:
    found = _pointers(records(ada, a_license_document(**changes)))
    wanted = [f"/{key}" for key in changes] if pointers is None else pointers
    assert set(wanted) <= set(found)


def test_only_the_two_parts_are_taken_each_once(ada: Caller) -> None:
    def send(data: Any, kind: str = "multipart/form-data") -> Any:
        headers = {"Authorization": f"Bearer {ada.key}"}
        return ada.client.post(f"{API}/licenses", data=data, headers=headers, content_type=kind)

    twice = [(BytesIO(a_scan()), "a.pdf"), (BytesIO(a_scan()), "b.pdf")]
    assert _pointers(send({**parts(), "document": twice})) == ["/document"]
    assert _pointers(send({**parts(), "sha256": "0" * 64})) == ["/sha256"]
    assert _pointers(send({"document": (BytesIO(a_scan()), "a.pdf")})) == [""]
    assert _pointers(send({**parts(), "license": '{"a": 1, "a": 2}'})) == ["/a"]
    as_file = {**parts(), "license": (BytesIO(json.dumps(a_license_document()).encode()), "l.json")}
    assert send(as_file).status_code == 201
    assert send(json.dumps(a_license_document()), "application/json").status_code == 415
    assert send(b" " * 32 * 1024 * 1024, "multipart/form-data; boundary=x").status_code == 413


def test_what_was_recorded_wrongly_is_corrected_and_its_days_with_it(
    ada: Caller, cy: Caller
) -> None:
    license = records(ada, a_license_document(title="Fotos", external_id="crm-1")).json
    path = f"/licenses/{license['id']}"
    assert "correct" in actions(license)
    read = ada.get(path)
    better = _facts(period={"months": 36}, reports="annual")
    document = a_license_document(title="Photos", starts_on="2024-04-01", facts=better)
    assert cy.post(f"{path}/correct", document).status_code == 404
    answer = ada.post(f"{path}/correct", document, if_match=tag(read))
    assert answer.status_code == 200, answer.json
    found = answer.json
    assert (found["title"], found["external_id"]) == ("Photos", None)
    assert (found["starts_on"], found["last_day"]) == ("2024-04-01", "2027-03-31")
    assert (found["status"], found["renewed"]) == ("in_force", 0)
    assert [period["n"] for period in found["periods"]] == [0]
    assert found["document_sha256"] == license["document_sha256"]
    kinds = {day["kind"] for day in ada.get(f"{path}/key-dates").json["data"]}
    assert "report_due" in kinds
    assert ada.post(f"{path}/correct", document, if_match=tag(read)).status_code == 412
    types = [event["type"] for event in ada.get(f"{path}/events").json["data"]]
    assert types == ["license_made", "license_started", "license_corrected", "license_started"]


def test_all_terms_may_take_the_place_of_key_facts(ada: Caller) -> None:
    id = records(ada).json["id"]
    terms = a_document()["terms"]
    start = terms["period"]["starts"]["on"]
    document = a_license_document(facts=None, terms=terms, starts_on=start)
    found = ada.post(f"/licenses/{id}/correct", document).json
    assert (found["facts"], found["status"]) == (None, "scheduled")
    assert found["terms"]["pricing"]["currency"] == "USD"
    assert {"renew", "amend"} <= actions(found)


def test_a_correction_is_held_to_what_a_record_is_held_to(ada: Caller) -> None:
    id = records(ada).json["id"]
    before = ada.get(f"/licenses/{id}").data
    wrong = a_license_document(signed_on="2030-01-01", facts=_facts(period={}))
    found = _pointers(ada.post(f"/licenses/{id}/correct", wrong))
    assert set(found) == {"/signed_on", "/facts/period/months"}
    assert ada.get(f"/licenses/{id}").data == before


def test_what_notices_rest_on_is_not_corrected_any_more(desk: Desk, ada: Caller) -> None:
    id = records(ada).json["id"]
    path = f"/licenses/{id}"
    sent = {"kind": "claim", "grounds": "A claim", "method": "courier"}
    assert ada.post(f"{path}/notices", sent).status_code == 200
    assert "correct" not in actions(ada.get(path).json)
    refused = ada.post(f"{path}/correct", a_license_document())
    assert (refused.status_code, refused.json["code"]) == (409, "license_move_not_allowed")


def test_a_license_that_was_signed_here_is_not_corrected(desk: Desk, ada: Caller) -> None:
    path = to_sign(desk, ada)
    ada.post(f"{path}/send")
    for signer in ada.get(f"{path}/signers").json["data"]:
        signed(desk, ada, signer)
    id = ada.get(f"/deals/{ada.get(path).json['deal_id']}").json["license_id"]
    assert "correct" not in actions(ada.get(f"/licenses/{id}").json)
    assert ada.post(f"/licenses/{id}/correct", a_license_document()).status_code == 409
