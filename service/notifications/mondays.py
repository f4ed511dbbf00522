"""The letter on Mondays: what waits, in parts, the most pressing first."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from service.domain.letters import HouseLetter
from service.notifications.licenses import NO_NOTICE
from service.notifications.matter import Matter, WeekItem, WeekPart, WeekSaid
from service.notifications.said import Said, Section

MONDAY_NAMES: Final[Mapping[str, str]] = MappingProxyType({HouseLetter.MONDAY: "Letter on Mondays"})
"""What each kind of letter is called."""


LATE: Final = WeekPart(heading="Late", one="late", many="late")
DUE: Final = WeekPart(heading="Due in the next two weeks", one="due", many="due")
DEADLINES: Final = WeekPart(
    heading="Last days for notices in the next 90 days",
    one="last day for a notice",
    many="last days for notices",
)
OURS: Final = WeekPart(heading="Waiting for us", one="waiting for us", many="waiting for us")
THEIRS: Final = WeekPart(
    heading="Waiting for them", one="waiting for them", many="waiting for them"
)
"""The parts of a letter, in this order."""


def monday(matter: Matter) -> Said:
    """Where all was dealt with since it fell due, it says so."""
    week = matter.week
    counts = [f"{part.count:,} {part.one if part.count == 1 else part.many}" for part in week.parts]
    heading = f"What waits on {week.day}"
    first = ", ".join(counts) or "nothing waits any more"
    late = ("This letter comes late: it should have reached you on Monday morning.",) * week.late
    return Said(
        subject=f"Your week: {first}",
        glimpse=heading,
        heading=heading,
        paragraphs=(
            f"{first[0].upper()}{first[1:]}. Each day is counted where its contract counts.",
            *late,
        ),
        sections=tuple(map(_section, week.parts)),
        button="See all that waits",
        advice=(NO_NOTICE,),
        why="You get this letter on Mondays because you chose to. Turn it off in the settings.",
    )


def monday_matters(at: datetime) -> dict[str, Matter]:
    """One about invented licenses and deals."""
    photos, speech = "Photo archive for model training", "Spoken Norwegian"
    parties = "Harbor Photo Archive LLC and Example Labs, Inc."
    parts = (
        _part(LATE, (("30 April 2027", "Report due, number 1"), photos)),
        _part(DUE, (("14 May 2027", "Payment due, number 2"), "")),
        _part(
            DEADLINES,
            (("1 August 2027", "Last day for a notice about renewal 1 to be received"), speech),
        ),
        _part(OURS, (("Since 2 May 2027", "Answer the offer"), speech)),
    )
    named = tuple(_named(part, parties) for part in parts)
    week = WeekSaid(day="3 May 2027", parts=named)
    matter = Matter(org="", link="/", week=week, unsubscribe="/monday/a-token-made-for-each", at=at)
    return {HouseLetter.MONDAY: matter}


def _part(empty: WeekPart, *items: tuple[tuple[str, str], str]) -> WeekPart:
    made = tuple(WeekItem(when=when, what=what, title=title) for (when, what), title in items)
    return replace(empty, items=made, count=len(items))


def _named(part: WeekPart, parties: str) -> WeekPart:
    return replace(part, items=tuple(replace(item, parties=parties) for item in part.items))


def _section(part: WeekPart) -> Section:
    more = part.count - len(part.items)
    return Section(part.heading, tuple(map(_row, part.items)), f"And {more:,} more." * (more > 0))


def _row(item: WeekItem) -> tuple[str, str]:
    return item.when, ": ".join(filter(None, (item.what, item.title or item.parties)))
