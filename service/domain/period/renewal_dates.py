"""The key dates of one renewal: when it starts, and by when a notice about it is in time."""

from collections.abc import Iterator
from dataclasses import replace

from service.domain.period.counting import ONE_DAY
from service.domain.period.entries import Entry, KeyDateKind, KeyDateRule, When
from service.domain.period.notice import ahead_of, givers, last_day_to_send
from service.domain.period.renewals import first_day, last_day
from service.domain.period.words import lag_in_words, last_day_of, length, sent_in_time
from service.domain.terms import Terms
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.notices import Lag, NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import NoticeBasis, Period, Renewal, RenewalMode, Span


def entries_of_renewal(terms: Terms, n: int) -> Iterator[Entry]:
    """Counted from the first day of the license."""
    period = terms.period
    yield Entry(
        KeyDateRule(
            kind=KeyDateKind.RENEWAL_STARTS, n=n, rule=f"the day after {last_day_of(n - 1)}"
        ),
        lambda starts_on, _: first_day(period, starts_on, n),
    )
    if period.renewal.mode is RenewalMode.MUTUAL:
        yield _settled(period, n)
    for side in _sides(period.renewal):
        yield from _notice(terms, n, side)


def _settled(period: Period, n: int) -> Entry:
    rule = f"the day before {last_day_of(n - 1)}"
    return Entry(
        KeyDateRule(kind=KeyDateKind.RENEWAL_SETTLED_BY, n=n, rule=rule),
        lambda starts_on, _: last_day(period, starts_on, n - 1) - ONE_DAY,
    )


def _ahead(period: Period, span: Span, n: int) -> When:
    return lambda starts_on, business_days: ahead_of(period, starts_on, n, span, business_days)


def _in_words(span: Span, n: int) -> str:
    return f"{length(span.value, span.unit)} before {last_day_of(n - 1)}"


def _sides(renewal: Renewal) -> tuple[Side | None, ...]:
    """Null for both sides where their notices are alike."""
    sides = givers(renewal)
    alike = len(sides) > 1 and len({renewal.notice_of(side) for side in sides}) == 1
    return (None,) if alike else sides


def _notice(terms: Terms, n: int, side: Side | None) -> Iterator[Entry]:
    period = terms.period
    notice = period.renewal.notice_of(side or Side.LICENSOR)
    deadline = _ahead(period, notice, n)
    by = KeyDateRule(kind=KeyDateKind.NOTICE_RECEIVED_BY, n=n, side=side, rule=_in_words(notice, n))
    if notice.not_earlier_than:
        opens = replace(
            by, kind=KeyDateKind.NOTICE_OPENS, rule=_in_words(notice.not_earlier_than, n)
        )
        yield Entry(opens, _ahead(period, notice.not_earlier_than, n))
    if period.renewal.notice_basis is NoticeBasis.RECEIVED:
        yield Entry(by, deadline)
    for method in sorted(terms.notices.methods):
        sent = replace(by, kind=KeyDateKind.NOTICE_SENT_BY, method=method)
        if period.renewal.notice_basis is NoticeBasis.SENT:
            yield Entry(sent, deadline)
        else:
            lag = terms.notices.deemed_receipt.lag(method)
            yield _sent_in_time(sent, method, lag, deadline)


def _sent_in_time(sent: KeyDateRule, method: NoticeMethod, lag: Lag, deadline: When) -> Entry:
    words = sent_in_time(method, lag_in_words(lag.value, SpanUnit(lag.unit)), sent.rule)
    return Entry(
        replace(sent, rule=words),
        lambda starts_on, business_days: last_day_to_send(
            deadline(starts_on, business_days), lag, business_days
        ),
    )
