"""Deliveries by API: recorded, accepted, rejected, replaced; reports, and the statement of it all."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.people import Scope
from service.domain.terms.delivery import AcceptanceStarts
from tests.builders import some_terms
from tests.conftest import NOON, Clock
from tests.domain.priced import hybrid, share, use
from tests.licensed import Kept, imported
from tests.web.callers import Caller, a_caller, tag
from tests.web.negotiated import actions

TODAY = NOON.date()
SHA = "d" * 64


def a_license(desk: Desk, ada: Caller, terms: Any = None, **said: Any) -> tuple[str, Kept]:
    """The sample deal, signed elsewhere and in force from today; each delivery is tested by itself."""
    terms = terms or some_terms()
    each = replace(terms.delivery, acceptance_starts=AcceptanceStarts.EACH_DELIVERY)
    terms = replace(terms, delivery=each)
    said = {"at": desk.clock(), "starts_on": TODAY, "by": ada.key_id} | said
    kept = imported(desk.db, ada.org, terms, **said)
    return f"/licenses/{kept.license_id}", kept


def photos(quantity: str = "600000", **more: Any) -> dict[str, Any]:
    return {
        "quantities": [{"line": "photos", "quantity": quantity}],
        "manifest_sha256": SHA,
    } | more


def delivered(ada: Caller, path: str, **more: Any) -> Any:
    answer = ada.post(f"{path}/deliveries", photos(**more))
    assert answer.status_code == 201, answer.json
    return answer.json


def _faults(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.json
    return [each["pointer"] for each in answer.json["errors"]]


def _refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_a_delivery_is_rejected_in_part_replaced_accepted_and_paid_for(
    desk: Desk, client: FlaskClient, ada: Caller, clock: Clock
) -> None:
    path, kept = a_license(desk, ada)
    listed = ada.get(f"{path}/deliveries").json
    assert actions(listed) == {"deliver"}
    assert [row["came"] for row in listed["schedule"]] == ["0"] * 4
    read = ada.get(path)
    assert "deliver" in actions(read.json)
    assert "report" not in actions(read.json)
    made = ada.post(f"{path}/deliveries", photos(), idempotency_key="k", if_match=tag(read))
    again = ada.post(f"{path}/deliveries", photos(), idempotency_key="k", if_match=tag(read))
    assert made.status_code == 201
    assert made.data == again.data
    assert ada.post(f"{path}/deliveries", photos(), if_match=tag(read)).status_code == 412
    delivery = made.json
    assert (delivery["number"], delivery["status"]) == (1, "testing")
    assert delivery["delivered_on"] == str(TODAY)
    (lot,) = delivery["lots"]
    assert lot["reject_by"] == str(TODAY + timedelta(days=15))
    assert (lot["unit"], lot["open"]) == ("item", "600000")
    assert actions(delivery) == {"accept", "reject", "use"}
    here = f"/deliveries/{delivery['id']}"
    bad = {"line": "photos", "quantity": "1000", "reason": "Torn"}
    rejected = ada.post(f"{here}/reject", {"rejections": [bad]}, if_match=tag(made))
    assert rejected.json["lots"][0]["to_replace"] == "1000"
    assert actions(rejected.json) == {"accept", "reject", "use", "replace"}
    accepted = ada.post(f"{here}/accept")
    assert accepted.json["status"] == "partly_rejected"
    assert _refusal(ada.post(f"{here}/accept")) == (409, "nothing_open")
    clock.forward(days=9)
    second = delivered(ada, path, quantity="400", replaces=delivery["id"])
    used = {"quantities": [{"line": "photos", "quantity": "400"}]}
    settled = ada.post(f"/deliveries/{second['id']}/use", used).json["lots"][0]["settled"]
    assert [(each["outcome"], each["quantity"]) for each in settled] == [("by_use", "400")]
    listed = ada.get(f"{path}/deliveries?limit=1").json
    assert [each["number"] for each in listed["data"]] == [2]
    rest = ada.get(f"{path}/deliveries?after={listed['pagination']['next']}").json
    assert [each["number"] for each in rest["data"]] == [1]
    assert ada.get(f"{path}/deliveries?after=x").status_code == 422
    (line, *_) = listed["lines"]
    figures = ("delivered", "accepted", "rejected", "counted")
    assert [line[name] for name in figures] == ["600400", "599400", "1000", "599400"]
    days = f"from={TODAY}&to={TODAY + timedelta(days=9)}"
    said = ada.get(f"{path}/statement?{days}").json
    assert said["charges"][0]["amount"] == {"amount": "29970.00", "currency": "USD"}
    assert said["payable"][0]["charges"] == said["charges"][0]["amount"]
    assert said["units"][0]["accepted"] == "599400"
    reader = a_caller(desk, client, "archive", Scope.DEALS_READ)
    assert actions(reader.get(here).json) == set()
    assert actions(reader.get(f"{path}/deliveries").json) == set()
    kept.assert_sound()


def test_a_delivery_in_time_does_what_was_due_and_its_test_has_a_day_of_its_own(
    desk: Desk, ada: Caller, clock: Clock
) -> None:
    path, _ = a_license(desk, ada)

    def dates(kind: str) -> list[Any]:
        rows = ada.get(f"{path}/key-dates").json["data"]
        return [
            (row["n"], row["state"], row["on"], row["note"]) for row in rows if row["kind"] == kind
        ]

    due = dates("delivery_due")
    assert {state for _, state, _, _ in due} == {"open"}
    delivered(ada, path, quantity="500000")
    assert dates("delivery_due") == due
    last = str(TODAY + timedelta(days=15))
    assert dates("acceptance_lapses") == [(1, "open", last, None)]
    clock.forward(days=1)
    second = delivered(ada, path, quantity="100000")
    done = {n: note for n, state, _, note in dates("delivery_due") if state == "done"}
    assert done == {1: "Delivery 2"}
    assert len(dates("acceptance_lapses")) == 2
    ada.post(f"/deliveries/{second['id']}/accept")
    assert len(dates("acceptance_lapses")) == 1
    clock.forward(days=16)
    assert actions(ada.get(f"/deliveries/{second['id']}").json) == {"use"}


def test_a_sample_with_many_defects_rejects_the_whole(desk: Desk, ada: Caller) -> None:
    path, _ = a_license(desk, ada)
    here = f"/deliveries/{delivered(ada, path, quantity='1000')['id']}"
    few = {"tested": 100, "defective": 2, "reason": "Blurred"}
    assert _refusal(ada.post(f"{here}/reject", few)) == (409, "whole_not_rejected")
    rejected = ada.post(f"{here}/reject", few | {"defective": 3}).json
    assert (rejected["status"], rejected["lots"][0]["rejected"]) == ("rejected", "1000")


@pytest.mark.parametrize(
    ("move", "said", "pointers"),
    [
        ("deliver", {}, ["/quantities"]),
        ("deliver", photos(manifest_sha256=None), ["/manifest_sha256"]),
        ("deliver", photos(quantity="0"), ["/quantities/0/quantity"]),
        ("deliver", photos(delivered_on="2031-01-01"), ["/delivered_on"]),
        (
            "deliver",
            photos() | {"quantities": [{"line": "x", "quantity": "1"}]},
            ["/quantities/0/line"],
        ),
        ("deliver", photos() | {"number": 4}, ["/number"]),
        ("accept", {"quantity": "1"}, ["/quantity"]),
        ("reject", {}, ["/rejections"]),
        ("reject", {"tested": 100}, ["/defective", "/reason"]),
        (
            "reject",
            {"rejections": [{"line": "photos", "quantity": "1", "reason": "x"}], "tested": 3},
            ["/tested"],
        ),
        (
            "reject",
            {"rejections": [{"line": "photos", "quantity": "601", "reason": "Torn"}]},
            ["/rejections/0/quantity"],
        ),
        ("use", {"quantities": [{"line": "clips", "quantity": "1"}]}, ["/quantities/0/line"]),
        ("reports", {"reports": [{"charge": "x", "on": "2026-03-01"}]}, ["/reports/0/charge"]),
    ],
)
def test_what_is_wrong_is_told_where_it_stands_and_nothing_is_kept(
    desk: Desk, ada: Caller, move: str, said: Any, pointers: list[str]
) -> None:
    path, kept = a_license(desk, ada)
    delivery = delivered(ada, path, quantity="600")
    before = kept.types()
    place = {"deliver": f"{path}/deliveries", "reports": f"{path}/reports"}
    answer = ada.post(place.get(move, f"/deliveries/{delivery['id']}/{move}"), said)
    assert _faults(answer) == pointers
    assert kept.types() == before


def test_nobody_touches_the_deliveries_of_another_organization(
    desk: Desk, ada: Caller, cy: Caller
) -> None:
    path, kept = a_license(desk, ada)
    here = f"/deliveries/{delivered(ada, path)['id']}"
    before = kept.types()
    for place in (f"{path}/deliveries", here, f"{path}/reports", f"{path}/statement"):
        assert cy.get(place).status_code == 404
    bad = {"rejections": [{"line": "photos", "quantity": "1", "reason": "Torn"}]}
    used = {"quantities": [{"line": "photos", "quantity": "1"}]}
    report = {"reports": [{"charge": "use", "on": str(TODAY)}]}
    for place, said in (
        (f"{path}/deliveries", photos()),
        (f"{here}/accept", {}),
        (f"{here}/reject", bad),
        (f"{here}/use", used),
        (f"{path}/reports", report),
    ):
        assert cy.post(place, said).status_code == 404
    assert kept.types() == before
    other, _ = a_license(desk, cy)
    answer = cy.post(f"{other}/deliveries", photos(replaces=here.rpartition("/")[2]))
    assert answer.status_code == 404


def test_use_and_revenue_are_reported_corrected_and_payable(
    desk: Desk, ada: Caller, clock: Clock
) -> None:
    terms = hybrid(use(), share("10"))
    path, kept = a_license(desk, ada, terms, starts_on=date(2026, 1, 1))
    assert actions(ada.get(f"{path}/reports").json) == {"report"}
    assert "report" in actions(ada.get(path).json)
    for uses in ("100.5", "80"):
        reports = [
            {"charge": "use", "on": "2026-02-28", "uses": uses},
            {"charge": "share", "on": "2026-02-28", "base": "1000", "currency": "USD"},
        ]
        answer = ada.post(f"{path}/reports", {"reports": reports})
        assert answer.status_code == 201, answer.json
    assert [(row["charge"], row["uses"]) for row in answer.json["data"]] == [
        ("share", "0"),
        ("use", "80"),
    ]
    clock.forward(days=31)
    said = ada.get(f"{path}/statement").json
    assert (said["period"], said["from"], said["to"]) == (0, "2026-01-01", "2026-03-31")
    assert said["payable"][0]["payable"] == {"amount": "140.00", "currency": "USD"}
    assert {row["id"]: row["amount"]["amount"] for row in said["charges"]}["use"] == "40.00"
    kept.assert_sound()


def test_the_days_of_a_statement_lie_in_one_period(desk: Desk, ada: Caller) -> None:
    path, kept = a_license(desk, ada, starts_on=date(2023, 6, 1), renewed=1)
    border = kept.license().periods[1].first_day
    before = border - timedelta(days=1)
    assert ada.get(f"{path}/statement?from=2024-01-01&to={before}").json["period"] == 0
    assert ada.get(f"{path}/statement?from={border}&to={TODAY}").json["period"] == 1
    for query, pointer in (
        (f"from={before}&to={border}", "/to"),
        (f"from={border}&to={before}", "/to"),
        (f"from={border}", "/to"),
        (f"to={border}", "/from"),
        ("from=soon&to=later", "/from"),
    ):
        assert _faults(ada.get(f"{path}/statement?{query}"))[0] == pointer
