"""What is reported, audited and secured."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from service.domain.terms.bounds import Items, Name, Places, between


class Reports(StrEnum):
    NONE = "none"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance:
    """`security` names standards, such as SOC2 or ISO27001."""

    reports: Reports = Reports.QUARTERLY
    audit_per_year: Annotated[int, between(0, 4)] = 1
    audit_notice_days: Annotated[int, between(5, 90)] = 30
    audit_cost_shift_pct: Annotated[Decimal, between(1, 25), Places(2)] = Decimal(5)
    audit_lookback_years: Annotated[int, between(1, 10)] = 3
    security: Annotated[tuple[Name, ...], Items(10)] = ()
    breach_notice_hours: Annotated[int, between(1, 240)] = 72
    confidentiality_years: Annotated[int, between(0, 20)] = 3
    withdrawal_notice_days: Annotated[int, between(0, 180)] = 30
