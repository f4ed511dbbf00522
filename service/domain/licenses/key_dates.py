"""Every date of a license that is known now: which are duties, who owes them, how they were settled."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain.errors import (
    CureNotConfirmed,
    Fault,
    KeyDateSettledAlready,
    LicenseRefused,
    NoDuty,
    NotFound,
)
from service.domain.event import Event
from service.domain.facts import renews_by_itself
from service.domain.licenses import events as e
from service.domain.licenses import reviews
from service.domain.licenses.guarantee_spans import guaranteed_until
from service.domain.licenses.installments import at_the_start, installments
from service.domain.licenses.license import License
from service.domain.licenses.parts import (
    NoticeKind,
    Settled,
    SettledHow,
    outcome_of,
)
from service.domain.licenses.renewing import expected_end, renews
from service.domain.licenses.report_spans import EVERY, length_of, report_spans
from service.domain.licenses.statutory import SERVED, to_serve
from service.domain.licenses.withdrawing import DELETION_RULE, deletions
from service.domain.period.afterwards import AFTER_END, dates_after_end
from service.domain.period.counting import BusinessDays
from service.domain.period.delivery_dates import acceptance_lapses
from service.domain.period.entries import KeyDate, KeyDateKind
from service.domain.period.key_dates import key_dates
from service.domain.period.words import END, later, length
from service.domain.period.zones import day_at
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.prices import GuaranteeKind
from service.domain.wording import day_in_words


class LicenseDateKind(StrEnum):
    """Dates of a license in force beyond those that its terms alone give."""

    ENDS = "ends"
    """The End Date, where it is known and is not the last day of the period."""
    CURE_ENDS = "cure_ends"
    PAYMENT_DUE = "payment_due"
    INSTALLMENT_DUE = "installment_due"
    """Of a subscription, or a yearly advance, after the first; `n` counts months from the first day."""
    TRUE_UP_DUE = "true_up_due"
    PARITY_ASKED_BY = "parity_asked_by"
    """The last day to ask for proof of price parity before its look-back moves on (C22)."""
    TRANSFER_REVIEW = "transfer_review"
    """Each party looks at the transfer of personal data again (C30)."""
    WORKS_DELETED_BY = "works_deleted_by"
    STATUTORY_NOTICE_OPENS = "statutory_notice_opens"
    STATUTORY_NOTICE_BY = "statutory_notice_by"


Kind = KeyDateKind | LicenseDateKind


class DateState(StrEnum):
    """What has become of a date; one on which something happens by itself stays open."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"
    MISSED = "missed"
    """The day passed, and nobody had dealt with it."""
    SUSPENDED = "suspended"
    """Whoever owes it need not do it for as long as a suspension lasts."""


_K, _L = KeyDateKind, LicenseDateKind

OWED_BY: Final[Mapping[Kind, Side]] = MappingProxyType(
    {
        _K.DELIVERY_DUE: Side.LICENSOR,
        _K.REPORT_DUE: Side.LICENSEE,
        _K.WEIGHTS_SUNSET: Side.LICENSEE,
        _K.WEIGHTS_DESTROYED: Side.LICENSEE,
        _K.WEIGHTS_CERTIFICATE_DUE: Side.LICENSEE,
        _K.RETENTION_ENDS: Side.LICENSEE,
        _K.BACKUPS_CLEARED: Side.LICENSEE,
        _K.CERTIFICATE_DUE: Side.LICENSEE,
        _L.PAYMENT_DUE: Side.LICENSEE,
        _L.INSTALLMENT_DUE: Side.LICENSEE,
        _L.TRUE_UP_DUE: Side.LICENSEE,
        _L.WORKS_DELETED_BY: Side.LICENSEE,
        _L.STATUTORY_NOTICE_BY: Side.LICENSOR,
    }
)
"""Duties and who owes them; every other date comes by itself. A cure is owed by whoever is in breach."""

BEFORE_CLOSING: Final = frozenset(AFTER_END & OWED_BY.keys())
"""What must be done or waived before a license is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """One date of a license. `key` names it within the license, whatever day it moves to.

    `side` owes it or, of a notice, may give it; null is both or neither. `missed` where the day of
    a duty passed and nobody had dealt with it; `rests` where it need not be done just now.
    """

    key: str
    kind: Kind
    n: int
    on: date
    rule: str
    side: Side | None = None
    method: NoticeMethod | None = None
    duty: bool = False
    settled: Settled | None = None
    missed: bool = False
    rests: bool = False

    @property
    def open(self) -> bool:
        return self.duty and self.settled is None

    @property
    def state(self) -> DateState:
        if self.settled is not None:
            return DateState(self.settled.how)
        if self.rests:
            return DateState.SUSPENDED
        return DateState.MISSED if self.missed else DateState.OPEN


def dates_of(license: License, on: date, business_days: BusinessDays) -> tuple[DueDate, ...]:
    """All dates as known on day `on`, the earliest first."""
    found = {each.key: each for each in _dates(license, on, business_days)}
    known = (_with_state(license, each) for each in found.values() if _is_told(license, each))
    return tuple(sorted(known, key=lambda each: (each.on, each.key)))


def date_named(license: License, key: str, on: date, business_days: BusinessDays) -> DueDate:
    for each in dates_of(license, on, business_days):
        if each.key == key:
            return each
    raise NotFound


def settle(
    license: License,
    date: DueDate,
    how: SettledHow,
    note: str,
    *,
    file_sha256: str | None = None,
    by: str,
    at: datetime,
) -> tuple[Event, ...]:
    """NoDuty, CureNotConfirmed, KeyDateSettledAlready; a waiver needs its reason."""
    if not date.duty:
        raise NoDuty(date.kind.replace("_", " "))
    if not settled_by_hand(date.kind, ours=date.side is license.our_side.side):
        raise CureNotConfirmed
    if date.settled is not None:
        raise KeyDateSettledAlready
    if how is SettledHow.WAIVED and not note.strip():
        raise LicenseRefused([Fault("/note", "Say why it is waived.")])
    settled = Settled(
        key=date.key,
        how=how,
        on=day_at(at, license.zone),
        by=by,
        note=note,
        file_sha256=file_sha256,
    )
    return (e.KeyDateSettled(settled=settled, by=by, at=at),)


def settled_by_hand(kind: str, *, ours: bool) -> bool:
    """Whether somebody of ours says of a duty that it is done, whatever else is done.

    A cure that the other side owes is confirmed with the notice of breach (C46): that settles it.
    """
    return ours or kind != LicenseDateKind.CURE_ENDS


def reopen(license: License, key: str, reason: str, *, by: str, at: datetime) -> tuple[Event, ...]:
    """What was settled by mistake; NotFound where nothing was."""
    if license.settled_as(key) is None:
        raise NotFound
    return (e.KeyDateReopened(key=key, reason=reason, by=by, at=at),)


def remaining(dates: Iterable[DueDate]) -> tuple[Kind, ...]:
    """The kinds of duties after the end that still wait."""
    kinds = (each.kind for each in dates if each.open and each.kind in BEFORE_CLOSING)
    return tuple(dict.fromkeys(kinds))


def key_of(kind: Kind, n: int, side: Side | None, method: NoticeMethod | None) -> str:
    return ":".join((kind, str(n), side or "-", method or "-"))


def _dates(license: License, on: date, days: BusinessDays) -> Iterator[DueDate]:
    for each in key_dates(license.counted, license.starts_on, days, renewed=license.renewed):
        if each.kind not in AFTER_END and _still_applies(license, each):
            yield _dated(each)
    yield from _reports(license, on)
    yield from _payments(license)
    yield from _installments(license, on)
    yield from _true_ups(license, on)
    yield from _reviews(license, on)
    yield from _statutory(license, days)
    yield from _cures(license)
    for n, day in deletions(license):
        yield _duty(_L.WORKS_DELETED_BY, n, day, DELETION_RULE)
    yield from _tests(license)
    yield from _end(license, days)


def _dated(found: KeyDate) -> DueDate:
    return DueDate(
        key=key_of(found.kind, found.n, found.side, found.method),
        kind=found.kind,
        n=found.n,
        on=found.on,
        rule=found.rule,
        side=OWED_BY.get(found.kind, found.side),
        method=found.method,
        duty=found.kind in OWED_BY,
    )


_OF_RENEWALS: Final = frozenset(
    {
        _K.RENEWAL_STARTS,
        _K.NOTICE_OPENS,
        _K.NOTICE_RECEIVED_BY,
        _K.NOTICE_SENT_BY,
        _K.RENEWAL_SETTLED_BY,
        _K.LAST_POSSIBLE_DAY,
    }
)
_OF_NOTICES: Final = _OF_RENEWALS - {_K.RENEWAL_STARTS, _K.LAST_POSSIBLE_DAY}


def _still_applies(license: License, found: KeyDate) -> bool:
    """A known end takes away what would come after it; a renewal brought about needs no notice."""
    end = license.ended or license.end
    if end is not None and found.on > end.on:
        return False
    if end is not None and found.kind in _OF_RENEWALS:
        first_gone = end.n or license.renewed + 1
        return found.n < first_gone and found.kind is not _K.LAST_POSSIBLE_DAY
    settled = not renews_by_itself(license.terms) and bool(renews(license, found.n))
    return not (found.kind in _OF_NOTICES and settled)


def _reports(license: License, on: date) -> Iterator[DueDate]:
    """The last day of the calendar month after each calendar month, quarter, half-year or year."""
    every = EVERY.get(license.terms.compliance.reports)
    rule = f"the last day of the calendar month after each {length_of(every)}" if every else ""
    for each in report_spans(license, on):
        if each.due >= license.made_on:
            yield _duty(_K.REPORT_DUE, each.n, each.due, rule)


_TRUE_UP: Final = "What the fees fell short of the minimum"


def _payments(license: License) -> Iterator[DueDate]:
    """What is payable at the start; the rest follows deliveries, use and revenue."""
    for each in at_the_start(license):
        yield _payable(license, _L.PAYMENT_DUE, each.n, each.on, each.what)


def _installments(license: License, on: date) -> Iterator[DueDate]:
    for each in installments(license, on):
        if each.on >= license.made_on:
            yield _payable(license, _L.INSTALLMENT_DUE, each.n, each.on, each.what)


def _payable(license: License, kind: Kind, n: int, invoiced: date, what: str) -> DueDate:
    """On that day an invoice may go out; it is paid within the Payment Period (C20)."""
    days = license.terms.pricing.payment_days
    rule = later(days, SpanUnit.DAYS, f"an invoice of {day_in_words(invoiced)}")
    return _duty(kind, n, invoiced + timedelta(days=days), f"{what}, {rule}")


def _true_ups(license: License, on: date) -> Iterator[DueDate]:
    """At the latest: it may be invoiced sooner than on the last day for that (C19)."""
    guarantee = license.terms.pricing.guarantee
    if guarantee is None or guarantee.kind is not GuaranteeKind.MINIMUM:
        return
    for n, over in enumerate(guaranteed_until(license, guarantee.per, on), 1):
        invoiced = over + timedelta(days=guarantee.true_up_days)
        yield _payable(license, _L.TRUE_UP_DUE, n, invoiced, _TRUE_UP)


def _reviews(license: License, on: date) -> Iterator[DueDate]:
    """To ask for parity is a right of one side; to look at transfers is for both."""
    side, kind = reviews.parity_side(license), _L.PARITY_ASKED_BY
    if side is not None:
        rule = reviews.parity_rule(license)
        for n, day in reviews.parity_days(license, on):
            key = key_of(kind, n, side, None)
            yield DueDate(key=key, kind=kind, n=n, on=day, rule=rule, side=side)
    for n, day in reviews.transfer_days(license, on):
        yield _duty(_L.TRANSFER_REVIEW, n, day, reviews.TRANSFER_RULE)


def _statutory(license: License, days: BusinessDays) -> Iterator[DueDate]:
    """New York: a reminder in person or by certified mail, or the renewal may not bind."""
    kind, side = _L.STATUTORY_NOTICE_OPENS, Side.LICENSOR
    for n, opens, by in to_serve(license, days):
        key = key_of(kind, n, side, None)
        yield DueDate(key=key, kind=kind, n=n, on=opens, rule=SERVED, side=side)
        yield _duty(_L.STATUTORY_NOTICE_BY, n, by, SERVED)


def _cures(license: License) -> Iterator[DueDate]:
    breaches = (each for each in license.notices if each.kind is NoticeKind.BREACH)
    for n, each in enumerate(breaches, 1):
        if each.cures and each.cure_ends_on and each.paused_on is None:
            rule = f"{length(license.terms.period.cure_days)} after receipt of the breach notice"
            date_ = _duty(_L.CURE_ENDS, n, each.cure_ends_on, rule)
            owed = each.side.other
            yield replace(date_, side=owed, key=key_of(_L.CURE_ENDS, n, owed, None))


def _tests(license: License) -> Iterator[DueDate]:
    """Of each delivery under test, the last day to reject; silence accepts it afterwards."""
    rule, side = acceptance_lapses(license.terms.delivery), Side.LICENSEE
    for each in license.tests:
        key = key_of(_K.ACCEPTANCE_LAPSES, each.delivery, side, None)
        yield DueDate(
            key=key,
            kind=_K.ACCEPTANCE_LAPSES,
            n=each.delivery,
            on=each.last,
            rule=rule,
            side=side,
        )


def _end(license: License, days: BusinessDays) -> Iterator[DueDate]:
    end = expected_end(license)
    if end is None:
        return
    if end.on != license.last_day:
        yield DueDate(key=key_of(_L.ENDS, 0, None, None), kind=_L.ENDS, n=0, on=end.on, rule=END)
    outcome = outcome_of(end.reason, license.terms.models.on_end)
    renewed = license.renewed
    if end.n is not None:
        renewed = end.n - 1
    for each in dates_after_end(license.terms, end.on, days, outcome=outcome, n=renewed):
        yield _dated(each)


def _duty(kind: Kind, n: int, on: date, rule: str) -> DueDate:
    side = OWED_BY.get(kind)
    return DueDate(
        key=key_of(kind, n, side, None), kind=kind, n=n, on=on, rule=rule, side=side, duty=True
    )


def _rests(license: License, found: DueDate) -> bool:
    """A delivery while it, or the license, is suspended (C06, C46): its day stays.

    A suspension leaves payments, reports and all else as it is.
    """
    return license.suspension is not None and found.kind is KeyDateKind.DELIVERY_DUE


def _is_told(license: License, found: DueDate) -> bool:
    return license.facts is None or license.facts.tell(found.kind, found.method)


def _with_state(license: License, found: DueDate) -> DueDate:
    """What was due before a license was recorded is a day like another, and nobody's duty here.

    So it is where both signed a renewal of one that had ended.
    """
    initial = license.periods[0].last_day
    began_before = license.is_recorded or (initial is not None and initial < license.made_on)
    if began_before and found.on < license.made_on:
        found = replace(found, duty=False)
    return replace(
        found,
        settled=license.settled_as(found.key),
        missed=found.key in license.missed,
        rests=_rests(license, found),
    )
