"""Which moves of a license are open to our side now: those that the rules would not refuse."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from service.domain.errors import CounterpartError
from service.domain.licenses import events as e
from service.domain.licenses.license import License, is_open
from service.domain.licenses.notices import Given, Giving, give, methods_of
from service.domain.licenses.parts import NoticeKind
from service.domain.licenses.restating import may_amend, may_renew
from service.domain.people import SYSTEM
from service.domain.period.counting import BusinessDays
from service.domain.period.zones import day_at
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side


class LicenseMove(StrEnum):
    """What our side may do with a license; NOTICE is one of non-renewal."""

    NOTICE = "notice"
    NOTICES = "notices"
    TERMINATE = "terminate"
    RENEW = "renew"
    """By a deal, as is AMEND."""
    AMEND = "amend"


def open_to_us(license: License, days: BusinessDays, at: datetime) -> Iterator[LicenseMove]:
    """TERMINATE as long as there is an end to bring about: some grounds need no history."""
    if _may_stop_renewal(license, days, at):
        yield LicenseMove.NOTICE
    if is_open(license, e.NoticeGiven):
        yield LicenseMove.NOTICES
    if license.ended is None and is_open(license, e.EndKnown):
        yield LicenseMove.TERMINATE
    if may_renew(license):
        yield LicenseMove.RENEW
    if may_amend(license):
        yield LicenseMove.AMEND


def _may_stop_renewal(license: License, days: BusinessDays, at: datetime) -> bool:
    """By any method that counts; an intermediary writes down what either side gives."""
    ours = license.our_side.side
    sides = tuple(Side) if ours is None else (ours,)
    methods = methods_of(license, NoticeKind.NON_RENEWAL)
    return any(_stops(license, each, side, days, at) for side in sides for each in methods)


def _stops(
    license: License, method: NoticeMethod, side: Side, days: BusinessDays, at: datetime
) -> bool:
    sent_on = day_at(at, license.zone)
    given = Given(kind=NoticeKind.NON_RENEWAL, method=method, sent_on=sent_on)
    giving = Giving(notice_id="", side=side, days=days, by=SYSTEM, at=at)
    try:
        license.after(give(license, given, giving))
    except CounterpartError:
        return False
    return True
