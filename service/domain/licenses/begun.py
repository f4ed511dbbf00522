"""The periods that a license has when it begins; one signed elsewhere may have renewed before."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from service.domain.licenses.parts import Cause, PeriodRow
from service.domain.period.renewals import first_day, has_last_day, last_day
from service.domain.pricing.rises import renewal_rises
from service.domain.terms.period import Period, RenewalMode


def periods_begun(period: Period, starts_on: date, renewed: int) -> tuple[PeriodRow, ...]:
    """All up to renewal `renewed`."""
    return tuple(_period_begun(period, starts_on, n) for n in range(renewed + 1))


def _period_begun(period: Period, starts_on: date, n: int) -> PeriodRow:
    """The initial one; or a renewal before the license was recorded, as the contract has it."""
    rises = renewal_rises(period.renewal.price, n)
    return PeriodRow(
        n=n,
        first_day=first_day(period, starts_on, n),
        last_day=last_day(period, starts_on, n) if has_last_day(period) else None,
        cause=_RENEWED_BY.get(period.renewal.mode, Cause.SILENCE) if n else Cause.START,
        rises=() if not n else None if rises is None else tuple(f"{rise:f}" for rise in rises),
    )


_RENEWED_BY: Final[Mapping[RenewalMode, Cause]] = MappingProxyType(
    {
        RenewalMode.OPTION_LICENSEE: Cause.OPTION,
        RenewalMode.OPTION_LICENSOR: Cause.OPTION,
        RenewalMode.CONDITIONAL: Cause.CONDITION,
        RenewalMode.MUTUAL: Cause.AGREEMENT,
    }
)
