"""The worker as operators run it, on hosts whose clocks are turned: each reminder goes out once."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import select

from service.domain.people import Role
from service.domain.post import State
from service.domain.terms import Terms
from service.domain.terms.law import Law
from service.domain.terms.period import Notice, Period, PeriodMode, Renewal, RenewalMode
from service.storage.database import Database, open_database
from service.storage.license_tables import license_reminders
from service.storage.tables import outbox
from tests import databases, sizes
from tests.builders import quiet_terms
from tests.conftest import PATIENCE, SECRET
from tests.licensed import imported
from tests.sizes import cases
from tests.storage.kept import a_member, an_organization
from tests.web.served import server_is_starting

LONDON, BERLIN = "Europe/London", "Europe/Berlin"
NEW_YORK, SAO_PAULO = "America/New_York", "America/Sao_Paulo"
A_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class Deadline:
    """A notice that must be received by a day, a year before the license ends.

    And what a person works out: how many days before it a reminder falls due, at which moment, and
    what becomes of it.
    """

    zone: str
    by: str
    reminders: tuple[tuple[int, str, str], ...]

    @property
    def terms(self) -> Terms:
        period = Period(
            mode=PeriodMode.END_DATE,
            months=None,
            ends_on=date.fromisoformat(self.by) + A_YEAR,
            timezone=self.zone,
            renewal=Renewal(mode=RenewalMode.AUTO_EVERGREEN, notice=Notice(value=A_YEAR.days)),
            reminders_days_before=tuple(days for days, _, _ in self.reminders),
        )
        return quiet_terms(period=period, law=Law(governing_law="GB-ENG", place="London"))


def _sent(zone: str, by: str, days: int, at: str) -> Deadline:
    return Deadline(zone, by, ((days, at, "sent"),))


FEBRUARY_29: Final = (
    Deadline(LONDON, "2028-02-29", ((1, "2028-02-28T09:00Z", "late"),)),
    _sent(LONDON, "2028-03-01", 1, "2028-02-29T09:00Z"),
    _sent(LONDON, "2028-03-07", 7, "2028-02-29T09:00Z"),
    _sent(LONDON, "2028-03-30", 30, "2028-02-29T09:00Z"),
)
NEW_YORK_AHEAD: Final = (
    _sent(NEW_YORK, "2028-03-13", 1, "2028-03-12T13:00Z"),
    _sent(NEW_YORK, "2028-03-19", 7, "2028-03-12T13:00Z"),
    _sent(NEW_YORK, "2028-04-11", 30, "2028-03-12T13:00Z"),
)
WHILE_BACK: Final = (_sent(SAO_PAULO, "2028-03-13", 1, "2028-03-12T12:00Z"),)
BERLIN_AHEAD: Final = (
    _sent(BERLIN, "2028-03-27", 1, "2028-03-26T07:00Z"),
    _sent(BERLIN, "2028-04-02", 7, "2028-03-26T07:00Z"),
)
TEN_DAYS: Final = (
    Deadline(
        LONDON,
        "2028-04-10",
        ((14, "2028-03-27T08:00Z", "dropped"), (7, "2028-04-03T08:00Z", "late")),
    ),
    _sent(LONDON, "2028-04-11", 6, "2028-04-05T08:00Z"),
    Deadline(
        LONDON,
        "2028-04-02",
        ((3, "2028-03-30T08:00Z", "dropped"), (1, "2028-04-01T08:00Z", "dropped")),
    ),
)
BERLIN_BACK: Final = (
    _sent(BERLIN, "2028-10-30", 1, "2028-10-29T08:00Z"),
    _sent(BERLIN, "2028-11-05", 7, "2028-10-29T08:00Z"),
)
NEW_YORK_BACK: Final = (
    _sent(NEW_YORK, "2028-11-06", 1, "2028-11-05T14:00Z"),
    _sent(NEW_YORK, "2028-11-12", 7, "2028-11-05T14:00Z"),
    _sent(NEW_YORK, "2028-12-05", 30, "2028-11-05T14:00Z"),
)
STAYS: Final = (
    *FEBRUARY_29,
    *NEW_YORK_AHEAD,
    *BERLIN_AHEAD,
    *TEN_DAYS,
    *BERLIN_BACK,
    *NEW_YORK_BACK,
)
"""What is recorded before any clock is turned."""


@dataclass
class Office:
    """An organization with licenses: of each kind so many."""

    db: Database
    org: str
    keeper: str
    copies: int
    kept: dict[str, Deadline] = field(default_factory=dict)

    def records(self, deadlines: tuple[Deadline, ...]) -> None:
        """On the day before the first clock."""
        for deadline in deadlines * self.copies:
            license = imported(
                self.db,
                self.org,
                deadline.terms,
                by=self.keeper,
                at=datetime(2028, 2, 27, 12, tzinfo=UTC),
                starts_on=date(2027, 3, 1),
            )
            self.kept[license.license_id] = deadline

    def raised(self) -> list[Any]:
        with self.db.reading_work() as connection:
            return [*connection.execute(select(license_reminders))]

    def letters(self) -> list[Any]:
        with self.db.reading_work() as connection:
            return [*connection.execute(select(outbox))]

    def has_raised(self, *of: Deadline) -> bool:
        """Each reminder of these, of each copy."""
        wanted = {id for id, deadline in self.kept.items() if deadline in of}
        rows = [row for row in self.raised() if row.license_id in wanted]
        return len(rows) == sum(len(self.kept[id].reminders) for id in wanted)

    def has_sent(self) -> bool:
        return {row.state for row in self.letters()} <= {State.SENT}


@contextmanager
def an_office(url: str, copies: int) -> Iterator[Office]:
    db = open_database(url)
    org = an_organization(db, "archive")
    office = Office(db, org, a_member(db, org, Role.APPROVER), copies)
    yield office
    db.close()


@dataclass
class Host:
    """A machine whose clock shows what it is told, and goes on from there."""

    folder: Path
    program: "subprocess.Popen[bytes]"

    def shows(self, moment: datetime) -> None:
        _turned(self.folder, moment)

    def stops(self) -> None:
        self.program.terminate()
        assert self.program.wait(PATIENCE) == 0, self.log()

    def log(self) -> str:
        return (self.folder / "worker.log").read_text("utf-8")


@contextmanager
def a_host(url: str, folder: Path, moment: datetime) -> Iterator[Host]:
    """With a worker on it; the monotonic clock, which nobody turns, stays as it is."""
    folder.mkdir()
    _turned(folder, moment)
    environment = {
        **os.environ,  # noqa: TID251
        "LD_PRELOAD": _faketime(),
        "FAKETIME_TIMESTAMP_FILE": str(folder / "clock"),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
        "COUNTERPART_DATABASE_URL": url,
        "COUNTERPART_FILES_URL": str(folder.parent / "files"),
        "COUNTERPART_SECRET_KEY": SECRET,
        "COUNTERPART_MAIL_URL": f"file:{folder.parent / 'mail'}",
    }
    command = [sys.executable, "-m", "service.cli", "worker"]
    with (folder / "worker.log").open("wb") as said:
        program = subprocess.Popen(command, env=environment, stdout=said, stderr=said)  # noqa: S603
        try:
            yield Host(folder, program)
        finally:
            program.kill()
            program.wait()


@cache
def _faketime() -> str:
    """The library that the program of that name puts under another, for programs with threads."""
    command = ["faketime", "-m", "-f", "+0", "printenv", "LD_PRELOAD"]
    asked = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return asked.stdout.strip()


def _turned(folder: Path, moment: datetime) -> None:
    """Told as the seconds that the clock is ahead of the real one."""
    ahead = (moment - datetime.now(UTC)).total_seconds()  # noqa: TID251
    fresh = folder / "clock.new"
    fresh.write_text(f"{ahead:+.3f}\n", "ascii")
    fresh.replace(folder / "clock")


def _until(reached: Callable[[], bool], *hosts: Host) -> None:
    """A loaded machine takes minutes over what an idle one does in seconds."""
    for _ in range(6_000):
        if reached():
            return
        for host in hosts:
            assert host.program.poll() is None, host.log()
            server_is_starting(host.program)
    raise AssertionError("it never happens")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _kinds() -> tuple[str, ...]:
    """Two hosts share no file; with `--full` two workers on one host do."""
    return databases.KINDS if sizes.full else ("postgresql",)


@pytest.mark.parametrize("url", _kinds(), indirect=True)
def test_each_reminder_goes_out_once_whatever_the_clocks_of_two_hosts_do(
    url: str, tmp_path: Path
) -> None:
    """Five minutes apart, back an hour, down for ten days, on days on which clocks change."""
    apart = timedelta(minutes=0 if url.startswith("sqlite") else 5)
    with an_office(url, cases(3, 15)) as office, ExitStack() as hosts:
        office.records(STAYS)

        def a_worker(name: str, moment: datetime) -> Host:
            return hosts.enter_context(a_host(url, tmp_path / name, moment))

        def shown(text: str, now: tuple[Deadline, ...], *on: Host) -> None:
            for n, host in enumerate(on):
                host.shows(_at(text) + n * apart)
            _until(lambda: office.has_raised(*now) and office.has_sent(), *on)

        start = _at("2028-02-29T08:59Z")
        two = a_worker("one", start), a_worker("two", start + apart)
        shown("2028-02-29T08:59:30Z", FEBRUARY_29, *two)
        shown("2028-03-12T12:59:30Z", NEW_YORK_AHEAD, *two)
        shown("2028-03-12T12:01Z", (), *two)
        office.records(WHILE_BACK)
        shown("2028-03-12T12:02Z", WHILE_BACK, *two)
        shown("2028-03-26T07:00:30Z", BERLIN_AHEAD, *two)
        for host in two:
            host.stops()
        again = a_worker("again", _at("2028-04-05T12:00Z"))
        shown("2028-04-05T12:00Z", TEN_DAYS, again)
        shown("2028-10-29T08:00:30Z", BERLIN_BACK, again)
        shown("2028-11-05T14:00:30Z", NEW_YORK_BACK, again)
        again.stops()
        _assert_each_once(office)


def _assert_each_once(office: Office) -> None:
    """As worked out by hand: at which moments, what became of it, and a letter for each that goes."""
    found: dict[str, list[tuple[int, str, str]]] = {id: [] for id in office.kept}
    rows = office.raised()
    for row in rows:
        at = f"{row.due_at:%Y-%m-%dT%H:%MZ}"
        found[row.license_id].append((row.days_before, at, row.fate))
    by_hand = {id: [*deadline.reminders] for id, deadline in office.kept.items()}
    assert {id: sorted(each, reverse=True) for id, each in found.items()} == by_hand
    assert len(rows) >= cases(60, 300)
    assert all(row.raised_at >= row.due_at for row in rows), "none before its time"
    letters = Counter(each.about for each in office.letters() if each.kind == "license_reminder")
    assert letters == Counter(row.id for row in rows if row.fate != "dropped")
    assert {each.attempts for each in office.letters()} == {1}
