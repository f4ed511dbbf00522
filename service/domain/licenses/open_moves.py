"""Which moves of a license are open to our side now: those that the rules would not refuse."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from service.domain.deliveries.events import BatchDelivered
from service.domain.licenses import events as e
from service.domain.licenses.indexing import anniversaries_to_enter
from service.domain.licenses.license import License, is_open
from service.domain.licenses.notices import methods_of
from service.domain.licenses.openings import Asking, refusal
from service.domain.licenses.parts import Notice, NoticeKind, Scope, Status
from service.domain.licenses.recording import may_correct
from service.domain.licenses.renewing import has_room
from service.domain.licenses.restating import may_amend, may_renew
from service.domain.licenses.suspending import Wording, scopes_of
from service.domain.period.counting import BusinessDays
from service.domain.period.zones import day_at
from service.domain.statements.reports import UseReported, reportable
from service.domain.terms.parties import Side
from service.domain.terms.period import RenewalMode, RenewalPriceMode


class LicenseMove(StrEnum):
    """What our side may do with a license; NOTICE is one of non-renewal."""

    NOTICE = "notice"
    NOTICES = "notices"
    RECEIVED = "received-notices"
    """To record what the other side sent."""
    TERMINATE = "terminate"
    RENEW = "renew"
    """By a deal, as is AMEND."""
    AMEND = "amend"
    DELIVER = "deliver"
    """Say what was delivered, whichever side did."""
    REPORT = "report"
    """Report use and revenue, where a fee depends on them."""
    SUSPEND = "suspend"
    LIFT = "lift"
    CONDITION = "condition"
    """To say whether the condition of the next renewal is met."""
    INDEX = "index"
    """Before a renewal; ANNIVERSARY between renewals."""
    ANNIVERSARY = "anniversary-index"
    AGREED = "agreed-renewal"
    """To write down that both signed elsewhere that it renews."""
    CLOSE = "close"
    CORRECT = "correct"
    """What was recorded of a license that was signed elsewhere."""


class NoticeMove(StrEnum):
    """What our side may do about a notice that was given."""

    PROOF = "proof"
    EVIDENCE = "evidence"
    RECEIPT = "receipt"
    TAKE_BACK = "take-back"


def notice_moves_open(license: License, notice: Notice) -> Iterator[NoticeMove]:
    if is_open(license, e.NoticeProved):
        yield NoticeMove.PROOF
        yield NoticeMove.EVIDENCE
    if notice.settled_on is None and is_open(license, e.NoticeReceived):
        yield NoticeMove.RECEIPT
    if notice.stands and is_open(license, e.NoticeTakenBack):
        yield NoticeMove.TAKE_BACK


class CureMove(StrEnum):
    """What our side may do about a breach that waits to be cured."""

    PAUSE = "pause-cure"
    RESUME = "resume-cure"
    CONFIRM = "confirm-cure"


def open_to_us(
    license: License, days: BusinessDays, at: datetime, wording: Wording | None = None
) -> Iterator[LicenseMove]:
    """TERMINATE as long as there is an end to bring about: some grounds need no history.

    `wording` is null where the contract's words on suspending are not known. CLOSE is open while
    duties remain, too: who tries it hears which.
    """
    if _may_stop_renewal(license, days, at):
        yield LicenseMove.NOTICE
    if is_open(license, e.NoticeGiven):
        yield LicenseMove.NOTICES
        yield LicenseMove.RECEIVED
    if license.ended is None and is_open(license, e.EndKnown):
        yield LicenseMove.TERMINATE
    if may_renew(license):
        yield LicenseMove.RENEW
    if may_amend(license):
        yield LicenseMove.AMEND
    if is_open(license, BatchDelivered):
        yield LicenseMove.DELIVER
    if is_open(license, UseReported) and reportable(license.terms):
        yield LicenseMove.REPORT
    if may_suspend(license, wording, day_at(at, license.zone)):
        yield LicenseMove.SUSPEND
    if license.suspension is not None:
        yield LicenseMove.LIFT
    yield from _about_renewal(license)
    if license.ended is None and anniversaries_to_enter(license, day_at(at, license.zone)):
        yield LicenseMove.ANNIVERSARY
    if is_open(license, e.LicenseClosed):
        yield LicenseMove.CLOSE
    if may_correct(license):
        yield LicenseMove.CORRECT


def may_suspend(
    license: License, wording: Wording | None, on: date
) -> tuple[tuple[Side, Scope], ...]:
    """Each side for which we may act, with what it may suspend."""
    if license.suspension is not None or not is_open(license, e.LicenseSuspended):
        return ()
    sides = our_sides(license)
    return tuple((side, each) for side in sides for each in scopes_of(license, side, wording, on))


def our_sides(license: License) -> tuple[Side, ...]:
    """An intermediary writes down what either side does."""
    ours = license.our_side.side
    return tuple(Side) if ours is None else (ours,)


def indexes_to_enter(license: License) -> tuple[int, ...]:
    """The renewals whose change of the index nobody has entered, up to the next one."""
    known = {each.n for each in license.index}
    period = license.terms.period
    if license.ended or period.renewal.price.mode is not RenewalPriceMode.CPI:
        return ()
    upto = license.renewed + (1 if has_room(license, license.renewed + 1) else 0)
    return tuple(n for n in range(license.priced_from + 1, upto + 1) if n not in known)


def cures_open(license: License, notice: Notice) -> Iterator[CureMove]:
    """The side that named the breach says that it is cured; both pause it, in writing."""
    if not notice.cures or license.status is Status.CLOSED:
        return
    yield CureMove.PAUSE if notice.paused_on is None else CureMove.RESUME
    if notice.side in our_sides(license):
        yield CureMove.CONFIRM


def _about_renewal(license: License) -> Iterator[LicenseMove]:
    n = license.renewed + 1
    room = license.ended is None and has_room(license, n)
    mode = license.terms.period.renewal.mode
    if room and mode is RenewalMode.CONDITIONAL:
        yield LicenseMove.CONDITION
    if indexes_to_enter(license):
        yield LicenseMove.INDEX
    if room and mode is RenewalMode.MUTUAL and n not in license.agreed:
        yield LicenseMove.AGREED


def _may_stop_renewal(license: License, days: BusinessDays, at: datetime) -> bool:
    """By any method that counts; an intermediary writes down what either side gives."""
    kind = NoticeKind.NON_RENEWAL
    methods = methods_of(license, kind)
    asked = (Asking(side=side, days=days, at=at) for side in our_sides(license))
    return not all(refusal(license, kind, asking, methods) for asking in asked)
