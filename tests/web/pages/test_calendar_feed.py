"""A member's calendar feed: making and ending it, and what its address opens, for whom."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from werkzeug.test import TestResponse

from service.commands import calendar_feed, key_dates
from service.commands.license_notices import give_notice
from service.desk import Desk
from service.domain.errors import Confined
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind
from service.domain.people import Person, Role
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.signing.links import DEAL, SIGN_IN
from service.storage.calendar_feeds import CalendarFeeds
from service.storage.license_dates import LicenseDates
from service.storage.licenses import Beside
from tests.builders import some_terms
from tests.conftest import Clock
from tests.licensed import Kept, imported
from tests.notifications.test_calendars import assert_sound, unfolded
from tests.web.logged import logged
from tests.web.pages.visitors import Visitor

PAGE = "/settings/calendar-feed"
START = date(2025, 1, 31)
DEADLINE = "Last day for a notice about renewal 1 to be received"
_ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/calendar\.ics\?token=[\w.-]+)")


@pytest.fixture
def program(app: Flask) -> FlaskClient:
    """Without a cookie."""
    return app.test_client()


def a_feed(visitor: Visitor) -> str:
    """The address, made anew."""
    assert visitor.post(PAGE).status_code == 303
    return address(visitor)


def address(visitor: Visitor) -> str:
    found = _ADDRESS.search(visitor.text(PAGE))
    assert found
    return found[1]


def a_license(desk: Desk, visitor: Visitor, clock: Clock, **said: Any) -> Kept:
    said = {"beside": Beside(title="Photos"), "starts_on": START, **said}
    return imported(desk.db, visitor.org, by=visitor.user_id, at=clock.moment, **said)


def read(program: FlaskClient, place: str, **headers: str) -> TestResponse:
    return program.get(place, headers={name.replace("_", "-"): v for name, v in headers.items()})


def events(answer: TestResponse) -> Mapping[str, Any]:
    """By their summaries, each once."""
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert_sound(answer.data)
    found = Calendar.from_ical(answer.data).walk("VEVENT")
    uids = [str(each["UID"]) for each in found]
    assert len(uids) == len(set(uids))
    return {str(each["SUMMARY"]): each for each in found}


def test_the_feed_shows_key_dates_with_alarms_and_follows_what_happens(
    viewer: Visitor, desk: Desk, clock: Clock, program: FlaskClient
) -> None:
    kept = a_license(desk, viewer, clock)
    answer = read(program, a_feed(viewer))
    assert "X-WR-CALNAME:Key dates of Archive" in unfolded(answer.data)
    assert (answer.headers["Cache-Control"], "Set-Cookie" in answer.headers) == (
        "private, no-cache",
        False,
    )
    before = events(answer)
    deadline = before[f"{DEADLINE}: Photos"]
    assert deadline.decoded("DTSTART") == date(2026, 12, 1)
    assert [str(t["TRIGGER"].to_ical(), "ascii") for t in deadline.walk("VALARM")] == [
        *("-P29DT15H", "-P6DT15H", "-PT15H")
    ]
    assert deadline["URL"] == f"http://127.0.0.1:8000/licenses/{kept.license_id}"
    assert deadline["CATEGORIES"].cats == ["Notice deadline"]
    assert "America/New_York" in deadline["DESCRIPTION"]
    assert "not a notice under the contract" in deadline["DESCRIPTION"]
    assert min(each.decoded("DTSTART") for each in before.values()) >= date(2025, 3, 1)

    given = Given(kind=NoticeKind.NON_RENEWAL, method=NoticeMethod.EMAIL, sent_on=date(2026, 3, 2))
    kept.do(
        lambda tx: give_notice(
            tx, kept.license_id, given, side=Side.LICENSOR, by=viewer.user_id, at=clock()
        )
    )
    after = events(read(program, address(viewer)))
    assert f"{DEADLINE}: Photos" not in after
    last = "Last day of the period: Photos"
    assert after[last]["UID"] == before[last]["UID"]
    assert after[last]["SEQUENCE"] > before[last]["SEQUENCE"]


def test_what_is_settled_says_so_and_rings_no_more(
    viewer: Visitor, desk: Desk, clock: Clock, program: FlaskClient
) -> None:
    kept = a_license(desk, viewer, clock)
    with desk.db.reading(viewer.org) as views:
        dates = LicenseDates(views.connection, views.org).of_license(kept.license_id)
    done, waived = [each for each in dates if each.waits and each.on > clock().date()][:2]
    by: dict[str, Any] = {"by": viewer.user_id, "at": clock()}
    kept.do(lambda tx: key_dates.mark_done(tx, done.id, "", file_sha256=None, **by))
    kept.do(lambda tx: key_dates.waive(tx, waived.id, "Not needed", **by))
    found = events(read(program, a_feed(viewer)))
    states = {
        said.partition(":")[0]: (str(each["STATUS"]), len(each.walk("VALARM")))
        for said, each in found.items()
        if said.startswith(("Done", "Waived"))
    }
    assert states == {"Done": ("CONFIRMED", 0), "Waived": ("CANCELLED", 0)}


def test_an_unchanged_feed_is_not_sent_again(
    viewer: Visitor, desk: Desk, clock: Clock, program: FlaskClient
) -> None:
    a_license(desk, viewer, clock)
    place = a_feed(viewer)
    first = read(program, place)
    clock.forward(hours=3)
    again = read(program, place, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert read(program, place).data == first.data
    a_license(desk, viewer, clock)
    changed = read(program, place, If_None_Match=first.headers["ETag"])
    assert (changed.status_code, len(changed.data) > len(first.data)) == (200, True)


def test_without_leave_of_the_organization_the_feed_says_nothing_of_the_terms(
    admin: Visitor, desk: Desk, clock: Clock, program: FlaskClient
) -> None:
    a_license(desk, admin, clock, beside=Beside(), starts_on=date(2026, 3, 31))
    place = a_feed(admin)
    discreet = read(program, place)
    said = "\n".join(unfolded(discreet.data))
    assert DEADLINE in events(discreet)
    parties = some_terms().parties
    names = (parties.licensors[0].legal_name, parties.licensee.legal_name)
    facts = (*(name.replace(",", "\\,") for name in names), "90 days after the Effective Date")
    assert not [fact for fact in facts if fact in said]
    admin.post("/settings/letters", detail="full")
    whole = "\n".join(unfolded(read(program, place).data))
    assert not [fact for fact in facts if fact not in whole]


def test_an_address_opens_until_it_is_ended_replaced_or_its_owner_leaves(
    admin: Visitor, viewer: Visitor, desk: Desk, clock: Clock, program: FlaskClient
) -> None:
    first = a_feed(viewer)
    assert read(program, first).status_code == 200
    second = a_feed(viewer)
    assert second != first
    assert read(program, first).status_code == 404
    assert viewer.post(f"{PAGE}/end").status_code == 303
    assert read(program, second).status_code == 404
    assert "Make my feed" in viewer.text(PAGE)
    third = a_feed(viewer)
    assert read(program, third).status_code == 200
    admin.post(f"/settings/people/{viewer.user_id}/remove")
    assert read(program, third).status_code == 404
    with desk.db.accounts() as accounts:
        accounts.join(viewer.org, viewer.user_id, Role.VIEWER, clock())
    assert read(program, third).status_code == 404


def test_a_feed_shows_one_house_alone(
    admin: Visitor, cy: Visitor, desk: Desk, clock: Clock, program: FlaskClient
) -> None:
    a_license(desk, admin, clock)
    assert events(read(program, a_feed(cy))) == {}
    assert len(events(read(program, a_feed(admin)))) > 5


def test_no_other_token_opens_it_and_every_refusal_is_the_same(
    viewer: Visitor, desk: Desk, program: FlaskClient
) -> None:
    place = a_feed(viewer)
    token = place.partition("=")[2]
    feed_id = token.partition(".")[0]
    wrong = [
        *(
            "",
            "?token=",
            "?token=x",
            f"?token={feed_id}",
            f"?token={token}x",
            f"?token={token[:-1]}",
        ),
        f"?token={desk.links.token(DEAL, feed_id)}",
        f"?token={desk.links.token(SIGN_IN, feed_id)}",
        *("?token=%00.%00", "?token=%ff.%ff", f"?token={feed_id}.%F0%9F%98%80"),
    ]
    answers = [program.get(f"/calendar.ics{each}") for each in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert "ETag" not in answers[0].headers


def test_a_page_that_is_looked_at_makes_nothing_and_no_feed_reaches_the_log(
    viewer: Visitor, desk: Desk, program: FlaskClient
) -> None:
    page = viewer.text(PAGE)
    assert "Make my feed" in page
    assert "/calendar.ics" not in page
    with logged() as log:
        place = a_feed(viewer)
        read(program, place)
        read(program, f"{place}x")
        answer = viewer.get(PAGE)
    token = place.partition("=")[2]
    assert token.partition(".")[2] not in log.text
    assert {"/calendar.ics"} <= {line.get("route") for line in log.lines}
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert f'href="webcal://127.0.0.1:8000{place}"' in answer.get_data(as_text=True)


def test_the_page_tells_when_a_program_last_fetched_the_feed(
    viewer: Visitor, clock: Clock, program: FlaskClient
) -> None:
    place = a_feed(viewer)
    assert "Not yet" in viewer.text(PAGE)
    read(program, place)
    assert "Not yet" not in viewer.text(PAGE)
    shown = viewer.text(PAGE)
    clock.forward(minutes=30)
    read(program, place)
    assert viewer.text(PAGE) == shown
    clock.forward(minutes=31)
    read(program, place)
    assert viewer.text(PAGE) != shown


def test_whoever_may_have_been_let_in_by_another_gets_no_address(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    a_feed(viewer)
    confined = Person(
        user_id=viewer.user_id,
        name="Viewer",
        email="viewer@archive.example",
        org_id=viewer.org,
        org_name="Archive",
        role=Role.VIEWER,
        session_id="ses_1",
        confined=True,
    )
    assert calendar_feed.shown(desk, confined) is None
    with pytest.raises(Confined):
        calendar_feed.make(desk, confined, clock())


def test_who_asks_too_often_waits(viewer: Visitor, program: FlaskClient) -> None:
    place = a_feed(viewer)
    answers = [read(program, f"{place}x") for _ in range(121)]
    assert [answers[119].status_code, answers[120].status_code] == [404, 429]
    assert int(answers[120].headers["Retry-After"]) > 0


def test_one_feed_opens_at_a_time(viewer: Visitor, desk: Desk, clock: Clock) -> None:
    a_feed(viewer)
    with desk.db.accounts() as accounts:
        feeds = CalendarFeeds(accounts.connection)
        made = feeds.make(viewer.org, viewer.user_id, clock() + timedelta(minutes=1))
        found = feeds.of(viewer.org, viewer.user_id)
    assert found
    assert found.id == made
