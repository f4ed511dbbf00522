"""Licenses by API: listed, read with their dates and history, duties done and waived."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.people import Scope
from service.storage.licenses import Beside
from tests import databases
from tests.conftest import NOON, Clock
from tests.licensed import FILE, Kept, imported
from tests.web.callers import Caller, a_caller, tag
from tests.web.negotiated import actions, signed, to_sign

pytestmark = databases.ON_BOTH

TODAY = NOON.date()


def a_license(desk: Desk, ada: Caller, start: date = TODAY, **beside: Any) -> Kept:
    """The sample deal, signed elsewhere."""
    said = {"title": "Photos", "external_id": "crm-1", "metadata": {"desk": "7"}} | beside
    return imported(
        desk.db, ada.org, at=desk.clock(), starts_on=start, beside=Beside(**said), by=ada.key_id
    )


def _duty(ada: Caller, license_id: str, n: int = 0) -> Any:
    dates = ada.get(f"/licenses/{license_id}/key-dates").json["data"]
    return [each for each in dates if each["duty"]][n]


def _refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_a_signed_deal_carries_its_license_and_the_license_its_deal(
    desk: Desk, ada: Caller
) -> None:
    path = to_sign(desk, ada)
    assert ada.post(f"{path}/send").status_code == 200
    deal_id = ada.get(path).json["deal_id"]
    assert ada.get(f"/deals/{deal_id}").json["license_id"] is None
    signers = ada.get(f"{path}/signers").json["data"]
    for signer in signers:
        signed(desk, ada, signer)
    deal = ada.get(f"/deals/{deal_id}").json
    license = ada.get(f"/licenses/{deal['license_id']}").json
    assert (license["deal_id"], license["contract_id"]) == (deal_id, deal["contract_id"])
    assert (license["status"], license["terms_sha256"]) == ("scheduled", deal["terms_sha256"])
    assert (license["starts_on"], license["last_day"]) == ("2027-01-31", "2029-01-30")
    assert license["silence"] == {"outcome": "renews", "on": "2029-01-30", "n": 1}
    history = ada.get(f"/licenses/{license['id']}/events").json["data"]
    assert [each["type"] for each in history] == ["license_made"]
    assert history[0]["actor"]["name"] == signers[-1]["name"]


def test_a_license_is_read_with_its_terms_its_periods_and_what_silence_does(
    desk: Desk, ada: Caller
) -> None:
    kept = a_license(desk, ada)
    path = f"/licenses/{kept.license_id}"
    answer = ada.get(path)
    license, held = answer.json, kept.license()
    assert (license["status"], license["version"]) == ("in_force", held.version)
    assert (license["title"], license["external_id"]) == ("Photos", "crm-1")
    assert license["metadata"] == {"desk": "7"}
    assert license["document_sha256"] == FILE
    assert license["terms"] == held.written.canonical.plain
    assert license["committed"] == {"amount": "1560000.00", "currency": "USD"}
    assert [each["n"] for each in license["periods"]] == [0]
    assert (license["end"], license["suspension"], license["notices"]) == (None, None, [])
    assert license["links"]["self"] == f"/api/v1{path}"
    assert ada.get(path, if_none_match=tag(answer)).status_code == 304
    types = [each["type"] for each in ada.get(f"{path}/events").json["data"]]
    assert types == ["license_made", "license_started"]


def test_key_dates_stand_in_order_and_say_what_may_be_done(
    desk: Desk, client: FlaskClient, ada: Caller
) -> None:
    license_id = a_license(desk, ada).license_id
    rows = ada.get(f"/licenses/{license_id}/key-dates").json["data"]
    days = [row["on"] for row in rows]
    assert days == sorted(days)
    coming = min(day for day in days if day >= str(TODAY))
    assert ada.get(f"/licenses/{license_id}").json["next_on"] == coming
    kinds = {row["kind"]: row for row in rows}
    assert actions(kinds["last_day"]) == set()
    assert actions(kinds["report_due"]) == {"done", "file", "waive"}
    assert (kinds["report_due"]["side"], kinds["report_due"]["state"]) == ("licensee", "open")
    keeper = a_caller(desk, client, "archive", Scope.CONTRACTS_WRITE, Scope.DEALS_READ)
    assert actions(_duty(keeper, license_id)) == {"done", "file"}
    reader = a_caller(desk, client, "archive", Scope.DEALS_READ)
    assert actions(_duty(reader, license_id)) == set()


def test_a_duty_is_done_once_and_another_waived(desk: Desk, ada: Caller) -> None:
    kept = a_license(desk, ada)
    path = f"/licenses/{kept.license_id}"
    read = ada.get(path)
    first, second = (f"/key-dates/{_duty(ada, kept.license_id, n)['id']}" for n in (0, 1))
    done = ada.post(f"{first}/done", {"note": "Sent by post"}, if_match=tag(read))
    assert done.status_code == 200, done.json
    assert (done.json["state"], done.json["note"]) == ("done", "Sent by post")
    assert (done.json["settled_by"], done.json["settled_on"]) == (ada.key_id, str(TODAY))
    assert actions(done.json) == {"reopen"}
    assert _refusal(ada.post(f"{first}/done", {"note": "x"})) == (409, "key_date_settled")
    stale = ada.post(f"{second}/waive", {"reason": "Agreed"}, if_match=tag(read))
    assert stale.status_code == 412
    waived = ada.post(f"{second}/waive", {"reason": "Agreed"}, if_match=tag(done))
    assert (waived.json["state"], waived.json["note"]) == ("waived", "Agreed")
    assert kept.types()[-2:] == ["KeyDateSettled", "KeyDateSettled"]
    kept.assert_sound()


def test_the_same_key_has_one_effect(desk: Desk, ada: Caller) -> None:
    kept = a_license(desk, ada)
    path = f"/key-dates/{_duty(ada, kept.license_id)['id']}/done"
    answers = [ada.post(path, {"note": "Sent"}, idempotency_key="k") for _ in range(2)]
    assert answers[0].data == answers[1].data
    assert kept.types().count("KeyDateSettled") == 1


@pytest.mark.parametrize(
    ("verb", "body", "pointer"),
    [
        ("done", {}, "/note"),
        ("done", {"note": ""}, "/note"),
        ("waive", {}, "/reason"),
        ("waive", {"reason": "x", "settled_by": "usr_x"}, "/settled_by"),
    ],
)
def test_what_is_said_of_a_duty_is_held_to_its_shape(
    desk: Desk, ada: Caller, verb: str, body: Any, pointer: str
) -> None:
    id = _duty(ada, a_license(desk, ada).license_id)["id"]
    answer = ada.post(f"/key-dates/{id}/{verb}", body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == [pointer]


def test_nobody_does_what_comes_by_itself(desk: Desk, ada: Caller) -> None:
    license_id = a_license(desk, ada).license_id
    rows = ada.get(f"/licenses/{license_id}/key-dates").json["data"]
    id = next(row["id"] for row in rows if row["kind"] == "last_day")
    assert _refusal(ada.post(f"/key-dates/{id}/done", {"note": "x"})) == (409, "no_duty")


def test_licenses_are_listed_the_newest_first_and_found(
    desk: Desk, ada: Caller, cy: Caller, clock: Clock
) -> None:
    ids = []
    for n, start in enumerate((TODAY, TODAY, TODAY + timedelta(days=700))):
        clock.forward(minutes=1)
        ids.append(a_license(desk, ada, start, external_id=f"crm-{n}").license_id)
    first = ada.get("/licenses?limit=2").json
    rest = ada.get(f"/licenses?limit=2&after={first['pagination']['next']}").json
    assert [row["id"] for row in first["data"] + rest["data"]] == ids[::-1]
    assert rest["pagination"]["next"] is None

    def found(query: str) -> list[str]:
        return [row["id"] for row in ada.get(f"/licenses?{query}").json["data"]]

    assert found("status=scheduled") == ids[2:]
    assert found("external_id=crm-1") == [ids[1]]
    rows = {row["id"]: row["next_on"] for row in first["data"] + rest["data"]}
    soon = date.fromisoformat(rows[ids[0]])
    assert found(f"next_by={soon}") == [ids[1], ids[0]]
    assert found(f"next_by={soon - timedelta(days=1)}") == []
    assert found(f"next_by={rows[ids[2]]}") == ids[::-1]
    for wrong in ("status=over", "next_by=soon", "after=x", "owner=me"):
        assert ada.get(f"/licenses?{wrong}").status_code == 422
    assert cy.get("/licenses").json["data"] == []


@pytest.mark.parametrize("part", ["", "/key-dates", "/events"])
def test_there_is_nothing_of_an_unknown_license(
    desk: Desk, ada: Caller, cy: Caller, part: str
) -> None:
    ours = a_license(desk, ada).license_id
    assert cy.get(f"/licenses/{ours}{part}").status_code == 404
    assert ada.get(f"/licenses/lic_x{part}").status_code == 404


def test_another_organization_settles_no_duty(desk: Desk, ada: Caller, cy: Caller) -> None:
    kept = a_license(desk, ada)
    id = _duty(ada, kept.license_id)["id"]
    before = kept.types()
    for verb, said in (("done", {"note": "x"}), ("waive", {"reason": "x"})):
        for match in ({}, {"if_match": '"x"'}):
            answer = cy.post(f"/key-dates/{id}/{verb}", said, **match)
            assert answer.status_code == 404
    assert kept.types() == before
