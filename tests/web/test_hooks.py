"""SendGrid's reports over the door: only what it signed counts, and each event once."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.desk import Desk
from service.settings import Settings
from service.storage.tables import provider_events
from tests.conftest import NOON, SECRET
from tests.notifications.signed import FOREIGN, PUBLIC, signed
from tests.worker.rooms import rows, written

EVENT: dict[str, Any] = {
    "event": "delivered",
    "sg_event_id": "e1",
    "timestamp": int(NOON.timestamp()),
    "message_key": "archive-0",
    "attempt": "1",
}
BODY = json.dumps([EVENT]).encode()


@pytest.fixture
def hook(desk: Desk) -> FlaskClient:
    written(desk.db, 1)
    settings = Settings(secret_key=SECRET, sendgrid_webhook_key=PUBLIC)
    return create_app(settings, desk).test_client()


def _post(client: FlaskClient, body: bytes, headers: dict[str, str]) -> int:
    return client.post("/hooks/sendgrid", data=body, headers=headers).status_code


def _reports(desk: Desk) -> tuple[str, int]:
    with desk.db.engine.connect() as connection:
        count = len(connection.execute(provider_events.select()).all())
    return rows(desk.db)["archive-0"].report, count


def _told(client: FlaskClient, *events: Any) -> int:
    body = json.dumps(events).encode()
    return _post(client, body, signed(body, NOON))


def test_a_signed_report_is_kept(desk: Desk, hook: FlaskClient) -> None:
    assert _post(hook, BODY, signed(BODY, NOON)) == 200
    assert _reports(desk) == ("delivered", 1)


def _shifted() -> tuple[bytes, dict[str, str]]:
    """The moment's last digit goes over to the body: what is signed stays the same."""
    headers = signed(BODY, NOON)
    moment = headers["X-Twilio-Email-Event-Webhook-Timestamp"]
    shifted = {**headers, "X-Twilio-Email-Event-Webhook-Timestamp": moment[:-1]}
    return moment[-1].encode() + BODY, shifted


def _without(name: str) -> tuple[bytes, dict[str, str]]:
    headers = signed(BODY, NOON)
    del headers[f"X-Twilio-Email-Event-Webhook-{name}"]
    return BODY, headers


def _signed_as(signature: str) -> tuple[bytes, dict[str, str]]:
    name = "X-Twilio-Email-Event-Webhook-Signature"
    return BODY, {**signed(BODY, NOON), name: signature}


FORGED: dict[str, Callable[[], tuple[bytes, dict[str, str]]]] = {
    "tampered": lambda: (BODY.replace(b"delivered", b"processed"), signed(BODY, NOON)),
    "written anew": lambda: (json.dumps([EVENT], indent=1).encode(), signed(BODY, NOON)),
    "shifted": _shifted,
    "old": lambda: (BODY, signed(BODY, NOON - timedelta(hours=27))),
    "of the future": lambda: (BODY, signed(BODY, NOON + timedelta(hours=27))),
    "without a signature": lambda: _without("Signature"),
    "without a moment": lambda: _without("Timestamp"),
    "not base64": lambda: _signed_as("%%%"),
    "not a signature": lambda: _signed_as("aGVsbG8="),
    "by somebody else": lambda: (BODY, signed(BODY, NOON, FOREIGN)),
    "other digits": lambda: (BODY, signed(BODY, NOON, moment="1772452800".replace("1", "\uff11"))),
    "no text": lambda: (b"\xff\xfe", signed(b"\xff\xfe", NOON)),
    "too large": lambda: (big := b"[" + b" " * (5 * 1024 * 1024) + b"]", signed(big, NOON)),
}


@pytest.mark.parametrize("how", FORGED)
def test_a_report_that_is_not_proven_changes_nothing(
    desk: Desk, hook: FlaskClient, how: str
) -> None:
    body, headers = FORGED[how]()
    headers = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    assert _post(hook, body, headers) == 403
    assert _reports(desk) == ("", 0)


@pytest.mark.parametrize("body", [b"{}", b"null", b"[", b"", b"[" * 100_000, b"1"])
def test_what_is_no_list_of_events_is_refused(desk: Desk, hook: FlaskClient, body: bytes) -> None:
    assert _post(hook, body, signed(body, NOON)) == 400
    assert _reports(desk) == ("", 0)


def test_without_a_key_no_report_is_taken(desk: Desk) -> None:
    written(desk.db, 1)
    client = create_app(Settings(secret_key=SECRET), desk).test_client()
    assert _post(client, BODY, signed(BODY, NOON)) == 403
    assert _reports(desk) == ("", 0)


def test_an_event_that_comes_46_times_counts_once(desk: Desk, hook: FlaskClient) -> None:
    assert {_told(hook, EVENT, EVENT) for _ in range(23)} == {200}
    assert _reports(desk) == ("delivered", 1)


def test_events_come_in_any_order(desk: Desk, hook: FlaskClient) -> None:
    for n, kind in enumerate(["delivered", "deferred", "processed", "open"]):
        assert _told(hook, {**EVENT, "event": kind, "sg_event_id": f"e{n}"}) == 200
    assert _reports(desk) == ("delivered", 4)


def test_a_letter_that_came_back_stays_so_and_says_why(desk: Desk, hook: FlaskClient) -> None:
    _told(hook, {**EVENT, "event": "bounce", "sg_event_id": "b", "reason": "No such mailbox"})
    _told(hook, EVENT)
    assert _reports(desk) == ("bounce", 2)
    assert rows(desk.db)["archive-0"].report_reason == "No such mailbox"


@pytest.mark.parametrize(
    "event",
    [
        {**EVENT, "message_key": "of somebody else"},
        {key: value for key, value in EVENT.items() if key != "message_key"},
        {key: value for key, value in EVENT.items() if key != "sg_event_id"},
        {**EVENT, "sg_event_id": "x" * 101},
        {**EVENT, "sg_event_id": "e\0"},
        {**EVENT, "timestamp": 10**400},
        {**EVENT, "timestamp": "now"},
        "delivered",
        None,
    ],
    ids=range(9),
)
def test_an_event_that_names_no_letter_of_ours_is_passed_over(
    desk: Desk, hook: FlaskClient, event: Any
) -> None:
    assert _told(hook, event) == 200
    assert _reports(desk) == ("", 0)


def test_what_cannot_be_printed_is_left_out_of_a_reason(desk: Desk, hook: FlaskClient) -> None:
    _told(hook, {**EVENT, "event": "bounce", "reason": "no\0such\r\nbox\u202e", "attempt": "x"})
    assert rows(desk.db)["archive-0"].report_reason == "no such  box "
