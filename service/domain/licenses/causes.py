"""Breach, time to cure, and suspension; and what people add: ticks, index changes, agreements."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from service.domain.errors import (
    AlreadySuspended,
    CurePausedNow,
    Fault,
    LicenseMoveNotAllowed,
    LicenseRefused,
    NoticeSettled,
    NotSuspended,
    NotTheirNotice,
)
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.license import License
from service.domain.licenses.parts import (
    IndexChange,
    Notice,
    NoticeKind,
    Scope,
    Status,
    SuspendedFor,
    Suspension,
    Tick,
)
from service.domain.licenses.renewing import has_room
from service.domain.licenses.suspending import Wording, must_allow
from service.domain.period.zones import day_at
from service.domain.terms.parties import Side
from service.domain.terms.period import RenewalMode, RenewalPriceMode

_LARGEST_CHANGE = Decimal(100)


def pause_cure(license: License, notice_id: str, *, by: str, at: datetime) -> tuple[Event, ...]:
    """In writing, by both (C46); CurePausedNow if it rests already."""
    breach = _open_breach(license, notice_id)
    if breach.paused_on is not None:
        raise CurePausedNow
    return (e.CurePaused(notice_id=notice_id, on=_today(license, at), by=by, at=at),)


def resume_cure(license: License, notice_id: str, *, by: str, at: datetime) -> tuple[Event, ...]:
    """It ends as many days later as it rested, where its end is known."""
    breach = _open_breach(license, notice_id)
    ends_on = breach.resumed(_today(license, at))
    if breach.paused_on is None:
        raise NoticeSettled("not paused")
    resumed = e.CureResumed(
        notice_id=notice_id, on=_today(license, at), cure_ends_on=ends_on, by=by, at=at
    )
    return (resumed,)


def confirm_cure(
    license: License, notice_id: str, note: str, *, side: Side | None, by: str, at: datetime
) -> tuple[Event, ...]:
    """By the side that claimed the breach; null is an intermediary, who writes it down for both."""
    breach = _open_breach(license, notice_id)
    if side is breach.side.other:
        raise NotTheirNotice("Saying that a breach is cured", [breach.side])
    on = _today(license, at)
    return (e.BreachCured(notice_id=notice_id, on=on, note=note, by=by, at=at),)


def suspend(
    license: License,
    *,
    side: Side,
    scope: Scope,
    grounds: str,
    notice_id: str | None,
    by: str,
    at: datetime,
    wording: Wording | None = None,
    ground: SuspendedFor | None = None,
) -> tuple[Event, ...]:
    """A suspension does not extend the period (C46). `wording` is null where it is not known.

    AlreadySuspended, LicenseMoveNotAllowed, and what `suspending.must_allow` says.
    """
    if license.suspension is not None:
        raise AlreadySuspended
    if license.ended is not None:
        raise LicenseMoveNotAllowed(license.status, "a suspension")
    if not grounds.strip():
        raise LicenseRefused([Fault("/grounds", "Say why, and what would end it.")])
    if wording is not None:
        must_allow(license, side, scope, notice_id, wording, _today(license, at), ground)
    suspension = Suspension(
        since=_today(license, at),
        side=side,
        scope=scope,
        grounds=grounds,
        notice_id=notice_id,
        ground=ground,
    )
    return (e.LicenseSuspended(suspension=suspension, by=by, at=at),)


def lift(license: License, note: str, *, by: str, at: datetime) -> tuple[Event, ...]:
    if license.suspension is None:
        raise NotSuspended
    return (e.SuspensionLifted(on=_today(license, at), note=note, by=by, at=at),)


def tick_condition(
    license: License, n: int, *, met: bool, note: str, by: str, at: datetime
) -> tuple[Event, ...]:
    """A person says whether the condition of renewal `n` is met; facts do not announce themselves."""
    _ahead(license, n, RenewalMode.CONDITIONAL)
    if not note.strip():
        raise LicenseRefused([Fault("/note", "Say what shows it.")])
    return (e.ConditionTicked(tick=Tick(n=n, met=met, note=note, by=by), by=by, at=at),)


def agree_renewal(
    license: License,
    n: int,
    *,
    deal_id: str | None,
    document_sha256: str | None,
    by: str,
    at: datetime,
) -> tuple[Event, ...]:
    """Both sides signed that it renews; once."""
    if n in license.agreed:
        return ()
    _ahead(license, n, RenewalMode.MUTUAL)
    agreed = e.RenewalAgreed(n=n, deal_id=deal_id, document_sha256=document_sha256, by=by, at=at)
    return (agreed,)


def enter_index(
    license: License, n: int, pct: str, source: str, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """The change of the index before renewal `n` as published; cap and floor are applied later."""
    faults = [*filter(None, (_index_fault(license, n), pct_fault(pct), source_fault(source)))]
    if faults:
        raise LicenseRefused(faults)
    change = IndexChange(n=n, pct=f"{Decimal(pct):f}", source=source)
    return (e.IndexEntered(change=change, by=by, at=at),)


def _ahead(license: License, n: int, mode: RenewalMode) -> None:
    """Only the next renewal, and where the contract has renewals of that kind."""
    fits = license.terms.period.renewal.mode is mode and has_room(license, n)
    if license.ended or not fits or n != license.renewed + 1:
        raise LicenseRefused([Fault("/n", "Name the next renewal, if the contract knows one.")])


def _index_fault(license: License, n: int) -> Fault | None:
    if license.terms.period.renewal.price.mode is not RenewalPriceMode.CPI:
        return Fault("/n", "The price of a renewal does not follow an index.")
    if not 1 <= n <= license.renewed + 1:
        return Fault("/n", f"Name a renewal up to {license.renewed + 1}.")
    return None


def source_fault(source: str) -> Fault | None:
    said = "Name the index and where it was published."
    return None if source.strip() else Fault("/source", said)


def pct_fault(pct: str) -> Fault | None:
    try:
        number = Decimal(pct)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and -_LARGEST_CHANGE < number <= _LARGEST_CHANGE:
        return None
    return Fault("/pct", "Give the change in percent, as 2.5.")


def _open_breach(license: License, notice_id: str) -> Notice:
    notice = license.notice(notice_id)
    if notice.kind is not NoticeKind.BREACH or not notice.cures:
        raise NoticeSettled("cured or gone" if notice.kind is NoticeKind.BREACH else "no breach")
    if license.status is Status.CLOSED:
        raise LicenseMoveNotAllowed(license.status, "a cure")
    return notice


def _today(license: License, at: datetime) -> date:
    return day_at(at, license.zone)
