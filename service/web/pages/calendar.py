"""Every key date of every license: a month as a grid, or a list from a day on."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.calendar import CalendarQuery, Look
from service.domain.licenses.calendar import Standing
from service.domain.people import Act
from service.domain.period.zones import day_at
from service.storage.calendar import BEGINNING, Calendar, Entry, Filled, Sought
from service.storage.license_counts import licenses_by_status
from service.storage.license_lists import LicenseLists, LicenseRow
from service.storage.views import Views
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.calendar_words import GROUP_WORDS, STANDING_WORDS, WEEKDAYS, WHOSE_WORDS
from service.web.days import KEYS, Month, month_of

pages = Blueprint("calendar_page", __name__)

PAGE: int = 50
OF_A_DAY: Final = 3
"""So many dates a day of the grid shows; the others are a link away."""

_QUERY = CalendarQuery(unknown="exclude")
_WORDS: Final = ("group", "license", "whose", "standing")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; a day that is not given is `today` in UTC, or the first of all."""

    look: Look
    sought: Sought
    month: date
    on: date | None
    start: date
    after: str | None
    words: dict[str, str]

    def link(self, **changes: Any) -> str:
        """The address of this calendar with something else in it."""
        return url_for("calendar_page.get_calendar", **self.words | changes)

    def file(self, ending: str) -> str:
        """The address of the same dates as a file; of a month, from its first day on."""
        start = self.month if self.look is Look.MONTH else self.start
        where: dict[str, Any] = {**self.words, "ending": ending, "from": start}
        return url_for("calendar_files.get_calendar_file", **where)


@pages.get("/calendar")
@people(Act.READ)
def get_calendar() -> ResponseReturnValue:
    """What cannot be asked is left out of the question, as in other lists."""
    asked = read_asked(now().date())
    with desk().db.reading(person().org_id) as views:
        license = license_asked(views, asked)
        calendar = Calendar(views.connection, views.org, asked.sought, now().date())
        shown = _month(calendar, asked) if asked.look is Look.MONTH else _list(calendar, asked)
        any_at_all = bool(licenses_by_status(views.connection, views.org))
    return render_template(
        f"calendar/{asked.look}.html",
        **shown,
        asked=asked,
        license=license,
        any_at_all=any_at_all,
        today=now().date(),
        is_late=is_late,
        groups=GROUP_WORDS,
        whose_words=WHOSE_WORDS,
        standings=STANDING_WORDS,
    )


def read_asked(today: date) -> Asked:
    given = {name: value for name, value in request.args.items() if value.strip()}
    for name in _QUERY.validate(given):
        given.pop(str(name), None)
    found = _QUERY.load(given)
    sought = Sought(
        group=found["group"],
        license_id=found["license"],
        whose=found["whose"],
        standing=found["standing"],
    )
    first = BEGINNING if sought.standing is Standing.LATE else today
    return Asked(
        look=found["look"],
        sought=sought,
        month=(found["month"] or found["on"] or today).replace(day=1),
        on=found["on"],
        start=found["start"] or first,
        after=found["after"],
        words={name: str(found[name]) for name in _WORDS if found[name] is not None},
    )


def license_asked(views: Views, asked: Asked) -> LicenseRow | None:
    """The one that the calendar is about; NotFound for another organization's."""
    if asked.sought.license_id is None:
        return None
    lists = LicenseLists(views.connection, views.org)
    return lists.row(asked.sought.license_id, now().date())


def _month(calendar: Calendar, asked: Asked) -> dict[str, Any]:
    bare: Month[Filled] = month_of(asked.month, (), now().date())
    first, last = bare.weeks[0][0].on, bare.weeks[-1][-1].on
    filled = calendar.days(first, last, OF_A_DAY)
    month = month_of(asked.month, filled.items(), now().date())
    return {
        "month": month,
        "some": any(bare.first <= on < bare.after for on in filled),
        "weekdays": WEEKDAYS,
        "stands_on": _stands_on(asked, now().date()),
        "turns": {on: _turns(on) for week in bare.weeks for on in (day.on for day in week)},
        "dates": calendar.count(bare.first, bare.after - timedelta(days=1)),
    }


def _stands_on(asked: Asked, today: date) -> date:
    """The day that the Tab key comes to: the one asked for, today, or the first."""
    for day in (asked.on, today):
        if day and day.replace(day=1) == asked.month:
            return day
    return asked.month


def _turns(on: date) -> tuple[date, date]:
    """Where the keys that turn the page lead from a day."""
    return KEYS["PageUp"](on), KEYS["PageDown"](on)


def _list(calendar: Calendar, asked: Asked) -> dict[str, Any]:
    page = calendar.page(asked.start, PAGE, asked.after)
    return {
        "page": page,
        "by_day": [(on, [*found]) for on, found in groupby(page.rows, lambda each: each.day.on)],
        "dates": calendar.count(asked.start),
        "earlier": KEYS["PageUp"](asked.start),
    }


def is_late(entry: Entry) -> bool:
    """Where its contract counts days."""
    return entry.day.waits and entry.day.on < day_at(now(), entry.license.zone)
