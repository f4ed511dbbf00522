"""What is looked at again and again while a license runs: price parity (C22), and transfers of
personal data (C30)."""

from collections.abc import Iterator
from datetime import date
from itertools import count, takewhile
from typing import Final

from service.domain.licenses.license import License
from service.domain.licenses.renewing import expected_end
from service.domain.licenses.report_spans import known_until
from service.domain.period.counting import ONE_DAY, add_months
from service.domain.period.words import START, length
from service.domain.pricing.length import MONTHS_A_YEAR
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.parties import Side
from service.domain.terms.privacy import PersonalData
from service.domain.terms.risk import Mfn

TRANSFER_RULE: Final = (
    f"the last day of each year from {START}, by a rule of ours, since the contract names no day: "
    "whether the Transfer Mechanism, and the assessment of the law behind it, still hold"
)


def parity_side(license: License) -> Side | None:
    """Who may ask for proof of price parity (C22): null where nobody may, or no audit is agreed on."""
    terms = license.terms
    if terms.risk.mfn is Mfn.NONE or not terms.compliance.audit_per_year:
        return None
    return Side(terms.risk.mfn.value)


def parity_rule(license: License) -> str:
    months = length(_look_back(license), SpanUnit.MONTHS)
    return (
        f"every {months}, the Parity Look-back: what is asked for by Notice later no longer reaches "
        "comparable licenses that ended before this time"
    )


def parity_days(license: License, on: date) -> Iterator[tuple[int, date]]:
    """From 1, the last day of each Parity Look-back since the first day, as known on day `on`."""
    return _last_days(license, _look_back(license), on)


def transfer_days(license: License, on: date) -> Iterator[tuple[int, date]]:
    """From 1, the last day of each year of a transfer under an instrument, save where all ends.

    An amendment may have brought the transfer: nobody was to look at it before that.
    """
    privacy, end = license.terms.privacy, expected_end(license)
    if privacy.personal_data is not PersonalData.NONE and privacy.transfer:
        days = _last_days(license, MONTHS_A_YEAR, on)
        since = max((each.until for each in license.former if each.until), default=date.min)
        yield from ((n, day) for n, day in days if since <= day and (not end or day < end.on))


def _look_back(license: License) -> int:
    parity = license.terms.risk.mfn_terms
    return parity.look_back_months if parity else MONTHS_A_YEAR


def _last_days(license: License, months: int, on: date) -> Iterator[tuple[int, date]]:
    until = known_until(license, on)
    days = ((n, add_months(license.starts_on, months * n) - ONE_DAY) for n in count(1))
    yield from takewhile(lambda each: each[1] <= until, days)
