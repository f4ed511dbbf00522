"""How a license is terminated, replaced and closed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from service.domain.errors import (
    DutiesRemain,
    EffectiveTooSoon,
    Fault,
    LicenseMoveNotAllowed,
    LicenseRefused,
)
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.grounds import grounded
from service.domain.licenses.license import License, is_open
from service.domain.licenses.notices import Given, Giving, drafted, recorded, with_end
from service.domain.licenses.parts import End, Ground, NoticeKind, Reason, Status
from service.domain.terms.risk import LawEffect


def terminate(
    license: License, given: Given, giving: Giving, *, position: str | None = None
) -> tuple[Event, ...]:
    """By a notice of termination; `position` is that of C46.

    NoCureHistory without a breach that was not cured in time, save on immediate grounds;
    NotTheirNotice, CurePausedNow, EffectiveTooSoon, and what `notices.give` says.
    """
    if license.ended is not None or not is_open(license, e.EndKnown):
        raise LicenseMoveNotAllowed(license.status, "a termination")
    if given.ground is None:
        raise LicenseRefused([Fault("/ground", f"Say why: {', '.join(Ground)}.")])
    notice = drafted(license, replace(given, kind=NoticeKind.TERMINATION), giving)
    notice = grounded(license, notice, position)
    first = first_day_of_effect(license, given.ground, notice.counts_on)
    # The law may ask for an end before the day that the contract gives (C43).
    least = notice.counts_on if given.ground is Ground.CHANGE_OF_LAW else first
    if notice.effective_on is not None and notice.effective_on < least:
        raise EffectiveTooSoon(least)
    return recorded(license, replace(notice, effective_on=notice.effective_on or first), giving)


def first_day_of_effect(license: License, ground: Ground, counts_on: date) -> date:
    """The day of receipt; without a breach so many days later as the contract says, if it is known."""
    law = license.terms.risk.change_of_law
    match ground:
        case Ground.CONVENIENCE if license.facts is None:
            return counts_on + timedelta(days=license.terms.period.convenience.notice_days)
        case Ground.CHANGE_OF_LAW if license.facts is None and law.effect is LawEffect.TERMINATE:
            return counts_on + timedelta(days=law.days)
        case _:
            return counts_on


def replaced_by(license: License, first_day: date, *, by: str, at: datetime) -> tuple[Event, ...]:
    """Another license takes its place from `first_day` on."""
    end = End(on=first_day - timedelta(days=1), reason=Reason.REPLACED)
    if license.ended is not None:
        raise LicenseMoveNotAllowed(license.status, "a replacement")
    return with_end(license, (e.EndKnown(end=end, by=by, at=at),))


def close(
    license: License, remaining: Iterable[str], note: str, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """`remaining` names the duties after the end that nobody has done or waived: DutiesRemain."""
    if license.status is not Status.POST_TERM:
        raise LicenseMoveNotAllowed(license.status, "a closing")
    if names := [*remaining]:
        raise DutiesRemain(names)
    return (e.LicenseClosed(note=note, by=by, at=at),)
