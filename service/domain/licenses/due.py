"""What happens to a license by itself as days pass, and when the next of it is."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.key_dates import DueDate, LicenseDateKind, dates_of
from service.domain.licenses.license import License
from service.domain.licenses.parts import End, Notice, NoticeKind, Reason, Status
from service.domain.licenses.renewing import in_text, renews, rises
from service.domain.people import SYSTEM
from service.domain.period.counting import ONE_DAY, BusinessDays
from service.domain.period.renewals import first_day, last_day
from service.domain.period.zones import day_at, moment_end_of


def due(license: License, at: datetime, business_days: BusinessDays) -> tuple[Event, ...]:
    """Everything that is due by `at` and has not been recorded, in order, however late it is.

    Of the same license at the same moment it is always the same; once recorded, nothing.
    """
    on = day_at(at, license.zone)
    events: list[Event] = []
    while step := tuple(_step(license, on, at)):
        license = license.after(step)
        events += step
    missed = tuple(_missed(license, on, at, business_days))
    return (*events, *missed)


def next_moment(license: License, business_days: BusinessDays, after: datetime) -> datetime | None:
    """When something is due next, as far as it is known; null when nothing will be.

    What is overdue already at `after` gives its own moment, which has passed.
    """
    days = _days_that_end(license, day_at(after, license.zone), business_days)
    return min((moment_end_of(day, license.zone) for day in days), default=None)


def _step(license: License, on: date, at: datetime) -> Iterator[Event]:
    """The next thing that is due, or nothing."""
    end, last = license.end, license.last_day
    if license.status is Status.SCHEDULED and not _ends_before_start(license):
        if on >= license.starts_on:
            yield from _started(license, at)
    elif license.ended is None:
        if end is not None and (last is None or end.on <= last):
            if on > end.on:
                yield _ended(license, end, at)
        elif last is not None and on > last:
            yield _over(license, last, at)
    elif license.status is Status.ENDING and license.use_ends_on and on > license.use_ends_on:
        yield e.UseEnded(on=license.use_ends_on, by=SYSTEM, at=at)
    if lapsed := next(_lapsed(license, on), None):
        notice_on = lapsed.cure_ends_on or on
        yield e.CureLapsed(notice_id=lapsed.id, on=notice_on, by=SYSTEM, at=at)


def _ends_before_start(license: License) -> bool:
    return license.end is not None and license.end.on < license.starts_on


def _started(license: License, at: datetime) -> Iterator[Event]:
    """An end that was known before the start is known still."""
    yield e.LicenseStarted(on=license.starts_on, by=SYSTEM, at=at)
    if license.end is not None:
        yield e.EndKnown(end=license.end, by=SYSTEM, at=at)


def _over(license: License, last: date, at: datetime) -> Event:
    """The period is over: the next one begins, or the license ends."""
    n = license.renewed + 1
    cause = renews(license, n)
    if cause is None:
        return _ended(license, End(on=last, reason=Reason.EXPIRY), at)
    period, start = license.counted.period, license.starts_on
    return e.LicenseRenewed(
        n=n,
        first_day=first_day(period, start, n),
        last_day=last_day(period, start, n),
        cause=cause,
        rises=in_text(rises(license, n)),
        by=SYSTEM,
        at=at,
    )


def _ended(license: License, end: End, at: datetime) -> Event:
    wind_down = timedelta(days=license.terms.period.wind_down_days)
    return e.LicenseEnded(end=end, use_ends_on=end.on + wind_down, by=SYSTEM, at=at)


def _running(license: License) -> Iterator[Notice]:
    """Breaches whose time to cure runs."""
    return (
        each
        for each in license.notices
        if each.kind is NoticeKind.BREACH
        and each.cures
        and each.paused_on is None
        and each.id not in license.lapsed
        and license.status is not Status.CLOSED
    )


def _lapsed(license: License, on: date) -> Iterator[Notice]:
    return (each for each in _running(license) if each.cure_ends_on and on > each.cure_ends_on)


def _missed(
    license: License, on: date, at: datetime, business_days: BusinessDays
) -> Iterator[Event]:
    """A cure that lapsed is said by its own event."""
    for each in dates_of(license, on, business_days):
        if _may_be_missed(license, each) and on > each.on:
            yield e.KeyDateMissed(key=each.key, on=each.on, by=SYSTEM, at=at)


def _may_be_missed(license: License, found: DueDate) -> bool:
    """What was over before the license was made is nobody's fault here, nor what is suspended."""
    return (
        found.open
        and not found.rests
        and found.kind is not LicenseDateKind.CURE_ENDS
        and found.on >= license.made_on
        and not found.missed
        and license.status is not Status.CLOSED
    )


def _days_that_end(license: License, on: date, business_days: BusinessDays) -> Iterator[date]:
    """The days at whose end something is due."""
    if license.status is Status.SCHEDULED and not _ends_before_start(license):
        yield license.starts_on - ONE_DAY
    elif license.ended is None:
        ends = (license.end.on if license.end else None, license.last_day)
        yield from filter(None, ends)
    elif license.status is Status.ENDING and license.use_ends_on:
        yield license.use_ends_on
    yield from filter(None, (each.cure_ends_on for each in _running(license)))
    dates = dates_of(license, on, business_days)
    yield from (each.on for each in dates if _may_be_missed(license, each))
