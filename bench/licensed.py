"""Licenses by the thousand or the million, each with six key dates, and what lists ask of them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal, select, text

from service.commands.recorded_licenses import record_license
from service.domain.deal import OurSide, WrittenTerms
from service.domain.licenses.calendar import Group, Standing, Whose
from service.domain.licenses.parts import Status
from service.domain.licenses.recording import LicenseHeader
from service.storage.calendar import Calendar, Sought
from service.storage.counts import HALF
from service.storage.database import Database
from service.storage.deals import Tx
from service.storage.license_counts import ENDS, STARTS
from service.storage.license_dates import LicenseDates
from service.storage.license_lists import LicenseLists
from service.storage.license_tables import date_counts, key_dates, license_counts, licenses
from service.web.pages.licenses_ahead import licenses_ahead

AT = datetime(2027, 6, 1, 12, tzinfo=UTC)
TODAY = AT.date()
START = date(2027, 1, 31)
DAYS = 1_460
"""The dates of all licenses lie within so many days from the start on."""

DATES = (
    ("notice_received_by", "both", False),
    ("notice_sent_by", "both", False),
    ("last_day", "both", False),
    ("delivery_due", "us", True),
    ("report_due", "them", True),
    ("payment_due", "them", True),
)

Ask = Callable[[Database, str], object]


def fill(tx: Tx, terms: WrittenTerms, count: int) -> None:
    """One license recorded, then its row many times: a minute apart, one in ten ending.

    Of the duties that are over, one in fifty was missed.
    """
    header = LicenseHeader(our_side=OurSide.LICENSOR, signed_on=AT.date(), starts_on=START)
    record_license(tx, header, terms, "0" * 64, by="bench", at=AT)
    dialect = tx.connection.dialect.name
    for statement in (_licenses(dialect), *_dates(dialect)):
        tx.connection.execute(text(statement), {"count": count})
    _count(tx.connection)


def _page(**asked: Any) -> Ask:
    """A page of the list, with what comes next of each and what is late."""

    def ask(database: Database, org: str) -> object:
        with database.reading(org) as views:
            lists = LicenseLists(views.connection, org)
            dates = LicenseDates(views.connection, org)
            rows = lists.page(limit=50, today=AT.date(), **asked).rows
            return dates.count_by_status(), dates.next_days(rows, AT), dates.late(rows, AT)

    return ask


def _month(sought: Sought) -> Ask:
    def ask(database: Database, org: str) -> object:
        with database.reading(org) as views:
            calendar = Calendar(views.connection, org, sought, AT.date())
            first, last = date(2027, 5, 31), date(2027, 7, 4)
            return calendar.days(first, last, 3), calendar.count(first, last)

    return ask


def _list(sought: Sought, start: date = TODAY) -> Ask:
    """Two pages of it."""

    def ask(database: Database, org: str) -> object:
        with database.reading(org) as views:
            calendar = Calendar(views.connection, org, sought, AT.date())
            page = calendar.page(start, 50)
            return calendar.page(start, 50, page.next), calendar.count(start)

    return ask


def _start(database: Database, org: str) -> object:
    """What the start page asks of licenses."""
    with database.reading(org) as views:
        return licenses_ahead(views, AT)


_RARE = Sought(group=Group.PAYMENTS, whose=Whose.THEM, standing=Standing.LATE)

ASKED: Mapping[str, Ask] = {
    "licenses: first page": _page(),
    "licenses: one status": _page(status=Status.ENDING),
    "licenses: a client's own id": _page(external_id="own-17"),
    "calendar: a month": _month(Sought()),
    "calendar: a month, of payments": _month(Sought(group=Group.PAYMENTS)),
    "calendar: a list": _list(Sought()),
    "calendar: a list of late payments": _list(_RARE, START),
    "the start page: licenses": _start,
}


def _licenses(dialect: str) -> str:
    moment = {
        "sqlite": "datetime('2020-01-01', '+' || i || ' minutes') || '.000000'",
        "postgresql": "timestamptz '2020-01-01 00:00Z' + i * interval '1 minute'",
    }[dialect]
    changed = {
        "id": "'lic_' || i",
        "created_at": moment,
        "external_id": "'own-' || i",
        "status": "CASE WHEN i % 10 = 0 THEN 'ending' ELSE 'in_force' END",
        "last_day": _day(dialect, f"i % {DAYS}"),
        "next_at": "NULL",
    }
    return _copies(dialect, "licenses", [column.name for column in licenses.c], changed)


def _dates(dialect: str) -> Iterator[str]:
    over = (AT.date() - timedelta(days=2) - START).days
    for n, (kind, whose, duty) in enumerate(DATES):
        place = f"(i * 7 + {n * 211}) % {DAYS}"
        missed = f"{place} < {over} AND i % 50 = 0"
        changed = {
            "id": f"'kdt_' || i || '_{n}'",
            "license_id": "'lic_' || i",
            "key": f"'{kind}'",
            "kind": f"'{kind}'",
            "whose": f"'{whose}'",
            "duty": str(duty).upper(),
            "on": _day(dialect, place),
            "state": f"CASE WHEN {missed} THEN 'missed' WHEN {place} < {over} THEN 'done' "
            "ELSE 'open' END"
            if duty
            else "'open'",
        }
        yield _copies(dialect, "key_dates", [column.name for column in key_dates.c], changed)


def _day(dialect: str, days: str) -> str:
    if dialect == "sqlite":
        return f"date('{START}', '+' || ({days}) || ' days')"
    return f"(date '{START}' + CAST({days} AS integer))"


def _copies(dialect: str, table: str, names: list[str], changed: dict[str, str]) -> str:
    series = {
        "sqlite": "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < :count) ",
        "postgresql": "WITH s AS (SELECT generate_series(1, :count) AS i) ",
    }[dialect]
    chosen = ", ".join(changed.get(name, f'd."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    into = f"INSERT INTO {table} ({columns}) "
    taken = f"SELECT {chosen} FROM s, (SELECT * FROM {table} LIMIT 1) AS d WHERE true"  # noqa: S608 - ours
    return f"{into}{series}{taken}" if dialect == "postgresql" else f"{series}{into}{taken}"


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
