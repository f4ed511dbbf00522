"""The day that a letter is about, as a file that its reader's calendar takes over."""

from collections.abc import Iterator
from typing import Final

from service.notifications.calendars import MEDIA_TYPE, Entry, published
from service.notifications.letter import Attachment
from service.notifications.matter import Dated, Matter

NO_NOTICE: Final = "This entry is not a notice under the contract."


def dated_file(matter: Matter) -> tuple[Attachment, ...]:
    """None where the letter is of no day ahead. It says no more than the letter does."""
    dated = matter.license.dated
    if dated is None:
        return ()
    data = published(_entry(matter, dated), dated.organizer)
    how = (("method", "PUBLISH"), ("charset", "utf-8"))
    return (Attachment(f"{dated.on}.ics", MEDIA_TYPE, data, how),)


def _entry(matter: Matter, dated: Dated) -> Entry:
    return Entry(
        uid=dated.uid,
        on=dated.on,
        title=": ".join(filter(None, (dated.what, matter.deal.title))),
        text="\n".join(_told(matter)),
        url="" if matter.license.party else matter.link,
        category=dated.category,
        changed=dated.changed,
        changed_at=dated.changed_at,
        rings=dated.rings,
    )


def _told(matter: Matter) -> Iterator[str]:
    yield from (f"{name}: {value}" for name, value in matter.deal.facts)
    yield f"The day is counted in {matter.license.zone}."
    yield NO_NOTICE
    if not matter.license.party:
        yield matter.link
