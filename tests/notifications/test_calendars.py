"""Calendars as RFC 5545 wants them, read by hand and by another reader's rules."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from service.domain.post import Address
from service.notifications.calendars import Entry, feed, published

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
ENTRY = Entry(
    uid="5f0c3b0e-0000-5000-8000-000000000001",
    on=date(2028, 12, 1),
    title="Last day for a notice about renewal 1 to be received: Photo archive",
    text="The day is counted in America/New_York.\nhttps://deals.example.com/licenses/lic_1",
    url="https://deals.example.com/licenses/lic_1",
    category="Notice deadline",
    changed=7,
    changed_at=AT,
    rings=(1, 30, 7, 30),
)
NASTY = (
    'one; two, three\\n four: "five"\r\nEND:VEVENT\nBEGIN:VALARM\u2028ACTION:EMAIL\x0b'
    "ATTENDEE:mailto:eve@evil.example\x85X\u202e" + "äöü€😀" * 40
)


def written(*entries: Entry, name: str = "Key dates", about: str = "All of them") -> bytes:
    return b"".join(feed(entries, name, about))


def unfolded(data: bytes) -> list[str]:
    """As RFC 5545 3.1 has it: CRLF and a blank are nothing at all."""
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def assert_sound(data: bytes) -> None:
    """Lines end in CRLF, are 75 octets at the most, cut no letter, and nest properly."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert not [line for line in lines if b"\r" in line or b"\n" in line]
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]
    open_: list[str] = []
    for line in unfolded(data):
        assert re.match(r"[A-Z][A-Z0-9-]*[;:]", line), line
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line)
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_.append(value)
        elif name == "END":
            assert open_.pop() == value
    assert open_ == []


def events(data: bytes) -> list[Any]:
    return Calendar.from_ical(data).walk("VEVENT")


def test_a_feed_says_who_it_is_and_how_often_to_ask() -> None:
    data = written(ENTRY, name="Key dates of A, B; C")
    assert_sound(data)
    lines = unfolded(data)
    assert lines[0] == "BEGIN:VCALENDAR"
    for line in (
        *("VERSION:2.0", "CALSCALE:GREGORIAN", "PRODID:-//Counterpart//Key dates//EN"),
        *("X-WR-CALNAME:Key dates of A\\, B\\; C", "NAME:Key dates of A\\, B\\; C"),
        *("REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"),
    ):
        assert lines.count(line) == 1, line
    assert not [line for line in lines if line.startswith("METHOD")]


def test_a_date_is_a_whole_day_that_blocks_no_time_and_rings_at_nine() -> None:
    lines = unfolded(written(ENTRY))
    for line in (
        *("DTSTART;VALUE=DATE:20281201", "DTEND;VALUE=DATE:20281202", "TRANSP:TRANSPARENT"),
        *("DTSTAMP:20260302T120000Z", "LAST-MODIFIED:20260302T120000Z", "SEQUENCE:7"),
        *("STATUS:CONFIRMED", "CATEGORIES:Notice deadline", f"UID:{ENTRY.uid}"),
        f"URL:{ENTRY.url}",
    ):
        assert lines.count(line) == 1, line
    assert [line for line in lines if line.startswith("TRIGGER")] == [
        "TRIGGER:-P29DT15H",
        "TRIGGER:-P6DT15H",
        "TRIGGER:-PT15H",
    ]
    (event,) = events(written(ENTRY))
    rings = [datetime(2028, 12, 1) + alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]  # noqa: DTZ001 - floats
    assert rings == [datetime(2028, 12, 1, 9) - timedelta(days=n) for n in (30, 7, 1)]  # noqa: DTZ001
    assert {str(alarm["ACTION"]) for alarm in event.walk("VALARM")} == {"DISPLAY"}


def test_what_is_waived_is_off_and_rings_no_more() -> None:
    (event,) = events(written(replace(ENTRY, off=True, rings=())))
    assert (event["STATUS"], event.walk("VALARM")) == ("CANCELLED", [])


@pytest.mark.parametrize("place", ["title", "text"])
def test_nothing_that_people_typed_becomes_a_line_of_its_own(place: str) -> None:
    data = written(replace(ENTRY, **{place: NASTY}), name=NASTY, about=NASTY)
    assert_sound(data)
    (event,) = events(data)
    assert len(event.walk("VALARM")) == 3
    names = {line.partition(":")[0].partition(";")[0] for line in unfolded(data)}
    assert not names & {"ATTENDEE", "X"}
    assert unfolded(data).count("END:VEVENT") == 1


def test_a_reader_gets_back_what_was_written() -> None:
    (event,) = events(written(replace(ENTRY, title='A; b, c: "d" \\ e\\n f')))
    assert event["SUMMARY"] == 'A; b, c: "d" \\ e\\n f'
    assert event["DESCRIPTION"] == ENTRY.text
    assert event.decoded("DTSTART") == ENTRY.on


def test_a_letter_publishes_one_event_and_says_whom_it_is_from() -> None:
    """RFC 5546 3.2.1: an organizer, and nobody who is asked to come."""
    data = published(ENTRY, Address("deals@archive.example", 'Deals; "A, B": C'))
    assert_sound(data)
    assert "METHOD:PUBLISH" in unfolded(data)
    (event,) = events(data)
    assert event["ORGANIZER"] == "mailto:deals@archive.example"
    assert event["ORGANIZER"].params["CN"] == 'Deals; "A, B": C'
    assert {"DTSTAMP", "DTSTART", "SUMMARY", "UID", "SEQUENCE"} <= set(event)
    assert "ATTENDEE" not in event


def test_an_organizer_without_a_name_is_an_address() -> None:
    lines = unfolded(published(ENTRY, Address("deals@archive.example")))
    assert "ORGANIZER:mailto:deals@archive.example" in lines


@pytest.mark.parametrize("kind", ["feed", "letter"])
def test_what_is_written_lacks_nothing_and_has_nothing_it_must_not(kind: str) -> None:
    data = written(ENTRY) if kind == "feed" else published(ENTRY, Address("deals@archive.example"))
    calendar = Calendar.from_ical(data)
    found = [calendar, *calendar.walk("VEVENT"), *calendar.walk("VALARM")]
    assert [each.errors for each in found] == [[]] * len(found)
    for each in found:
        assert set(each.required) <= set(each)
        assert not [name for name in each.singletons if isinstance(each.get(name), list)]
