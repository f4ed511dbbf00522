"""A member's calendar feed: making it, ending it, and what whoever has its address reads."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from service.desk import Desk
from service.domain.errors import Confined, NotFound
from service.domain.letters import Detail
from service.domain.licenses.calendar import GROUPS
from service.domain.licenses.feeds import BEHIND, rings, uid_of
from service.domain.licenses.key_dates import DateState
from service.domain.people import Person
from service.notifications.calendars import Entry, feed
from service.notifications.dated import NO_NOTICE
from service.notifications.license_words import CATEGORIES, date_in_words
from service.signing.links import CALENDAR
from service.storage.calendar import Calendar, OfLicense, Sought
from service.storage.calendar import Entry as Dated
from service.storage.calendar_feeds import NOTED_EVERY, CalendarFeeds, Feed
from service.storage.reminder_days import duty_days

MOST_AHEAD: Final = 2000
MOST_BEHIND: Final = 500

_FORMAT: Final = "1"
"""Changed when entries are written otherwise, so that programs fetch them anew."""

_STATES: Final = {
    DateState.DONE: "Done: ",
    DateState.WAIVED: "Waived: ",
    DateState.MISSED: "Late: ",
    DateState.SUSPENDED: "Suspended: ",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A feed as its owner sees it; `address` is all that it takes to read it."""

    feed: Feed
    address: str

    @property
    def subscribe(self) -> str:
        """What opens the program that keeps calendars."""
        return f"webcal:{self.address.partition(':')[2]}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a feed says now. `tag` is of the whole of it, and known before it is written."""

    name: str
    about: str
    entries: tuple[Entry, ...]

    @property
    def tag(self) -> str:
        said = repr((_FORMAT, self.name, self.about, self.entries))
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def written(self) -> Iterator[bytes]:
        return feed(self.entries, self.name, self.about)


def shown(desk: Desk, person: Person) -> Shown | None:
    """Null where there is none, and to whom an administrator let in by a link that both saw."""
    with desk.db.reading_accounts() as accounts:
        found = CalendarFeeds(accounts.connection).of(person.org_id, person.user_id)
    if found is None or person.confined:
        return None
    token = desk.links.token(CALENDAR, found.id)
    return Shown(found, f"{desk.links.base_url}/calendar.ics?token={token}")


def make(desk: Desk, person: Person, at: datetime) -> None:
    """The address before opens nothing any more. Confined for whom others may have let in."""
    if person.confined:
        raise Confined
    with desk.db.accounts() as accounts:
        CalendarFeeds(accounts.connection).make(person.org_id, person.user_id, at)


def end(desk: Desk, person: Person, at: datetime) -> None:
    with desk.db.accounts() as accounts:
        CalendarFeeds(accounts.connection).end(person.org_id, person.user_id, at)


def read(desk: Desk, token: str, at: datetime) -> Reading:
    """NotFound for a token that opens nothing, whatever the reason."""
    feed_id = desk.links.link_id(CALENDAR, token)
    if feed_id is None:
        raise NotFound
    with desk.db.reading_accounts() as accounts:
        subscriber = CalendarFeeds(accounts.connection).subscriber(feed_id)
    if subscriber.read_at is None or subscriber.read_at < at - NOTED_EVERY:
        with desk.db.accounts() as accounts:
            CalendarFeeds(accounts.connection).note(feed_id, at)
    found, before = _dated(desk, subscriber.org_id, at)
    detail, place = subscriber.detail, f"{desk.links.base_url}/licenses"
    return Reading(
        name=f"Key dates of {subscriber.org_name}",
        about=_about(found, at),
        entries=tuple(_entry(each, before, detail, place) for each in found),
    )


def _dated(desk: Desk, org: str, at: datetime) -> tuple[list[Dated], tuple[int, ...]]:
    """The earliest first; and how many days before the organization is reminded."""
    today = _today(at)
    with desk.db.reading(org) as views:
        calendar = Calendar(views.connection, org, Sought(), today)
        behind = calendar.before(today, today - BEHIND, MOST_BEHIND)
        ahead = calendar.page(today, MOST_AHEAD).rows
        before = duty_days(views.connection, org)
    return [*behind, *ahead], before


def _today(at: datetime) -> date:
    """The earliest that it is anywhere: a day that is not over there is still ahead."""
    return (at - timedelta(hours=12)).date()


def _about(found: Collection[Dated], at: datetime) -> str:
    whole = "The key dates of all licenses, from a year ago on."
    cut = f" Only the next {MOST_AHEAD:,} and the last {MOST_BEHIND:,} are here."
    ahead = sum(each.day.on >= _today(at) for each in found)
    return whole + cut * (ahead >= MOST_AHEAD or len(found) - ahead >= MOST_BEHIND)


def _entry(found: Dated, before: Iterable[int], detail: Detail, place: str) -> Entry:
    day, license = found.day, found.license
    said = f"{_STATES.get(day.state, '')}{date_in_words(day.kind, day.n, day.method)}"
    ringing = rings(day.kind, day.side, ours=license.our_side.side, waits=day.waits)
    url = f"{place}/{license.id}"
    return Entry(
        uid=uid_of(license.id, day.key),
        on=day.on,
        title=": ".join(filter(None, (said, _name(license, detail)))),
        text="\n".join((*_told(found, detail), NO_NOTICE, url)),
        url=url,
        category=CATEGORIES[GROUPS[day.kind]],
        changed=license.version,
        changed_at=license.updated_at,
        rings=tuple(before) if ringing else (),
        off=day.state is DateState.WAIVED,
    )


def _name(license: OfLicense, detail: Detail) -> str:
    """Who the parties are is of the terms, and calendars are kept by others."""
    return (license.title or "") if detail is Detail.LINE else license.name


def _told(found: Dated, detail: Detail) -> Iterator[str]:
    day, license = found.day, found.license
    if detail is Detail.FULL:
        yield f"{license.licensor_name} licenses to {license.licensee_name}"
        yield f"{day.rule[:1].upper()}{day.rule[1:]}."
    if day.waits and day.side:
        yield f"To be done by the {day.side}."
    yield f"The day is counted in {license.zone}."
