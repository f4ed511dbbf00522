"""Works withdrawn by API: named one by one, listed with what is outstanding, confirmed by a key date."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.people import Scope
from tests import databases
from tests.conftest import NOON
from tests.licensed import Kept, imported
from tests.web.callers import Caller, a_caller, tag
from tests.web.negotiated import actions
from tests.web.scans import a_scan

pytestmark = databases.ON_BOTH

CLIPS = {"works": ["clip-1", "clip-2"], "reason": "release_withdrawn"}


def a_license(desk: Desk, ada: Caller) -> tuple[str, Kept]:
    said = {"at": desk.clock(), "starts_on": NOON.date(), "by": ada.key_id}
    kept = imported(desk.db, ada.org, **said)
    return f"/licenses/{kept.license_id}", kept


def _pointers(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.json
    return [each["pointer"] for each in answer.json["errors"]]


def test_works_are_withdrawn_and_their_deletion_is_confirmed(
    desk: Desk, client: FlaskClient, ada: Caller
) -> None:
    path, kept = a_license(desk, ada)
    place = f"{path}/withdrawals"
    before = ada.get(place)
    assert (before.json["data"], before.json["outstanding"]) == ([], 0)
    assert actions(before.json) == {"withdraw"}
    answers = [ada.post(place, CLIPS, idempotency_key="k") for _ in range(2)]
    assert answers[0].status_code == 200, answers[0].json
    assert answers[0].data == answers[1].data
    (notice,) = answers[0].json["notices"]
    assert (notice["kind"], notice["side"]) == ("withdrawal_of_works", "licensor")
    assert ada.post(place, CLIPS, if_match=tag(before)).status_code == 412
    reader = a_caller(desk, client, "archive", Scope.DEALS_READ)
    assert actions(reader.get(place).json) == set()
    (found,) = reader.get(place).json["data"]
    assert found["works"] == CLIPS["works"]
    assert (found["notice_id"], found["reason"]) == (notice["id"], CLIPS["reason"])
    assert (found["remedy"], found["delete_by"]) == ("exclude_next_run", notice["effective_on"])
    assert (found["state"], found["outstanding"], found["confirmation"]) == ("open", 2, None)
    date_id = found["key_date_id"]
    shown = ada.sent(f"/key-dates/{date_id}/file?note=All+gone", a_scan(), "application/pdf")
    assert shown.status_code == 200, shown.json
    after = ada.get(place).json
    confirmed = after["data"][0]["confirmation"]
    assert (confirmed["by"], confirmed["note"]) == (ada.key_id, "All gone")
    assert confirmed["on"] == str(NOON.date())
    assert len(confirmed["file_sha256"]) == 64
    assert after["outstanding"] == 0
    kept.assert_sound()


def test_a_notice_that_came_or_that_is_given_like_others_names_works_too(
    desk: Desk, ada: Caller
) -> None:
    path, kept = a_license(desk, ada)
    given = ada.post(f"{path}/notices", {**CLIPS, "kind": "withdrawal_of_works"})
    assert given.status_code == 200, given.json
    came = {
        "kind": "withdrawal_of_works",
        "method": "email",
        "sent_on": str(NOON.date()),
        "received_on": str(NOON.date()),
        "works": ["clip-3"],
        "reason": "law",
    }
    recorded = ada.post(f"{path}/received-notices", came)
    assert recorded.status_code == 200, recorded.json
    listed = ada.get(f"{path}/withdrawals").json
    assert [each["side"] for each in listed["data"]] == ["licensor", "licensee"]
    assert listed["outstanding"] == 3
    kept.assert_sound()


@pytest.mark.parametrize(
    ("said", "pointers"),
    [
        ({}, ["/works", "/reason"]),
        ({"works": [], "reason": "claim"}, ["/works"]),
        ({"works": ["x" * 201], "reason": "claim"}, ["/works/0"]),
        ({"works": [" "], "reason": "claim"}, ["/works/0"]),
        ({"works": ["a", "b", "a "], "reason": "claim"}, ["/works/2"]),
        ({"works": [str(n) for n in range(1001)], "reason": "claim"}, ["/works"]),
        ({"works": ["a"], "reason": "whim"}, ["/reason"]),
        ({**CLIPS, "effective_on": str(NOON.date() - timedelta(days=1))}, ["/effective_on"]),
    ],
)
def test_what_is_wrong_with_a_withdrawal_is_told_where_it_stands(
    desk: Desk, ada: Caller, said: Any, pointers: list[str]
) -> None:
    path, kept = a_license(desk, ada)
    assert _pointers(ada.post(f"{path}/withdrawals", said)) == pointers
    assert "NoticeGiven" not in kept.types()


def test_a_thousand_works_go_in_one_notice(desk: Desk, ada: Caller) -> None:
    path, kept = a_license(desk, ada)
    works = [f"{n:0200}" for n in range(1000)]
    given = ada.post(f"{path}/withdrawals", {"works": works, "reason": "law"})
    assert given.status_code == 200, given.json
    assert ada.get(f"{path}/withdrawals").json["data"][0]["works"] == works
    kept.assert_sound()


def test_nobody_looks_at_anothers_withdrawals(desk: Desk, ada: Caller, cy: Caller) -> None:
    path, _ = a_license(desk, ada)
    assert cy.get(f"{path}/withdrawals").status_code == 404
    assert cy.post(f"{path}/withdrawals", CLIPS).status_code == 404
