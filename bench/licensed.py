"""Licenses by the thousand or the million, each with six key dates, and what lists ask of them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal, select

from bench.copies import copy, day_after, moment_after, numbered
from bench.dealt import Ask, of_views
from service.commands.recorded_licenses import record_license
from service.domain.deal import OurSide, WrittenTerms
from service.domain.licenses.calendar import Group, Standing, Whose
from service.domain.licenses.feeds import BEHIND
from service.domain.licenses.parts import Status
from service.domain.licenses.recording import LicenseHeader
from service.storage.calendar import BEGINNING, Calendar, Sought
from service.storage.calendar_ahead import Ahead
from service.storage.counts import HALF
from service.storage.deals import Tx
from service.storage.license_counts import ENDS, STARTS
from service.storage.license_dates import LicenseDates
from service.storage.license_deals import deals_about
from service.storage.license_lists import LicenseLists
from service.storage.license_tables import date_counts, key_dates, license_counts, licenses
from service.storage.views import Views
from service.web.pages.licenses_ahead import licenses_ahead

MADE = datetime(2020, 1, 1, tzinfo=UTC)
AT = datetime(2027, 6, 1, 12, tzinfo=UTC)
TODAY = AT.date()
START = date(2027, 1, 31)
DAYS = 300
"""The dates of all licenses lie within so many days from the start on.

Few enough that pages are as full of a thousand licenses as of a million: longer pages take longer.
"""

OVER = (TODAY - timedelta(days=1) - START).days
TABLES = (licenses, key_dates)

DATES = (
    ("notice_received_by", "both", None),
    ("notice_sent_by", "both", None),
    ("last_day", "both", None),
    ("delivery_due", "us", "i % 50 = 0 AND i <= 1000"),
    ("report_due", "them", "i % 50 = 0"),
    ("payment_due", "them", "i % 3 = 0"),
)
"""Kind, whose, and which of its duties were missed: of deliveries as many whatever the size."""


def record(tx: Tx, terms: WrittenTerms) -> None:
    header = LicenseHeader(our_side=OurSide.LICENSOR, signed_on=TODAY, starts_on=START)
    record_license(tx, header, terms, "0" * 64, by="bench", at=AT)


def fill(connection: Connection, count: int) -> None:
    """One license was recorded: now so many, a minute apart, one in ten ending."""
    _licenses(connection, count)
    _dates(connection, count)
    _count(connection)


def _page(limit: int = 50, **asked: Any) -> Ask:
    """A page of the list, with what comes next of each and what is late."""

    def read(views: Views) -> object:
        dates = LicenseDates(views.connection, views.org)
        lists = LicenseLists(views.connection, views.org)
        rows = lists.page(limit=limit, today=TODAY, **asked).rows
        return dates.count_by_status(), dates.next_days(rows, AT), dates.late(rows, AT)

    return of_views(read)


def _two_pages(views: Views) -> object:
    lists = LicenseLists(views.connection, views.org)
    first = lists.page(limit=50, today=TODAY)
    return lists.page(limit=50, today=TODAY, after=first.next)


def _month(sought: Sought) -> Ask:
    def read(views: Views) -> object:
        calendar = Calendar(views.connection, views.org, sought, TODAY)
        first, last = date(2027, 5, 31), date(2027, 7, 4)
        return calendar.days(first, last, 3), calendar.count(first, last)

    return of_views(read)


def _list(sought: Sought, start: date = TODAY, limit: int = 50) -> Ask:
    """Two pages of it."""

    def read(views: Views) -> object:
        calendar = Calendar(views.connection, views.org, sought, TODAY)
        page = calendar.page(start, limit)
        return calendar.page(start, limit, page.next), calendar.count(start)

    return of_views(read)


def _letter(views: Views) -> object:
    """What a letter on Mondays looks for."""
    ahead, day = Ahead(views, TODAY), timedelta(days=1)
    return (
        ahead.late(10),
        ahead.duties(TODAY + 14 * day, 10),
        ahead.deadlines(TODAY + 90 * day, 200),
    )


def _feed(views: Views) -> object:
    calendar = Calendar(views.connection, views.org, Sought(), TODAY)
    return calendar.before(TODAY, TODAY - BEHIND, 500), calendar.page(TODAY, 2000)


def _one(views: Views) -> object:
    """The page of one license, the newest."""
    lists = LicenseLists(views.connection, views.org)
    id = lists.page(limit=1, today=TODAY).rows[0].id
    dates = LicenseDates(views.connection, views.org).of_license(id)
    return dates, deals_about(views.connection, views.org, id), lists.row(id, TODAY)


def _of_one(views: Views) -> object:
    id = LicenseLists(views.connection, views.org).page(limit=1, today=TODAY).rows[0].id
    calendar = Calendar(views.connection, views.org, Sought(license_id=id), TODAY)
    return calendar.page(BEGINNING, 50), calendar.count(BEGINNING)


_LATE = Sought(standing=Standing.LATE)
_LATE_PAYMENTS = Sought(group=Group.PAYMENTS, whose=Whose.THEM, standing=Standing.LATE)
_LATE_DELIVERIES = Sought(group=Group.DELIVERIES, standing=Standing.LATE)

ASKED: Mapping[str, Ask] = {
    "licenses: first page": _page(),
    "licenses: two pages": of_views(_two_pages),
    "licenses: one status": _page(status=Status.ENDING),
    "licenses: a client's own id": _page(external_id="own-17"),
    "licenses: a date today": _page(5, next_by=TODAY),
    "licenses: a date in a week": _page(next_by=TODAY + timedelta(days=7)),
    "licenses: a date in a year": _page(next_by=TODAY + timedelta(days=365)),
    "licenses: first page of a file": _page(200),
    "licenses: one": of_views(_one),
    "calendar: a month": _month(Sought()),
    "calendar: a month, of payments": _month(Sought(group=Group.PAYMENTS)),
    "calendar: a month, of ours": _month(Sought(whose=Whose.US)),
    "calendar: a month, to do": _month(Sought(standing=Standing.TO_DO)),
    "calendar: a month, settled": _month(Sought(standing=Standing.SETTLED)),
    "calendar: a list": _list(Sought()),
    "calendar: a list to do": _list(Sought(standing=Standing.TO_DO)),
    "calendar: a list of what is late": _list(_LATE, BEGINNING),
    "calendar: a list of late payments": _list(_LATE_PAYMENTS, BEGINNING),
    "calendar: a list of a few late ones": _list(_LATE_DELIVERIES, BEGINNING),
    "calendar: of one license": of_views(_of_one),
    "calendar: first pages of a file": _list(Sought(), limit=200),
    "calendar: a feed": of_views(_feed),
    "start page: licenses": of_views(lambda views: licenses_ahead(views, AT)),
    "letter on Mondays": of_views(_letter),
}


def _licenses(connection: Connection, count: int) -> None:
    changed = {
        "id": numbered(connection, "lic_"),
        "created_at": moment_after(connection, MADE, "i * 60"),
        "external_id": "'own-' || i",
        "status": "CASE WHEN i % 10 = 0 THEN 'ending' ELSE 'in_force' END",
        "last_day": day_after(connection, START, f"i % {DAYS}"),
        "next_at": "NULL",
    }
    copy(connection, licenses, count, changed)


def _dates(connection: Connection, count: int) -> None:
    for n, (kind, whose, missed) in enumerate(DATES):
        place = f"(i * 7 + {n * 211}) % {DAYS}"
        changed = {
            "id": numbered(connection, f"kdt_{n}_"),
            "license_id": numbered(connection, "lic_"),
            "key": f"'{kind}'",
            "kind": f"'{kind}'",
            "whose": f"'{whose}'",
            "duty": str(missed is not None).upper(),
            "on": day_after(connection, START, place),
            "state": f"CASE WHEN {place} >= {OVER} THEN 'open' "
            f"WHEN {missed} THEN 'missed' ELSE 'done' END"
            if missed
            else "'open'",
        }
        copy(connection, key_dates, count, changed)


def _count(connection: Connection) -> None:
    """As the migration counts what is there."""
    connection.execute(delete(date_counts))
    connection.execute(delete(license_counts))
    place = [key_dates.c[column.name] for column in date_counts.primary_key.columns]
    counted = select(*place, func.count()).group_by(*place)
    connection.execute(insert(date_counts).from_select([*date_counts.c.keys()], counted))
    for edge, day in ((STARTS, licenses.c.starts_on), (ENDS, licenses.c.last_day)):
        _count_edge(connection, edge, day)


def _count_edge(connection: Connection, edge: str, day: Any) -> None:
    months = connection.execute(select(day).distinct()).scalars().all()
    for month in sorted({each.replace(day=1) for each in months}):
        last = (month + timedelta(days=32)).replace(day=1)
        place = (licenses.c.org_id, licenses.c.status, licenses.c.currency)
        sums = (
            func.count(),
            func.sum(licenses.c.committed_minor // HALF),
            func.sum(licenses.c.committed_minor % HALF),
        )
        counted = (
            select(*place, literal(edge), literal(month), *sums)
            .where(day >= month, day < last)
            .group_by(*place)
        )
        connection.execute(insert(license_counts).from_select([*license_counts.c.keys()], counted))
