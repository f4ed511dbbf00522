"""What an amendment makes of days and payments: it changes what is still to come, never what was."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from service.domain.licenses.parts import Added
from service.domain.period.counting import ONE_DAY, add_months
from service.domain.pricing import first_charges
from service.domain.terms import Terms
from service.domain.terms.period import Period, PeriodMode


def added(before: Terms, after: Terms, on: date) -> Iterator[Added]:
    """What is payable at the start, and was not before."""
    known = {charge for charge, _ in first_charges(before)}
    for charge in dict.fromkeys(charge for charge, _ in first_charges(after)):
        if charge not in known:
            yield Added(charge=charge, on=on)


def shift_by(before: Terms, after: Terms, renewed: int) -> int:
    """By how many months renewals come later than their number and new length tell.

    Those that took place keep the length that they had: months are added up over the periods as
    they were (C44).
    """
    return renewed * (before.period.renewal.months - after.period.renewal.months)


def shifted(period: Period, months: int) -> Period:
    """With an initial period so much longer: each later one is counted right from the start then."""
    if period.mode is PeriodMode.END_DATE and period.ends_on:
        return replace(period, ends_on=add_months(period.ends_on + ONE_DAY, months) - ONE_DAY)
    return replace(period, months=period.months and period.months + months)
