"""The calendar and the list of licenses as files, as they are asked for."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue

from service.domain.licenses.parts import Status
from service.domain.people import Act
from service.storage.calendar import Calendar, Entry
from service.storage.license_counts import licenses_by_status
from service.storage.license_dates import Day, LicenseDates
from service.storage.license_lists import LicenseLists, LicenseRow
from service.storage.views import Page, Views
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.calendar_tables import dates_table, licenses_table
from service.web.files import ENDINGS, bounded, table_file, taken
from service.web.pages.calendar import is_late, license_asked, read_asked
from service.web.pages.license_list import asked_of_licenses

pages = Blueprint("calendar_files", __name__)


@pages.get(f"/calendar.<{ENDINGS}:ending>")
@people(Act.READ)
def get_calendar_file(ending: str) -> ResponseReturnValue:
    """The list that the same address without the ending shows, on one page."""
    today = now().date()
    asked = read_asked(today)
    with desk().db.reading(person().org_id) as views:
        license_asked(views, asked)
        calendar = Calendar(views.connection, views.org, asked.sought, today)
        entries = _entries(calendar, asked.start)
        note = bounded(len(entries), calendar.count(asked.start))
    return table_file(dates_table(entries, is_late, note), "calendar", ending, today)


@pages.get(f"/licenses.<{ENDINGS}:ending>")
@people(Act.READ)
def get_licenses_file(ending: str) -> ResponseReturnValue:
    asked = asked_of_licenses()
    with desk().db.reading(person().org_id) as views:
        rows, following = _licenses(views, asked["status"])
        counts = licenses_by_status(views.connection, views.org)
    there = counts.get(asked["status"], 0) if asked["status"] else sum(counts.values())
    table = licenses_table(rows, following, bounded(len(rows), there))
    return table_file(table, "licenses", ending, now().date())


def _entries(calendar: Calendar, start: date) -> list[Entry]:
    return [*taken(lambda limit, after: calendar.page(start, limit, after))]


def _licenses(views: Views, status: Status | None) -> tuple[list[LicenseRow], dict[str, Day]]:
    """Each with what comes next."""
    lists = LicenseLists(views.connection, views.org)
    dates = LicenseDates(views.connection, views.org)
    following: dict[str, Day] = {}

    def page(limit: int, after: str | None) -> Page:
        found = lists.page(limit=limit, today=now().date(), after=after, status=status)
        following.update(dates.next_days(found.rows, now()))
        return found

    return [*taken(page)], following
