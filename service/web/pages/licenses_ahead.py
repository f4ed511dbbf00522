"""What the first page tells of licenses: deadlines ahead, what is late, and value by month."""

from datetime import datetime, timedelta
from typing import Any, Final

from service.storage.calendar_ahead import Ahead
from service.storage.license_counts import licenses_by_status, worth_by_month
from service.storage.views import Views
from service.web.license_words import LICENSE_STATUSES
from service.web.plots import PILLARS_HIGH, pillars

DAYS: Final = 90
MONTHS: Final = 12
SHOWN: Final = 5

_LOOKED_AT: Final = 40
"""So many deadlines give enough licenses."""


def licenses_ahead(views: Views, at: datetime) -> dict[str, Any]:
    """Days are those in UTC; what is late is so where its contract counts days."""
    ahead, last = Ahead(views, at.date()), at.date() + timedelta(days=DAYS)
    late, duties = ahead.late(SHOWN), ahead.duties(last, SHOWN)
    return {
        "notices": ahead.deadlines(last, _LOOKED_AT)[:SHOWN],
        "duties": duties.entries,
        "all_duties": duties.dates,
        "late": late.entries,
        "all_late": late.dates,
        "last": last,
        "statuses": LICENSE_STATUSES,
        "counts": licenses_by_status(views.connection, views.org),
        "by_month": [
            (each, pillars(each))
            for each in worth_by_month(
                views.connection, views.org, at.date().replace(day=1), MONTHS
            )
        ],
        "high": PILLARS_HIGH,
    }
