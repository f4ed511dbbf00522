"""What the first page tells of licenses: deadlines ahead, what is late, and value by month."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from service.domain.licenses.calendar import (
    GROUPS,
    NOTICE_DEADLINES,
    Group,
    Standing,
    decision,
)
from service.storage.calendar import BEGINNING, Calendar, Entry, Sought
from service.storage.license_counts import licenses_by_status, worth_by_month
from service.storage.views import Views
from service.web.license_words import LICENSE_STATUSES
from service.web.plots import PILLARS_HIGH, pillars

DAYS: Final = 90
MONTHS: Final = 12
SHOWN: Final = 5

_LOOKED_AT: Final = 40
"""One renewal has a deadline for each way of notice: so many of them give enough licenses."""

_NOTICES: Final = Sought(kinds=NOTICE_DEADLINES)
_DUTIES: Final = Sought(
    kinds=[kind for kind, group in GROUPS.items() if group is not Group.NOTICES],
    standing=Standing.TO_DO,
)
_LATE: Final = Sought(standing=Standing.LATE)


def licenses_ahead(views: Views, at: datetime) -> dict[str, Any]:
    """Days are those in UTC; what is late is so where its contract counts days."""
    today = at.date()
    last = today + timedelta(days=DAYS)
    notices, duties, late = (
        Calendar(views.connection, views.org, sought, today)
        for sought in (_NOTICES, _DUTIES, _LATE)
    )
    return {
        "notices": _firsts(_until(notices, today, last, _LOOKED_AT)),
        "duties": _until(duties, today, last, SHOWN),
        "all_duties": duties.count(today, last),
        "late": late.page(BEGINNING, SHOWN).rows,
        "all_late": late.count(BEGINNING),
        "last": last,
        "statuses": LICENSE_STATUSES,
        "counts": licenses_by_status(views.connection, views.org),
        "by_month": [
            (each, pillars(each))
            for each in worth_by_month(views.connection, views.org, today.replace(day=1), MONTHS)
        ],
        "high": PILLARS_HIGH,
    }


def _until(calendar: Calendar, first: date, last: date, most: int) -> list[Entry]:
    return [each for each in calendar.page(first, most).rows if each.day.on <= last]


def _firsts(entries: Iterable[Entry]) -> list[Entry]:
    """Of each renewal of each license the deadline that comes first."""
    return [*_once(entries)][:SHOWN]


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen = set()
    for each in entries:
        about = decision(each.license.id, each.day.kind, each.day.n)
        if about not in seen:
            seen.add(about)
            yield each
