"""Which days a change of the terms moves, from where to where."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from hypothesis import HealthCheck, given, settings

from service.domain.period.counting import WEEKDAYS
from service.domain.period.differences import Due, MovedDate, moved_dates
from service.domain.period.entries import KeyDateKind as K
from service.domain.terms import Terms
from service.domain.terms.models import WeightsSurvival
from service.domain.terms.parties import Side
from service.domain.terms.period import Notice, PeriodMode, StartMode, Starts
from tests.builders import some_terms
from tests.domain.changes import terms_with
from tests.pairs import pairs
from tests.sizes import cases

SAMPLE = some_terms()
OPEN = terms_with(period__starts=Starts(mode=StartMode.LAST_SIGNATURE))


def moved(after: Terms, before: Terms = SAMPLE) -> tuple[MovedDate, ...]:
    return moved_dates(before, after, WEEKDAYS, WEEKDAYS)


def days(after: Terms, *kinds: K) -> dict[Any, tuple[date | None, date | None]]:
    return {
        (d.kind, d.n): (d.before and d.before.on, d.after and d.after.on)
        for d in moved(after)
        if d.kind in kinds
    }


def test_a_term_without_a_day_moves_none() -> None:
    assert moved(terms_with(law__place="Kings County")) == ()


def test_a_longer_period_moves_its_end_and_the_notice() -> None:
    found = days(terms_with(period__months=36), K.LAST_DAY, K.NOTICE_RECEIVED_BY)
    assert found == {
        (K.LAST_DAY, 0): (date(2029, 1, 30), date(2030, 1, 30)),
        (K.NOTICE_RECEIVED_BY, 1): (date(2028, 12, 1), date(2029, 12, 1)),
        (K.NOTICE_RECEIVED_BY, 2): (date(2029, 12, 1), date(2030, 12, 1)),
    }


def test_a_longer_notice_comes_earlier() -> None:
    found = moved(terms_with(period__renewal__notice=Notice(value=90)))
    first = next(d for d in found if d.kind is K.NOTICE_RECEIVED_BY)
    assert (first.before, first.after) == (
        Due("60 days before the last day of the Initial Period", date(2028, 12, 1)),
        Due("90 days before the last day of the Initial Period", date(2028, 11, 1)),
    )
    assert first.days == -30
    assert {d.kind for d in found} == {K.NOTICE_RECEIVED_BY, K.NOTICE_SENT_BY}


def test_a_notice_of_one_side_alone_leaves_the_other_sides_where_it_was() -> None:
    found = moved(terms_with(period__renewal__notice_licensee=Notice(value=90)))
    assert {d.side for d in found} == {Side.LICENSEE}
    first = next(d for d in found if d.kind is K.NOTICE_RECEIVED_BY)
    assert first.before is not None
    assert first.before.on == date(2028, 12, 1)


def test_a_delivery_has_a_day_of_its_own() -> None:
    after = terms_with(delivery__schedule__1__due_date=date(2027, 3, 15))
    assert days(after, K.DELIVERY_DUE) == {
        (K.DELIVERY_DUE, 2): (date(2027, 2, 28), date(2027, 3, 15))
    }


def test_duties_after_the_end_move_with_the_terms_that_make_them() -> None:
    after = terms_with(
        models__weights_survival=WeightsSurvival.RETIRE_BY_DATE,
        models__usage_records_years=5,
        models__retention_days_after_end=90,
        models__deletion_certificate=False,
    )
    found = {d.kind: (d.before and d.before.on, d.after and d.after.on) for d in moved(after)}
    assert found[K.WEIGHTS_SUNSET] == (None, date(2030, 1, 30))
    assert found[K.USAGE_RECORDS_END] == (date(2032, 1, 30), date(2034, 1, 30))
    assert found[K.RETENTION_ENDS] == (date(2029, 3, 31), date(2029, 4, 30))
    assert found[K.CERTIFICATE_DUE][1] is None


def test_without_a_known_start_the_rules_tell_what_moved() -> None:
    after = replace(OPEN, models=replace(OPEN.models, retention_days_after_end=90))
    found = next(d for d in moved(after, OPEN) if d.kind is K.RETENTION_ENDS)
    assert (found.before, found.after) == (
        Due("60 days after the Use End Date", None),
        Due("90 days after the Use End Date", None),
    )
    assert found.days is None


def test_a_start_that_becomes_known_gives_every_day() -> None:
    found = {d.kind: d for d in moved(SAMPLE, OPEN)}
    end = found[K.LAST_DAY]
    assert end.before is not None
    assert end.after is not None
    assert (end.before.on, end.after.on) == (None, date(2029, 1, 30))


def test_a_license_without_an_end_keeps_its_duties_after_the_end() -> None:
    after = terms_with(period__mode=PeriodMode.PERPETUAL, period__months=None)
    found = {d.kind: d for d in moved(after)}
    assert found[K.LAST_DAY].after is None
    assert found[K.RETENTION_ENDS].after == Due("60 days after the Use End Date", None)


@settings(
    max_examples=cases(15, 200),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(pairs())
def test_from_the_other_end_the_same_days_move(pair: tuple[Terms, Terms]) -> None:
    before, after = pair
    there, back = moved(after, before), moved(before, after)
    swapped = [replace(d, before=d.after, after=d.before) for d in back]
    assert list(there) == swapped
    assert all(d.before != d.after for d in there)


def test_a_position_moves_no_day() -> None:
    assert moved(terms_with(positions__clauses=MappingProxyType({"C05": "licensor"}))) == ()
