"""Letters that did not arrive: who hears of it, and where it stands."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from service.app import create_app
from service.desk import Desk
from service.domain.people import Role
from service.domain.post import Fate, Heard, Next, Outcome, Report, State
from service.settings import Settings
from service.storage.post_office import LetterRow, PostOffice
from tests.conftest import SECRET, Clock
from tests.notifications.signed import PUBLIC
from tests.web.pages.letterbox import letters
from tests.web.pages.visitors import Visitor, a_draft, a_visitor, version_of

WHY = "550 <No such mailbox>"


@pytest.fixture
def deal_id(approver: Visitor, drafter: Visitor, desk: Desk) -> str:
    """A deal whose approver was asked for a release by letter."""
    found = a_draft(desk, drafter, "speech")
    version = version_of(desk, drafter, found)
    assert drafter.post(f"/deals/{found}/request-approval", version=version).status_code == 303
    return found


def _letter(desk: Desk, org: str, deal_id: str) -> LetterRow:
    with desk.db.reading(org) as views:
        return PostOffice(views.connection, org).of_deal(deal_id, 9)[0]


def _hear(desk: Desk, org: str, deal_id: str, report: Report) -> None:
    """Whatever the mail service says of a letter says too that it had taken it."""
    key = _key(desk, _letter(desk, org, deal_id).id)
    at = desk.clock()
    event = Heard(
        id=f"{report}", key=key, attempt=None, type=report, at=at, reason=WHY, report=report
    )
    with desk.db.outbox() as box:
        assert box.heard([event], at) == 1


def _key(desk: Desk, id: str) -> str:
    with desk.db.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT key FROM outbox WHERE id = ?", (id,))
        return str(found.scalar_one())


def _card(page: str) -> str:
    found = re.search(r'<section class="card" aria-labelledby="letters">.*?</section>', page, re.S)
    assert found
    return found[0]


def test_a_deal_shows_the_fate_of_its_letters_quietly(
    drafter: Visitor, deal_id: str, desk: Desk
) -> None:
    assert "It leaves as soon as it is its turn." in _card(drafter.text(f"/deals/{deal_id}"))
    _hear(desk, drafter.org, deal_id, Report.DELIVERED)
    card = _card(drafter.text(f"/deals/{deal_id}"))
    assert "It is in the reader&#39;s mailbox." in card
    assert "to Approver" in card
    assert "tag" not in card
    assert "/settings/outbox" not in card


@pytest.mark.parametrize(
    ("report", "words"), [(Report.BOUNCED, "Came back"), (Report.DROPPED, "Not delivered")]
)
def test_a_letter_that_did_not_arrive_is_loud_on_its_deal(
    admin: Visitor, drafter: Visitor, deal_id: str, desk: Desk, report: Report, words: str
) -> None:
    _hear(desk, drafter.org, deal_id, report)
    card = _card(drafter.text(f"/deals/{deal_id}"))
    assert f'<span class="tag bad">{words}</span>' in card
    assert "550 &lt;No such mailbox&gt;" in card
    assert 'href="/settings/outbox/out_' in _card(admin.text(f"/deals/{deal_id}"))


def test_a_deal_without_letters_says_nothing_of_them(drafter: Visitor, desk: Desk) -> None:
    assert 'id="letters"' not in drafter.text(f"/deals/{a_draft(desk, drafter)}")


def test_whoever_asked_reads_where_it_stands(drafter: Visitor, deal_id: str, desk: Desk) -> None:
    _hear(desk, drafter.org, deal_id, Report.BOUNCED)
    (told,) = letters(desk, "drafter@archive.example")
    assert told.subject == "A letter did not reach approver@archive.example"
    assert WHY in told.text
    assert f"http://127.0.0.1:8000/deals/{deal_id}#letters" in told.text


SILENT = "No report"


def _taken(desk: Desk, message_id: str | None) -> None:
    """Everything that waits is taken by a carrier, which gives it an id or does not."""
    lease = timedelta(minutes=1)
    with desk.db.outbox() as box:
        for letter in box.claim(by="w", limit=99, lease=lease, at=desk.clock()):
            number = box.begin(letter, lease=lease, at=desk.clock())
            assert number is not None
            outcome = Outcome(fate=Fate.ACCEPTED, message_id=message_id)
            box.finish(letter, number, outcome, Next(state=State.SENT), desk.clock())


@pytest.fixture
def served(desk: Desk) -> Callable[..., Visitor]:
    """An administrator where letters leave by this carrier."""

    def serve(**settings: str) -> Visitor:
        app: Flask = create_app(Settings(secret_key=SECRET, **settings), desk)
        return a_visitor(app, desk, "archive", Role.ADMIN)

    return serve


def _place(desk: Desk, org: str, deal_id: str) -> str:
    return f"/settings/outbox/{_letter(desk, org, deal_id).id}"


def test_a_letter_of_which_nothing_is_reported_for_a_day_says_so(
    served: Callable[..., Visitor], deal_id: str, desk: Desk, clock: Clock
) -> None:
    admin = served(mail_url="sendgrid:", sendgrid_webhook_key=PUBLIC)
    _taken(desk, "sg-1")
    place = _place(desk, admin.org, deal_id)
    clock.forward(hours=24)
    assert SILENT not in admin.text("/settings/outbox") + admin.text(place)
    clock.forward(seconds=1)
    assert f'<span class="tag warn">{SILENT}</span>' in admin.text("/settings/outbox")
    assert "has reported nothing since" in admin.text(place)
    _hear(desk, admin.org, deal_id, Report.DEFERRED)
    assert SILENT not in admin.text("/settings/outbox") + admin.text(place)


@pytest.mark.parametrize(
    ("mail_url", "key", "message_id"),
    [
        ("sendgrid:", "", "sg-1"),
        ("sendgrid:sandbox", PUBLIC, "sg-1"),
        ("smtp://mail.example", PUBLIC, None),
        ("sendgrid:", PUBLIC, None),
    ],
)
def test_silence_means_nothing_where_no_report_is_to_come(
    served: Callable[..., Visitor],
    deal_id: str,
    desk: Desk,
    clock: Clock,
    mail_url: str,
    key: str,
    message_id: str | None,
) -> None:
    admin = served(mail_url=mail_url, sendgrid_webhook_key=key)
    _taken(desk, message_id)
    clock.forward(days=3)
    assert SILENT not in admin.text("/settings/outbox")


def test_who_must_decide_in_doubt_reads_that_it_is_one(
    drafter: Visitor, deal_id: str, desk: Desk
) -> None:
    lease = timedelta(0)
    with desk.db.outbox() as box:
        for letter in box.claim(by="w", limit=99, lease=lease, at=desk.clock()):
            box.begin(letter, lease=lease, at=desk.clock())
        for left in box.abandoned(99):
            box.settle(left, Next(state=State.DEAD, fault="Nothing tells."), desk.clock())
    (told,) = letters(desk, "drafter@archive.example")
    assert told.subject == "A letter may not have reached approver@archive.example"
    assert "Ask whether they have it." in told.text
