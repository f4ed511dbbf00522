"""Letters that did not arrive: who hears of it, and where it stands."""

import re

import pytest

from service.desk import Desk
from service.domain.post import Heard, Report
from service.storage.post_office import LetterRow, PostOffice
from tests.web.pages.letterbox import letters
from tests.web.pages.visitors import Visitor, a_draft, version_of

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
