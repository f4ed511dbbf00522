"""Licenses as values: the sample deal in force, with other terms, at other moments."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from schemas.terms import written
from service.domain.deal import OurSide
from service.domain.event import Event
from service.domain.licenses import ending, notices
from service.domain.licenses.due import due
from service.domain.licenses.events import LicenseMade
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given, Giving
from service.domain.licenses.parts import Ground, NoticeKind
from service.domain.period.counting import WEEKDAYS
from service.domain.period.renewals import has_last_day, last_day
from service.domain.terms import Terms
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import Renewal, RenewalMode
from tests.builders import some_terms

START = date(2027, 1, 31)
MADE = datetime(2027, 1, 15, 12, tzinfo=UTC)
LICENSOR, LICENSEE = Side
EMAIL, COURIER, PLATFORM = NoticeMethod.EMAIL, NoticeMethod.COURIER, NoticeMethod.PLATFORM


def noon(on: date) -> datetime:
    """Midday in New York, where the sample deal's days are counted."""
    return datetime(on.year, on.month, on.day, 17, tzinfo=UTC)


def on_day(year: int, month: int, day: int) -> datetime:
    return noon(date(year, month, day))


def terms(**period: Any) -> Terms:
    """The sample deal with another period."""
    return some_terms(period=replace(some_terms().period, **period))


def renewing(mode: RenewalMode, **changes: Any) -> Terms:
    changes.setdefault("max", 2 if mode is not RenewalMode.AUTO_EVERGREEN else None)
    return terms(renewal=Renewal(mode=mode, **changes))


def made(of: Terms | None = None, at: datetime = MADE, **said: Any) -> License:
    """Not started yet at `MADE`."""
    found = of or some_terms()
    start = said.pop("starts_on", START)
    our_side = said.pop("our_side", OurSide.LICENSOR)
    last = last_day(found.period, start, said.get("renewed", 0))
    event = LicenseMade(
        written=written(found),
        starts_on=start,
        last_day=last if has_last_day(found.period) else None,
        by="usr_ada",
        at=at,
        **said,
    )
    return License.begun("lic_1", our_side, event)


def lived(license: License, until: datetime) -> License:
    """With all that happens by itself until then."""
    return license.after(due(license, until, WEEKDAYS))


def in_force(of: Terms | None = None, until: datetime | None = None, **said: Any) -> License:
    return lived(made(of, **said), until or on_day(2027, 3, 1))


def giving(side: Side, on: date, n: int = 1) -> Giving:
    return Giving(notice_id=f"not_{n}", side=side, days=WEEKDAYS, by="usr_ada", at=noon(on))


def gives(
    license: License,
    kind: NoticeKind,
    on: date,
    *,
    side: Side = LICENSOR,
    method: NoticeMethod = EMAIL,
    grounds: str = "As the contract says.",
    **said: Any,
) -> License:
    given = Given(kind=kind, method=method, sent_on=on, grounds=grounds, **said)
    n = len(license.notices) + 1
    return license.after(notices.give(license, given, giving(side, on, n)))


def terminates(
    license: License,
    ground: Ground,
    on: date,
    *,
    side: Side = LICENSOR,
    method: NoticeMethod = COURIER,
    position: str | None = None,
    **said: Any,
) -> License:
    given = Given(
        kind=NoticeKind.TERMINATION,
        method=method,
        sent_on=on,
        grounds="For this.",
        ground=ground,
        **said,
    )
    events = ending.terminate(
        license, given, giving(side, on, len(license.notices) + 1), position=position
    )
    return license.after(events)


def names(events: Iterable[Event]) -> list[str]:
    return [type(event).__name__ for event in events]
