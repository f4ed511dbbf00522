"""Every event of a license has its place among the moves and says who hears of it."""

from datetime import date

from service.domain.event import Event
from service.domain.licenses import events
from service.domain.licenses.causes import suspend
from service.domain.licenses.events import LicenseMade
from service.domain.licenses.follow_ups import LICENSE_FOLLOW_UPS, LicenseLetter, follow_ups_of
from service.domain.licenses.key_dates import LicenseDateKind
from service.domain.licenses.license import LICENSE_MOVES
from service.domain.licenses.notices import take_back
from service.domain.licenses.parts import NoticeKind, Scope
from service.domain.period.entries import KeyDateKind
from service.notifications.license_words import DATES, NOTICES
from tests.domain.licenses.lives import LICENSOR, gives, in_force, on_day

EVENTS = {
    kind
    for kind in vars(events).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
}


def test_every_event_can_happen_and_says_who_is_told() -> None:
    moves = {event for _, event in LICENSE_MOVES} | {LicenseMade}
    assert moves >= EVENTS
    assert {*LICENSE_FOLLOW_UPS} == moves


ASKED_FOR = {LicenseLetter.LINK, LicenseLetter.NOTICE_CODE}


def test_every_letter_but_reminders_and_those_asked_for_follows_an_event() -> None:
    told = {each.kind for found in LICENSE_FOLLOW_UPS.values() for each in found}
    assert told == {*LicenseLetter} - {LicenseLetter.REMINDER} - ASKED_FOR


def test_letters_have_a_name_for_every_date_and_every_notice() -> None:
    assert {*DATES} == {*KeyDateKind, *LicenseDateKind}
    assert {*NOTICES} == {*NoticeKind}


def test_a_suspension_that_goes_on_when_an_end_falls_away_is_not_told_again() -> None:
    by = {"side": LICENSOR, "scope": Scope.DELIVERY, "by": "usr"}
    begun = suspend(in_force(), grounds="Unpaid.", notice_id=None, at=on_day(2028, 5, 1), **by)
    assert follow_ups_of(in_force(), begun[0])
    license = gives(in_force().after(begun), NoticeKind.NON_RENEWAL, date(2028, 11, 1))
    gone = take_back(license, "not_1", "Letter.", by="usr", at=on_day(2028, 11, 9))
    (again,) = [each for each in gone if isinstance(each, events.LicenseSuspended)]
    assert follow_ups_of(license, again) == ()
