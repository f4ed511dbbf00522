"""Letters about a license bring the day that they are about, where it lies ahead."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from service.commands.license_notices import give_notice, hand_in
from service.desk import Desk
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import Ground, NoticeKind
from service.domain.people import Role
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.notifications.letter import Letter
from service.storage.licenses import Beside
from service.web.license_words import fate_body
from tests.conftest import Clock
from tests.licensed import Kept, imported
from tests.notifications.test_calendars import assert_sound, unfolded
from tests.storage.kept import a_member, an_organization
from tests.worker.test_licenses import FIRST, letter_of, letters, reminders, run

OCTOBER = datetime(2028, 10, 2, 15, tzinfo=UTC)


@pytest.fixture
def kept(desk: Desk) -> Kept:
    return a_house(desk)


def a_house(desk: Desk, **more: Any) -> Kept:
    org = an_organization(desk.db, "archive")
    ada = a_member(desk.db, org, Role.APPROVER)
    return imported(desk.db, org, by=ada, beside=Beside(title="Photos; all"), **more)


def give(kept: Kept, kind: NoticeKind, at: datetime, **more: Any) -> None:
    courier = kind is NoticeKind.BREACH
    method = NoticeMethod.COURIER if courier else NoticeMethod.EMAIL
    given = Given(kind=kind, method=method, sent_on=at.date(), **more)
    said: dict[str, Any] = {"side": Side.LICENSOR, "by": "usr_ada", "at": at}
    kept.do(lambda tx: give_notice(tx, kept.license_id, given, **said))


def written(desk: Desk, kind: str, *, to_party: bool = False) -> list[Letter]:
    found = letters(desk.db, kind)
    return [letter_of(desk, row) for row in found if bool(row.to_email) is to_party]


def event(letter: Letter) -> Any:
    (attached,) = letter.attachments
    assert attached.media_type == "text/calendar"
    assert attached.how[0] == ("method", "PUBLISH")
    assert_sound(attached.data)
    assert "METHOD:PUBLISH" in unfolded(attached.data)
    (found,) = Calendar.from_ical(attached.data).walk("VEVENT")
    return found


def test_a_reminder_brings_its_day_with_alarms_that_are_still_to_come(
    desk: Desk, clock: Clock, kept: Kept
) -> None:
    run(desk, clock, FIRST)
    row = next(each for each in letters(desk.db) if each.about == reminders(desk.db)[0].id)
    found = event(letter_of(desk, row))
    assert found.decoded("DTSTART") == date(2028, 12, 1)
    assert found["SUMMARY"] == "Last day for a notice about renewal 1 to be received: Photos; all"
    assert [alarm["TRIGGER"].to_ical() for alarm in found.walk("VALARM")] == [
        *(b"-P29DT15H", b"-P6DT15H", b"-PT15H")
    ]
    clock.moment = datetime(2028, 11, 30, 15, tzinfo=UTC)
    late = event(letter_of(desk, row))
    assert [alarm["TRIGGER"].to_ical() for alarm in late.walk("VALARM")] == [b"PT9H"]
    assert (late["UID"], late["DTSTAMP"].dt) == (found["UID"], found["DTSTAMP"].dt)


def test_a_notice_brings_the_end_to_both_sides_and_says_no_title_to_the_other(
    desk: Desk, clock: Clock, kept: Kept
) -> None:
    run(desk, clock, OCTOBER)
    give(kept, NoticeKind.NON_RENEWAL, OCTOBER)
    (own,) = written(desk, "license_notice")
    assert event(own).decoded("DTSTART") == date(2029, 1, 30)
    assert "Photos" in event(own)["SUMMARY"]
    theirs = [event(each) for each in written(desk, "license_notice", to_party=True)]
    assert len(theirs) > 1
    assert {str(each["SUMMARY"]) for each in theirs} == {"Last day of the period"}
    assert not [each for each in theirs if "URL" in each or "licenses/" in each["DESCRIPTION"]]
    clock.moment = datetime(2029, 1, 30, 15, tzinfo=UTC)
    assert written(desk, "license_notice")[0].attachments == ()


def test_a_notice_of_breach_brings_the_last_day_to_cure_it(
    desk: Desk, clock: Clock, kept: Kept
) -> None:
    run(desk, clock, OCTOBER)
    give(kept, NoticeKind.BREACH, OCTOBER, grounds="The second report is missing.")
    (own,) = written(desk, "license_notice")
    (breach,) = kept.license().notices
    assert event(own).decoded("DTSTART") == breach.cure_ends_on
    assert event(own)["SUMMARY"].startswith("Last day to cure a breach")
    give(
        kept,
        NoticeKind.AUDIT,
        OCTOBER,
        grounds="Books of the last year.",
        effective_on=date(2028, 12, 4),
    )
    counts = [len(each.attachments) for each in written(desk, "license_notice")]
    assert sorted(counts) == [0, 1]


def test_a_renewal_brings_the_last_day_of_the_new_period(
    desk: Desk, clock: Clock, kept: Kept
) -> None:
    run(desk, clock, datetime(2029, 1, 31, 17, tzinfo=UTC))
    found = [event(each) for each in written(desk, "license_renewed")]
    found += [event(each) for each in written(desk, "license_renewed", to_party=True)]
    assert {each.decoded("DTSTART") for each in found} == {date(2030, 1, 30)}
    (late,) = written(desk, "license_date_missed")[:1]
    assert late.attachments == ()


def test_no_letter_says_that_a_license_which_has_ended_renews(
    desk: Desk, clock: Clock, kept: Kept
) -> None:
    run(desk, clock, OCTOBER)
    given = Given(
        kind=NoticeKind.TERMINATION,
        method=NoticeMethod.COURIER,
        sent_on=OCTOBER.date(),
        ground=Ground.INSOLVENCY,
        grounds="Wound up.",
    )
    said: dict[str, Any] = {"side": Side.LICENSOR, "by": "usr_ada", "at": OCTOBER}
    kept.do(lambda tx: hand_in(tx, kept.license_id, given, **said))
    run(desk, clock, datetime(2028, 10, 9, 15, tzinfo=UTC))
    found = written(desk, "license_ended") + written(desk, "license_ended", to_party=True)
    assert found
    for letter in found:
        assert "If nobody does anything" not in letter.text


def test_a_letter_tells_of_an_end_that_comes_after_a_renewal(
    desk: Desk, clock: Clock, kept: Kept
) -> None:
    late = datetime(2028, 12, 20, 17, tzinfo=UTC)
    run(desk, clock, late)
    give(kept, NoticeKind.NON_RENEWAL, late)
    (own,) = written(desk, "license_notice")
    said = " ".join(own.text.split())
    assert "renews after 30 January 2029. It ends on 30 January 2030." in said
    assert "It ends on 30 January 2030: a notice of non-renewal" in fate_body(kept.license())
