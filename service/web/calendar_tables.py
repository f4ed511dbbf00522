"""Licenses and their key dates as tables for spreadsheets."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from service.domain.deal import OurSide
from service.domain.licenses.calendar import Whose
from service.domain.licenses.key_dates import DateState
from service.storage.calendar import Entry
from service.storage.license_dates import Day
from service.storage.license_lists import LicenseRow
from service.web.calendar_words import GROUP_WORDS, group_of
from service.web.exports import Column, Table, Value
from service.web.license_words import LICENSE_STATUSES, key_date_words

_DATES: Final = (
    "Date",
    "What",
    "About",
    "License",
    "Licensor",
    "Licensee",
    "Whose",
    "Somebody must act",
    "Where it stands",
    "Settled on",
    "Time zone",
    "Rule",
    "License id",
    "Key date id",
)
_LICENSES: Final = (
    "License",
    "Status",
    "Licensor",
    "Licensee",
    "Our side",
    "Starts on",
    "Period ends on",
    "Ends on",
    "Renewals",
    "Next date on",
    "Next date",
    "Time zone",
    "External id",
    "License id",
)
_WHOSE: Final[Mapping[Whose, str]] = MappingProxyType(
    {Whose.US: "Us", Whose.THEM: "Them", Whose.BOTH: "Either side"}
)
_STATES: Final[Mapping[DateState, str]] = MappingProxyType(
    {
        DateState.OPEN: "Open",
        DateState.MISSED: "Late",
        DateState.SUSPENDED: "Suspended",
        DateState.DONE: "Done",
        DateState.WAIVED: "Waived",
    }
)
_SIDES: Final[Mapping[OurSide, str]] = MappingProxyType(
    {
        OurSide.LICENSOR: "Licensor",
        OurSide.LICENSEE: "Licensee",
        OurSide.INTERMEDIARY: "Intermediary",
    }
)


def dates_table(
    entries: Sequence[Entry], is_late: Callable[[Entry], bool], note: str | None
) -> Table:
    rows = [_date(entry, is_late(entry)) for entry in entries]
    return Table("Calendar", [*map(Column, _DATES)], rows, note)


def licenses_table(
    rows: Sequence[LicenseRow], following: Mapping[str, Day], note: str | None
) -> Table:
    columns = [*map(Column, _LICENSES), Column("Committed", money=True)]
    return Table("Licenses", columns, [_license(r, following.get(r.id)) for r in rows], note)


def _date(entry: Entry, late: bool) -> Sequence[Value]:
    day, license = entry.day, entry.license
    return (
        day.on,
        key_date_words(day),
        GROUP_WORDS[group_of(day)],
        license.name,
        license.licensor_name,
        license.licensee_name,
        _WHOSE[day.whose],
        "Yes" if day.duty else "No",
        "Late" if late else _STATES[day.state],
        day.settled_on,
        license.zone,
        day.rule,
        license.id,
        day.id,
    )


def _license(row: LicenseRow, following: Day | None) -> Sequence[Value]:
    next_on: date | None = following.on if following else None
    return (
        row.title or f"{row.licensor_name} and {row.licensee_name}",
        LICENSE_STATUSES[row.status].words,
        row.licensor_name,
        row.licensee_name,
        _SIDES[row.our_side],
        row.starts_on,
        row.last_day,
        row.ends_on,
        row.renewed,
        next_on,
        key_date_words(following) if following else None,
        row.zone,
        row.external_id,
        row.id,
        row.committed,
    )
