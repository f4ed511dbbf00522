"""Which renewal a notice stops or brings about, and whether it is in time for that (C45)."""

from dataclasses import replace
from datetime import date

from service.domain.errors import NoticeTooEarly, NoticeTooLate, UncuredBreach
from service.domain.licenses.license import License
from service.domain.licenses.parts import Notice, NoticeKind
from service.domain.licenses.renewing import has_room
from service.domain.period.counting import BusinessDays
from service.domain.period.notice import ahead_of, first_renewal_decided, notice_deadline
from service.domain.period.renewals import has_last_day
from service.domain.terms.parties import Side
from service.domain.terms.period import NoticeBasis, RenewalMode


def with_renewal(license: License, notice: Notice, days: BusinessDays) -> Notice:
    """With the one that it decides; none where it counts too late, and may be confirmed to be in time.

    NoticeTooLate, NoticeTooEarly, UncuredBreach.
    """
    period, start, side = license.counted.period, license.starts_on, notice.side
    if license.ended or not has_last_day(period):
        raise NoticeTooLate(None)
    n, ahead = renewal_decided(license, notice, days), license.renewed + 1
    by = notice_deadline(period, start, ahead, side, days)
    if n is None and not (has_room(license, ahead) and notice.sent_on <= by):
        raise NoticeTooLate(by)
    earliest = period.renewal.notice_of(side).not_earlier_than
    opens = ahead_of(period, start, n or ahead, earliest, days) if earliest else None
    if opens and _basis_day(license, notice) < opens:
        raise NoticeTooEarly(opens)
    if notice.kind is NoticeKind.RENEWAL and period.renewal.mode is not RenewalMode.CONDITIONAL:
        _nothing_to_cure(license, side)
    return replace(notice, n=n)


def renewal_decided(license: License, notice: Notice, days: BusinessDays) -> int | None:
    """The earliest that is still to come and that it reaches; null where it reaches none."""
    period = license.counted.period
    if not has_last_day(period):
        return None
    on = _basis_day(license, notice)
    n = first_renewal_decided(period, license.starts_on, on, notice.side, days)
    if n is None or n <= license.renewed:
        return None
    return n if notice.kind is NoticeKind.NON_RENEWAL or _follows(license, n) else None


def _follows(license: License, n: int) -> bool:
    """Nobody takes up a renewal that comes after one which nobody has taken up (C45)."""
    asked = {each.n for each in license.notices if each.kind is NoticeKind.RENEWAL and each.stands}
    return {*range(license.renewed + 1, n)} <= asked | {*license.agreed}


def _basis_day(license: License, notice: Notice) -> date:
    received = license.terms.period.renewal.notice_basis is NoticeBasis.RECEIVED
    return notice.counts_on if received else notice.sent_on


def breaches_to_cure(license: License, side: Side) -> tuple[Notice, ...]:
    """Those that the other side named and that wait to be cured: a cure by `side` answers one."""
    return tuple(each for each in license.notices if each.cures and each.side is side.other)


def _nothing_to_cure(license: License, side: Side) -> None:
    """Whoever has not cured a breach cannot take up an option (C45)."""
    if breaches_to_cure(license, side):
        raise UncuredBreach
