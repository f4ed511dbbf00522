"""A notice whose letter does not arrive is known as such, and whoever gave it hears of it, once."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from service.commands import license_notices
from service.commands.letters import compose
from service.desk import Desk
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind, NoticeState
from service.domain.people import Role
from service.domain.post import Address, Heard, Occasion, Report
from service.domain.terms.notices import Bounce, NoticeMethod, Notices
from service.domain.terms.parties import Side
from service.storage.database import Database
from service.storage.tables import outbox
from service.worker.licenses import note_returned_notices
from tests.builders import some_terms
from tests.conftest import NOON, Clock
from tests.desks import a_desk
from tests.licensed import Kept, imported
from tests.storage.kept import a_member, an_organization
from tests.worker.test_licenses import letter_of, letters

TO, ADVISER = "contracts@labs.example", "outside-counsel@firm.example"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(db: Database, clock: Clock, tmp_path: Any) -> Desk:
    return a_desk(db, tmp_path, clock=clock)


@pytest.fixture
def house(db: Database) -> tuple[str, str, str]:
    """An organization, who looks after its licenses, and who gives its notices."""
    org = an_organization(db, "archive")
    return org, a_member(db, org, Role.DRAFTER), a_member(db, org, Role.APPROVER)


def a_notice(
    db: Database,
    house: tuple[str, str, str],
    kind: NoticeKind = NoticeKind.NON_RENEWAL,
    method: NoticeMethod = NoticeMethod.EMAIL,
    sent_on: date | None = None,
    bounce: Bounce = Bounce.NOT_RECEIVED,
) -> Kept:
    org, owner, boss = house
    terms = some_terms(notices=Notices(bounce=bounce))
    kept = imported(db, org, terms, by=owner, at=NOON, starts_on=date(2025, 1, 31))
    given = Given(kind=kind, method=method, sent_on=sent_on or NOON.date(), grounds="For this.")
    kept.do(
        lambda tx: license_notices.give_notice(
            tx, kept.license_id, given, side=Side.LICENSOR, by=boss, at=NOON
        )
    )
    return kept


def report(db: Database, to: str, said: Report, own: str = "e1") -> None:
    (row,) = (each for each in letters(db, "license_notice") if each.to_email == to)
    event = Heard(
        id=own, key=row.key, attempt=None, type=said, at=NOON, reason="Full.", report=said
    )
    with db.outbox() as box:
        box.heard([event], NOON)


def told(db: Database, kind: str) -> list[str]:
    return sorted(each.user_id for each in letters(db, kind))


@pytest.mark.parametrize("said", [Report.BOUNCED, Report.DROPPED])
def test_it_bounces_and_whoever_gave_it_is_told_with_the_owners(
    db: Database, desk: Desk, house: tuple[str, str, str], said: Report
) -> None:
    kept = a_notice(db, house)
    assert kept.license().end is not None
    assert note_returned_notices(desk) == 0
    report(db, TO, said)
    assert kept.license().notices[0].state is NoticeState.GIVEN
    assert note_returned_notices(desk) == 1
    license = kept.license()
    assert license.notices[0].state is NoticeState.BOUNCED
    assert license.notices[0].detail == f"The letter to {TO} did not arrive. Full."
    assert license.end is None
    assert told(db, "license_notice_returned") == sorted(house[1:])
    assert told(db, "letter_bounced") == []
    row = letters(db, "license_notice_returned")[0]
    letter = letter_of(desk, row)
    assert letter.subject.startswith("A notice did not arrive: notice that the license is not to")
    assert f"/licenses/{kept.license_id}/notices" in letter.text
    report(db, TO, said, "e2")
    assert note_returned_notices(desk) == 0
    assert len(letters(db, "license_notice_returned")) == 2
    kept.assert_sound()


@pytest.mark.parametrize(
    ("to", "more"),
    [
        (ADVISER, {}),
        ("legal@archive.example", {}),
        (TO, {"kind": NoticeKind.BREACH, "method": NoticeMethod.COURIER}),
        (TO, {"sent_on": date(2026, 2, 27)}),
    ],
    ids=["adviser", "own address", "copy of a courier's", "sent by ourselves before"],
)
def test_a_copy_that_does_not_arrive_leaves_the_notice_as_it_is(
    db: Database, desk: Desk, house: tuple[str, str, str], to: str, more: dict[str, Any]
) -> None:
    a_member(db, house[0], Role.ADMIN)
    kept = a_notice(db, house, **more)
    report(db, to, Report.BOUNCED)
    assert note_returned_notices(desk) == 0
    assert kept.license().notices[0].stands
    assert len(told(db, "letter_bounced")) == 1


def test_where_the_contract_lets_it_count_it_goes_on_counting(
    db: Database, desk: Desk, house: tuple[str, str, str]
) -> None:
    kept = a_notice(db, house, bounce=Bounce.RECEIVED)
    report(db, TO, Report.BOUNCED)
    assert note_returned_notices(desk) == 1
    assert kept.license().notices[0].stands
    assert kept.license().end is not None
    assert len(told(db, "license_notice_returned")) == 2


def test_one_that_was_confirmed_meanwhile_stays_so(
    db: Database, desk: Desk, house: tuple[str, str, str]
) -> None:
    kept = a_notice(db, house)
    notice_id = kept.license().notices[0].id
    report(db, TO, Report.BOUNCED)
    kept.do(
        lambda tx: license_notices.confirm_receipt(
            tx, notice_id, NOON.date(), note="By phone and mail.", by="usr", at=NOON
        )
    )
    assert note_returned_notices(desk) == 1
    assert note_returned_notices(desk) == 0
    assert kept.license().notices[0].state is NoticeState.RECEIVED
    assert told(db, "license_notice_returned") == []


def test_the_letter_is_the_notice_to_whom_it_goes_and_a_copy_to_others(
    db: Database, desk: Desk, house: tuple[str, str, str]
) -> None:
    a_notice(db, house)
    said = {each.to_email or each.user_id: letter_of_to(desk, each) for each in _all(db)}
    assert set(said) == {TO, ADVISER, "legal@archive.example", *house[1:]}
    to_them = said[TO]
    assert "This letter is the notice under the contract." in to_them
    assert "Photo Archive Inc. gives Example Labs Ltd this notice under the license" in to_them
    assert "gives notice that the agreement is not to renew: renewal 1" in to_them
    assert "> For this." in to_them
    assert "The license ends with 30 January 2027." in to_them
    assert "Counts as received on: 3 March 2026" in to_them
    for other in (ADVISER, "legal@archive.example"):
        assert "This copy is for your records" in said[other]
        assert "This letter is the notice" not in said[other]
    ours = said[house[1]]
    assert "For this." not in ours
    assert "It was given by e-mail." in ours


def test_what_goes_by_courier_has_letters_that_say_that_they_are_copies(
    db: Database, desk: Desk, house: tuple[str, str, str]
) -> None:
    a_notice(db, house, NoticeKind.BREACH, NoticeMethod.COURIER)
    said = {each.to_email: letter_of_to(desk, each) for each in _all(db)}
    assert "the notice itself goes by courier" in said[TO]
    assert "has until 3 April 2026 to cure the breach" in said[TO]


def _all(db: Database) -> list[Any]:
    with db.reading_work() as connection:
        asked = select(outbox).where(outbox.c.kind == "license_notice")
        return [*connection.execute(asked)]


def letter_of_to(desk: Desk, row: Any) -> str:
    """As its own reader finds it, in lines that go on."""
    letter = compose(
        desk,
        Occasion(
            key=row.key,
            kind=row.kind,
            org=row.org_id,
            to=Address(row.to_email or "somebody@archive.example"),
            user=row.user_id,
            event_seq=row.event_seq,
            about=row.about,
        ),
    )
    return " ".join(letter.text.split())
