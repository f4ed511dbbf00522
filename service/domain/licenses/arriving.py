"""Duties that are done by what comes, deliveries and reports, so that nobody has to say so."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from service.domain.deliveries.schedule import Due
from service.domain.licenses.events import KeyDateSettled
from service.domain.licenses.key_dates import DueDate
from service.domain.licenses.license import License
from service.domain.licenses.parts import Settled, SettledHow
from service.domain.licenses.report_spans import ReportSpan, report_spans
from service.domain.period.entries import KeyDateKind
from service.domain.period.zones import day_at
from service.domain.statements.account import Reported
from service.domain.statements.reports import reportable
from service.domain.wording import day_in_words


def arrived(
    dates: Iterable[DueDate], rows: Iterable[Due], *, by: str, at: datetime
) -> tuple[KeyDateSettled, ...]:
    """What has come is done on the day on which it came, however late it was entered."""
    came = {row.n: row.with_ for row in rows if row.with_}
    return tuple(
        _done(each, batch.delivered_on, f"Delivery {batch.number}", by, at)
        for each in dates
        if each.kind is KeyDateKind.DELIVERY_DUE and each.open and (batch := came.get(each.n))
    )


def reported(
    license: License,
    dates: Iterable[DueDate],
    kept: Iterable[Reported],
    new: Sequence[Reported],
    *,
    by: str,
    at: datetime,
) -> tuple[KeyDateSettled, ...]:
    """A report is given once each charge by use or revenue is reported to the last day of its time.

    `kept` is all that is reported, `new` what came just now: that does no duty of another time, so
    that one which somebody opened again stays open until its own report is corrected.
    """
    on, all_kept = day_at(at, license.zone), tuple(kept)
    given = {span.n: span for span in report_spans(license, on) if _is_new(span, new)}
    return tuple(
        _done(each, on, f"Report until {day_in_words(span.closes)}", by, at)
        for each in dates
        if each.kind is KeyDateKind.REPORT_DUE and each.open and (span := given.get(each.n))
        if _is_whole(license, span, all_kept)
    )


def _is_new(span: ReportSpan, new: Iterable[Reported]) -> bool:
    return any(span.first <= each.on <= span.last for each in new)


def _is_whole(license: License, span: ReportSpan, kept: Iterable[Reported]) -> bool:
    closed = {each.charge for each in kept if span.closes <= each.on <= span.last}
    return reportable(license.terms).keys() <= closed


def _done(found: DueDate, on: date, note: str, by: str, at: datetime) -> KeyDateSettled:
    settled = Settled(key=found.key, how=SettledHow.DONE, on=on, by=by, note=note)
    return KeyDateSettled(settled=settled, by=by, at=at)
