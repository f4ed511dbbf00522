"""Which reminders fall due when, which come late, and which make no sense any more."""

from datetime import UTC, date, datetime, timedelta

from service.domain.licenses.due import due as due_by
from service.domain.licenses.events import KeyDateMissed
from service.domain.licenses.key_dates import dates_of
from service.domain.licenses.license import License
from service.domain.licenses.parts import NoticeKind
from service.domain.licenses.reminders import (
    Fate,
    Raised,
    Reminder,
    next_reminder,
    raised,
    reminders,
)
from service.domain.period.counting import WEEKDAYS
from service.domain.terms.parties import Side
from service.domain.terms.period import Notice, Renewal, RenewalMode
from tests.domain.licenses.lives import MADE, gives, in_force, made, noon, on_day, renewing, terms

NOTICE, LAST = "notice_received_by:1:-:-", "last_day:0:-:-"
OWN = (90, 60, 30, 14, 7, 1)


def planned(license: License, on: date = date(2027, 3, 1)) -> list[Reminder]:
    return list(reminders(license, dates_of(license, on, WEEKDAYS), (30, 7, 1)))


def due(license: License, since: datetime, at: datetime, key: str = NOTICE) -> list[Raised]:
    found = reminders(license, dates_of(license, date(2027, 3, 1), WEEKDAYS), (30, 7, 1))
    return [each for each in raised(found, since, at, license.zone) if each.reminder.key == key]


def test_the_notice_deadline_is_reminded_of_by_the_deals_own_days_at_nine_there() -> None:
    found = [each for each in planned(in_force()) if each.key == NOTICE]
    assert [each.offset for each in found] == list(OWN)
    first, last = found[0], found[-1]
    assert first.at == datetime(2028, 9, 2, 13, tzinfo=UTC), "summer time"
    assert last.at == datetime(2028, 11, 30, 14, tzinfo=UTC), "winter time"


def test_the_deadline_comes_before_the_end_and_the_end_before_duties() -> None:
    keys = list(dict.fromkeys(each.key for each in planned(in_force())))
    assert keys[0] == NOTICE
    assert keys[1] == LAST


def test_of_several_that_were_missed_the_nearest_is_sent_late_and_the_rest_dropped() -> None:
    down, up = on_day(2028, 10, 30), on_day(2028, 11, 18)
    found = due(in_force(), down, up)
    assert [(each.reminder.offset, each.fate) for each in found] == [
        (30, Fate.DROPPED),
        (14, Fate.LATE),
    ]


def test_nothing_is_sent_of_a_day_that_is_over() -> None:
    found = due(in_force(), on_day(2028, 11, 29), on_day(2028, 12, 2))
    assert [each.fate for each in found] == [Fate.DROPPED]
    in_time = due(in_force(), on_day(2028, 11, 29), datetime(2028, 11, 30, 14, 5, tzinfo=UTC))
    assert [each.fate for each in in_time] == [Fate.SENT]


def test_what_was_raised_is_not_raised_again_when_the_clock_goes_back() -> None:
    moment = datetime(2028, 11, 30, 14, 5, tzinfo=UTC)
    assert due(in_force(), moment, moment - timedelta(hours=1)) == []
    assert due(in_force(), moment, moment + timedelta(minutes=5)) == []


def test_a_notice_cancels_the_reminders_of_its_deadline() -> None:
    license = gives(in_force(), NoticeKind.NON_RENEWAL, date(2028, 10, 2))
    assert NOTICE not in {each.key for each in planned(license)}
    assert LAST in {each.key for each in planned(license)}


def test_our_own_deadline_counts_where_each_side_has_its_own() -> None:
    own = renewing(RenewalMode.AUTO_FIXED_N, notice_licensee=Notice(value=30))
    keys = {each.key for each in planned(in_force(own)) if "received" in each.key}
    assert keys == {f"notice_received_by:1:{Side.LICENSOR}:-"}


def test_the_last_day_of_february_is_reminded_of_each_year() -> None:
    yearly = terms(months=12, reminders_days_before=(365,))
    license = made(yearly, starts_on=date(2027, 3, 1), at=MADE)
    found = [each for each in planned(license) if each.key == LAST]
    assert [each.on for each in found] == [date(2028, 2, 29)]
    assert found[0].at.date() == date(2027, 3, 1)


def test_the_next_reminder_is_the_first_that_was_not_raised() -> None:
    license = in_force()
    found = reminders(license, dates_of(license, date(2027, 3, 1), WEEKDAYS), ())
    since = on_day(2028, 11, 29)
    assert next_reminder(found, since) == datetime(2028, 11, 30, 14, tzinfo=UTC)


def a_monthly_one() -> License:
    """A year, then month by month; a notice takes 60 days, which is longer than a month."""
    by_month = Renewal(mode=RenewalMode.AUTO_EVERGREEN, months=1, notice=Notice(value=60))
    return made(terms(months=12, renewal=by_month), starts_on=date(2027, 3, 1), at=MADE)


def test_people_are_reminded_of_each_deadline_where_a_notice_is_longer_than_a_renewal() -> None:
    license, told, missed = a_monthly_one(), [], []
    week, at = timedelta(days=7), noon(date(2027, 11, 1))
    while at < noon(date(2028, 5, 1)):
        events = due_by(license, at, WEEKDAYS)
        license = license.after(events)
        missed += [each.key for each in events if isinstance(each, KeyDateMissed)]
        found = raised(planned(license, at.date()), at - week, at, license.zone)
        told += [each.reminder.key for each in found if each.fate is not Fate.DROPPED]
        at += week
    assert _renewals("notice_received_by", told) >= {*range(1, 7)}
    assert _renewals("statutory_notice_by", told) >= {*range(1, 6)}, "served in time"
    assert len(missed) == len({*missed})


def _renewals(kind: str, keys: list[str]) -> set[int]:
    return {int(key.split(":")[1]) for key in keys if key.startswith(kind)}


def test_nobody_is_reminded_of_a_renewal_that_another_one_must_come_before() -> None:
    short = {"months": 1, "notice": Notice(value=60), "max": 5}
    license = in_force(renewing(RenewalMode.OPTION_LICENSOR, **short))
    keys = {each.key for each in planned(license) if "notice" in each.key}
    assert keys == {"notice_received_by:1:licensor:-"}
