"""Dates that were worked out by hand, on paper calendars; each row says why it is there."""

from datetime import UTC, date, datetime

import pytest

from service.domain.period.counting import add_months, before
from service.domain.period.notice import deemed_received, last_day_to_send
from service.domain.period.renewals import first_day, last_day
from service.domain.period.zones import day_at, fires_at, moment_end_of
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.notices import Lag, LagUnit
from service.domain.terms.period import Period, PeriodMode, Renewal
from service.drafting.calendars import business_days_of

# fmt: off
MONTHS = (
    ("the end of a month in a shorter one",     "2027-01-31",   1, "2027-02-28"),
    ("the end of a month in a leap year",       "2028-01-31",   1, "2028-02-29"),
    ("back to its own number, not drifting",    "2027-01-31",   2, "2027-03-31"),
    ("29 February a year on",                   "2028-02-29",  12, "2029-02-28"),
    ("29 February four years on",               "2028-02-29",  48, "2032-02-29"),
    ("30 November into February",               "2027-11-30",   3, "2028-02-29"),
    ("31 August into February",                 "2027-08-31",   6, "2028-02-29"),
    ("28 February does not stick to month ends", "2027-02-28",  1, "2027-03-28"),
    ("over the end of a year",                  "2027-11-15",   2, "2028-01-15"),
    ("2100 has no 29 February",                 "2096-01-31",  49, "2100-02-28"),
    ("forty years",                             "2027-01-31", 480, "2067-01-31"),
    ("back from a month end",                   "2025-03-31",  -1, "2025-02-28"),
)

PERIODS = (  # start, initial months or last day, months of a renewal, which, first day, last day
    ("the sample",                      "2027-01-31",  24, 12,   0, "2027-01-31", "2029-01-30"),
    ("the sample renewed",              "2027-01-31",  24, 12,   1, "2029-01-31", "2030-01-30"),
    ("the sample renewed twice",        "2027-01-31",  24, 12,   2, "2030-01-31", "2031-01-30"),
    ("a calendar year",                 "2027-01-01",  12, 12,   0, "2027-01-01", "2027-12-31"),
    ("fifty years",                     "2027-03-15", 600, 12,   0, "2027-03-15", "2077-03-14"),
    ("one month from a month end",      "2027-01-31",   1,  1,   0, "2027-01-31", "2027-02-27"),
    ("monthly, second month",           "2027-01-31",   1,  1,   1, "2027-02-28", "2027-03-30"),
    ("monthly, third month",            "2027-01-31",   1,  1,   2, "2027-03-31", "2027-04-29"),
    ("monthly, after forty years",      "2027-01-31",   1,  1, 479, "2066-12-31", "2067-01-30"),
    ("from 29 February, a year",        "2028-02-29",  12, 12,   0, "2028-02-29", "2029-02-27"),
    ("from 29 February, the fourth",    "2028-02-29",  12, 12,   3, "2031-02-28", "2032-02-28"),
    ("from 29 February, forty years",   "2028-02-29",  12, 12,  39, "2067-02-28", "2068-02-28"),
    ("to an end date",        "2027-01-31", "2029-02-28",  12,   0, "2027-01-31", "2029-02-28"),
    ("an end date renewed",   "2027-01-31", "2029-02-28",  12,   1, "2029-03-01", "2030-02-28"),
    ("monthly from 30 January", "2026-06-01", "2027-01-30", 1,   1, "2027-01-31", "2027-02-27"),
    ("and on, without drifting", "2026-06-01", "2027-01-30", 1,  2, "2027-02-28", "2027-03-30"),
)

DEADLINES = (  # last day, notice, law, deadline
    ("the sample",                         "2029-01-30", "60 days",  "US-NY",  "2028-12-01"),
    ("60 days are not 2 months",           "2025-03-31", "60 days",  "US-NY",  "2025-01-30"),
    ("2 months are not 60 days",           "2025-03-31", "2 months", "US-NY",  "2025-01-31"),
    ("2 months from the sample's end",     "2029-01-30", "2 months", "US-NY",  "2028-11-30"),
    ("2 months into February",             "2029-04-30", "2 months", "US-NY",  "2029-02-28"),
    ("2 months into a leap February",      "2028-04-30", "2 months", "US-NY",  "2028-02-29"),
    ("6 months",                           "2028-12-31", "6 months", "US-NY",  "2028-06-30"),
    ("12 months",                          "2028-12-31", "12 months", "US-NY", "2027-12-31"),
    ("90 days",                            "2028-12-31", "90 days",  "US-NY",  "2028-10-02"),
    ("365 days of a leap year",            "2028-12-31", "365 days", "US-NY",  "2028-01-01"),
    ("the day before 1 March, leap",       "2028-03-01", "1 days",   "US-NY",  "2028-02-29"),
    ("6 weeks keep the Tuesday",           "2029-01-30", "6 weeks",  "US-NY",  "2028-12-19"),
    ("a week over 29 February",            "2028-03-06", "1 weeks",  "US-NY",  "2028-02-28"),
    ("days do not roll off a Sunday",      "2029-02-01", "60 days",  "US-NY",  "2028-12-03"),
    ("Thanksgiving is a Thursday",         "2028-11-24", "1 business_days", "US-NY",  "2028-11-22"),
    ("a week over Thanksgiving",           "2028-11-30", "5 business_days", "US-NY",  "2028-11-22"),
    ("no Thanksgiving in England",         "2028-11-30", "5 business_days", "GB-ENG", "2028-11-23"),
    ("a last day on a Saturday",           "2028-12-02", "1 business_days", "US-NY",  "2028-12-01"),
    ("New Year kept on the Friday before", "2028-01-03", "1 business_days", "US-NY",  "2027-12-30"),
    ("Christmas and Boxing Day",           "2028-12-29", "3 business_days", "GB-ENG", "2028-12-22"),
    ("Christmas on a Saturday",            "2027-12-31", "3 business_days", "GB-ENG", "2027-12-24"),
    ("Easter in England",                  "2028-04-19", "2 business_days", "GB-ENG", "2028-04-13"),
    ("Easter Monday in Scotland",          "2028-04-19", "2 business_days", "GB-SCT", "2028-04-17"),
    ("3 October in Germany",               "2028-10-04", "1 business_days", "DE",     "2028-10-02"),
    ("14 July in France",                  "2028-07-17", "1 business_days", "FR",     "2028-07-13"),
    ("Golden Week in Japan",               "2028-05-08", "1 business_days", "JP",     "2028-05-02"),
    ("Australia Day on a Friday",          "2029-01-29", "1 business_days", "AU-NSW", "2029-01-25"),
    ("National Day in Singapore",          "2028-08-10", "1 business_days", "SG",     "2028-08-08"),
)

SENDING = (  # to be received by, deemed received after, law, last day to send
    ("the sample, by e-mail",           "2028-12-01", "1 business_days", "US-NY",  "2028-11-30"),
    ("the sample, on the platform",     "2028-12-01", "0 days",          "US-NY",  "2028-12-01"),
    ("the sample, by courier",          "2028-12-01", "2 business_days", "US-NY",  "2028-11-29"),
    ("two days",                        "2028-12-01", "2 days",          "US-NY",  "2028-11-29"),
    ("by Monday: on the Sunday",        "2028-12-04", "1 business_days", "US-NY",  "2028-12-03"),
    ("by Saturday: for the Friday",     "2028-12-02", "1 business_days", "US-NY",  "2028-11-30"),
    ("by Sunday, on a business day",    "2028-12-03", "0 business_days", "US-NY",  "2028-12-01"),
    ("by the day after Thanksgiving",   "2028-11-24", "1 business_days", "US-NY",  "2028-11-23"),
    ("by courier over Thanksgiving",    "2028-11-24", "2 business_days", "US-NY",  "2028-11-21"),
    ("by Tuesday after Easter",         "2028-04-18", "1 business_days", "GB-ENG", "2028-04-17"),
    ("by Easter Monday",                "2028-04-17", "1 business_days", "GB-ENG", "2028-04-12"),
)

RECEIPTS = (  # sent on, deemed received after, law, received on
    ("sent on a Friday",                "2028-12-01", "1 business_days", "US-NY",  "2028-12-04"),
    ("sent on a Saturday",              "2028-12-02", "1 business_days", "US-NY",  "2028-12-04"),
    ("sent the day before Thanksgiving", "2028-11-22", "2 business_days", "US-NY", "2028-11-27"),
    ("sent on a Sunday for the same day", "2028-12-03", "0 business_days", "US-NY", "2028-12-04"),
    ("sent before Christmas",           "2028-12-22", "1 business_days", "GB-ENG", "2028-12-27"),
)

DAY_ENDS = (  # day, zone, the moment in UTC
    ("the sample's deadline",        "2028-12-01", "America/New_York",   "2028-12-02 05:00"),
    ("in summer",                    "2028-06-30", "America/New_York",   "2028-07-01 04:00"),
    ("before clocks go forward",     "2028-03-11", "America/New_York",   "2028-03-12 05:00"),
    ("23 hours later",               "2028-03-12", "America/New_York",   "2028-03-13 04:00"),
    ("before clocks go back",        "2028-11-04", "America/New_York",   "2028-11-05 04:00"),
    ("25 hours later",               "2028-11-05", "America/New_York",   "2028-11-06 05:00"),
    ("the clocks of London",         "2028-03-26", "Europe/London",      "2028-03-26 23:00"),
    ("half an hour off",             "2028-12-31", "Asia/Kolkata",       "2028-12-31 18:30"),
    ("UTC",                          "2028-12-31", "UTC",                "2029-01-01 00:00"),
    ("first to see the day",         "2028-06-30", "Pacific/Kiritimati", "2028-06-30 10:00"),
    ("last, 25 hours after",         "2028-06-30", "Pacific/Pago_Pago",  "2028-07-01 11:00"),
    ("Samoa before the lost day",    "2011-12-29", "Pacific/Apia",       "2011-12-30 10:00"),
    ("the lost day itself",          "2011-12-30", "Pacific/Apia",       "2011-12-30 10:00"),
    ("and the day after",            "2011-12-31", "Pacific/Apia",       "2011-12-31 10:00"),
    ("no midnight in Beirut",        "2028-03-25", "Asia/Beirut",        "2028-03-25 22:00"),
    ("midnight twice in Havana",     "2028-11-04", "America/Havana",     "2028-11-05 04:00"),
    ("from 00:01 back to the day",   "2006-10-28", "America/St_Johns",   "2006-10-29 03:30"),
)

DAYS_AT = (  # moment in UTC, zone, day
    ("a second to midnight, 31 December", "2029-01-01 04:59:59", "America/New_York", "2028-12-31"),
    ("midnight",                         "2029-01-01 05:00:00", "America/New_York",   "2029-01-01"),
    ("the year ends first in Kiritimati", "2028-12-31 09:59:59", "Pacific/Kiritimati", "2028-12-31"),
    ("a second later",                   "2028-12-31 10:00:00", "Pacific/Kiritimati", "2029-01-01"),
    ("and last in Pago Pago",            "2029-01-01 10:59:59", "Pacific/Pago_Pago",  "2028-12-31"),
)

MORNINGS = (  # day, zone, the moment in UTC
    ("in winter time",           "2028-03-11", "America/New_York",   "2028-03-11 14:00"),
    ("in summer time",           "2028-03-12", "America/New_York",   "2028-03-12 13:00"),
    ("the day before, in UTC",   "2028-06-30", "Pacific/Kiritimati", "2028-06-29 19:00"),
    ("the lost day of Samoa",    "2011-12-30", "Pacific/Apia",       "2011-12-29 19:00"),
)
# fmt: on

ALL = (MONTHS, PERIODS, DEADLINES, SENDING, RECEIPTS, DAY_ENDS, DAYS_AT, MORNINGS)


def _rows(table: tuple[tuple[object, ...], ...]) -> list[object]:
    return [pytest.param(*row[1:], id=str(row[0])) for row in table]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _lag(text: str) -> Lag:
    value, unit = text.split()
    return Lag(value=int(value), unit=LagUnit(unit))


def test_there_are_at_least_sixty_rows() -> None:
    assert sum(len(table) for table in ALL) >= 60


@pytest.mark.parametrize(("start", "months", "expected"), _rows(MONTHS))
def test_months_are_counted_from_the_day(start: str, months: int, expected: str) -> None:
    assert add_months(_day(start), months) == _day(expected)


@pytest.mark.parametrize(("start", "initial", "renewal", "n", "first", "last"), _rows(PERIODS))
def test_a_period_has_these_days(
    start: str, initial: int | str, renewal: int, n: int, first: str, last: str
) -> None:
    renews = Renewal(months=renewal)
    period = (
        Period(months=initial, renewal=renews)
        if isinstance(initial, int)
        else Period(mode=PeriodMode.END_DATE, ends_on=_day(initial), renewal=renews)
    )
    assert first_day(period, _day(start), n) == _day(first)
    assert last_day(period, _day(start), n) == _day(last)


@pytest.mark.parametrize(("last", "notice", "law", "expected"), _rows(DEADLINES))
def test_a_notice_is_due_on_this_day(last: str, notice: str, law: str, expected: str) -> None:
    value, unit = notice.split()
    deadline = before(_day(last), int(value), SpanUnit(unit), business_days_of(law))
    assert deadline == _day(expected)


@pytest.mark.parametrize(("by", "lag", "law", "expected"), _rows(SENDING))
def test_this_is_the_last_day_to_send(by: str, lag: str, law: str, expected: str) -> None:
    assert last_day_to_send(_day(by), _lag(lag), business_days_of(law)) == _day(expected)


@pytest.mark.parametrize(("sent_on", "lag", "law", "expected"), _rows(RECEIPTS))
def test_a_notice_is_received_on_this_day(sent_on: str, lag: str, law: str, expected: str) -> None:
    assert deemed_received(_day(sent_on), _lag(lag), business_days_of(law)) == _day(expected)


@pytest.mark.parametrize(("day", "zone", "expected"), _rows(DAY_ENDS))
def test_a_day_ends_at_this_moment(day: str, zone: str, expected: str) -> None:
    assert moment_end_of(_day(day), zone) == _moment(expected)


@pytest.mark.parametrize(("moment", "zone", "expected"), _rows(DAYS_AT))
def test_a_moment_falls_on_this_day(moment: str, zone: str, expected: str) -> None:
    assert day_at(_moment(moment), zone) == _day(expected)


@pytest.mark.parametrize(("day", "zone", "expected"), _rows(MORNINGS))
def test_a_reminder_fires_at_this_moment(day: str, zone: str, expected: str) -> None:
    assert fires_at(_day(day), zone) == _moment(expected)
