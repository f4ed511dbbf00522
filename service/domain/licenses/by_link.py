"""A license as the other side has it by its personal link: what it sees, and which notices it gives."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from service.domain.errors import (
    MethodDoesNotCount,
    NotFound,
)
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.deciding import breaches_to_cure
from service.domain.licenses.ending import terminate
from service.domain.licenses.key_dates import LicenseDateKind
from service.domain.licenses.license import License, is_open
from service.domain.licenses.notices import (
    Given,
    Giving,
    give,
    givers_of,
    methods_of,
    receive,
)
from service.domain.licenses.openings import Asking, refusal
from service.domain.licenses.parts import End, Notice, NoticeKind, NoticeState
from service.domain.licenses.renewing import expected_end
from service.domain.period.counting import BusinessDays
from service.domain.period.entries import KeyDateKind
from service.domain.period.words import BY
from service.domain.period.zones import day_at
from service.domain.terms.canonical import canonical_json
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side

WAY: Final = NoticeMethod.PLATFORM
"""How a notice goes that is given by a link."""

_OURS_ALONE: Final = frozenset(
    {LicenseDateKind.STATUTORY_NOTICE_OPENS, LicenseDateKind.STATUTORY_NOTICE_BY}
)
"""What the law asks of a side is for its own counsel (legal-review.md B20)."""

NOTICE_DAYS: Final = (
    KeyDateKind.NOTICE_OPENS,
    KeyDateKind.NOTICE_RECEIVED_BY,
    KeyDateKind.NOTICE_SENT_BY,
    KeyDateKind.RENEWAL_SETTLED_BY,
)
_NOT_RECORDED: Final = (
    "It is not recorded here that such a notice counts when it is given on this page: the contract "
    "says which ways do."
)
_PLAIN: Final = frozenset({NoticeKind.NON_RENEWAL, NoticeKind.RENEWAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A kind of notice that the contract lets a side give; `why_not` where it cannot be now."""

    kind: NoticeKind
    why_not: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brings:
    """What a notice would bring about: the end as it is known without it, and with it.

    `license` is as it would stand then.
    """

    notice: Notice
    before: End | None
    after: End | None
    license: License

    @property
    def digest(self) -> str:
        """Of what it means, whatever its words: another one tells that something has happened."""
        said, end = self.notice, self.after
        facts = {
            "kind": said.kind,
            "counts_on": said.counts_on,
            "effective_on": said.effective_on,
            "cure_ends_on": said.cure_ends_on,
            "about": said.about,
            "renewal": said.n,
            "before": self.before and self.before.on,
            "end": end and end.on,
            "reason": end and end.reason,
        }
        plain = {name: None if fact is None else str(fact) for name, fact in facts.items()}
        return hashlib.sha256(canonical_json(plain)).hexdigest()


def notices_seen(license: License, side: Side) -> tuple[Notice, ...]:
    """Those that it gave, and those that came to it: one that did not arrive stays with its giver."""
    return tuple(
        each
        for each in license.notices
        if each.side is side or each.state is not NoticeState.BOUNCED
    )


def date_is_seen(kind: str, side: Side | None, reader: Side) -> bool:
    """Its own duties and notices, and what both sides look to."""
    return side in (None, reader) and kind not in _OURS_ALONE


def choices(license: License, side: Side, days: BusinessDays, at: datetime) -> tuple[Choice, ...]:
    """Every kind that the contract lets a side give; none once nothing can be given any more."""
    if not is_open(license, e.NoticeGiven):
        return ()
    kinds = (kind for kind in NoticeKind if side in givers_of(license, kind))
    return tuple(
        Choice(kind=kind, why_not=_why_not(license, kind, side, days, at))
        for kind in kinds
        if _has_object(license, kind, side)
    )


def give_by_link(
    license: License, given: Given, giving: Giving, *, position: str
) -> tuple[Event, ...]:
    """By the platform, now; `position` is that of C46. What `give` and `terminate` say."""
    if given.kind is NoticeKind.TERMINATION:
        return terminate(license, given, giving, position=position)
    return give(license, given, giving)


def brings(license: License, events: tuple[Event, ...]) -> Brings:
    after = license.after(events)
    return Brings(notice=after.notices[-1], before=_end(license), after=_end(after), license=after)


def _end(license: License) -> End | None:
    """A notice may be known to end it only after a renewal that it comes too late for."""
    return license.ended or license.end or expected_end(license)


def confirm(
    license: License,
    notice_id: str,
    on: date | None,
    *,
    side: Side,
    days: BusinessDays,
    via: e.ByLink,
    by: str,
    at: datetime,
) -> tuple[Event, ...]:
    """`side` says that a notice of the other one came, today where no day is given.

    NotFound for one of its own, and for one that did not come to it; what `receive` says.
    """
    notice = license.notice(notice_id)
    if notice.side is side or notice not in notices_seen(license, side):
        raise NotFound
    day = on or day_at(at, license.zone)
    return receive(license, notice_id, day, days=days, via=via, by=by, at=at)


def may_confirm(license: License, notice: Notice, side: Side) -> bool:
    """Whether it has not said yet that this notice of the other side came."""
    return (
        notice.side is not side and notice.settled_on is None and is_open(license, e.NoticeReceived)
    )


def _has_object(license: License, kind: NoticeKind, side: Side) -> bool:
    """A cure answers a breach that the other side named."""
    return kind is not NoticeKind.CURE or bool(breaches_to_cure(license, side))


def _why_not(
    license: License, kind: NoticeKind, side: Side, days: BusinessDays, at: datetime
) -> str | None:
    methods = methods_of(license, kind)
    if WAY not in methods:
        return (
            _NOT_RECORDED
            if license.facts
            else str(MethodDoesNotCount(BY[WAY], map(BY.__getitem__, methods)))
        )
    if kind is NoticeKind.TERMINATION and not _has_an_end_to_bring(license):
        return "This license has ended."
    if kind not in _PLAIN:
        return None
    if _is_given(license, kind, side):
        return "Your side has given it, and it stands."
    return refusal(license, kind, Asking(side=side, days=days, at=at), (WAY,)) or None


def _is_given(license: License, kind: NoticeKind, side: Side) -> bool:
    """About the renewal that comes next: once is enough."""
    n = license.renewed + 1
    own = (each for each in license.notices if each.side is side and each.stands)
    return any(each.kind is kind and each.n == n for each in own)


def _has_an_end_to_bring(license: License) -> bool:
    return license.ended is None and is_open(license, e.EndKnown)
