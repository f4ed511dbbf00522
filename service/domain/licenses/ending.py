"""How a license is terminated, replaced and closed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from service.domain.errors import (
    CurePausedNow,
    DutiesRemain,
    EffectiveTooSoon,
    Fault,
    LicenseMoveNotAllowed,
    LicenseRefused,
    NoCureHistory,
    NotTheirNotice,
)
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.license import License, is_open
from service.domain.licenses.notices import Given, Giving, drafted, recorded
from service.domain.licenses.parts import End, Ground, Notice, NoticeKind, Reason, Status
from service.domain.terms.parties import Side
from service.domain.terms.period import ConvenienceParty
from service.domain.wording import spoken

_AT_ONCE = frozenset({Ground.ILLEGAL_CONTENT, Ground.INSOLVENCY})
"""In every position of C46, to the extent the law permits."""

_BY_CONTRACT = frozenset({Ground.CONVENIENCE, Ground.MISUSE, Ground.REPEATED_BREACH})
"""Whether these need more than the notice stands in the contract alone: where its terms are not
known, whoever gives the notice answers for it."""

STRICT_FOR_LICENSOR = "licensor"
"""The position of C46 in which misuse and a repeated breach need no new time to cure."""


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
    notice = _grounded(license, notice, position)
    first = first_day_of_effect(license, given.ground, notice.counts_on)
    if notice.effective_on is not None and notice.effective_on < first:
        raise EffectiveTooSoon(first)
    return recorded(license, replace(notice, effective_on=notice.effective_on or first), giving)


def first_day_of_effect(license: License, ground: Ground, counts_on: date) -> date:
    """The day of receipt; for convenience so many days later as the contract says, if it is known."""
    if ground is Ground.CONVENIENCE and license.facts is None:
        return counts_on + timedelta(days=license.terms.period.convenience.notice_days)
    return counts_on


def may_leave(license: License) -> tuple[Side, ...]:
    """The sides that may terminate without a reason."""
    match license.terms.period.convenience.party:
        case ConvenienceParty.NONE:
            return ()
        case ConvenienceParty.EITHER:
            return tuple(Side)
        case one:
            return (Side(one.value),)


def replaced_by(license: License, first_day: date, *, by: str, at: datetime) -> tuple[Event, ...]:
    """Another license takes its place from `first_day` on."""
    end = End(on=first_day - timedelta(days=1), reason=Reason.REPLACED)
    if license.ended is not None:
        raise LicenseMoveNotAllowed(license.status, "a replacement")
    if license.end and license.end.on <= end.on:
        return ()
    return (e.EndKnown(end=end, by=by, at=at),)


def close(
    license: License, remaining: Iterable[str], note: str, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """`remaining` names the duties after the end that nobody has done or waived: DutiesRemain."""
    if license.status is not Status.POST_TERM:
        raise LicenseMoveNotAllowed(license.status, "a closing")
    if names := [*remaining]:
        raise DutiesRemain(names)
    return (e.LicenseClosed(note=note, by=by, at=at),)


def _grounded(license: License, notice: Notice, position: str | None) -> Notice:
    side, ground = notice.side, notice.ground
    if license.facts and ground in _BY_CONTRACT:
        return notice
    strict = position == STRICT_FOR_LICENSOR and side is Side.LICENSOR
    match ground:
        case Ground.CONVENIENCE:
            _holds(license, side)
        case Ground.BREACH:
            return replace(notice, about=_not_cured(license, notice).id)
        case Ground.MISUSE if not strict:
            raise NoCureHistory(None)
        case Ground.REPEATED_BREACH:
            _repeated(license, notice, strict)
        case Ground.CHANGE_OF_LAW:
            _announced(license, NoticeKind.CHANGE_OF_LAW, notice)
        case Ground.WORKS_WITHDRAWN:
            _announced(license, NoticeKind.WITHDRAWAL_OF_WORKS, notice)
        case _:
            pass
    return notice


def _holds(license: License, side: Side) -> None:
    holders = may_leave(license)
    if side not in holders:
        raise NotTheirNotice("A termination without a reason", holders)


def _not_cured(license: License, notice: Notice) -> Notice:
    """The breach that it rests on, whose time to cure is over on the day of sending."""
    breaches = [
        each
        for each in license.notices
        if each.cures and each.side is notice.side and notice.about in (None, each.id)
    ]
    running = [each for each in breaches if each.paused_on is None]
    if breaches and not running:
        raise CurePausedNow
    if license.facts and license.facts.cure_days is None and running:
        return running[-1]
    by_day = {each.cure_ends_on: each for each in running if each.cure_ends_on}
    first = min(by_day, default=None)
    if first is None or notice.sent_on <= first:
        raise NoCureHistory(first)
    return by_day[first]


def _repeated(license: License, notice: Notice, strict: bool) -> None:
    """Of the same kind as one that a notice named before, which `about` tells."""
    earlier = next((each for each in license.notices if each.id == notice.about), None)
    same_side = earlier is not None and earlier.side is notice.side
    if not (strict and same_side and earlier and earlier.kind is NoticeKind.BREACH):
        raise NoCureHistory(None)


def _announced(license: License, kind: NoticeKind, notice: Notice) -> None:
    """It rests on a notice of that kind, from either side."""
    if not any(each.stands for each in license.notices if each.kind is kind):
        word = f"Give a notice of {spoken(kind)} first; this termination rests on it."
        raise LicenseRefused([Fault("/ground", word)])
