"""The account of a license's period, and the reports that it is worked out from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import Deliveries
from service.domain.errors import LicenseMoveNotAllowed, NotFound, ReportWrong
from service.domain.licenses.license import License
from service.domain.licenses.parts import End, Reason, Status
from service.domain.statements.account import Account, Reported
from service.domain.statements.of_license import account_of
from service.domain.statements.reports import report
from service.domain.terms.period import RenewalMode, RenewalPrice, RenewalPriceMode
from tests.conftest import NOON
from tests.domain.licenses.lives import in_force, made, on_day, renewing
from tests.domain.priced import hybrid, money, share, use

DAY = date(2027, 3, 1)
TERMS = hybrid(use(), share("10"))


def _account(license: License, n: int) -> Account:
    return account_of(license, n, Rules(license.terms), Deliveries())


def _reporting(license: License, *reports: Reported) -> License:
    return license.after(report(license.terms, reports, today=DAY, by="usr", at=NOON))


def test_the_initial_period_and_a_renewal_have_their_own_days_and_prices() -> None:
    price = RenewalPrice(mode=RenewalPriceMode.UPLIFT, pct=Decimal(5))
    terms = renewing(RenewalMode.AUTO_EVERGREEN, price=price)
    renewed = in_force(terms, until=on_day(2029, 3, 1))
    first, second = _account(renewed, 0), _account(renewed, 1)
    assert (first.first, first.last, first.renewal) == (date(2027, 1, 31), date(2029, 1, 30), False)
    assert (first.rise, first.agreed_last) == (1, None)
    assert (second.first, second.renewal, second.rise) == (date(2029, 1, 31), True, Decimal("1.05"))
    with pytest.raises(NotFound):
        _account(renewed, 2)


def test_an_early_end_cuts_the_period_off() -> None:
    cut = replace(in_force(TERMS), ended=End(on=DAY, reason=Reason.LICENSEE_BREACH))
    account = _account(cut, 0)
    assert (account.last, account.agreed_last) == (DAY, date(2029, 1, 30))


def test_a_report_moves_a_license_that_is_not_closed() -> None:
    license = in_force(TERMS)
    moved = _reporting(license, Reported(charge="use", on=DAY, uses=Decimal(5)))
    assert (moved.version, moved.status) == (license.version + 1, license.status)
    closed = replace(made(TERMS), status=Status.CLOSED)
    with pytest.raises(LicenseMoveNotAllowed):
        _reporting(closed, Reported(charge="use", on=DAY, uses=Decimal(5)))


def test_everything_wrong_with_a_report_is_said_at_once() -> None:
    with pytest.raises(ReportWrong) as refused:
        _reporting(
            in_force(TERMS),
            Reported(charge="photos", on=DAY),
            Reported(charge="use", on=DAY, uses=Decimal(-1), base=money("1")),
            Reported(charge="share", on=DAY, uses=Decimal(1), base=money("1", "EUR")),
            Reported(charge="share", on=date(2027, 3, 2), base=money("1")),
            Reported(charge="share", on=date(2027, 3, 2), base=money("1")),
        )
    assert [fault.pointer for fault in refused.value.faults] == [
        "/reports/0/charge",
        "/reports/1/uses",
        "/reports/1/base",
        "/reports/2/base",
        "/reports/2/uses",
        "/reports/3/on",
        "/reports/4/on",
        "/reports/4/on",
    ]
    with pytest.raises(ReportWrong, match="how much"):
        _reporting(in_force(TERMS))
