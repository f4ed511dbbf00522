"""Events by API: the history of a deal, and everything that happens."""

from service.desk import Desk
from tests.conftest import NOON
from tests.licensed import imported
from tests.web.callers import Caller, tag


def test_a_history_tells_what_happened_in_order(ada: Caller) -> None:
    made = ada.drafted()
    path = f"/deals/{made['id']}"
    ada.patch(path, {"title": "New"}, if_match=tag(ada.get(path)))
    ada.post(f"{path}/withdraw", {"reason": "Sold"})
    events = ada.get(f"{path}/events").json["data"]
    assert [event["type"] for event in events] == [
        "deal_drafted",
        "draft_changed",
        "deal_withdrawn",
    ]
    assert [event["seq"] for event in events] == [1, 2, 3]
    assert events[2]["data"] == {"side": "licensor", "reason": "Sold"}
    assert events[0]["actor"] == {"id": ada.key_id, "name": None}


def test_the_history_of_an_unknown_deal_is_not_found(ada: Caller) -> None:
    assert ada.get("/deals/deal_x/events").status_code == 404


def test_a_cursor_hears_only_what_came_since(ada: Caller) -> None:
    ada.drafted()
    cursor = ada.get("/events").json["pagination"]["next"]
    assert ada.get(f"/events?after={cursor}").json["data"] == []
    later = ada.drafted()
    after = ada.get(f"/events?after={cursor}").json
    assert [event["deal_id"] for event in after["data"]] == [later["id"]]


def test_the_cursor_of_an_empty_page_is_the_one_that_was_given(ada: Caller) -> None:
    ada.drafted()
    cursor = ada.get("/events").json["pagination"]["next"]
    assert ada.get(f"/events?after={cursor}").json["pagination"]["next"] == cursor


def test_events_of_licenses_stand_among_those_of_deals_in_the_order_in_which_they_happened(
    desk: Desk, ada: Caller
) -> None:
    deal = ada.drafted()
    kept = imported(desk.db, ada.org, at=NOON, by=ada.key_id, starts_on=NOON.date())
    ada.post(f"/deals/{deal['id']}/withdraw", {"reason": "Sold"})
    said = {"kind": "claim", "grounds": "A photographer claims three works"}
    ada.post(f"/licenses/{kept.license_id}/notices", said)
    told = ada.get("/events").json["data"]
    assert [(each["type"], each["deal_id"], each["license_id"]) for each in told] == [
        ("deal_drafted", deal["id"], None),
        ("license_made", None, kept.license_id),
        ("license_started", None, kept.license_id),
        ("deal_withdrawn", deal["id"], None),
        ("notice_given", None, kept.license_id),
    ]
    followed, after = [], ""
    while rows := (page := ada.get(f"/events?limit=2{after}").json)["data"]:
        followed += rows
        after = f"&after={page['pagination']['next']}"
    assert followed == told
    assert told[1]["actor"] == {"id": ada.key_id, "name": None}
