"""The rules come to the days and moments that were worked out by hand."""

from datetime import date, timedelta

import pytest

from service.domain.licenses.key_dates import key_of
from service.domain.period.key_dates import key_dates
from service.domain.period.zones import day_at, fires_at, moment_end_of
from service.drafting.calendars import business_days_of
from tests.domain.period.golden import GOLDEN
from tests.domain.period.golden.row import LAST, Row, moment


def test_there_are_sixty_and_each_is_another() -> None:
    assert len(GOLDEN) >= 60
    assert len({row.why for row in GOLDEN}) == len(GOLDEN)
    terms = {(row.starts, row.terms.period, row.law, row.notices) for row in GOLDEN}
    assert len(terms) == len(GOLDEN)


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row.why)
def test_days_and_moments_are_those_worked_out_by_hand(row: Row) -> None:
    start = day_at(row.signed_at, row.zone) if row.signed_at else row.first_day
    found = {
        key_of(each.kind, each.n, each.side, each.method): str(each.on)
        for each in key_dates(row.terms, start, business_days_of(row.law))
    }
    assert {key: found.get(key) for key in row.days} == row.days
    key, before, at = row.reminded
    on = date.fromisoformat(found[key]) - timedelta(days=before)
    assert fires_at(on, row.zone) == moment(at)
    if row.over:
        assert moment_end_of(date.fromisoformat(row.days[LAST]), row.zone) == moment(row.over)
