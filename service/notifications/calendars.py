"""Key dates as iCalendar (RFC 5545, RFC 7986): feeds that programs subscribe to, events in letters.

What is written is folded and escaped by the library; what would make a line of its own never gets
there. The library is loaded where it is used: most processes do without it.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from service.domain.post import Address

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

MEDIA_TYPE: Final = "text/calendar"
REFRESHED_EVERY: Final = timedelta(hours=6)

_PRODUCT: Final = "-//Counterpart//Key dates//EN"
_ENDS: Final = b"END:VCALENDAR\r\n"
_MORNING: Final = timedelta(hours=9)
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A whole day in a calendar. It rings at 09:00, `rings` days before; `off` where it is waived.
    `url` may be empty.

    `changed` grows whenever it may read otherwise or fall on another day, `changed_at` is when.
    """

    uid: str
    on: date
    title: str
    text: str
    url: str
    category: str
    changed: int
    changed_at: datetime
    rings: tuple[int, ...] = ()
    off: bool = False


def feed(entries: Iterable[Entry], name: str, about: str) -> Iterator[bytes]:
    """In pieces, an event each: a whole tree of them would take much memory."""
    from icalendar import vDuration

    made = _calendar()
    _text(made, "name", name)
    _text(made, "x-wr-calname", name)
    _text(made, "description", about)
    _text(made, "x-wr-caldesc", about)
    made.add("refresh-interval", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESHED_EVERY))
    yield made.to_ical().removesuffix(_ENDS)
    for entry in entries:
        yield _event(entry).to_ical()
    yield _ENDS


def published(entry: Entry, organizer: Address) -> bytes:
    """One event, to be taken over by whoever reads it (RFC 5546 3.2.1), who sees whom it is from."""
    from icalendar import vCalAddress

    made, event = _calendar(), _event(entry)
    made.add("method", "PUBLISH")
    name = _shown(organizer.name) or None
    event.add("organizer", vCalAddress.new(organizer.email, cn=name))
    made.add_component(event)
    written: bytes = made.to_ical()
    return written


def _calendar() -> "Calendar":
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    return made


def _event(entry: Entry) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", entry.uid)
    made.add("dtstamp", entry.changed_at)
    made.add("last-modified", entry.changed_at)
    made.add("sequence", entry.changed)
    made.add("dtstart", entry.on)
    made.add("dtend", entry.on + timedelta(days=1))
    _text(made, "summary", entry.title)
    _text(made, "description", entry.text)
    if entry.url:
        made.add("url", entry.url)
    made.add("categories", [entry.category])
    made.add("status", "CANCELLED" if entry.off else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    for days in sorted(set(entry.rings), reverse=True):
        made.add_component(_alarm(entry, days))
    return made


def _alarm(entry: Entry, days: int) -> "Alarm":
    """Counted from where the day begins for whoever reads it."""
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    _text(made, "description", entry.title)
    made.add("trigger", _MORNING - timedelta(days=days))
    return made


def _text(to: "Calendar | Event | Alarm", name: str, value: str) -> None:
    """As text whatever the property is called, so that it is escaped; its line breaks stay breaks."""
    from icalendar import vText

    to.add(name, vText("\n".join(map(_shown, value.split("\n")))))


def _shown(line: str) -> str:
    """Characters that nobody sees, or that turn a line around, become spaces."""
    return "".join(" " if unicodedata.category(each) in _HIDDEN else each for each in line)
