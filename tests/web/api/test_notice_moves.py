"""Notices by API, after they are given: proof, receipt, taking back; and those that came to us."""

from typing import Any

from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.people import Scope
from tests.conftest import NOON
from tests.web.api.test_license_notices import a_license
from tests.web.attacks.operations import a_duty
from tests.web.callers import Caller, a_caller, tag
from tests.web.scans import a_scan

PDF = "application/pdf"
TODAY = str(NOON.date())


def a_breach(ada: Caller, path: str) -> Any:
    said = {"kind": "breach", "grounds": "Clips were shared", "method": "courier"}
    return ada.post(f"{path}/notices", said).json["notices"][-1]


def of_notice(license: Any, notice_id: str) -> set[str]:
    """The moves of one notice that the license's answer names."""
    return {
        each["name"]
        for each in license["links"]["actions"]
        if f"/notices/{notice_id}/" in each["href"]
    }


def test_a_notice_is_proved_by_number_and_file_and_its_receipt_is_written_down(
    desk: Desk, client: FlaskClient, ada: Caller, cy: Caller
) -> None:
    path, kept = a_license(desk, ada)
    notice = a_breach(ada, path)
    place = f"/notices/{notice['id']}"
    assert {"proof", "evidence", "receipt", "take-back"} <= of_notice(
        ada.get(path).json, notice["id"]
    )
    assert ada.get(f"{place}/evidence").status_code == 404
    assert ada.post(f"{place}/proof", {}).status_code == 422
    answer = ada.post(f"{place}/proof", {"tracking": "1Z"})
    assert answer.json["notices"][0]["tracking"] == "1Z"
    assert ada.sent(f"{place}/evidence", b"GIF89a", "image/gif").status_code == 415
    assert (
        ada.sent(f"{place}/evidence", b"<svg/>", "image/png").json["errors"][0]["pointer"]
        == "/file"
    )
    assert ada.sent(f"{place}/evidence", a_scan(), PDF).status_code == 200
    taken = ada.get(f"{place}/evidence")
    assert (taken.data, taken.mimetype) == (a_scan(), PDF)
    assert ada.get(f"{place}/letter.pdf").data.startswith(b"%PDF-")
    unsaid = ada.post(f"{place}/receipt", {"on": TODAY})
    assert [each["pointer"] for each in unsaid.json["errors"]] == ["/note"]
    stale = ada.post(f"{place}/receipt", {"on": TODAY, "note": "Mail"}, if_match=tag(answer))
    assert stale.status_code == 412
    received = ada.post(f"{place}/receipt", {"on": TODAY, "note": "Mail"}).json
    assert received["notices"][0]["counts_on"] == TODAY
    assert "receipt" not in of_notice(received, notice["id"])
    back = ada.post(f"{place}/take-back", {"consent": "Their mail"}).json
    assert back["notices"][0]["state"] == "taken_back"
    assert ada.post(f"{place}/take-back", {"consent": "Again"}).status_code == 409
    reader = a_caller(desk, client, "archive", Scope.DEALS_READ)
    assert reader.get(f"{place}/evidence").status_code == 200
    assert reader.post(f"{place}/proof", {"tracking": "2"}).status_code == 403
    assert cy.get(f"{place}/letter.pdf").status_code == 404
    assert cy.sent(f"{place}/evidence", a_scan(), PDF).status_code == 404
    kept.assert_sound()


def test_what_the_other_side_sent_is_recorded_as_theirs(
    desk: Desk, ada: Caller, cy: Caller
) -> None:
    path, kept = a_license(desk, ada, starts_on=NOON.date().replace(month=1))
    said = {
        "kind": "non_renewal",
        "method": "email",
        "sent_on": "2026-02-26",
        "received_on": "2026-02-26",
    }
    place = f"{path}/received-notices"
    assert cy.post(place, said).status_code == 404
    for wrong, pointer in (
        ({"side": "licensor"}, "/side"),
        ({"method": "platform"}, "/method"),
        ({"received_on": "2026-02-20"}, "/received_on"),
    ):
        faults = ada.post(place, {**said, **wrong}).json["errors"]
        assert [each["pointer"] for each in faults] == [pointer]
    answers = [ada.post(place, said, idempotency_key="k") for _ in range(2)]
    assert answers[0].data == answers[1].data
    (notice,) = answers[0].json["notices"]
    assert (notice["side"], notice["recorded"], notice["state"]) == ("licensee", True, "received")
    assert answers[0].json["end"]["reason"] == "non_renewal"
    assert ada.get(f"/notices/{notice['id']}/letter.pdf").status_code == 404
    kept.assert_sound()


def test_a_duty_is_done_by_a_file_and_opened_again(
    desk: Desk, client: FlaskClient, ada: Caller, cy: Caller
) -> None:
    path, _ = a_license(desk, ada)
    duty = a_duty(ada, path.rpartition("/")[2])
    assert {each["name"] for each in duty["links"]["actions"]} == {"done", "file", "waive"}
    place = f"/key-dates/{duty['id']}"
    assert ada.sent(f"{place}/file", a_scan(), PDF).status_code == 422
    assert cy.sent(f"{place}/file?note=Paid", a_scan(), PDF).status_code == 404
    done = ada.sent(f"{place}/file?note=Paid", a_scan(), PDF).json
    assert (done["state"], done["note"]) == ("done", "Paid")
    assert {each["name"] for each in done["links"]["actions"]} == {"reopen"}
    assert ada.get(f"{place}/file").data == a_scan()
    writer = a_caller(desk, client, "archive", Scope.CONTRACTS_WRITE)
    assert writer.post(f"{place}/reopen", {"reason": "Oh"}).status_code == 403
    assert ada.post(f"{place}/reopen", {"reason": "Oh"}).json["state"] == "open"
    assert ada.get(f"{place}/file").status_code == 404
