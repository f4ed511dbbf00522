"""The real client of SendGrid against a door that makes trouble."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from service.domain.post import Address, Fate
from service.notifications.letter import Attachment
from service.notifications.sendgrid_mailer import SendGridMailer
from tests.conftest import PATIENCE, Clock
from tests.notifications.fake_sendgrid import RETRY_AFTER, FakeSendGrid, a_fake_sendgrid
from tests.notifications.letters import SENDER, a_letter

API_KEY = "SG.a-key-that-opens-nothing"

FATES = {
    "202": Fate.ACCEPTED,
    "429": Fate.NOT_NOW,
    "400": Fate.NEVER,
    "401": Fate.NEVER,
    "413": Fate.NEVER,
    "500": Fate.UNKNOWN,
    "500_accepted": Fate.UNKNOWN,
    "timeout_accepted": Fate.UNKNOWN,
    "slow_drip": Fate.UNKNOWN,
    "reset": Fate.UNKNOWN,
    "drop": Fate.UNKNOWN,
}

NEVER_ANSWERED = {"timeout_accepted", "slow_drip"}


@pytest.fixture
def carrier() -> Iterator[FakeSendGrid]:
    with a_fake_sendgrid() as fake:
        yield fake


def _mailer(host: str, *, sandbox: bool = False, patience: float = PATIENCE) -> SendGridMailer:
    return SendGridMailer(
        key=API_KEY,
        sender=SENDER,
        clock=Clock(),
        host=host,
        sandbox=sandbox,
        time_out=patience,
        deadline=2 * patience,
    )


@pytest.mark.parametrize(("trouble", "fate"), FATES.items())
def test_each_trouble_has_its_fate(carrier: FakeSendGrid, trouble: str, fate: Fate) -> None:
    carrier.trouble = trouble
    patience = 0.5 if trouble in NEVER_ANSWERED else PATIENCE
    outcome = _mailer(carrier.url, patience=patience).send(a_letter(), 1)
    assert outcome.fate is fate, outcome
    assert bool(outcome.detail) is (fate is not Fate.ACCEPTED)
    assert API_KEY not in repr(outcome)


def test_who_is_refused_the_connection_has_sent_nothing() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        host = f"http://127.0.0.1:{closed.getsockname()[1]}"
        assert _mailer(host).send(a_letter(), 1).fate is Fate.NOT_NOW


def test_a_wait_that_is_asked_for_is_told(carrier: FakeSendGrid) -> None:
    carrier.trouble = "429"
    assert _mailer(carrier.url).send(a_letter(), 1).wait == timedelta(seconds=RETRY_AFTER)


def test_the_id_of_the_message_is_kept(carrier: FakeSendGrid) -> None:
    assert _mailer(carrier.url).send(a_letter(), 1).message_id == "sg-1"


def test_a_letter_says_what_its_events_are_known_by(carrier: FakeSendGrid) -> None:
    _mailer(carrier.url).send(a_letter(), 3)
    args = carrier.taken[0]["personalizations"][0]["custom_args"]
    assert args == {"message_key": a_letter().key, "attempt": "3"}


def test_links_and_openings_are_not_tracked(carrier: FakeSendGrid) -> None:
    _mailer(carrier.url).send(a_letter(), 1)
    said = carrier.taken[0]["tracking_settings"]
    assert said["click_tracking"] == {"enable": False, "enable_text": False}
    assert said["open_tracking"] == {"enable": False}


@pytest.mark.parametrize("sandbox", [True, False])
def test_the_sandbox_is_asked_for_by_the_settings(carrier: FakeSendGrid, sandbox: bool) -> None:
    _mailer(carrier.url, sandbox=sandbox).send(a_letter(), 1)
    assert carrier.taken[0]["mail_settings"]["sandbox_mode"] == {"enable": sandbox}


def test_a_letter_arrives_whole(carrier: FakeSendGrid) -> None:
    attached = Attachment("note.ics", "text/calendar", b"hello", (("method", "PUBLISH"),))
    letter = a_letter(reply_to=Address("ada@example.org", "Ada"), attachments=(attached,))
    _mailer(carrier.url).send(letter, 1)
    (sent,) = carrier.taken
    assert sent["personalizations"][0]["to"] == [{"email": "bo@example.org", "name": "Bo Reader"}]
    assert sent["reply_to"] == {"email": "ada@example.org", "name": "Ada"}
    assert sent["headers"] == dict(letter.headers)
    assert [each["value"] for each in sent["content"]] == [letter.text, letter.html]
    (with_it,) = sent["attachments"]
    assert (with_it["content"], with_it["type"]) == ("aGVsbG8=", "text/calendar")
    assert sent["categories"] == ["counterpart", "approval_requested"]
