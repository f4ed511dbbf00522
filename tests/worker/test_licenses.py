"""Days of licenses come, and people are reminded: once, however many schedulers run or die."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from service.commands import license_notices
from service.commands.letters import compose
from service.commands.raising import raise_dates
from service.commands.readiness import warnings
from service.commands.seal_keys import seal_key_once
from service.desk import Desk
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind, Status
from service.domain.people import Role
from service.domain.period.zones import fires_at
from service.domain.post import Address, Occasion
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import Period, Renewal, RenewalMode
from service.notifications.file_mailer import FileMailer
from service.notifications.letter import Letter, NothingToSay
from service.storage.database import Database, open_database
from service.storage.due import licenses_due
from service.storage.license_tables import license_events, license_reminders, licenses
from service.storage.tables import outbox
from service.worker.licenses import raise_due_dates
from service.worker.sending import Postroom, send_due
from tests.conftest import NOON, Clock
from tests.desks import a_desk
from tests.licensed import Kept, imported, with_period
from tests.notifications.letters import SENDER
from tests.sizes import cases
from tests.storage.kept import a_member, an_organization
from tests.worker.rooms import Doomed, started

FIRST = fires_at(date(2028, 9, 2), "America/New_York")
"""90 days before the notice deadline of the sample deal."""

DEADLINE = "notice_received_by:1:-:-"


def a_house(db: Database, **more: Any) -> Kept:
    """One license in force, and one member who looks after it."""
    org = an_organization(db, "archive")
    ada = a_member(db, org, Role.APPROVER)
    return imported(db, org, by=ada, **more)


def run(desk: Desk, clock: Clock, at: datetime) -> int:
    """Until nothing is due at that moment."""
    clock.moment = at
    total = 0
    while done := raise_due_dates(desk):
        total += done
    return total


def reminders(db: Database, key: str = DEADLINE) -> list[Any]:
    with db.reading_work() as connection:
        asked = select(license_reminders).where(license_reminders.c.key == key)
        return [*connection.execute(asked.order_by(license_reminders.c.due_at))]


def letters(db: Database, kind: str = "license_reminder") -> list[Any]:
    with db.reading_work() as connection:
        return [*connection.execute(select(outbox).where(outbox.c.kind == kind))]


def letter_of(desk: Desk, row: Any) -> Letter:
    return compose(
        desk,
        Occasion(
            key=row.key,
            kind=row.kind,
            org=row.org_id,
            to=Address("ada@archive.example"),
            user=row.user_id,
            event_seq=row.event_seq,
            about=row.about,
        ),
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(db: Database, clock: Clock, tmp_path: Any) -> Desk:
    return a_desk(db, tmp_path, clock=clock)


def test_a_reminder_fires_at_nine_there_and_says_what_silence_does(
    db: Database, desk: Desk, clock: Clock
) -> None:
    a_house(db)
    run(desk, clock, FIRST - timedelta(minutes=1))
    assert reminders(db) == []
    run(desk, clock, FIRST)
    (row,) = reminders(db)
    assert (row.days_before, row.fate) == (90, "sent")
    (sent,) = (each for each in letters(db) if each.about == row.id)
    letter = letter_of(desk, sent)
    assert "1 December 2028" in letter.subject
    said = " ".join(letter.text.split())
    assert "the license renews after 30 January 2029" in said
    assert "It is not a notice under the contract and changes no right." in said
    assert run(desk, clock, FIRST + timedelta(hours=1)) == 0


def test_where_nobody_who_knew_a_license_may_act_administrators_are_reminded(
    db: Database, desk: Desk, clock: Clock
) -> None:
    org = an_organization(db, "archive")
    vic, boss = a_member(db, org, Role.VIEWER), a_member(db, org, Role.ADMIN)
    a_member(db, org, Role.VIEWER)
    imported(db, org, by=vic)
    run(desk, clock, FIRST)
    assert {row.recipient for row in reminders(db)} == {vic, boss}


def test_where_nobody_administers_everybody_is_reminded(
    db: Database, desk: Desk, clock: Clock
) -> None:
    org = an_organization(db, "archive")
    there = {a_member(db, org, role) for role in (Role.VIEWER, Role.DRAFTER)}
    imported(db, org, by="key_1")
    run(desk, clock, FIRST)
    assert {row.recipient for row in reminders(db)} == there


def test_where_nobody_is_there_at_all_the_operator_is_warned(
    db: Database, desk: Desk, clock: Clock
) -> None:
    seal_key_once(desk, desk.clock())
    org = an_organization(db, "archive")
    assert warnings(desk, desk.clock()) == ()
    imported(db, org, by="key_1")
    assert warnings(desk, desk.clock()) == ("reminders_unheard",)
    run(desk, clock, FIRST)
    assert reminders(db) == []
    a_member(db, org, Role.ADMIN)
    assert warnings(desk, NOON) == ()


def test_down_for_ten_days_the_nearest_comes_late_and_older_ones_are_dropped(
    db: Database, desk: Desk, clock: Clock
) -> None:
    a_house(db)
    run(desk, clock, datetime(2028, 11, 15, 17, tzinfo=UTC))
    before = len(reminders(db))
    run(desk, clock, datetime(2028, 11, 25, 17, tzinfo=UTC))
    new = reminders(db)[before:]
    assert [(row.days_before, row.fate) for row in new] == [(14, "dropped"), (7, "late")]
    late = next(each for each in letters(db) if each.about == new[-1].id)
    assert "This reminder comes late" in " ".join(letter_of(desk, late).text.split())


def test_what_is_over_is_written_down_as_dropped_and_not_sent(
    db: Database, desk: Desk, clock: Clock
) -> None:
    kept = a_house(db)
    run(desk, clock, datetime(2028, 11, 15, 17, tzinfo=UTC))
    run(desk, clock, datetime(2029, 2, 15, 17, tzinfo=UTC))
    assert {row.fate for row in reminders(db) if row.days_before < 14} == {"dropped"}
    assert kept.license().renewed == 1
    kept.assert_sound()


def test_a_clock_that_goes_back_or_runs_ahead_sends_nothing_twice(
    db: Database, desk: Desk, clock: Clock, tmp_path: Any
) -> None:
    a_house(db)
    run(desk, clock, FIRST + timedelta(minutes=5))
    other = Clock(FIRST)
    run(a_desk(db, tmp_path / "other", clock=other), other, FIRST)
    run(desk, clock, FIRST - timedelta(minutes=55))
    run(desk, clock, FIRST + timedelta(minutes=6))
    assert len(reminders(db)) == 1
    assert Counter(each.about for each in letters(db))[reminders(db)[0].id] == 1


def test_a_notice_takes_back_what_would_have_been_reminded_of(
    db: Database, desk: Desk, clock: Clock
) -> None:
    kept = a_house(db)
    run(desk, clock, FIRST)
    row = next(each for each in letters(db) if each.about == reminders(db)[0].id)
    given = Given(kind=NoticeKind.NON_RENEWAL, method=NoticeMethod.EMAIL, sent_on=date(2028, 9, 2))
    kept.do(
        lambda tx: license_notices.give_notice(
            tx, kept.license_id, given, side=Side.LICENSOR, by="usr", at=FIRST
        )
    )
    with pytest.raises(NothingToSay):
        letter_of(desk, row)
    run(desk, clock, datetime(2028, 12, 1, 17, tzinfo=UTC))
    assert len(reminders(db)) == 1
    told = {each.to_email for each in letters(db, "license_notice")}
    assert {"legal@archive.example", "contracts@labs.example"} <= told
    receipt = next(each for each in letters(db, "license_notice") if each.to_email)
    assert "Notice of non-renewal" in letter_of(desk, receipt).subject


def test_a_reminder_that_no_longer_applies_when_it_is_to_leave_is_dropped_and_alarms_nobody(
    db: Database, desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    kept = a_house(db)
    a_member(db, kept.org, Role.ADMIN)
    run(desk, clock, FIRST)
    (reminder,) = reminders(db)
    given = Given(kind=NoticeKind.NON_RENEWAL, method=NoticeMethod.EMAIL, sent_on=date(2028, 9, 2))
    said: dict[str, Any] = {"side": Side.LICENSOR, "by": "usr", "at": FIRST}
    kept.do(lambda tx: license_notices.give_notice(tx, kept.license_id, given, **said))
    mailer = FileMailer(tmp_path / "mail", SENDER, clock)
    room = Postroom(desk=desk, mailer=mailer, compose=compose, name="w")
    while send_due(room):
        pass
    (row,) = (each for each in letters(db) if each.about == reminder.id)
    assert (row.state, row.fault) == ("dropped", "What it would remind of no longer applies.")
    assert reminders(db)[0].fate == "dropped"
    assert letters(db, "letter_bounced") == []


def test_a_renewal_by_silence_is_told_to_both_sides_and_a_missed_duty_to_approvers(
    db: Database, desk: Desk, clock: Clock
) -> None:
    kept = a_house(db)
    boss = a_member(db, kept.org, Role.ADMIN)
    run(desk, clock, datetime(2029, 1, 31, 17, tzinfo=UTC))
    told = {each.to_email for each in letters(db, "license_renewed")} - {None}
    assert told == {
        "legal@archive.example",
        "outside-counsel@firm.example",
        "contracts@labs.example",
    }
    assert boss in {each.user_id for each in letters(db, "license_date_missed")}
    for row in (*letters(db, "license_renewed"), *letters(db, "license_date_missed")):
        assert letter_of(desk, row).subject


def test_days_around_a_change_of_the_clocks_and_the_29th_of_february(
    db: Database, desk: Desk, clock: Clock
) -> None:
    """The clocks of New York go ahead on 12 March 2028; the period ends on 29 February 2028."""
    period = replace(
        with_period(months=12, renewal=Renewal(mode=RenewalMode.NONE)).period,
        reminders_days_before=(366, 365, 1),
    )
    _february(db, period)
    for hour in range(0, 24 * 400, 12):
        clock.moment = datetime(2027, 2, 27, 13, tzinfo=UTC) + timedelta(hours=hour)
        raise_due_dates(desk)
    found = reminders(db, "last_day:0:-:-")
    assert [(row.on, row.days_before) for row in found] == [
        (date(2028, 2, 29), 365),
        (date(2028, 2, 29), 1),
    ]


def _february(db: Database, period: Period) -> Kept:
    return a_house(
        db,
        terms=replace(with_period(), period=period),
        starts_on=date(2027, 3, 1),
        at=datetime(2027, 2, 28, 17, tzinfo=UTC),
    )


def test_one_that_fails_holds_up_no_other(db: Database, desk: Desk, clock: Clock) -> None:
    kept = a_house(db)
    bad = imported(db, kept.org)
    with db.work() as connection:
        connection.execute(
            licenses.update().where(licenses.c.id == bad.license_id).values(state={"broken": 1})
        )
    clock.moment = FIRST
    raise_due_dates(desk)
    assert kept.license().status is Status.IN_FORCE
    assert len(reminders(db)) == 1
    assert raise_due_dates(desk) == 0


def test_four_schedulers_one_killed_and_one_stopped_remind_of_each_window_once(
    url: str, tmp_path: Any
) -> None:
    count = cases(12, 300)
    db = open_database(url)
    kept = a_house(db)
    owner = _owner(db, kept)
    for _ in range(count - 1):
        imported(db, kept.org, by=owner)
    db.close()

    def work(db: Database, look: Callable[[], None] = lambda: None) -> None:
        """The hosts' clocks are minutes apart."""
        ahead = FIRST + timedelta(minutes=os.getpid() % 6)

        def moment() -> datetime:
            look()
            return ahead

        desk = replace(a_desk(db, tmp_path), clock=moment)
        while raise_due_dates(desk):
            pass

    def stops(db: Database) -> None:
        """Once it has seen what is due, and before it has done any of it."""
        looks: list[int] = []

        def look() -> None:
            looks.append(1)
            if len(looks) == 2:
                os.kill(os.getpid(), signal.SIGSTOP)

        work(db, look)

    def dies(db: Database, end: Callable[[], None]) -> None:
        """In the middle of a license: whatever it did of that one is undone."""
        with db.reading_work() as connection:
            org, license_id = licenses_due(connection, FIRST, 1)[0]
        with db.transaction(org) as tx:
            assert raise_dates(tx, license_id, at=FIRST)
            end()

    stopped = started(url, stops)
    os.waitpid(stopped, os.WUNTRACED)
    killed = Doomed(url, dies)
    others = [started(url, work) for _ in range(2)]
    try:
        killed.die()
        ends = [_ended(each) for each in (killed.id, *others)]
        os.kill(stopped, signal.SIGCONT)
        ends.append(_ended(stopped))
    finally:
        _swept(stopped, killed.id, *others)
    assert ends == [-signal.SIGKILL, 0, 0, 0]
    db = open_database(url)
    work(db)  # What the killed one held is there again with the next look.
    assert len(reminders(db)) == count
    told = Counter(each.about for each in letters(db))
    assert {told[row.id] for row in reminders(db)} == {1}
    _assert_each_event_once(db)
    db.close()


def _assert_each_event_once(db: Database) -> None:
    with db.reading_work() as connection:
        asked = select(license_events.c.license_id).where(license_events.c.type == "LicenseStarted")
        starts = Counter(connection.scalars(asked))
    assert set(starts.values()) == {1}


def _owner(db: Database, kept: Kept) -> str:
    with db.reading_work() as connection:
        found = connection.scalar(
            select(licenses.c.made_by).where(licenses.c.id == kept.license_id)
        )
    return str(found)


def _swept(*processes: int) -> None:
    for each in processes:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(each, signal.SIGKILL)
            _ended(each)


def _ended(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
