"""The calendar: a month as a grid, a list from a day on, and what is sought in both."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from service.commands import key_dates as commands
from service.desk import Desk
from service.storage.license_dates import Day, LicenseDates
from service.storage.licenses import Beside
from tests.conftest import Clock
from tests.licensed import Kept, imported
from tests.web.pages.visitors import Visitor

START = date(2025, 1, 31)
DECEMBER = "/calendar?month=2026-12"


def _kept(desk: Desk, visitor: Visitor, clock: Clock, title: str = "Photos", **said: Any) -> Kept:
    beside = Beside(title=title)
    said = {"starts_on": START, "at": clock(), **said}
    return imported(desk.db, visitor.org, by=visitor.user_id, beside=beside, **said)


def _dates(kept: Kept) -> list[Day]:
    with kept.db.reading(kept.org) as views:
        return LicenseDates(views.connection, views.org).of_license(kept.license_id)


def _cell(page: str, on: date) -> str:
    return page.split(f'data-on="{on}"')[1].split("</td>")[0]


def _told(page: str) -> list[str]:
    """The days of a list, in its order."""
    return re.findall(r"<h3[^>]*>(?:\w+), (\d+ \w+ \d+) <", page)


def _links(page: str) -> Iterator[str]:
    for link in re.findall(r'href="(/calendar\?[^"]*)"', page):
        yield link.replace("&amp;", "&")


def test_without_licenses_it_says_what_will_stand_here(viewer: Visitor) -> None:
    page = viewer.text("/calendar")
    assert "No dates yet" in page
    assert 'role="search"' not in page
    assert 'href="/calendar" aria-current="page"' in page


def test_a_month_shows_each_date_on_its_day_and_says_by_which_zone(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, viewer, clock)
    page = viewer.text(DECEMBER)
    assert "time zone of its contract" in page
    assert ">December 2026</h2>" in page
    cell = _cell(page, date(2026, 12, 1))
    assert "Tuesday, 1 December 2026: " in cell
    assert "Notice received by" in cell
    assert f'href="/licenses/{kept.license_id}#dates"' in cell
    assert "Photos" in cell
    assert "Send notice by" in _cell(page, date(2026, 11, 30))
    assert page.count('role="columnheader"') == 7
    assert page.count("data-on=") == 35
    months = [link for link in _links(page) if "month=" in link]
    assert {"/calendar?month=2026-11", "/calendar?month=2027-01"} <= {*months}


def test_the_month_that_is_asked_for_or_that_it_is(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    _kept(desk, viewer, clock)
    page = viewer.text("/calendar")
    assert ">March 2026</h2>" in page
    assert 'aria-current="date"' in _cell(page, date(2026, 3, 2))
    for wrong in ("month=2026-13", "month=0001-01", "month=9999-12", "month=now", "on=2300-01-01"):
        assert ">March 2026</h2>" in viewer.text(f"/calendar?{wrong}")
    page = viewer.text("/calendar?on=2028-02-29")
    assert ">February 2028</h2>" in page
    cell = _cell(page, date(2028, 2, 29))
    assert "autofocus" in cell
    assert 'data-back="/calendar?on=2028-01-29" data-forth="/calendar?on=2028-03-29"' in cell
    for edge in ("1990-01", "2200-12"):
        viewer.text(f"/calendar?month={edge}")


def test_a_day_with_much_shows_three_and_leads_to_its_list(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    for n in range(3):
        _kept(desk, viewer, clock, f"Photos {n}")
    day = date(2026, 12, 1)
    cell = _cell(viewer.text(DECEMBER), day)
    n = int(re.findall(r"2026: (\d+) dates", cell)[0])
    assert cell.count('class="entry') == 3
    assert f">{n - 3} more<" in cell
    link = next(_links(cell.split("more<")[0].rsplit("<li>", 1)[1]))
    page = viewer.text(link)
    assert _told(page)[0] == "1 December 2026"
    assert page.split("<h3")[1].count("<li") == n


def test_an_empty_month_says_so_and_leads_on(viewer: Visitor, desk: Desk, clock: Clock) -> None:
    _kept(desk, viewer, clock)
    page = viewer.text("/calendar?month=2199-01&group=notices")
    assert "No dates in January 2199" in page
    assert "None that you asked for" in page
    assert "/calendar?group=notices&view=list&from=2199-01-01" in [*_links(page)]


def test_a_list_begins_today_or_where_it_is_told_and_comes_in_pages(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, viewer, clock)
    ahead = [each for each in _dates(kept) if each.on >= clock().date()]
    page = viewer.text("/calendar?view=list")
    assert f"{len(ahead)} dates from 2 March 2026 on" in page
    assert page.count('class="hint"><b>Photos</b>') == min(len(ahead), 50)
    for n in range(5):
        _kept(desk, viewer, clock, f"Film {n}")
    whole: list[str] = []
    link: str | None = "/calendar?view=list&from=2026-06-01"
    while link:
        page = viewer.text(link)
        whole += re.findall(r'class="hint"><b>(\w+ ?\d?)</b>', page)
        link = next((each for each in _links(page) if "after=" in each), None)
    assert len(whole) == 6 * sum(each.on >= date(2026, 6, 1) for each in ahead)
    assert viewer.get("/calendar?view=list&after=guessed").status_code == 404


def test_what_is_sought_stays_sought_in_every_link(
    viewer: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, viewer, clock)
    asked = f"group=notices&license={kept.license_id}&whose=us&standing=to_do"
    for view in ("month=2026-12", "view=list&from=2026-12-01"):
        page = viewer.text(f"/calendar?{view}&{asked}")
        for word in ("notices", "us", "to_do"):
            assert f'<option value="{word}" selected>' in page
        assert f'name="license" value="{kept.license_id}"' in page
        kept_in = [
            parse_qs(urlsplit(link).query)
            for link in _links(page.split("</form>", 1)[1])
            if "Show" not in link
        ]
        assert any("license" in query and query["group"] == ["notices"] for query in kept_in)


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ("group=notices", "Last day for a notice", "Report due"),
        ("group=reports", "Report due", "Last day for a notice"),
        ("whose=us", "Delivery due", "Report due"),
        ("whose=them", "Report due", "Delivery due"),
        ("standing=to_do", "Report due", "Last day of the period"),
    ],
)
def test_dates_are_found_by_what_they_are_about_and_whose_they_are(
    viewer: Visitor, desk: Desk, clock: Clock, asked: str, there: str, not_there: str
) -> None:
    _kept(desk, viewer, clock, starts_on=date(2026, 4, 1))
    page = viewer.text(f"/calendar?view=list&{asked}")
    assert there in page
    assert not_there not in page


def test_what_is_late_is_listed_from_the_beginning_and_what_is_done_says_so(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, drafter, clock, at=clock() - timedelta(days=365))
    late = [each for each in _dates(kept) if each.waits and each.on < clock().date()]
    page = drafter.text("/calendar?view=list&standing=late")
    assert page.count(">Late</span>") == len(late) > 1
    kept.do(
        lambda tx: commands.mark_done(
            tx, late[0].id, "", file_sha256=None, by=drafter.user_id, at=clock()
        )
    )
    assert drafter.text("/calendar?view=list&standing=late").count(">Late</span>") == len(late) - 1
    page = drafter.text("/calendar?view=list&standing=settled&from=2025-01-01")
    assert ">Done</span>" in page
    assert "Done on 2 March 2026" in page
    cell = _cell(drafter.text(f"/calendar?on={late[0].on}"), late[0].on)
    assert '<i class="">Done</i>' in cell


def test_the_calendar_of_one_license_names_it_and_leads_back(
    drafter: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, _ = _kept(desk, drafter, clock), _kept(desk, drafter, clock, "Film")
    way = f"/calendar?view=list&license={kept.license_id}"
    assert way in [*_links(drafter.text(f"/licenses/{kept.license_id}"))]
    page = drafter.text(way)
    assert "Photos</a> alone" in page
    assert "<b>Film</b>" not in page
    assert "/calendar?view=list" in [*_links(page)]
    theirs = _kept(desk, cy, clock)
    assert drafter.get(f"/calendar?license={theirs.license_id}").status_code == 404
    assert theirs.license_id not in drafter.text("/calendar?view=list&from=2025-01-01")
