"""Notices by API: in time or too late, by methods that count, by the side that may; terminations."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.deal import OurSide
from service.domain.people import Scope
from tests import databases
from tests.conftest import NOON, Clock
from tests.licensed import Kept, imported
from tests.web.callers import Caller, a_caller, tag
from tests.web.negotiated import actions

pytestmark = databases.ON_BOTH

NOTICES = {"notice", "notices", "terminate"}


def a_license(desk: Desk, ada: Caller, **said: Any) -> tuple[str, Kept]:
    """The path of the sample deal, signed elsewhere, in force from today."""
    said = {"at": desk.clock(), "starts_on": NOON.date(), "by": ada.key_id} | said
    kept = imported(desk.db, ada.org, **said)
    return f"/licenses/{kept.license_id}", kept


def _refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def _faults(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.json
    return [each["pointer"] for each in answer.json["errors"]]


def test_a_license_does_not_renew_after_notice(
    desk: Desk, client: FlaskClient, ada: Caller
) -> None:
    path, kept = a_license(desk, ada)
    read = ada.get(path)
    assert actions(read.json) >= NOTICES
    reader = a_caller(desk, client, "archive", Scope.DEALS_READ)
    assert actions(reader.get(path).json) == set()
    said = {"method": "email", "grounds": "We move on"}
    answers = [ada.post(f"{path}/notice", said, idempotency_key="k") for _ in range(2)]
    assert answers[0].status_code == 200, answers[0].json
    assert answers[0].data == answers[1].data
    license = answers[0].json
    (notice,) = license["notices"]
    assert (notice["kind"], notice["side"], notice["n"]) == ("non_renewal", "licensor", 1)
    assert (notice["sent_on"], notice["method"]) == (str(NOON.date()), "email")
    assert license["end"] == {
        "on": license["last_day"],
        "reason": "non_renewal",
        "notice_id": notice["id"],
        "n": 1,
    }
    assert license["silence"] == {"outcome": "ends", "on": license["last_day"], "n": None}
    stale = ada.post(f"{path}/notice", {"method": "email"}, if_match=tag(read))
    assert stale.status_code == 412
    assert kept.types().count("NoticeGiven") == 1
    kept.assert_sound()


def test_a_notice_that_comes_too_late_reaches_the_renewal_after(
    desk: Desk, ada: Caller, clock: Clock
) -> None:
    path, _ = a_license(desk, ada)
    last = date.fromisoformat(ada.get(path).json["last_day"])
    clock.forward(days=(last - NOON.date()).days - 5)
    license = ada.post(f"{path}/notice", {"method": "email"}).json
    assert license["notices"][0]["n"] == 2
    assert license["end"]["on"] > license["last_day"]
    assert license["silence"] == {"outcome": "renews", "on": str(last), "n": 1}


def test_where_no_renewal_is_left_no_notice_of_one_is_open(desk: Desk, ada: Caller) -> None:
    path, kept = a_license(desk, ada, starts_on=date(2022, 6, 1), renewed=2)
    assert actions(ada.get(path).json) & NOTICES == {"notices", "terminate"}
    late = ada.post(f"{path}/notice", {"method": "email"})
    assert _refusal(late) == (409, "notice_too_late")
    assert "NoticeGiven" not in kept.types()


def test_a_breach_is_named_and_ends_the_license_only_after_its_time_to_cure(
    desk: Desk, ada: Caller, clock: Clock
) -> None:
    path, kept = a_license(desk, ada)
    said = {"kind": "breach", "grounds": "Clips were shared", "method": "courier", "tracking": "1Z"}
    breach = ada.post(f"{path}/notices", said).json["notices"][0]
    assert (breach["tracking"], breach["state"]) == ("1Z", "given")
    over = {"ground": "breach", "grounds": "Not cured", "method": "courier", "about": breach["id"]}
    assert _refusal(ada.post(f"{path}/terminate", over)) == (409, "no_cure_history")
    days = (date.fromisoformat(breach["cure_ends_on"]) - NOON.date()).days
    clock.forward(days=days + 1)
    ended = ada.post(f"{path}/terminate", over)
    assert ended.status_code == 200, ended.json
    assert ended.json["end"]["reason"] == "licensee_breach"
    assert ended.json["end"]["notice_id"] == ended.json["notices"][1]["id"]
    assert ended.json["status"] == "ending"
    kept.assert_sound()


@pytest.mark.parametrize(
    ("move", "said", "pointers"),
    [
        ("notice", {"side": "licensee", "method": "email"}, ["/side"]),
        ("notice", {"sent_on": "2026-01-02", "method": "platform"}, ["/sent_on"]),
        ("notice", {"sent_on": "2031-01-02", "method": "email"}, ["/sent_on"]),
        ("notice", {"kind": "breach"}, ["/kind"]),
        ("notices", {"kind": "claim", "method": "email"}, ["/grounds"]),
        ("notices", {"kind": "termination", "grounds": "x"}, ["/ground"]),
        ("notices", {"kind": "claim", "grounds": "x", "ground": "misuse"}, ["/ground"]),
        ("terminate", {}, ["/ground", "/grounds"]),
    ],
)
def test_what_is_wrong_with_a_notice_is_told_where_it_stands(
    desk: Desk, ada: Caller, move: str, said: Any, pointers: list[str]
) -> None:
    path, kept = a_license(desk, ada)
    assert _faults(ada.post(f"{path}/{move}", said)) == pointers
    assert "NoticeGiven" not in kept.types()


@pytest.mark.parametrize("move", ["notices", "terminate"])
def test_a_termination_is_a_notice_like_another(desk: Desk, ada: Caller, move: str) -> None:
    path, kept = a_license(desk, ada)
    said = {"ground": "insolvency", "grounds": "Wound up", "method": "courier"}
    kind = {"kind": "termination"} if move == "notices" else {}
    license = ada.post(f"{path}/{move}", said | kind).json
    assert (license["status"], license["end"]["reason"]) == ("ending", "insolvency")
    kept.assert_sound()


def test_whoever_may_not_leave_without_a_reason_does_not(desk: Desk, ada: Caller) -> None:
    path, _ = a_license(desk, ada)
    said = {"ground": "convenience", "grounds": "Tired", "method": "courier"}
    assert _refusal(ada.post(f"{path}/terminate", said)) == (409, "not_their_notice")


def test_a_method_that_does_not_count_is_refused_with_those_that_do(
    desk: Desk, ada: Caller
) -> None:
    path, kept = a_license(desk, ada)
    answer = ada.post(f"{path}/terminate", {"ground": "insolvency", "grounds": "Bankrupt"})
    assert _refusal(answer) == (422, "method_does_not_count")
    assert "courier" in answer.json["detail"]
    assert "NoticeGiven" not in kept.types()


def test_an_intermediary_names_the_side_that_gives_notice(desk: Desk, ada: Caller) -> None:
    path, _ = a_license(desk, ada, our_side=OurSide.INTERMEDIARY)
    assert _faults(ada.post(f"{path}/notice", {"method": "email"})) == ["/side"]
    given = ada.post(f"{path}/notice", {"method": "email", "side": "licensee"})
    assert given.json["notices"][0]["side"] == "licensee"


@pytest.mark.parametrize("move", ["notice", "notices", "terminate"])
def test_nobody_gives_notice_under_anothers_license(
    desk: Desk, ada: Caller, cy: Caller, move: str
) -> None:
    path, kept = a_license(desk, ada)
    said = {
        "notice": {"method": "email"},
        "notices": {"kind": "claim", "grounds": "x"},
        "terminate": {"ground": "insolvency", "grounds": "x"},
    }
    assert cy.post(f"{path}/{move}", said[move]).status_code == 404
    assert "NoticeGiven" not in kept.types()
