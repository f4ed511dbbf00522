from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.domain.period.faults import (
    notice_outlasts_renewal,
    notice_warnings,
    period_faults,
)
from service.domain.terms import Terms
from service.domain.terms.delivery import DueAfter, DueEvent, SpanUnit, Tranche
from service.domain.terms.grant import Exclusivity
from service.domain.terms.models import OnEnd, WeightsSurvival
from service.domain.terms.period import (
    Notice,
    PeriodMode,
    Renewal,
    RenewalMode,
    Span,
    StartMode,
    Starts,
)
from service.domain.terms.signing import Signing
from tests.builders import some_terms

TODAY = date(2026, 11, 22)
UNSIGNED = Starts(mode=StartMode.LAST_SIGNATURE)
NO_RENEWAL = Renewal(mode=RenewalMode.NONE)


def terms(**changes: Any) -> Terms:
    return some_terms(period=replace(some_terms().period, **changes))


def renewing(**changes: Any) -> Terms:
    return terms(renewal=replace(some_terms().period.renewal, **changes))


def faulty(of: Terms, on: date | None = TODAY) -> dict[str, str]:
    return {fault.pointer: fault.message for fault in period_faults(of, on)}


def starting(on: date | None) -> Terms:
    return terms(starts=Starts(mode=StartMode.FIXED, on=on))


def test_the_sample_has_no_fault_and_no_warning() -> None:
    assert period_faults(some_terms(), TODAY) == ()
    assert notice_warnings(some_terms()) == ()


def test_all_faults_come_at_once() -> None:
    wrong = terms(months=None, starts=Starts(mode=StartMode.FIXED), renewal=Renewal(max=3))
    assert faulty(wrong).keys() == {
        "/period/months",
        "/period/starts/on",
        "/period/renewal/max",
    }


def test_a_period_in_months_needs_months() -> None:
    assert faulty(terms(months=None)) == {
        "/period/months": "A period in months needs how many, from 1 to 600."
    }


def test_a_period_in_months_has_no_last_day_of_its_own() -> None:
    assert faulty(terms(ends_on=date(2029, 1, 30))).keys() == {"/period/ends_on"}


def to_a_date(ends_on: date | None, **changes: Any) -> Terms:
    return terms(mode=PeriodMode.END_DATE, ends_on=ends_on, **changes)


def test_a_period_to_an_end_date_needs_the_date() -> None:
    assert faulty(to_a_date(None)).keys() == {"/period/ends_on"}


@pytest.mark.parametrize(("ends_on", "is_wrong"), [(31, True), (30, True), (29, True)])
def test_the_last_day_comes_after_the_first(ends_on: int, is_wrong: bool) -> None:
    of = to_a_date(date(2027, 1, ends_on), renewal=NO_RENEWAL)
    assert ("/period/ends_on" in faulty(of)) is is_wrong


def test_a_last_day_before_the_first_is_not_blamed_on_the_notice() -> None:
    assert "/period/renewal/notice" not in faulty(to_a_date(date(2027, 1, 29)))


def test_the_last_day_may_be_the_day_after_the_first() -> None:
    of = to_a_date(date(2027, 3, 1), renewal=NO_RENEWAL)
    assert "/period/ends_on" not in faulty(of)


def test_a_last_day_before_the_last_signature_can_come_is_refused() -> None:
    of = to_a_date(TODAY, starts=UNSIGNED, renewal=NO_RENEWAL)
    assert faulty(of)["/period/ends_on"] == (
        "The last day, 22 November 2026, must come after today, 22 November 2026."
    )


def test_a_last_day_out_of_all_bounds_is_refused_and_not_counted_with() -> None:
    assert faulty(to_a_date(date(9999, 12, 31))).keys() == {"/period/ends_on"}


def test_a_perpetual_license_has_neither_months_nor_renewals_nor_a_last_day() -> None:
    of = terms(mode=PeriodMode.PERPETUAL, ends_on=date(2029, 1, 30))
    assert faulty(of).keys() == {
        "/period/months",
        "/period/renewal/mode",
        "/period/ends_on",
    }


def test_a_perpetual_license_without_them_is_in_order() -> None:
    assert faulty(terms(mode=PeriodMode.PERPETUAL, months=None, renewal=NO_RENEWAL)) == {}


def test_a_fixed_start_needs_its_day() -> None:
    assert faulty(starting(None)).keys() == {"/period/starts/on"}


def test_a_start_with_the_last_signature_has_no_day() -> None:
    of = terms(starts=Starts(mode=StartMode.LAST_SIGNATURE, on=date(2027, 1, 31)))
    assert faulty(of).keys() == {"/period/starts/on"}


@pytest.mark.parametrize("on", [date(1989, 12, 31), date(2031, 11, 23), date(9999, 12, 31)])
def test_a_start_before_1990_or_more_than_five_years_ahead_is_refused(on: date) -> None:
    assert faulty(starting(on))["/period/starts/on"].endswith(
        "must lie between 1 January 1990 and 22 November 2031."
    )


@pytest.mark.parametrize("on", [date(1990, 1, 1), date(2031, 11, 22)])
def test_a_start_from_1990_to_five_years_ahead_is_in_order(on: date) -> None:
    assert "/period/starts/on" not in faulty(starting(on))


def test_without_today_the_distance_of_a_start_is_let_be() -> None:
    assert "/period/starts/on" not in faulty(starting(date(2090, 1, 1)), on=None)


def test_a_conditional_renewal_needs_its_condition() -> None:
    assert faulty(renewing(mode=RenewalMode.CONDITIONAL)).keys() == {"/period/renewal/condition"}


def test_a_condition_without_a_conditional_renewal_is_refused() -> None:
    assert faulty(renewing(condition="Sales pass a million.")).keys() == {
        "/period/renewal/condition"
    }


def test_a_fixed_number_of_renewals_needs_the_number() -> None:
    assert faulty(renewing(max=None)).keys() == {"/period/renewal/max"}


@pytest.mark.parametrize("mode", [RenewalMode.NONE, RenewalMode.AUTO_EVERGREEN])
def test_no_number_limits_what_does_not_renew_or_never_ends(mode: RenewalMode) -> None:
    assert faulty(renewing(mode=mode)).keys() == {"/period/renewal/max"}


@pytest.mark.parametrize(
    "mode", [RenewalMode.OPTION_LICENSEE, RenewalMode.OPTION_LICENSOR, RenewalMode.MUTUAL]
)
def test_options_and_agreements_may_be_limited_in_number(mode: RenewalMode) -> None:
    assert faulty(renewing(mode=mode)) == {}


@pytest.mark.parametrize(
    ("value", "unit", "most"),
    [
        (366, SpanUnit.DAYS, "365 days"),
        (261, SpanUnit.BUSINESS_DAYS, "260 Business Days"),
        (53, SpanUnit.WEEKS, "52 weeks"),
        (13, SpanUnit.MONTHS, "12 months"),
    ],
)
def test_a_notice_is_a_year_at_most_in_every_unit(value: int, unit: SpanUnit, most: str) -> None:
    message = faulty(renewing(notice=Notice(value=value, unit=unit)))[
        "/period/renewal/notice/value"
    ]
    assert message.endswith(f"are more than a year: at most {most} would be right.")


def test_the_opening_of_a_notice_is_a_year_ahead_at_most() -> None:
    notice = Notice(value=60, not_earlier_than=Span(value=13, unit=SpanUnit.MONTHS))
    assert faulty(renewing(notice_licensee=notice)).keys() == {
        "/period/renewal/notice_licensee/not_earlier_than/value"
    }


def noticed(start: date | None, months: int, notice: Notice) -> dict[str, str]:
    starts = Starts(mode=StartMode.FIXED, on=start) if start else UNSIGNED
    renewal = replace(some_terms().period.renewal, notice=notice)
    of = terms(starts=starts, months=months, renewal=renewal)
    bare = replace(of, delivery=replace(of.delivery, schedule=()))
    return faulty(bare)


@pytest.mark.parametrize(
    ("start", "days", "is_refused"),
    [
        (date(2027, 1, 1), 58, False),
        (date(2027, 1, 1), 59, True),
        (date(2027, 7, 1), 61, False),
        (date(2027, 7, 1), 62, True),
    ],
)
def test_a_notice_as_long_as_the_initial_period_is_refused(
    start: date, days: int, is_refused: bool
) -> None:
    refused = noticed(start, 2, Notice(value=days))
    assert ("/period/renewal/notice" in refused) is is_refused


def test_the_refusal_names_the_days_and_what_would_be_right() -> None:
    refused = noticed(date(2027, 1, 1), 2, Notice(value=60))
    assert refused["/period/renewal/notice"] == (
        "A notice of 60 days is not shorter than the Initial Period, which can be as short as 59 "
        "days (from 1 January 2027 to 28 February 2027): at most 58 days would be right."
    )


@pytest.mark.parametrize(("months", "is_refused"), [(2, False), (3, True)])
def test_a_notice_in_months_is_shorter_than_a_period_in_months(
    months: int, is_refused: bool
) -> None:
    for start in (date(2027, 1, 31), date(2028, 2, 29), date(2027, 12, 1), None):
        refused = noticed(start, 3, Notice(value=months, unit=SpanUnit.MONTHS))
        assert ("/period/renewal/notice" in refused) is is_refused


@pytest.mark.parametrize(("days", "is_refused"), [(27, False), (28, True)])
def test_without_a_start_a_month_is_as_short_as_february(days: int, is_refused: bool) -> None:
    refused = noticed(None, 1, Notice(value=days))
    assert ("/period/renewal/notice" in refused) is is_refused


def test_each_side_is_told_of_its_own_notice() -> None:
    of = terms(
        months=2,
        renewal=replace(
            some_terms().period.renewal, notice_licensee=Notice(value=10, unit=SpanUnit.WEEKS)
        ),
    )
    assert {"/period/renewal/notice", "/period/renewal/notice_licensee"} <= faulty(of).keys()


def test_a_notice_that_nobody_gives_is_not_judged() -> None:
    short = terms(months=4, renewal=replace(NO_RENEWAL, notice=Notice(value=365)))
    assert faulty(short) == {}


def test_only_the_holder_of_an_option_is_judged() -> None:
    option = Renewal(
        mode=RenewalMode.OPTION_LICENSEE,
        notice=Notice(value=365),
        notice_licensee=Notice(value=30),
    )
    assert faulty(terms(months=4, renewal=option)) == {}


def test_a_notice_longer_than_a_renewal_is_a_warning_and_no_fault() -> None:
    monthly = renewing(months=1)
    assert faulty(monthly) == {}
    (warning,) = notice_warnings(monthly)
    assert warning.pointer == "/period/renewal/notice"
    assert warning.message.startswith(
        "A notice of 60 days is not shorter than a Renewal Period of 1 month"
    )


@pytest.mark.parametrize(
    ("months", "notice", "outlasts"),
    [
        (12, Notice(value=364), False),
        (12, Notice(value=365), True),
        (1, Notice(value=27), False),
        (1, Notice(value=28), True),
        (1, Notice(value=1, unit=SpanUnit.MONTHS), True),
        (2, Notice(value=1, unit=SpanUnit.MONTHS), False),
        (1, Notice(value=21, unit=SpanUnit.BUSINESS_DAYS), True),
        (1, Notice(value=20, unit=SpanUnit.BUSINESS_DAYS), False),
    ],
)
def test_a_notice_outlasts_a_renewal_that_can_be_as_short(
    months: int, notice: Notice, outlasts: bool
) -> None:
    assert notice_outlasts_renewal(Renewal(months=months), notice) is outlasts


@pytest.mark.parametrize(
    ("opens", "is_refused"),
    [
        (Span(value=61), False),
        (Span(value=60), True),
        (Span(value=2, unit=SpanUnit.MONTHS), False),
        (Span(value=1, unit=SpanUnit.MONTHS), True),
    ],
)
def test_a_notice_opens_before_it_is_due(opens: Span, is_refused: bool) -> None:
    refused = faulty(renewing(notice=Notice(value=60, not_earlier_than=opens)))
    assert ("/period/renewal/notice/not_earlier_than" in refused) is is_refused


def exclusive(months: int, **changes: Any) -> dict[str, str]:
    grant = replace(
        some_terms().grant, exclusivity=Exclusivity.TIME_EXCLUSIVE, exclusivity_months=months
    )
    return faulty(replace(terms(**changes), grant=grant))


@pytest.mark.parametrize(("months", "is_refused"), [(48, False), (49, True)])
def test_exclusivity_ends_with_the_last_renewal_at_the_latest(
    months: int, is_refused: bool
) -> None:
    assert ("/grant/exclusivity_months" in exclusive(months)) is is_refused


def test_exclusivity_may_be_of_any_length_in_a_license_without_an_end() -> None:
    endless = Renewal(mode=RenewalMode.AUTO_EVERGREEN)
    assert exclusive(120, renewal=endless) == {}


def test_models_that_retire_need_months_until_then() -> None:
    models = replace(
        some_terms().models,
        sunset_months=0,
        on_end=OnEnd(works_withdrawn=WeightsSurvival.RETIRE_BY_DATE),
    )
    assert faulty(some_terms(models=models)).keys() == {"/models/sunset_months"}


def test_models_that_never_retire_need_no_months() -> None:
    models = replace(some_terms().models, sunset_months=0, on_end=OnEnd())
    assert faulty(some_terms(models=models)) == {}


def delivered(tranche: Tranche, **changes: Any) -> dict[str, str]:
    of = terms(**changes)
    return faulty(replace(of, delivery=replace(of.delivery, schedule=(tranche,))))


def due_on(day: date) -> Tranche:
    return Tranche(line="photos", quantity=Decimal(1), due_date=day)


def due_after(value: int, unit: SpanUnit) -> Tranche:
    due = DueAfter(event=DueEvent.EFFECTIVE_DATE, value=value, unit=unit)
    return Tranche(line="photos", quantity=Decimal(1), due_after=due)


@pytest.mark.parametrize(
    ("day", "is_refused"),
    [
        (date(2027, 1, 30), True),
        (date(2027, 1, 31), False),
        (date(2031, 1, 30), False),
        (date(2031, 1, 31), True),
    ],
)
def test_deliveries_are_due_while_the_license_can_run(day: date, is_refused: bool) -> None:
    refused = delivered(due_on(day))
    assert ("/delivery/schedule/0/due_date" in refused) is is_refused


def test_a_delivery_in_the_past_is_refused_before_the_last_signature() -> None:
    refused = delivered(due_on(date(2026, 11, 21)), starts=UNSIGNED)
    assert refused == {
        "/delivery/schedule/0/due_date": "The delivery is due on 21 November 2026, before 22 "
        "November 2026, today; count it from an event."
    }


def test_a_delivery_after_an_end_date_is_refused_whenever_the_license_starts() -> None:
    refused = delivered(
        due_on(date(2029, 2, 1)),
        starts=UNSIGNED,
        mode=PeriodMode.END_DATE,
        ends_on=date(2029, 1, 31),
        renewal=NO_RENEWAL,
    )
    assert refused.keys() == {"/delivery/schedule/0/due_date"}


@pytest.mark.parametrize(("value", "is_refused"), [(1460, False), (1461, True)])
def test_a_delivery_after_the_start_is_due_while_the_license_can_run(
    value: int, is_refused: bool
) -> None:
    for starts in (some_terms().period.starts, UNSIGNED):
        refused = delivered(due_after(value, SpanUnit.DAYS), starts=starts)
        assert ("/delivery/schedule/0/due_after/value" in refused) is is_refused


def test_a_delivery_is_due_within_ten_years_of_its_event() -> None:
    due = DueAfter(event=DueEvent.PAYMENT, value=121, unit=SpanUnit.MONTHS)
    tranche = Tranche(line="photos", quantity=Decimal(1), due_after=due)
    assert delivered(tranche) == {
        "/delivery/schedule/0/due_after/value": "121 months are more than ten years: at most 120 "
        "months would be right."
    }


@pytest.mark.parametrize(
    ("by", "is_refused"),
    [
        (date(2026, 11, 21), True),
        (date(2026, 11, 22), False),
        (date(2029, 1, 30), False),
        (date(2029, 1, 31), True),
    ],
)
def test_signing_ends_from_today_to_the_last_day(by: date, is_refused: bool) -> None:
    refused = faulty(some_terms(signing=Signing(complete_by=by)))
    assert ("/signing/complete_by" in refused) is is_refused
