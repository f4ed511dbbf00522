"""Licenses that renew by themselves."""

from datetime import date
from typing import Any

import pytest

from service.domain.terms.delivery import SpanUnit
from service.domain.terms.period import Notice, PeriodMode, RenewalMode, Starts
from tests.domain.checks.cases import Case, clear, found, named

NEW_YORK = ("personal_reminder_in_new_york", "/period/renewal/mode", "/law/governing_law")
WISCONSIN = ("disclosure_in_wisconsin", "/period/renewal/mode", "/parties/licensee")
THERE = {"parties__licensee__jurisdiction": "US-WI"}
BY_CHOICE = {"period__renewal__mode": RenewalMode.OPTION_LICENSEE}


def monthly(value: int, unit: SpanUnit = SpanUnit.DAYS, **changes: Any) -> dict[str, Any]:
    return {
        "period__renewal__months": 1,
        "period__renewal__notice": Notice(value=value, unit=unit),
        **changes,
    }


CASES = (
    found(*NEW_YORK),
    found(*NEW_YORK, period__renewal__mode=RenewalMode.AUTO_EVERGREEN),
    clear(NEW_YORK[0], **BY_CHOICE),
    clear(NEW_YORK[0], law__governing_law="US-CA"),
    found(*WISCONSIN, **THERE),
    *(
        found(
            *WISCONSIN,
            parties__licensee__address__country="US",
            parties__licensee__address__region=region,
        )
        for region in ("Wisconsin", "WI")
    ),
    clear(WISCONSIN[0], parties__licensee__address__country="US"),
    found(
        *WISCONSIN,
        **THERE,
        period__mode=PeriodMode.END_DATE,
        period__ends_on=date(2029, 1, 30),
        period__starts=Starts(),
    ),
    clear(WISCONSIN[0], **THERE, period__months=12),
    clear(WISCONSIN[0], **THERE, **BY_CHOICE),
    clear(WISCONSIN[0], parties__licensee__address__region="WI"),
    found("notice_outlasts_renewal", "/period/renewal/notice", **monthly(60)),
    found("notice_outlasts_renewal", "/period/renewal/notice", **monthly(1, SpanUnit.MONTHS)),
    found(
        "notice_outlasts_renewal",
        "/period/renewal/notice_licensee",
        **monthly(20, period__renewal__notice_licensee=Notice(value=45)),
    ),
    clear("notice_outlasts_renewal", **monthly(20)),
    clear("notice_outlasts_renewal"),
)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_renewals_by_silence_are_looked_at(case: Case) -> None:
    assert case.where == case.expected
