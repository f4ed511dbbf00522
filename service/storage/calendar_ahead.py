"""What of the calendar people look at first: what is late, what is to do, and deadlines of notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.domain.licenses.calendar import (
    GROUPS,
    NOTICE_DEADLINES,
    Group,
    Standing,
    decision,
)
from service.storage.calendar import BEGINNING, Calendar, Entry, Sought
from service.storage.views import Views

_LATE: Final = Sought(standing=Standing.LATE)
_DUTIES: Final = Sought(
    kinds=[kind for kind, group in GROUPS.items() if group is not Group.NOTICES],
    standing=Standing.TO_DO,
)
_NOTICES: Final = Sought(kinds=NOTICE_DEADLINES)


@dataclass(frozen=True, slots=True)
class Some:
    """The first of them, the earliest first, and how many there are."""

    entries: Sequence[Entry]
    dates: int


class Ahead:
    """Of one organization, on a day."""

    def __init__(self, views: Views, today: date) -> None:
        self.views = views
        self.today = today

    def late(self, most: int) -> Some:
        found = self._calendar(_LATE)
        return Some(found.page(BEGINNING, most).rows, found.count(BEGINNING))

    def duties(self, last: date, most: int) -> Some:
        """From today until the last day; of notices none."""
        found = self._calendar(_DUTIES)
        return Some(self._until(found, last, most), found.count(self.today, last))

    def deadlines(self, last: date, looked_at: int) -> list[Entry]:
        """Of each decision the first day: others only count for other ways of notice.

        One renewal has several, so that `looked_at` of them give fewer decisions.
        """
        firsts: dict[object, Entry] = {}
        for each in self._until(self._calendar(_NOTICES), last, looked_at):
            firsts.setdefault(decision(each.license.id, each.day.kind, each.day.n), each)
        return [*firsts.values()]

    def _until(self, calendar: Calendar, last: date, most: int) -> list[Entry]:
        return [each for each in calendar.page(self.today, most).rows if each.day.on <= last]

    def _calendar(self, sought: Sought) -> Calendar:
        return Calendar(self.views.connection, self.views.org, sought, self.today)
