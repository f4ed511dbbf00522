"""Notices: who may give which, how and until when; what their receipt or return makes of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from service.domain.errors import (
    Fault,
    LicenseRefused,
    MethodDoesNotCount,
    NoticeSettled,
    NotTheirNotice,
)
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.deciding import breaches_to_cure, renewal_decided, with_renewal
from service.domain.licenses.license import License, is_open
from service.domain.licenses.parts import (
    STRICT,
    Ground,
    Notice,
    NoticeKind,
    WithdrawalReason,
    Withdrawn,
)
from service.domain.licenses.placeholders import NO_ADDRESS
from service.domain.licenses.renewing import known_end
from service.domain.licenses.withdrawing import withdrawn_by, work_faults
from service.domain.period.counting import BusinessDays
from service.domain.period.notice import deemed_received, givers
from service.domain.period.words import BY
from service.domain.period.zones import day_at
from service.domain.terms.notices import Bounce, NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import RenewalMode
from service.domain.wording import day_in_words

_BY_SILENCE = frozenset({RenewalMode.AUTO_EVERGREEN, RenewalMode.AUTO_FIXED_N})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A notice as somebody hands it in; `effective_on` null is the first day that may be.

    `received_on` is the day on which one came that the other side gave; then we record it. `works`
    are those that it withdraws, for `reason`.
    """

    kind: NoticeKind
    method: NoticeMethod
    sent_on: date
    grounds: str = ""
    effective_on: date | None = None
    ground: Ground | None = None
    about: str | None = None
    tracking: str | None = None
    evidence_sha256: str | None = None
    received_on: date | None = None
    works: tuple[str, ...] = ()
    reason: WithdrawalReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """Who gives it, when, and what days count there; `via` where it is by a personal link."""

    notice_id: str
    side: Side
    days: BusinessDays
    by: str
    at: datetime
    via: e.ByLink | None = None


def give(license: License, given: Given, giving: Giving) -> tuple[Event, ...]:
    """Every kind but a termination, which `ending.terminate` gives.

    LicenseRefused, MethodDoesNotCount, NotTheirNotice, NoticeTooEarly, NoticeTooLate,
    UncuredBreach.
    """
    notice = _completed(license, drafted(license, given, giving), giving)
    return recorded(
        license, notice, giving, withdrawn_by(giving.notice_id, given.works, given.reason)
    )


def giver(license: License, named: Side | None) -> Side:
    """Our side; an intermediary names the one that gives it. LicenseRefused."""
    ours = license.our_side.side
    side = named or ours
    if side is None:
        raise LicenseRefused([Fault("/side", f"Say who gives it: {' or '.join(Side)}.")])
    if ours not in (None, side):
        raise LicenseRefused([Fault("/side", f"You are the {ours}, and give your own notices.")])
    return side


def drafted(license: License, given: Given, giving: Giving) -> Notice:
    """With the day of receipt that the contract gives it."""
    notices = license.terms.notices
    if faults := [*_faults(license, given, day_at(giving.at, license.zone))]:
        raise LicenseRefused(faults)
    if _has_nowhere_to_go(license, given, giving):
        raise LicenseRefused([Fault("/method", _NOWHERE)])
    methods = methods_of(license, given.kind)
    if given.method not in methods:
        raise MethodDoesNotCount(BY[given.method], map(BY.__getitem__, methods))
    lag = notices.deemed_receipt.lag(given.method)
    deemed = deemed_received(given.sent_on, lag, giving.days)
    return Notice(
        id=giving.notice_id,
        kind=given.kind,
        side=giving.side,
        method=given.method,
        sent_on=given.sent_on,
        counts_on=min(deemed, given.received_on or deemed),
        grounds=given.grounds,
        effective_on=given.effective_on,
        ground=given.ground,
        about=given.about,
        tracking=given.tracking,
        evidence_sha256=given.evidence_sha256,
        by=giving.by,
        recorded=given.received_on is not None,
    )


_NOWHERE: Final = (
    "No e-mail address of the other side is recorded: give it another way, or send it yourself "
    "and say on which day you did."
)


def _has_nowhere_to_go(license: License, given: Given, giving: Giving) -> bool:
    """An e-mail that we would have to send, to nobody."""
    parties = license.terms.parties.of(giving.side.other)
    known = {each.notice_email for each in parties} != {NO_ADDRESS}
    ours = given.method is NoticeMethod.EMAIL and given.received_on is None
    return ours and not known and given.sent_on == day_at(giving.at, license.zone)


def recorded(
    license: License, notice: Notice, giving: Giving, withdrawn: Withdrawn | None = None
) -> tuple[Event, ...]:
    """The notice, and what it makes of the end."""
    event = e.NoticeGiven(
        notice=notice, via=giving.via, withdrawn=withdrawn, by=giving.by, at=giving.at
    )
    return with_end(license, (event,))


def methods_of(license: License, kind: NoticeKind) -> tuple[NoticeMethod, ...]:
    """The ways that count for such a notice (C52)."""
    notices = license.terms.notices
    return tuple(sorted(notices.methods_breach if kind in STRICT else notices.methods))


def with_end(license: License, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """With what follows for the end: it is known, known to be another day, or falls away."""
    if license.ended is not None:
        return events
    after = license.after(events)
    end, by, at = known_end(after), events[-1].by, events[-1].at
    if end == after.end:
        return events
    if end is not None:
        return (*events, e.EndKnown(end=end, by=by, at=at))
    was = after.end.notice_id if after.end else None
    gone = e.EndFellAway(notice_id=was or "", by=by, at=at)
    if after.suspension is None:
        return (*events, gone)
    return (*events, gone, e.LicenseSuspended(suspension=after.suspension, by=by, at=at))


def receive(
    license: License,
    notice_id: str,
    on: date,
    *,
    days: BusinessDays,
    via: e.ByLink | None = None,
    note: str = "",
    by: str,
    at: datetime,
) -> tuple[Event, ...]:
    """The other side says when it came; an earlier day than the contract's own counts (C52)."""
    notice = _unsettled(license, notice_id)
    if not notice.sent_on <= on <= day_at(at, license.zone):
        raise LicenseRefused(
            [Fault("/on", "Give the day on which it came: not before it was sent, not ahead.")]
        )
    counted = replace(notice, counts_on=min(on, notice.counts_on))
    if notice.kind in (NoticeKind.NON_RENEWAL, NoticeKind.RENEWAL):
        counted = replace(counted, n=renewal_decided(license, counted, days) or notice.n)
    elif notice.cure_ends_on:
        sooner = notice.counts_on - counted.counts_on
        counted = replace(counted, cure_ends_on=notice.cure_ends_on - sooner)
    event = e.NoticeReceived(
        notice_id=notice_id,
        on=on,
        counts_on=counted.counts_on,
        n=counted.n,
        cure_ends_on=counted.cure_ends_on,
        via=via,
        note=note,
        by=by,
        at=at,
    )
    return with_end(license, (event,))


def bounce(
    license: License, notice_id: str, detail: str, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """It came back: no receipt, unless the contract lets it count (legal-review.md B11)."""
    notice = _unsettled(license, notice_id)
    event = e.NoticeBounced(
        notice_id=notice.id,
        on=day_at(at, license.zone),
        detail=detail,
        counts=license.terms.notices.bounce is Bounce.RECEIVED,
        by=by,
        at=at,
    )
    return with_end(license, (event,))


def has_returned(license: License, notice: Notice, address: str, given_on: date) -> bool:
    """Whether a letter to `address` that did not arrive tells that the notice did not.

    A copy to an adviser, or of what goes another way, is no notice (C52); our side reads here what
    comes to it by the platform.
    """
    reader = notice.side.other
    parties = license.terms.parties.of(reader)
    there = address.lower() in {each.notice_email.lower() for each in parties}
    carried = notice.goes_by_letter(given_on) and reader is not license.our_side.side
    return there and carried and notice.settled_on is None


def take_back(
    license: License, notice_id: str, consent: str, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """`consent` names the other side's written consent, without which it cannot be."""
    notice = license.notice(notice_id)
    if not notice.stands:
        raise NoticeSettled(notice.state)
    if not consent.strip():
        raise LicenseRefused([Fault("/consent", "Name the other side's written consent.")])
    on = day_at(at, license.zone)
    event = e.NoticeTakenBack(notice_id=notice_id, on=on, detail=consent, by=by, at=at)
    return with_end(license, (event,))


def prove(
    license: License,
    notice_id: str,
    *,
    tracking: str | None,
    evidence_sha256: str | None,
    by: str,
    at: datetime,
) -> tuple[Event, ...]:
    license.notice(notice_id)
    if not (tracking or evidence_sha256):
        raise LicenseRefused([Fault("/tracking", "Give the tracking number, or a file.")])
    proved = e.NoticeProved(
        notice_id=notice_id, tracking=tracking, evidence_sha256=evidence_sha256, by=by, at=at
    )
    return (proved,)


def givers_of(license: License, kind: NoticeKind) -> tuple[Side, ...]:
    """The sides that may give such a notice under the contract."""
    renewal = license.terms.period.renewal
    silent = renewal.mode in _BY_SILENCE
    match kind:
        case NoticeKind.NON_RENEWAL:
            return givers(renewal) if silent else ()
        case NoticeKind.RENEWAL:
            return () if silent else givers(renewal)
        case NoticeKind.AUDIT:
            audited = license.facts or license.terms.compliance.audit_per_year
            return (Side.LICENSOR,) if audited else ()
        case _:
            return tuple(Side)


def _completed(license: License, notice: Notice, giving: Giving) -> Notice:
    holders = givers_of(license, notice.kind)
    if notice.side not in holders or notice.kind is NoticeKind.TERMINATION:
        raise NotTheirNotice(f"A notice of {notice.kind.replace('_', '-')}", holders)
    match notice.kind:
        case NoticeKind.NON_RENEWAL | NoticeKind.RENEWAL:
            return with_renewal(license, notice, giving.days)
        case NoticeKind.BREACH:
            return replace(notice, cure_ends_on=_cure_ends(license, notice))
        case NoticeKind.CURE:
            return _answers_breach(license, notice)
        case NoticeKind.AUDIT:
            return _not_before(license, notice, license.terms.compliance.audit_notice_days)
        case NoticeKind.WITHDRAWAL_OF_WORKS:
            return _deleted_by(license, notice, license.terms.compliance.withdrawal_notice_days)
        case _:
            return notice


def _cure_ends(license: License, breach: Notice) -> date | None:
    """Null where nobody knows how long the contract gives."""
    if license.facts and license.facts.cure_days is None:
        return None
    return breach.counts_on + timedelta(days=license.terms.period.cure_days)


def _answers_breach(license: License, notice: Notice) -> Notice:
    if notice.about not in {each.id for each in breaches_to_cure(license, notice.side)}:
        raise LicenseRefused([Fault("/about", "Name the notice of breach that this answers.")])
    return notice


def _not_before(license: License, notice: Notice, days: int) -> Notice:
    """At once, where nobody knows how many days the contract asks for."""
    first = notice.counts_on + timedelta(days=0 if license.facts else days)
    on = notice.effective_on or first
    if on < first:
        raise LicenseRefused(
            [Fault("/effective_on", f"The contract asks for {days} days: {first.isoformat()}.")]
        )
    return replace(notice, effective_on=on)


def _deleted_by(license: License, notice: Notice, days: int) -> Notice:
    """Copies go within the Withdrawal Period after receipt, or sooner if law requires (C38)."""
    if notice.effective_on is not None:
        return _not_before(license, notice, 0)
    return _not_before(license, notice, days)


def _faults(license: License, given: Given, today: date) -> Iterator[Fault]:
    """A notice under a contract is not older than the contract."""
    if given.sent_on > today:
        yield Fault("/sent_on", "Give the day on which it is sent: today or before.")
    elif given.sent_on < license.concluded_on:
        signed = day_in_words(license.concluded_on)
        yield Fault("/sent_on", f"The contract was signed on {signed}: give a day from then on.")
    elif given.sent_on < today and given.method is NoticeMethod.PLATFORM:
        yield Fault("/sent_on", "What goes by platform is sent today: leave the day out.")
    if given.ground and given.kind is not NoticeKind.TERMINATION:
        yield Fault("/ground", "Leave it out: only a termination has a ground.")
    plain = given.kind in (NoticeKind.NON_RENEWAL, NoticeKind.RENEWAL)
    yield from work_faults(given.kind, given.works, given.reason)
    if not plain and not given.grounds.strip() and given.reason is None:
        yield Fault("/grounds", "Say what the notice is about, so that the other side can answer.")


def _unsettled(license: License, notice_id: str) -> Notice:
    notice = license.notice(notice_id)
    if notice.settled_on is not None or not is_open(license, e.NoticeReceived):
        raise NoticeSettled(notice.state)
    return notice
