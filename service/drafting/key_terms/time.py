"""Key Terms: the period, its renewals, and the days that follow where the start is known."""

from collections.abc import Iterator

from service.domain.contract import Section
from service.domain.period.counting import BusinessDays
from service.domain.period.entries import KeyDate, KeyDateKind
from service.domain.period.key_dates import key_dates
from service.domain.period.notice import givers
from service.domain.period.renewals import last_day
from service.domain.terms import Terms
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import (
    Convenience,
    ConvenienceParty,
    Period,
    PeriodMode,
    Renewal,
    RenewalMode,
    RenewalPriceMode,
)
from service.domain.wording import day_in_words
from service.drafting.rows import NONE, NOT_APPLICABLE, Row, group, or_none, row
from service.drafting.wording import counted, cpi, percent, span, zone
from service.drafting.words import words


def period(terms: Terms, business_days: BusinessDays) -> Section:
    return group("period", "Period and renewal", _rows(terms, business_days))


def _rows(terms: Terms, business_days: BusinessDays) -> Iterator[Row]:
    length, renewal = terms.period, terms.period.renewal
    yield row("Effective Date", _effective_date(length))
    yield row("Initial Period", _initial_period(length))
    yield row("Renewal", words(renewal.mode))
    renews = renewal.mode is not RenewalMode.NONE
    each = counted(renewal.months, "month")
    yield row("Renewal Period", f"{each} each" if renews else NOT_APPLICABLE)
    yield row("Maximum Renewals", _most(renewal))
    yield row("Renewal Notice", *_notice(renewal))
    basis = words(renewal.notice_basis) if givers(renewal) else NOT_APPLICABLE
    yield row("Notice Basis", basis)
    yield row("First Notice Days", *or_none(_notice_days(terms, business_days), NOT_APPLICABLE))
    yield row("Renewal Price", _price(renewal) if renews else NOT_APPLICABLE)
    yield row("Renewal Condition", *(renewal.condition or NOT_APPLICABLE).split("\n"))
    yield row("Cure Period", counted(length.cure_days, "day"))
    yield row("Convenience Right", _convenience(length.convenience))
    yield row("Wind-down Period", _wind_down(length))
    yield row("Contract Zone", zone(length.timezone))


def _effective_date(length: Period) -> str:
    """legal-review.md B4: bytes are frozen before the last signature is known."""
    if length.starts.on is not None:
        return day_in_words(length.starts.on)
    return (
        f"The date of the last signature shown in the Signature Record, in {zone(length.timezone)}"
    )


def _initial_period(length: Period) -> str:
    match length.mode:
        case PeriodMode.PERPETUAL:
            return "Without limit of time, from the Effective Date"
        case PeriodMode.END_DATE if length.ends_on:
            return f"From the Effective Date to {day_in_words(length.ends_on)}, both days included"
    months = counted(length.months or 0, "month")
    if length.starts.on is None:
        return f"{months} from the Effective Date"
    end = day_in_words(last_day(length, length.starts.on, 0))
    return f"{months}, from {day_in_words(length.starts.on)} to {end}, both days included"


def _most(renewal: Renewal) -> str:
    if renewal.mode in (RenewalMode.NONE, RenewalMode.AUTO_EVERGREEN):
        return NOT_APPLICABLE
    return "No maximum" if renewal.max is None else counted(renewal.max, "renewal")


def _wind_down(length: Period) -> str:
    return counted(length.wind_down_days, "day") if length.wind_down_days else NONE


def _notice(renewal: Renewal) -> Iterator[str]:
    sides = givers(renewal)
    if not sides:
        yield NOT_APPLICABLE
        return
    differ = renewal.notice_licensor is not None or renewal.notice_licensee is not None
    for side in sides if differ else sides[:1]:
        notice = renewal.notice_of(side)
        who = f"By {words(side)}: at" if differ else "At"
        window = notice.not_earlier_than
        opens = f", and not more than {span(window)} before it" if window else ""
        last = "the last day of the period that is ending"
        yield f"{who} least {span(notice)} before {last}{opens}"


def _notice_days(terms: Terms, business_days: BusinessDays) -> Iterator[str]:
    """The days for the first renewal, so that nobody has to count them."""
    start = terms.period.starts.on
    if start is None or not givers(terms.period.renewal):
        return
    dates = [d for d in key_dates(terms, start, business_days) if d.n == 1]
    by_side = {side: tuple(_days_of(side, dates)) for side in givers(terms.period.renewal)}
    if len({*by_side.values()}) == 1:
        yield from next(iter(by_side.values()))
        return
    for side, days in by_side.items():
        yield from (f"{words(side)}: {said[:1].lower()}{said[1:]}" for said in days)


def _days_of(side: Side, dates: list[KeyDate]) -> Iterator[str]:
    own = [found for found in dates if found.side in (side, None)]
    for kind in (
        KeyDateKind.NOTICE_RECEIVED_BY,
        KeyDateKind.NOTICE_SENT_BY,
        KeyDateKind.NOTICE_OPENS,
    ):
        yield from (_said(found) for found in own if found.kind is kind)


def _said(found: KeyDate) -> str:
    if found.kind is KeyDateKind.NOTICE_OPENS:
        return f"Not before {day_in_words(found.on)}"
    if found.method is None:
        return f"Received by {day_in_words(found.on)}"
    how = "through" if found.method is NoticeMethod.PLATFORM else "by"
    return f"Sent {how} {words(found.method)} by {day_in_words(found.on)}"


def _price(renewal: Renewal) -> str:
    price = renewal.price
    match price.mode:
        case RenewalPriceMode.SAME:
            return "As in the period before"
        case RenewalPriceMode.NEGOTIATED:
            return "As the parties agree in writing"
        case RenewalPriceMode.UPLIFT:
            return f"Raised by {percent(price.pct)}" if price.pct is not None else NONE
        case RenewalPriceMode.CPI:
            return cpi(price.floor, price.cap)


def _convenience(convenience: Convenience) -> str:
    if convenience.party is ConvenienceParty.NONE:
        return NONE
    return f"{words(convenience.party)}, on Notice of {counted(convenience.notice_days, 'day')}"
