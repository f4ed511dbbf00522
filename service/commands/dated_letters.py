"""The day that a letter about a license lets its reader put into a calendar, if one lies ahead."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from service.commands.making_licenses import days_of
from service.desk import Desk
from service.domain.audit import Record
from service.domain.licenses.calendar import GROUPS
from service.domain.licenses.feeds import rings_before, uid_of
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.licenses.key_dates import DueDate, Kind, LicenseDateKind, dates_of
from service.domain.licenses.license import License
from service.domain.licenses.parts import NoticeKind
from service.domain.period.entries import KeyDateKind
from service.domain.period.zones import day_at
from service.domain.post import Occasion
from service.notifications.license_words import CATEGORIES, date_in_words
from service.notifications.matter import Dated
from service.storage.licenses import LicenseReader
from service.storage.reminder_days import duty_days

_END: Final = (LicenseDateKind.ENDS, KeyDateKind.LAST_DAY)
_BROUGHT: Final[Mapping[str, tuple[Kind, ...]]] = MappingProxyType(
    {
        NoticeKind.NON_RENEWAL: _END,
        NoticeKind.TERMINATION: _END,
        NoticeKind.RENEWAL: (KeyDateKind.RENEWAL_STARTS,),
        NoticeKind.BREACH: (LicenseDateKind.CURE_ENDS,),
    }
)
"""What a notice brings about, or sets a time for; the earlier kind where there are both."""


def dated(desk: Desk, reader: LicenseReader, license: License, occasion: Occasion) -> Dated | None:
    """As the license stands now; null where the letter is of no day, or it is over or settled."""
    at = desk.clock()
    today = day_at(at, license.zone)
    if occasion.kind == LicenseLetter.REMINDER:
        row = reader.reminder(occasion.about or "")
        ahead = _ahead(license, today)
        found = next((each for each in ahead if each.key == row.key), None)
        written_at = row.raised_at
    else:
        record = reader.record_at(license.id, occasion.event_seq)
        found = _of_event(license, record, today) if record else None
        written_at = datetime.fromisoformat(record.ts) if record else at
    if found is None:
        return None
    before = duty_days(reader.connection, reader.org)
    return Dated(
        uid=uid_of(license.id, found.key),
        on=found.on,
        what=date_in_words(found.kind, found.n, found.method),
        category=CATEGORIES[GROUPS[found.kind]],
        changed=license.version,
        changed_at=written_at,
        rings=rings_before(before, (found.on - today).days),
        organizer=desk.sender,
    )


def _of_event(license: License, record: Record, today: date) -> DueDate | None:
    ahead = _ahead(license, today)
    if record.type == "LicenseRenewed":
        return _first(ahead, (KeyDateKind.LAST_DAY,))
    if record.type != "NoticeGiven":
        return None
    notice: Mapping[str, Any] = record.data["notice"]
    found = _first(ahead, _BROUGHT.get(notice["kind"], ()))
    if notice["kind"] != NoticeKind.BREACH:
        return found
    cures = (each for each in license.notices if each.id == notice["id"])
    ends = {each.cure_ends_on for each in cures}
    return next((each for each in ahead if _is_cure(each) and each.on in ends), None)


def _is_cure(found: DueDate) -> bool:
    return found.kind is LicenseDateKind.CURE_ENDS


def _ahead(license: License, today: date) -> list[DueDate]:
    known = dates_of(license, today, days_of(license.terms))
    return [each for each in known if each.on > today and each.settled is None]


def _first(ahead: list[DueDate], kinds: tuple[Kind, ...]) -> DueDate | None:
    """Of the first of these kinds that there is."""
    found = (each for kind in kinds for each in ahead if each.kind is kind)
    return next(found, None)
