"""For which days statements are made: by the calendar, within one period, as often as is reported."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.errors import DeliveryRefused
from service.domain.licenses.license import License
from service.domain.statements.spans import Span, span_of, spans, usual_span
from service.domain.terms.compliance import Reports
from service.domain.terms.period import RenewalMode
from tests.builders import some_terms
from tests.domain.licenses.lives import in_force, made, on_day, renewing

START, BORDER = date(2027, 1, 31), date(2029, 1, 31)
DAY = timedelta(days=1)


def _reporting(reports: Reports) -> License:
    terms = some_terms()
    return made(replace(terms, compliance=replace(terms.compliance, reports=reports)))


def _renewed() -> License:
    return in_force(renewing(RenewalMode.AUTO_EVERGREEN), until=on_day(2029, 3, 1))


def _days(license: License, on: date) -> list[tuple[int, date, date]]:
    return [(each.n, each.first, each.last) for each in spans(license, on)]


def test_the_first_begins_with_the_contract_and_the_others_with_a_quarter() -> None:
    """Signed on 15 January 2027, in force from 31 January."""
    assert _days(made(), date(2027, 7, 1)) == [
        (0, date(2027, 1, 15), date(2027, 3, 31)),
        (0, date(2027, 4, 1), date(2027, 6, 30)),
        (0, date(2027, 7, 1), date(2027, 9, 30)),
    ]


def test_a_renewal_cuts_the_quarter_in_two() -> None:
    assert _days(_renewed(), date(2029, 4, 1))[-3:] == [
        (0, date(2029, 1, 1), BORDER - DAY),
        (1, BORDER, date(2029, 3, 31)),
        (1, date(2029, 4, 1), date(2029, 6, 30)),
    ]


@pytest.mark.parametrize(
    ("reports", "last"),
    [
        (Reports.MONTHLY, date(2027, 1, 31)),
        (Reports.SEMIANNUAL, date(2027, 6, 30)),
        (Reports.ANNUAL, date(2027, 12, 31)),
        (Reports.NONE, date(2027, 3, 31)),
    ],
)
def test_spans_are_as_long_as_those_of_the_reports(reports: Reports, last: date) -> None:
    assert _days(_reporting(reports), date(2027, 1, 31))[0] == (0, date(2027, 1, 15), last)


def test_the_usual_one_is_the_last_that_is_over() -> None:
    license = made()
    running = Span(n=0, first=date(2027, 1, 15), last=date(2027, 3, 31))
    before = date(2026, 12, 31)
    assert usual_span(license, before) == Span(n=0, first=before, last=before)
    assert usual_span(license, date(2027, 2, 1)) == running
    assert usual_span(license, date(2027, 3, 31)) == running
    assert usual_span(license, date(2027, 4, 1)) == running
    assert usual_span(license, date(2027, 7, 1)).first == date(2027, 4, 1)


def test_days_lie_in_one_period_and_in_their_order() -> None:
    license = _renewed()
    assert span_of(license, date(2027, 1, 1), BORDER - DAY).n == 0
    assert span_of(license, BORDER, BORDER).n == 1
    for first, last, said in (
        (BORDER, BORDER - DAY, "not before the first"),
        (BORDER - DAY, BORDER, "until 2029-01-30"),
    ):
        with pytest.raises(DeliveryRefused) as refused:
            span_of(license, first, last)
        (fault,) = refused.value.faults
        assert fault.pointer == "/to"
        assert said in fault.message
