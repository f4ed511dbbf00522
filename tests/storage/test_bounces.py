"""Whoever caused a letter that did not arrive is told, once, in the same transaction."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from service.commands import negotiation
from service.commands.deliveries import deliver
from service.commands.license_notices import give_notice
from service.domain.deliveries.events import Quantity
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind
from service.domain.people import Role
from service.domain.post import Fate, Heard, Next, Outcome, Report, State
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.storage.database import Database
from service.storage.recipients import post
from service.storage.tables import outbox
from tests.conftest import NOON
from tests.licensed import BEFORE, imported
from tests.storage.kept import a_deal, a_member

LEASE = timedelta(minutes=1)
ONE = "password_changed"


@pytest.fixture
def admin(db: Database, ada: str) -> str:
    return a_member(db, ada, Role.ADMIN)


@pytest.fixture
def reader(db: Database, ada: str) -> str:
    return a_member(db, ada, Role.VIEWER)


def _post(db: Database, org: str, to: str, key: str = "k", **more: Any) -> str:
    with db.engine.begin() as connection:
        post(connection, key=key, org=org, to=to, **{"kind": ONE, "at": NOON, **more})
        return connection.execute(select(outbox.c.id).where(outbox.c.key == key)).scalar_one()


def _hear(db: Database, report: Report, key: str = "k", own: str = "e1") -> None:
    event = Heard(
        id=own, key=key, attempt=None, type=report, at=NOON, reason="Full.", report=report
    )
    with db.outbox() as box:
        box.heard([event], NOON)


def _told(db: Database) -> list[tuple[str, str]]:
    """Who is told, and of which letter."""
    with db.engine.connect() as connection:
        asked = select(outbox.c.user_id, outbox.c.about).where(outbox.c.kind == "letter_bounced")
        return [(row.user_id, row.about) for row in connection.execute(asked)]


@pytest.mark.parametrize("report", [Report.BOUNCED, Report.DROPPED])
def test_of_a_letter_that_came_back(
    db: Database, ada: str, admin: str, reader: str, report: Report
) -> None:
    letter = _post(db, ada, reader)
    _hear(db, report)
    assert _told(db) == [(admin, letter)]


@pytest.mark.parametrize("report", [Report.PROCESSED, Report.DEFERRED, Report.DELIVERED])
def test_of_no_other_report(
    db: Database, ada: str, admin: str, reader: str, report: Report
) -> None:
    _post(db, ada, reader)
    _hear(db, report)
    assert _told(db) == []


def test_once_however_often_it_fails(db: Database, ada: str, admin: str, reader: str) -> None:
    letter = _post(db, ada, reader)
    _hear(db, Report.BOUNCED)
    a_member(db, ada, Role.ADMIN)
    _hear(db, Report.DROPPED, own="e2")
    assert _told(db) == [(admin, letter)]


def test_of_a_letter_that_was_refused(db: Database, ada: str, admin: str, reader: str) -> None:
    letter = _post(db, ada, reader)
    with db.outbox() as box:
        (claimed,) = box.claim(by="w", limit=1, lease=LEASE, at=NOON)
        number = box.begin(claimed, lease=LEASE, at=NOON)
        assert number is not None
        box.finish(claimed, number, Outcome(fate=Fate.NEVER), Next(state=State.DEAD), NOON)
    assert _told(db) == [(admin, letter)]


def test_of_a_letter_that_is_given_up_in_doubt(
    db: Database, ada: str, admin: str, reader: str
) -> None:
    letter = _post(db, ada, reader)
    with db.outbox() as box:
        (claimed,) = box.claim(by="w", limit=1, lease=LEASE, at=NOON)
        box.begin(claimed, lease=timedelta(0), at=NOON)
    with db.outbox() as box:
        (left,) = box.abandoned(9)
        box.settle(left, Next(state=State.UNKNOWN), NOON)
    assert _told(db) == []
    with db.outbox() as box:
        box.settle(left, Next(state=State.DEAD), NOON)
    assert _told(db) == [(admin, letter)]


def test_word_of_it_that_fails_too_ends_there(
    db: Database, ada: str, admin: str, reader: str
) -> None:
    letter = _post(db, ada, reader)
    _hear(db, Report.BOUNCED)
    a_member(db, ada, Role.ADMIN)
    _hear(db, Report.BOUNCED, f"letter_bounced:{letter}:{admin}", "e2")
    assert _told(db) == [(admin, letter)]


def test_an_address_that_failed_is_left_alone_until_a_letter_arrives(
    db: Database, ada: str, admin: str, reader: str
) -> None:
    _post(db, ada, admin, "first")
    _hear(db, Report.BOUNCED, "first")
    _post(db, ada, reader)
    _hear(db, Report.BOUNCED, own="e2")
    assert _told(db) == []
    _post(db, ada, admin, "second", at=NOON + timedelta(minutes=1))
    _hear(db, Report.DELIVERED, "second", "e3")
    letter = _post(db, ada, a_member(db, ada, Role.VIEWER), "third")
    _hear(db, Report.BOUNCED, "third", "e4")
    assert _told(db) == [(admin, letter)]


def test_whoever_did_what_a_letter_about_a_license_tells_of_is_told(
    db: Database, ada: str, admin: str
) -> None:
    """Of a delivery, and of a notice of which this letter is a copy."""
    dan = a_member(db, ada, Role.APPROVER)
    kept = imported(db, ada, by=admin)
    photos = [Quantity(line="photos", quantity=Decimal(5))]
    said: dict[str, Any] = {"delivered_on": BEFORE.date(), "manifest_sha256": "d" * 64}
    kept.do(lambda tx: deliver(tx, kept.license_id, photos, by=dan, at=BEFORE, **said))
    claim = Given(
        kind=NoticeKind.CLAIM, method=NoticeMethod.EMAIL, sent_on=BEFORE.date(), grounds="One."
    )
    who: dict[str, Any] = {"side": Side.LICENSOR, "by": dan, "at": BEFORE}
    kept.do(lambda tx: give_notice(tx, kept.license_id, claim, **who))
    with db.engine.connect() as connection:
        asked = select(outbox.c.key, outbox.c.id)
        rows = connection.execute(
            asked.where(outbox.c.to_email == "outside-counsel@firm.example")
        ).all()
    assert len(rows) == 2
    for n, row in enumerate(rows):
        _hear(db, Report.BOUNCED, row.key, f"e{n}")
    assert sorted(_told(db)) == sorted((dan, row.id) for row in rows)


def test_whoever_invited_is_told(db: Database, ada: str, admin: str, reader: str) -> None:
    other = a_member(db, ada, Role.ADMIN)
    with db.accounts() as accounts:
        link = accounts.sign_in_link(ada, reader, NOON, invited_by=other)
    letter = _post(db, ada, reader, kind="invitation", about=link)
    _hear(db, Report.BOUNCED)
    assert _told(db) == [(other, letter)]


def test_whoever_moved_a_deal_is_told(db: Database, ada: str, admin: str) -> None:
    drafter = a_member(db, ada, Role.DRAFTER)
    deal = a_deal(db, ada)
    with db.transaction(ada) as tx:
        negotiation.withdraw_deal(tx, deal.id, reason=None, by=drafter, at=NOON)
    letter = _post(
        db, ada, admin, kind="approval_requested", deal=deal.id, event_seq=deal.version + 1
    )
    _hear(db, Report.BOUNCED)
    assert _told(db) == [(drafter, letter)]


def test_nobody_of_another_house_is_told(db: Database, ada: str, cy: str, reader: str) -> None:
    a_member(db, cy, Role.ADMIN)
    _post(db, ada, reader)
    _hear(db, Report.BOUNCED)
    assert _told(db) == []
