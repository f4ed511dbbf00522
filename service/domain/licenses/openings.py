"""Which notices a side may give now, by which methods and until when; and why it may not give others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from service.domain.errors import CounterpartError, TermsRefused
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.deciding import breaches_to_cure
from service.domain.licenses.ending import first_day_of_effect, terminate
from service.domain.licenses.license import License, is_open
from service.domain.licenses.notices import Given, Giving, give, methods_of
from service.domain.licenses.parts import Ground, Notice, NoticeKind
from service.domain.people import SYSTEM
from service.domain.period.counting import BusinessDays
from service.domain.period.notice import deemed_received, last_day_to_send, notice_deadline
from service.domain.period.renewals import has_last_day
from service.domain.period.zones import day_at
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import NoticeBasis

_ABOUT_RENEWAL: Final = (NoticeKind.NON_RENEWAL, NoticeKind.RENEWAL)
_SAYING: Final = "…"
"""In place of grounds that nobody has written yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A method that counts; `counts_on` is the day of receipt if it is sent today.

    `send_by` is the last day to send it about the next renewal, null where there is no deadline;
    `n` the renewal that it still reaches today, where it is about one.
    """

    method: NoticeMethod
    counts_on: date
    send_by: date | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A kind of notice. `why_not` is empty where it may be given today.

    `receive_by` is the last day for it to be received, or sent where the contract counts that, for
    the next renewal. `about` are the notices that it may answer.
    """

    kind: NoticeKind
    ways: tuple[Way, ...]
    receive_by: date | None = None
    about: tuple[Notice, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundOpening:
    """A ground of termination; `first` is the first day on which it may take effect, by `method`."""

    ground: Ground
    about: tuple[Notice, ...] = ()
    first: date | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks, when, and what the contract says that only its form knows: the position of C46."""

    side: Side
    days: BusinessDays
    at: datetime
    position: str | None = None

    @property
    def giving(self) -> Giving:
        return Giving(notice_id="", side=self.side, days=self.days, by=SYSTEM, at=self.at)


def openings(license: License, asking: Asking) -> tuple[Opening, ...]:
    """Every kind, in the order of the contract; none once the license is closed."""
    if not is_open(license, e.NoticeGiven):
        return ()
    return tuple(opening(license, kind, asking) for kind in NoticeKind)


def opening(license: License, kind: NoticeKind, asking: Asking) -> Opening:
    ways = tuple(_way(license, kind, method, asking) for method in methods_of(license, kind))
    return Opening(
        kind=kind,
        ways=ways,
        receive_by=_deadline(license, kind, asking),
        about=_answerable(license, kind, asking.side),
        why_not=_why_not(license, kind, asking),
    )


def grounds_open(license: License, asking: Asking) -> tuple[GroundOpening, ...]:
    """Of a termination, all that there are."""
    return tuple(_ground(license, ground, asking) for ground in Ground)


def _way(license: License, kind: NoticeKind, method: NoticeMethod, asking: Asking) -> Way:
    today = day_at(asking.at, license.zone)
    lag = license.terms.notices.deemed_receipt.lag(method)
    by = _deadline(license, kind, asking)
    received = license.terms.period.renewal.notice_basis is NoticeBasis.RECEIVED
    return Way(
        method=method,
        counts_on=deemed_received(today, lag, asking.days),
        send_by=last_day_to_send(by, lag, asking.days) if by and received else by,
        n=_reached(license, kind, method, asking),
    )


def _reached(
    license: License, kind: NoticeKind, method: NoticeMethod, asking: Asking
) -> int | None:
    if kind not in _ABOUT_RENEWAL:
        return None
    try:
        events = give(license, _given(license, kind, method, asking), asking.giving)
    except CounterpartError:
        return None
    return license.after(events).notices[-1].n


def _deadline(license: License, kind: NoticeKind, asking: Asking) -> date | None:
    period, n = license.counted.period, license.renewed + 1
    if kind not in _ABOUT_RENEWAL or not has_last_day(period):
        return None
    return notice_deadline(period, license.starts_on, n, asking.side, asking.days)


def _answerable(license: License, kind: NoticeKind, side: Side) -> tuple[Notice, ...]:
    return breaches_to_cure(license, side) if kind is NoticeKind.CURE else ()


def _why_not(license: License, kind: NoticeKind, asking: Asking) -> str:
    """What only the words of a notice could mend is no reason."""
    if kind is NoticeKind.TERMINATION:
        found = [each.why_not for each in grounds_open(license, asking)]
        return "" if "" in found else found[0]
    if kind is NoticeKind.CURE and not breaches_to_cure(license, asking.side):
        return "The other side has named no breach that waits for a cure."
    return refusal(license, kind, asking, methods_of(license, kind))


def refusal(
    license: License, kind: NoticeKind, asking: Asking, methods: Iterable[NoticeMethod]
) -> str:
    """Why none of `methods` would do today; empty where one would. Of any kind but a termination."""
    return _refusal(
        license,
        (_given(license, kind, method, asking) for method in methods),
        lambda given: give(license, given, asking.giving),
    )


def _refusal(
    license: License, tries: Iterable[Given], rule: Callable[[Given], tuple[Event, ...]]
) -> str:
    """Of the first, unless one of them is not refused."""
    said = ""
    for given in tries:
        try:
            license.after(rule(given))
        except TermsRefused as refused:
            said = said or refused.faults[0].message
        except CounterpartError as refused:
            said = said or str(refused)
        else:
            return ""
    return said


def _given(license: License, kind: NoticeKind, method: NoticeMethod, asking: Asking) -> Given:
    about = next(iter(_answerable(license, kind, asking.side)), None)
    return Given(
        kind=kind,
        method=method,
        sent_on=day_at(asking.at, license.zone),
        grounds=_SAYING,
        about=about.id if about else None,
    )


def _ground(license: License, ground: Ground, asking: Asking) -> GroundOpening:
    """The breaches of ours on which it may rest are tried one by one."""
    about = _rests_on(license, ground, asking.side)
    tried = [_ground_refusal(license, ground, each, asking) for each in about or (None,)]
    open_ = tuple(each for each, said in zip(about, tried, strict=False) if not said)
    return GroundOpening(
        ground=ground,
        about=open_,
        first=_first(license, ground, asking) if "" in tried else None,
        why_not="" if "" in tried else tried[0],
    )


def _ground_refusal(license: License, ground: Ground, about: Notice | None, asking: Asking) -> str:
    kind, rests_on = NoticeKind.TERMINATION, about.id if about else None
    tries = (_given(license, kind, each, asking) for each in methods_of(license, kind))
    return _refusal(
        license,
        (replace(each, ground=ground, about=rests_on) for each in tries),
        lambda given: terminate(license, given, asking.giving, position=asking.position),
    )


def _rests_on(license: License, ground: Ground, side: Side) -> tuple[Notice, ...]:
    own = [each for each in license.notices if each.side is side]
    breaches = [each for each in own if each.kind is NoticeKind.BREACH and each.stands]
    match ground:
        case Ground.BREACH:
            return tuple(each for each in breaches if each.cures)
        case Ground.REPEATED_BREACH:
            return tuple(breaches)
        case _:
            return ()


def _first(license: License, ground: Ground, asking: Asking) -> date:
    """By the quickest method that counts, sent today."""
    ways = [
        _way(license, NoticeKind.TERMINATION, method, asking)
        for method in methods_of(license, NoticeKind.TERMINATION)
    ]
    soonest = min(each.counts_on for each in ways)
    return first_day_of_effect(license, ground, soonest)
