"""Which forms the page of a license has open for whoever looks at it, and what each has to choose from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from service.commands.licenses import wording_of
from service.commands.making_licenses import days_of
from service.domain.licenses.indexing import anniversaries_to_enter
from service.domain.licenses.license import License
from service.domain.licenses.open_moves import (
    CureMove,
    LicenseMove,
    cures_open,
    indexes_to_enter,
    may_suspend,
    open_to_us,
)
from service.domain.licenses.parts import Notice, NoticeKind, Scope, Tick
from service.domain.people import Act, Person
from service.domain.period.counting import add_months
from service.domain.period.zones import day_at
from service.domain.pricing.length import MONTHS_A_YEAR
from service.domain.terms.parties import Side
from service.domain.wording import day_in_words
from service.notifications.license_words import SCOPES
from service.web.license_event_words import SUSPENDED_FOR

_ASKS: Final = {
    LicenseMove.RENEW: Act.DRAFT,
    LicenseMove.AMEND: Act.DRAFT,
    LicenseMove.CONDITION: Act.DRAFT,
    LicenseMove.INDEX: Act.DRAFT,
    LicenseMove.ANNIVERSARY: Act.DRAFT,
    LicenseMove.SUSPEND: Act.APPROVE,
    LicenseMove.LIFT: Act.APPROVE,
    LicenseMove.AGREED: Act.APPROVE,
    LicenseMove.CLOSE: Act.APPROVE,
}
"""What this page has a form for, and who may send it; notices have a page of their own."""


@dataclass(frozen=True, slots=True)
class OpenBreach:
    """A breach that waits to be cured, with what may be said of that."""

    notice: Notice
    moves: tuple[CureMove, ...]


def moves_shown(license: License, person: Person, at: datetime) -> dict[str, Any]:
    wording, today = wording_of(license), day_at(at, license.zone)
    found = open_to_us(license, days_of(license.terms), at, wording)
    suspending = may_suspend(license, wording, today)
    return {
        "moves": {each for each in found if each in _ASKS and person.may(_ASKS[each])},
        "Move": LicenseMove,
        "Cure": CureMove,
        "breaches": [*_breaches(license, person)],
        "suspending_sides": tuple(dict.fromkeys(side for side, _ in suspending)),
        "suspending_scopes": {scope: SCOPES[scope] for _, scope in suspending},
        "reasons_to_suspend": _reasons(license),
        **_options(license, suspending),
        "anniversary_options": _anniversaries(license, today),
        "ticked": _ticked(license),
    }


def _breaches(license: License, person: Person) -> Iterator[OpenBreach]:
    """Everybody sees those that are open; who may approve says what becomes of them."""
    may = person.may(Act.APPROVE)
    for notice in license.notices:
        if moves := tuple(cures_open(license, notice)):
            yield OpenBreach(notice, moves if may else ())


def _options(license: License, suspending: tuple[tuple[Side, Scope], ...]) -> dict[str, Any]:
    """What lists of a form have to choose from, each with its words."""
    sides = dict.fromkeys(side for side, _ in suspending)
    return {
        "index_options": [(n, f"Renewal {n}") for n in indexes_to_enter(license)],
        "ground_options": [*SUSPENDED_FOR.items()],
        "side_options": [(side, license.terms.parties.name_of(side)) for side in sides],
        "notice_options": [("", "None"), *((each.id, _named(each)) for each in _reasons(license))],
    }


def _anniversaries(license: License, today: date) -> list[tuple[int, str]]:
    return [
        (year, day_in_words(add_months(license.starts_on, MONTHS_A_YEAR * year)))
        for year in anniversaries_to_enter(license, today)
    ]


def _reasons(license: License) -> list[Notice]:
    return [each for each in license.notices if _is_reason(each)]


def _named(notice: Notice) -> str:
    what = "Breach" if notice.kind is NoticeKind.BREACH else "Change of law"
    return f"{what}, {day_in_words(notice.sent_on)}"


def _is_reason(notice: Notice) -> bool:
    return notice.stands and notice.kind in (NoticeKind.BREACH, NoticeKind.CHANGE_OF_LAW)


def _ticked(license: License) -> Tick | None:
    """What somebody said of the condition of the next renewal."""
    n = license.renewed + 1
    return next((each for each in license.ticks if each.n == n), None)
