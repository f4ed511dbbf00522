"""On which grounds the contract lets a side terminate: those of C16, C43, C46 and the convenience right."""

from dataclasses import replace
from datetime import timedelta

from service.domain.errors import (
    CurePausedNow,
    Fault,
    LicenseRefused,
    NoCureHistory,
    NoticeTooEarly,
    NotTheirNotice,
)
from service.domain.licenses.license import License
from service.domain.licenses.parts import Ground, Notice, NoticeKind
from service.domain.period.counting import ONE_DAY
from service.domain.terms.parties import Side
from service.domain.terms.period import ConvenienceParty
from service.domain.terms.positions import Position
from service.domain.terms.risk import ControlRight, LawEffect
from service.domain.wording import day_in_words, spoken

_BY_CONTRACT = frozenset(
    {Ground.CONVENIENCE, Ground.MISUSE, Ground.REPEATED_BREACH, Ground.CHANGE_OF_CONTROL}
)
"""Whether these need more than the notice stands in the contract alone: where its terms are not
known, whoever gives the notice answers for it."""


def grounded(license: License, notice: Notice, position: str | None) -> Notice:
    """With the breach that a termination rests on; `position` is that of C46, null if nobody knows.

    NoCureHistory, CurePausedNow, NotTheirNotice, NoticeTooEarly, LicenseRefused. Knowing dealings
    with illegal content end it at once in every position, and so does insolvency in most.
    """
    side, ground = notice.side, notice.ground
    if license.facts and ground in _BY_CONTRACT:
        return notice
    position = position if _is_known(license) else None
    strict = position == Position.LICENSOR
    match ground:
        case Ground.CONVENIENCE:
            _must_hold(notice, "without a reason", may_leave(license))
        case Ground.BREACH:
            return replace(notice, about=_not_cured(license, notice).id)
        case Ground.MISUSE if not (strict and side is Side.LICENSOR):
            raise NoCureHistory(None)
        case Ground.REPEATED_BREACH:
            _repeated(license, notice, strict)
        case Ground.INSOLVENCY if position == Position.LICENSEE:
            _must_hold(notice, "for insolvency", (Side.LICENSEE,))
        case Ground.CHANGE_OF_LAW:
            _law_changed(license, notice)
        case Ground.WORKS_WITHDRAWN:
            _works_gone(license, notice, position)
        case Ground.CHANGE_OF_CONTROL:
            _must_hold(notice, "for a change of control", _may_end_on_control(license))
        case _:
            pass
    return notice


def _is_known(license: License) -> bool:
    """What the contract says of termination: our own words, which no special term changes."""
    return license.facts is None and not _varied(license) & {"C43", "C46"}


def _varied(license: License) -> set[str]:
    return {each.clause for each in license.terms.special_terms}


def _may_end_on_control(license: License) -> tuple[Side, ...]:
    """Within the time to cure after it learns of it, which nobody but the licensor knows (C16)."""
    right = license.terms.risk.change_of_control.right
    ends = right in (ControlRight.CONSENT, ControlRight.TERMINATE) or "C16" in _varied(license)
    return (Side.LICENSOR,) if ends else ()


def may_leave(license: License) -> tuple[Side, ...]:
    """The sides that may terminate without a reason."""
    match license.terms.period.convenience.party:
        case ConvenienceParty.NONE:
            return ()
        case ConvenienceParty.EITHER:
            return tuple(Side)
        case one:
            return (Side(one.value),)


def _must_hold(notice: Notice, why: str, holders: tuple[Side, ...]) -> None:
    if notice.side not in holders:
        raise NotTheirNotice(f"A termination {why}", holders)


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
    named = earlier is not None and earlier.kind is NoticeKind.BREACH and earlier.stands
    if not (strict and named and earlier and earlier.side is notice.side):
        raise NoCureHistory(None)


def _law_changed(license: License, notice: Notice) -> None:
    """As the outcome that the deal chose lets it (C43): never, at once, or after talks in vain."""
    law = license.terms.risk.change_of_law
    if not _is_known(license):
        _announced(license, notice, NoticeKind.CHANGE_OF_LAW, tuple(Side))
    elif law.effect is LawEffect.RENEGOTIATE:
        asked = _announced(license, notice, NoticeKind.CHANGE_OF_LAW, (notice.side,))
        _talks_are_over(notice, asked, timedelta(days=law.days))
    elif law.effect is not LawEffect.TERMINATE:
        raise NotTheirNotice("A termination for a change of law", ())


def _talks_are_over(notice: Notice, asked: Notice, days: timedelta) -> None:
    """Whoever asked for them may leave for as long afterwards as they lasted."""
    over = asked.counts_on + days
    if notice.sent_on <= over:
        raise NoticeTooEarly(over + ONE_DAY)
    if notice.sent_on > over + days:
        said = f"The right to end it for this lapsed after {day_in_words(over + days)}."
        raise LicenseRefused([Fault("/ground", said)])


def _works_gone(license: License, notice: Notice, position: str | None) -> None:
    """The licensee's right, in its own position of C46 alone."""
    if position is not None:
        holders = (Side.LICENSEE,) if position == Position.LICENSEE else ()
        _must_hold(notice, "since works were withdrawn", holders)
    _announced(license, notice, NoticeKind.WITHDRAWAL_OF_WORKS, tuple(Side))


def _announced(license: License, notice: Notice, kind: NoticeKind, by: tuple[Side, ...]) -> Notice:
    """The last notice of that kind that stands: the termination rests on it."""
    found = [each for each in license.notices if each.kind is kind and each.stands]
    rests_on = [each for each in found if each.side in by]
    if not rests_on:
        word = f"Give a notice of {spoken(kind)} first; this termination rests on it."
        raise LicenseRefused([Fault("/ground", word)])
    return rests_on[-1]
