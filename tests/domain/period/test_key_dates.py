from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.domain.period.counting import WEEKDAYS
from service.domain.period.entries import KeyDate, KeyDateKind, KeyDateRule
from service.domain.period.key_dates import key_date_rules, key_dates
from service.domain.terms import Terms
from service.domain.terms.compliance import Reports
from service.domain.terms.delivery import (
    AcceptanceStarts,
    DueAfter,
    DueEvent,
    SpanUnit,
    Tranche,
)
from service.domain.terms.grant import Exclusivity
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import (
    Notice,
    NoticeBasis,
    PeriodMode,
    RenewalMode,
    Span,
    StartMode,
    Starts,
)
from tests.builders import some_terms

START = date(2027, 1, 31)
K = KeyDateKind


def terms(**changes: Any) -> Terms:
    return some_terms(period=replace(some_terms().period, **changes))


def renewing(**changes: Any) -> Terms:
    return terms(renewal=replace(some_terms().period.renewal, **changes))


def dates(of: Terms, **more: Any) -> tuple[KeyDate, ...]:
    return key_dates(of, START, WEEKDAYS, **more)


def days(of: Terms, kind: KeyDateKind, **more: Any) -> list[date]:
    return [key_date.on for key_date in dates(of, **more) if key_date.kind is kind]


def rules(of: Terms, kind: KeyDateKind) -> list[str]:
    return [rule.rule for rule in key_date_rules(of) if rule.kind is kind]


def of_kind(of: Terms, kind: KeyDateKind) -> list[KeyDate]:
    return [key_date for key_date in dates(of) if key_date.kind is kind]


def identity(rule: KeyDateRule) -> tuple[object, ...]:
    return rule.kind, rule.n, rule.side, rule.method


def test_the_sample_is_received_by_1_december_and_sent_by_30_november() -> None:
    assert days(some_terms(), K.NOTICE_RECEIVED_BY)[0] == date(2028, 12, 1)
    by_email = [
        d.on for d in of_kind(some_terms(), K.NOTICE_SENT_BY) if d.method is NoticeMethod.EMAIL
    ]
    assert by_email[0] == date(2028, 11, 30)


def test_the_sample_ends_on_30_january_2029_and_at_the_latest_2031() -> None:
    assert days(some_terms(), K.LAST_DAY) == [date(2029, 1, 30)]
    assert days(some_terms(), K.LAST_POSSIBLE_DAY) == [date(2031, 1, 30)]


def test_dates_are_in_order() -> None:
    on = [key_date.on for key_date in dates(some_terms())]
    assert on == sorted(on)


def test_kind_n_side_and_method_name_each_date_once() -> None:
    named = [identity(rule) for rule in key_date_rules(some_terms())]
    assert len(named) == len(set(named))


def test_every_date_has_a_rule_and_every_rule_a_date_or_an_event() -> None:
    by_name = {identity(rule): rule.rule for rule in key_date_rules(some_terms())}
    dated = {identity(key_date): key_date.rule for key_date in dates(some_terms())}
    assert dated.items() <= by_name.items()
    events = {kind for kind, *_ in by_name.keys() - dated.keys()}
    assert events == {K.ACCEPTANCE_LAPSES, K.REPORT_DUE}


def test_a_license_that_starts_with_the_last_signature_says_so_in_words() -> None:
    unsigned = terms(starts=Starts(mode=StartMode.LAST_SIGNATURE))
    assert rules(unsigned, K.STARTS) == [
        "the date of the last signature shown in the Signature Record, in America/New_York"
    ]
    assert rules(unsigned, K.NOTICE_RECEIVED_BY)[0] == (
        "60 days before the last day of the Initial Period"
    )


def test_a_fixed_start_is_printed_as_a_date() -> None:
    assert rules(some_terms(), K.STARTS) == ["31 January 2027"]


def test_the_last_day_is_worded_from_the_start_for_every_renewal() -> None:
    assert rules(some_terms(), K.LAST_DAY) == [
        "the day before the same date, 24 months after the Effective Date"
    ]
    assert rules(some_terms(), K.LAST_POSSIBLE_DAY) == [
        "the day before the same date, 48 months after the Effective Date"
    ]


def test_an_end_date_is_its_own_rule_and_renewals_count_from_the_day_after() -> None:
    to_a_date = terms(mode=PeriodMode.END_DATE, ends_on=date(2029, 2, 28))
    assert rules(to_a_date, K.LAST_DAY) == ["28 February 2029"]
    assert rules(to_a_date, K.LAST_POSSIBLE_DAY) == [
        "the day before the same date, 24 months after 1 March 2029"
    ]
    assert days(to_a_date, K.LAST_POSSIBLE_DAY) == [date(2031, 2, 28)]


def test_the_rule_for_sending_names_the_way_and_the_time_until_receipt() -> None:
    email = next(
        rule
        for rule in key_date_rules(some_terms())
        if rule.kind is K.NOTICE_SENT_BY and rule.method is NoticeMethod.EMAIL
    )
    assert email.rule == (
        "the latest day of sending on which a notice by e-mail, deemed received 1 Business Day "
        "after sending, is received no later than 60 days before the last day of the Initial "
        "Period"
    )


def test_sending_in_time_is_enough_where_the_basis_is_sent() -> None:
    sent = renewing(notice_basis=NoticeBasis.SENT)
    assert days(sent, K.NOTICE_RECEIVED_BY) == []
    first = [d for d in of_kind(sent, K.NOTICE_SENT_BY) if d.n == 1]
    assert {(d.method, d.on) for d in first} == {
        (NoticeMethod.EMAIL, date(2028, 12, 1)),
        (NoticeMethod.PLATFORM, date(2028, 12, 1)),
    }


def test_sides_with_different_notices_have_dates_of_their_own() -> None:
    per_side = renewing(notice_licensor=Notice(value=6, unit=SpanUnit.MONTHS))
    first = [d for d in of_kind(per_side, K.NOTICE_RECEIVED_BY) if d.n == 1]
    assert {(d.side, d.on) for d in first} == {
        (Side.LICENSOR, date(2028, 7, 30)),
        (Side.LICENSEE, date(2028, 12, 1)),
    }


def test_sides_with_the_same_notice_share_a_date() -> None:
    same = Notice(value=90)
    alike = renewing(notice_licensor=same, notice_licensee=same)
    first = [d for d in of_kind(alike, K.NOTICE_RECEIVED_BY) if d.n == 1]
    assert [(d.side, d.on) for d in first] == [(None, date(2028, 11, 1))]


def test_an_option_gives_its_holder_a_date() -> None:
    option = renewing(mode=RenewalMode.OPTION_LICENSEE, max=1)
    received = of_kind(option, K.NOTICE_RECEIVED_BY)
    assert [(d.side, d.on) for d in received] == [(Side.LICENSEE, date(2028, 12, 1))]


def test_a_window_opens_before_the_notice_is_due() -> None:
    window = renewing(notice=Notice(value=60, not_earlier_than=Span(value=120)))
    assert days(window, K.NOTICE_OPENS)[0] == date(2028, 10, 2)


def test_a_renewal_by_agreement_can_be_agreed_until_the_day_before_the_last() -> None:
    mutual = renewing(mode=RenewalMode.MUTUAL, max=None)
    assert days(mutual, K.RENEWAL_SETTLED_BY) == [date(2029, 1, 29)]
    assert days(mutual, K.NOTICE_RECEIVED_BY) == []


def test_a_condition_is_relied_on_by_a_notice() -> None:
    conditional = renewing(mode=RenewalMode.CONDITIONAL, max=1, condition="Sales pass a million.")
    assert days(conditional, K.NOTICE_RECEIVED_BY) == [date(2028, 12, 1)]


def test_without_renewal_nothing_renews_and_no_notice_is_due() -> None:
    once = renewing(mode=RenewalMode.NONE, max=None)
    kinds = {key_date.kind for key_date in dates(once)}
    assert not kinds & {
        K.RENEWAL_STARTS,
        K.NOTICE_RECEIVED_BY,
        K.NOTICE_SENT_BY,
        K.LAST_POSSIBLE_DAY,
    }


def test_each_renewal_that_may_come_has_its_deadline() -> None:
    assert days(some_terms(), K.NOTICE_RECEIVED_BY) == [date(2028, 12, 1), date(2029, 12, 1)]
    assert days(some_terms(), K.RENEWAL_STARTS) == [date(2029, 1, 31), date(2030, 1, 31)]


def test_after_a_renewal_the_dates_are_those_of_the_new_period() -> None:
    assert days(some_terms(), K.LAST_DAY, renewed=1) == [date(2030, 1, 30)]
    assert days(some_terms(), K.NOTICE_RECEIVED_BY, renewed=1) == [date(2029, 12, 1)]
    assert days(some_terms(), K.RETENTION_ENDS, renewed=1) == [date(2030, 3, 31)]


def test_after_the_last_renewal_no_notice_is_due() -> None:
    assert days(some_terms(), K.NOTICE_RECEIVED_BY, renewed=2) == []
    assert days(some_terms(), K.LAST_POSSIBLE_DAY, renewed=2) == []


def test_an_evergreen_shows_what_a_reminder_may_fall_due_for_before_it_renews() -> None:
    """A year's reminder before a year's notice: renewals up to two years ahead."""
    monthly = renewing(mode=RenewalMode.AUTO_EVERGREEN, months=1, max=None)
    assert len(days(monthly, K.NOTICE_RECEIVED_BY)) == 25
    yearly = renewing(mode=RenewalMode.AUTO_EVERGREEN, max=None)
    assert len(days(yearly, K.NOTICE_RECEIVED_BY)) == 3


def test_a_perpetual_license_has_no_end_and_nothing_after_it() -> None:
    perpetual = some_terms(
        period=replace(
            some_terms().period,
            mode=PeriodMode.PERPETUAL,
            months=None,
            renewal=replace(some_terms().period.renewal, mode=RenewalMode.NONE, max=None),
        )
    )
    assert {key_date.kind for key_date in dates(perpetual)} == {K.STARTS, K.DELIVERY_DUE}


def test_exclusivity_ends_the_day_before_its_months_are_over() -> None:
    grant = replace(
        some_terms().grant, exclusivity=Exclusivity.TIME_EXCLUSIVE, exclusivity_months=12
    )
    assert days(some_terms(grant=grant), K.EXCLUSIVITY_ENDS) == [date(2028, 1, 30)]


def test_a_nonexclusive_grant_has_no_end_of_exclusivity() -> None:
    grant = replace(some_terms().grant, exclusivity_months=12)
    assert days(some_terms(grant=grant), K.EXCLUSIVITY_ENDS) == []


def scheduled(*tranches: Tranche) -> Terms:
    return some_terms(delivery=replace(some_terms().delivery, schedule=tranches))


def after_event(event: DueEvent, value: int, unit: SpanUnit = SpanUnit.DAYS) -> Tranche:
    due = DueAfter(event=event, value=value, unit=unit)
    return Tranche(line="photos", quantity=Decimal(1), due_after=due)


def test_deliveries_are_due_on_their_date_or_after_the_start() -> None:
    assert days(some_terms(), K.DELIVERY_DUE) == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 4, 1),
        date(2027, 5, 1),
    ]


def test_a_delivery_in_months_is_due_at_the_end_of_a_shorter_month() -> None:
    monthly = scheduled(after_event(DueEvent.EFFECTIVE_DATE, 1, SpanUnit.MONTHS))
    assert days(monthly, K.DELIVERY_DUE) == [date(2027, 2, 28)]


def test_a_delivery_after_an_event_to_come_has_a_rule_and_no_date() -> None:
    waiting = scheduled(
        after_event(DueEvent.PAYMENT, 30), after_event(DueEvent.PREVIOUS_ACCEPTANCE, 2)
    )
    assert days(waiting, K.DELIVERY_DUE) == []
    assert rules(waiting, K.DELIVERY_DUE) == [
        "30 days after payment",
        "2 days after the acceptance of delivery 1",
    ]


@pytest.mark.parametrize(
    ("starts", "acceptance_days", "rule"),
    [
        (AcceptanceStarts.EACH_DELIVERY, 15, "15 days after each delivery"),
        (AcceptanceStarts.COMPLETE_DELIVERY, 1, "1 day after the complete delivery of a line"),
        (AcceptanceStarts.EACH_DELIVERY, 0, "each delivery"),
    ],
)
def test_acceptance_lapses_after_delivery(
    starts: AcceptanceStarts, acceptance_days: int, rule: str
) -> None:
    delivery = replace(
        some_terms().delivery, acceptance_starts=starts, acceptance_days=acceptance_days
    )
    assert rules(some_terms(delivery=delivery), K.ACCEPTANCE_LAPSES) == [rule]


def test_reports_are_due_by_the_end_of_the_month_after() -> None:
    assert rules(some_terms(), K.REPORT_DUE) == [
        "the last day of the calendar month after each quarter"
    ]


def test_without_reports_none_is_due() -> None:
    compliance = replace(some_terms().compliance, reports=Reports.NONE)
    assert rules(some_terms(compliance=compliance), K.REPORT_DUE) == []
