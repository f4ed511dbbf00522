"""Notices that came to us by courier or e-mail: written down with the day on which each came."""

from collections.abc import Iterator
from datetime import date, datetime

from service.domain.errors import Fault, LicenseRefused
from service.domain.event import Event
from service.domain.licenses import ending, notices
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given, Giving, methods_of
from service.domain.licenses.parts import NoticeKind
from service.domain.period.counting import BusinessDays
from service.domain.period.zones import day_at
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side


def sender(license: License, named: Side | None) -> Side:
    """The other side; an intermediary names the one that sent it. LicenseRefused."""
    ours = license.our_side.side
    side = named or (ours.other if ours else None)
    if side is None:
        raise LicenseRefused([Fault("/side", f"Say who sent it: {' or '.join(Side)}.")])
    if side is ours:
        raise LicenseRefused([Fault("/side", f"You are the {ours}: give your own notices.")])
    return side


def write_down(
    license: License, given: Given, giving: Giving, *, position: str | None = None
) -> tuple[Event, ...]:
    """`giving` names the side that sent it and whoever writes it down; `position` is that of C46.

    It came on `given.received_on`: earlier than the contract gives it, it counts from then (C52).
    LicenseRefused, and what `notices.give` and `ending.terminate` say: what does not count as a
    notice is not written down as one.
    """
    on = given.received_on
    if on is None or (faults := [*_faults(license, given, on, giving)]):
        raise LicenseRefused(faults if on else [Fault("/received_on", "Say when it came.")])
    events = _given(license, given, giving, position)
    received = notices.receive(
        license.after(events), giving.notice_id, on, days=giving.days, by=giving.by, at=giving.at
    )
    return (*events, *received)


def confirm(
    license: License,
    notice_id: str,
    on: date,
    note: str,
    *,
    days: BusinessDays,
    by: str,
    at: datetime,
) -> tuple[Event, ...]:
    """That theirs came to us; or that ours came to them, where `note` says how they confirmed it."""
    theirs = license.our_side.side is license.notice(notice_id).side.other
    if not theirs and not note.strip():
        raise LicenseRefused([Fault("/note", "Say how the other side confirmed it.")])
    return notices.receive(license, notice_id, on, note=note, days=days, by=by, at=at)


def _given(
    license: License, given: Given, giving: Giving, position: str | None
) -> tuple[Event, ...]:
    if given.kind is NoticeKind.TERMINATION:
        return ending.terminate(license, given, giving, position=position)
    return notices.give(license, given, giving)


def _faults(license: License, given: Given, on: date, giving: Giving) -> Iterator[Fault]:
    if given.method is NoticeMethod.PLATFORM:
        ways = [each for each in methods_of(license, given.kind) if each is not given.method]
        names = " or ".join(ways) or "their own link"
        yield Fault("/method", f"What comes by the platform is there already: choose {names}.")
    if not given.sent_on <= on <= day_at(giving.at, license.zone):
        yield Fault("/received_on", "Give the day on which it came: not before it was sent.")
