"""Dates that were worked out by hand, with paper and calendar: what the program must come to."""

from typing import Final

from tests.domain.period.golden.agreed import BUSINESS_DAYS, WHOSE_NOTICE
from tests.domain.period.golden.counted import (
    DAYS_AGAINST_MONTHS,
    END_DATES,
    FEBRUARY_29,
    MONTH_ENDS,
)
from tests.domain.period.golden.moments import SIGNATURES, ZONES

GOLDEN: Final = (
    *MONTH_ENDS,
    *FEBRUARY_29,
    *END_DATES,
    *DAYS_AGAINST_MONTHS,
    *BUSINESS_DAYS,
    *WHOSE_NOTICE,
    *ZONES,
    *SIGNATURES,
)
