"""Who is reminded of what beforehand: the notice deadline first, then the end, then duties.

A reminder is not a notice under the contract (legal-review.md B12).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain.licenses.key_dates import DueDate, LicenseDateKind
from service.domain.licenses.license import License
from service.domain.licenses.parts import Status
from service.domain.licenses.renewing import renews
from service.domain.period.entries import KeyDateKind
from service.domain.period.zones import day_at, fires_at
from service.domain.terms.parties import Side
from service.domain.terms.period import NoticeBasis

DEFAULT_DAYS: Final = (30, 7, 1)
"""How many days before a duty, unless the organization says otherwise."""

EARLIEST_DAY: Final = 365
MOST_DAYS: Final = 20
"""No reminder comes more than so many days before, and of one duty not more than so many."""

LATE_AFTER: Final = timedelta(hours=12)
"""From then on a reminder says that it comes late."""

_K, _L = KeyDateKind, LicenseDateKind
_FIRST: Final[Mapping[object, int]] = MappingProxyType(
    {_K.NOTICE_RECEIVED_BY: 0, _K.NOTICE_SENT_BY: 0, _K.RENEWAL_SETTLED_BY: 0, _K.LAST_DAY: 1}
)
"""Of reminders that fall due together, which letter is written first."""


class Fate(StrEnum):
    """`dropped`: it would make no sense any more, or a later one of the same date says it."""

    SENT = "sent"
    LATE = "late"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """`offset` days before the date `key`, which is `on`; due at `at`."""

    key: str
    on: date
    offset: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """What becomes of a reminder that was due."""

    reminder: Reminder
    fate: Fate


def reminders(
    license: License, dates: Iterable[DueDate], duty_days: Iterable[int]
) -> Iterator[Reminder]:
    """All that the dates give, past ones too: of the deal's own days for notices and the end."""
    own, duties = license.terms.period.reminders_days_before, sorted(set(duty_days), reverse=True)
    for each in sorted(dates, key=lambda each: (_FIRST.get(each.kind, 2), each.on)):
        offsets = own if each.kind in _FIRST else duties
        for offset in sorted(set(offsets), reverse=True):
            day = each.on - timedelta(days=offset)
            if _is_reminded(license, each, day):
                at = fires_at(day, license.zone)
                yield Reminder(key=each.key, on=each.on, offset=offset, at=at)


def raised(
    planned: Iterable[Reminder], since: datetime, at: datetime, zone: str
) -> Iterator[Raised]:
    """What fell due after `since` and until `at`: of each date the nearest is sent, the rest dropped.

    Nothing is sent of a day that is over.
    """
    due: dict[str, list[Reminder]] = {}
    for each in planned:
        if since < each.at <= at:
            due.setdefault(each.key, []).append(each)
    for of_date in due.values():
        *older, newest = sorted(of_date, key=lambda each: each.at)
        yield from (Raised(reminder=each, fate=Fate.DROPPED) for each in older)
        yield Raised(reminder=newest, fate=_fate(newest, at, zone))


def next_reminder(planned: Iterable[Reminder], since: datetime) -> datetime | None:
    return min((each.at for each in planned if each.at > since), default=None)


def _fate(reminder: Reminder, at: datetime, zone: str) -> Fate:
    if day_at(at, zone) > reminder.on:
        return Fate.DROPPED
    return Fate.LATE if at - reminder.at >= LATE_AFTER else Fate.SENT


def _is_reminded(license: License, found: DueDate, day: date) -> bool:
    """Our own notices and duties, and what both sides look to; nothing of a closed license.

    `day` is the one on which people would be reminded.
    """
    if license.status is Status.CLOSED or found.rests:
        return False
    if found.duty:
        return found.settled is None and found.on >= license.made_on
    if found.kind is _K.LAST_DAY:
        return license.ended is None
    if found.kind in (_K.ACCEPTANCE_LAPSES, _L.PARITY_ASKED_BY):
        return _is_ours(license, found.side)
    return _is_at_hand(license, found.n, day) and _is_deadline(license, found)


def _is_at_hand(license: License, n: int, day: date) -> bool:
    """The renewal that comes next; a later one, too, that is decided on before the next has begun.

    A notice may be longer than a Renewal Period.
    """
    ahead = license.renewed + 1
    if n == ahead or license.last_day is None or day > license.last_day:
        return n == ahead
    return n > ahead and all(renews(license, each) for each in range(ahead, n))


def _is_deadline(license: License, found: DueDate) -> bool:
    """The deadline that the contract counts by, of our side where each has its own."""
    basis = license.terms.period.renewal.notice_basis
    counted = _K.NOTICE_RECEIVED_BY if basis is NoticeBasis.RECEIVED else _K.NOTICE_SENT_BY
    if found.kind is _K.RENEWAL_SETTLED_BY:
        return True
    return found.kind is counted and _is_ours(license, found.side)


def _is_ours(license: License, side: Side | None) -> bool:
    ours = license.our_side.side
    return side is None or ours is None or side is ours
