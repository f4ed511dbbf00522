"""Every date that follows from the terms of a license, each with its rule in words."""

from collections.abc import Iterator
from datetime import date
from itertools import count, takewhile
from typing import Final

from service.domain.period.afterwards import entries_after_end
from service.domain.period.counting import ONE_DAY, BusinessDays, add_months
from service.domain.period.delivery_dates import entries_of_delivery
from service.domain.period.entries import Entry, KeyDate, KeyDateKind, KeyDateRule, dated
from service.domain.period.renewal_dates import entries_of_renewal
from service.domain.period.renewals import has_last_day, last_day, most_renewals
from service.domain.period.words import START, day_before_months_after
from service.domain.terms import Terms
from service.domain.terms.compliance import Reports
from service.domain.terms.grant import Exclusivity, Grant
from service.domain.terms.period import Period, PeriodMode, Renewal, RenewalMode, StartMode
from service.domain.wording import day_in_words

_MONTHS_AHEAD: Final = 24
"""A reminder goes out at most a year before a notice of at most a year."""

_REPORTS: Final = {
    Reports.MONTHLY: "month",
    Reports.QUARTERLY: "quarter",
    Reports.SEMIANNUAL: "half-year",
    Reports.ANNUAL: "year",
}


def key_dates(
    terms: Terms, starts_on: date, business_days: BusinessDays, *, renewed: int = 0
) -> tuple[KeyDate, ...]:
    """The dates, in order, of a license that has renewed `renewed` times so far.

    What is due after the end is given for an end with the current period. All renewals that may
    come are there; of an endless row, those whose reminders can fall due before the next one.
    """
    return dated(_entries(terms, renewed), starts_on, business_days)


def key_date_rules(terms: Terms, *, renewed: int = 0) -> tuple[KeyDateRule, ...]:
    """The same dates in words, and those that hang on an event, for a start not yet known."""
    return tuple(entry.rule for entry in _entries(terms, renewed))


def _entries(terms: Terms, renewed: int) -> Iterator[Entry]:
    period = terms.period
    yield _starts(period)
    yield from _exclusivity(terms.grant)
    yield from entries_of_delivery(terms.delivery)
    yield from _reports(terms.compliance.reports)
    if has_last_day(period):
        yield _last_day(KeyDateKind.LAST_DAY, period, renewed)
        yield from _renewals(terms, renewed)
        for entry in entries_after_end(terms, None, renewed):
            yield entry.counted_from(lambda start, _: last_day(period, start, renewed))


def _starts(period: Period) -> Entry:
    rule = (
        f"the date of the last signature shown in the Signature Record, in {period.timezone}"
        if period.starts.mode is StartMode.LAST_SIGNATURE or period.starts.on is None
        else day_in_words(period.starts.on)
    )
    return Entry(KeyDateRule(kind=KeyDateKind.STARTS, rule=rule), lambda starts_on, _: starts_on)


def _exclusivity(grant: Grant) -> Iterator[Entry]:
    months = grant.exclusivity_months
    if months and grant.exclusivity is not Exclusivity.NONEXCLUSIVE:
        yield Entry(
            KeyDateRule(
                kind=KeyDateKind.EXCLUSIVITY_ENDS, rule=day_before_months_after(months, START)
            ),
            lambda starts_on, _: add_months(starts_on, months) - ONE_DAY,
        )


def _reports(reports: Reports) -> Iterator[Entry]:
    if reports is not Reports.NONE:
        rule = f"the last day of the calendar month after each {_REPORTS[reports]}"
        yield Entry(KeyDateRule(kind=KeyDateKind.REPORT_DUE, rule=rule))


def _last_day(kind: KeyDateKind, period: Period, n: int) -> Entry:
    return Entry(
        KeyDateRule(kind=kind, n=n, rule=_last_day_in_words(period, n)),
        lambda starts_on, _: last_day(period, starts_on, n),
    )


def _last_day_in_words(period: Period, n: int) -> str:
    renewed = n * period.renewal.months
    if period.mode is not PeriodMode.END_DATE or period.ends_on is None:
        return day_before_months_after((period.months or 0) + renewed, START)
    if n == 0:
        return day_in_words(period.ends_on)
    return day_before_months_after(renewed, day_in_words(period.ends_on + ONE_DAY))


def _renewals(terms: Terms, renewed: int) -> Iterator[Entry]:
    for n in _ahead(terms.period.renewal, renewed):
        yield from entries_of_renewal(terms, n)
    most = most_renewals(terms.period.renewal)
    if most and most > renewed:
        yield _last_day(KeyDateKind.LAST_POSSIBLE_DAY, terms.period, most)


def _ahead(renewal: Renewal, renewed: int) -> Iterator[int]:
    most = most_renewals(renewal)
    if most is not None:
        yield from range(renewed + 1, most + 1)
    elif renewal.mode is RenewalMode.MUTUAL:
        yield renewed + 1
    else:
        yield from takewhile(
            lambda n: (n - renewed - 1) * renewal.months <= _MONTHS_AHEAD, count(renewed + 1)
        )
