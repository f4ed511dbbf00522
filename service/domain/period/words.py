"""The rules behind key dates in the contract's own words, printed where a day is not yet known."""

from typing import Final

from service.domain.terms.delivery import SpanUnit
from service.domain.terms.notices import NoticeMethod

_UNITS: Final = {
    SpanUnit.DAYS: "day",
    SpanUnit.BUSINESS_DAYS: "Business Day",
    SpanUnit.WEEKS: "week",
    SpanUnit.MONTHS: "month",
}
BY: Final = {
    NoticeMethod.PLATFORM: "through the platform",
    NoticeMethod.EMAIL: "by e-mail",
    NoticeMethod.COURIER: "by courier",
}

START: Final = "the Effective Date"
END: Final = "the End Date"
USE_END: Final = "the Use End Date"


def length(value: int, unit: SpanUnit = SpanUnit.DAYS) -> str:
    return f"{value} {_UNITS[unit]}{'' if value == 1 else 's'}"


def later(value: int, unit: SpanUnit, event: str) -> str:
    """`60 days after the Effective Date`; without a length, the event itself."""
    return f"{length(value, unit)} after {event}" if value else event


def period_name(n: int) -> str:
    return f"Renewal Period {n}" if n else "the Initial Period"


def last_day_of(n: int) -> str:
    return f"the last day of {period_name(n)}"


def day_before_months_after(months: int, event: str) -> str:
    """The last day of a number of months; C44 says what holds in a month without that date."""
    return f"the day before the same date, {length(months, SpanUnit.MONTHS)} after {event}"


def sent_in_time(method: NoticeMethod, lag: str, deadline: str) -> str:
    return (
        f"the latest day of sending on which a notice {BY[method]}, deemed received {lag}, "
        f"is received no later than {deadline}"
    )


def lag_in_words(value: int, unit: SpanUnit) -> str:
    if value:
        return f"{length(value, unit)} after sending"
    business = " if it is a Business Day, else on the next" * (unit is SpanUnit.BUSINESS_DAYS)
    return f"on the day of sending{business}"
