"""Events by API: the history of a deal, and everything that happens."""

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
