"""Which dates a license has, who owes them, and what settles, misses or cancels them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.terms import written
from service.domain.deal import OurSide
from service.domain.errors import (
    CureNotConfirmed,
    KeyDateSettledAlready,
    LicenseRefused,
    NoDuty,
    NotFound,
)
from service.domain.licenses.amending import amend
from service.domain.licenses.due import due, next_moment
from service.domain.licenses.events import KeyDateMissed
from service.domain.licenses.key_dates import (
    DueDate,
    LicenseDateKind,
    date_named,
    dates_of,
    reopen,
    settle,
)
from service.domain.licenses.license import License
from service.domain.licenses.parts import Ground, NoticeKind, SettledHow
from service.domain.licenses.reminders import reminders
from service.domain.period.counting import WEEKDAYS
from service.domain.period.entries import KeyDateKind
from service.domain.terms import Terms
from service.domain.terms.law import Law
from service.domain.terms.period import PeriodMode, Renewal, RenewalMode
from service.domain.terms.prices import Charge, ChargeKind, Due, DueOn, GuaranteePer
from service.domain.terms.privacy import PersonalData, Transfer
from service.domain.terms.risk import Mfn, MfnTerms
from tests.builders import a_charge, some_terms, usd
from tests.domain.licenses.lives import (
    COURIER,
    LICENSEE,
    LICENSOR,
    START,
    gives,
    in_force,
    lived,
    made,
    on_day,
    renewing,
    terminates,
    terms,
)

K, L = KeyDateKind, LicenseDateKind


def dates(license: License, on: date = START) -> tuple[DueDate, ...]:
    return dates_of(license, on, WEEKDAYS)


def days(license: License, kind: object, on: date = START) -> list[date]:
    return [each.on for each in dates(license, on) if each.kind == kind]


def test_the_deadlines_of_the_sample_deal_stand_with_the_days_to_send() -> None:
    assert days(in_force(), K.NOTICE_RECEIVED_BY)[0] == date(2028, 12, 1)
    assert date(2028, 11, 30) in days(in_force(), K.NOTICE_SENT_BY)


def test_keys_name_one_date_each_and_stay_when_the_day_moves() -> None:
    keys = [each.key for each in dates(in_force())]
    assert len(set(keys)) == len(keys)
    assert "notice_received_by:1:-:-" in keys


def test_a_report_is_due_for_each_calendar_quarter_that_the_license_touches() -> None:
    license = in_force(renewing(RenewalMode.NONE, max=None))
    reports = days(license, K.REPORT_DUE)
    assert reports[:2] == [date(2027, 4, 30), date(2027, 7, 31)]
    assert reports[-1] == date(2029, 4, 30)
    owed = {each.side for each in dates(license) if each.kind is K.REPORT_DUE}
    assert owed == {LICENSEE}


def test_a_license_without_end_has_reports_a_year_ahead() -> None:
    license = in_force(terms(mode=PeriodMode.PERPETUAL, months=None, renewal=Renewal()))
    assert days(license, K.REPORT_DUE, date(2040, 1, 1))[-1] >= date(2041, 1, 1)


def test_what_is_payable_at_the_start_and_the_true_up_are_duties() -> None:
    pricing = replace(
        some_terms().pricing,
        charges=(a_charge(amount=usd("1000"), due=Due(on=DueOn.EFFECTIVE_DATE, days=30)),),
    )
    license = in_force(some_terms(pricing=pricing))
    assert days(license, L.PAYMENT_DUE) == [date(2027, 4, 1)], "30 days from the invoice"
    assert days(license, L.TRUE_UP_DUE) == [date(2029, 4, 15)]
    assert pricing.guarantee
    yearly = replace(pricing, guarantee=replace(pricing.guarantee, per=GuaranteePer.YEAR))
    found = days(in_force(some_terms(pricing=yearly)), L.TRUE_UP_DUE)
    assert found == [date(2028, 4, 14), date(2029, 4, 15)]
    renewed = in_force(some_terms(pricing=yearly), on_day(2029, 6, 1))
    assert days(renewed, L.TRUE_UP_DUE) == [*found, date(2030, 4, 15)], "and in renewals"
    endless = replace(
        terms(mode=PeriodMode.PERPETUAL, months=None, renewal=Renewal()), pricing=yearly
    )
    assert days(in_force(endless), L.TRUE_UP_DUE, date(2029, 6, 1))[:2] == found
    ended = terminates(in_force(some_terms(pricing=yearly)), Ground.INSOLVENCY, date(2027, 6, 1))
    assert days(ended, L.TRUE_UP_DUE) == [date(2027, 6, 3) + timedelta(days=45 + 30)]


def test_who_has_price_parity_is_told_before_its_look_back_moves_on() -> None:
    """The license runs from 31 January 2027 to 30 January 2029."""
    terms_ = some_terms(
        risk=replace(
            some_terms().risk,
            mfn=Mfn.LICENSEE,
            mfn_terms=MfnTerms(comparator="Like photographs", look_back_months=9),
        ),
        period=renewing(RenewalMode.NONE, max=None).period,
    )
    license = in_force(terms_)
    assert days(license, L.PARITY_ASKED_BY) == [date(2027, 10, 30), date(2028, 7, 30)]
    asked = [each for each in dates(license) if each.kind is L.PARITY_ASKED_BY]
    assert {(each.side, each.duty) for each in asked} == {(LICENSEE, False)}
    ours = replace(license, our_side=OurSide.LICENSEE)
    assert reminded(ours, asked) == [date(2027, 10, 30), date(2028, 7, 30)]
    assert reminded(license, asked) == [], "it is the other side's"
    none = replace(terms_, compliance=replace(terms_.compliance, audit_per_year=0))
    assert days(in_force(none), L.PARITY_ASKED_BY) == [], "nobody may ask without an audit"


def test_a_transfer_of_personal_data_is_looked_at_each_year() -> None:
    privacy = replace(
        some_terms().privacy,
        personal_data=PersonalData.INCIDENTAL,
        transfer=frozenset({Transfer.SCC_M1}),
    )
    runs_on = terms(mode=PeriodMode.PERPETUAL, months=None, renewal=Renewal())
    license = in_force(replace(runs_on, privacy=privacy))
    last_days = [date(2028, 1, 30), date(2029, 1, 30), date(2030, 1, 30)]
    assert days(license, L.TRANSFER_REVIEW, date(2029, 2, 1)) == last_days
    first = next(each for each in dates(license) if each.kind is L.TRANSFER_REVIEW)
    assert (first.side, first.duty) == (None, True)
    assert reminded(license, [first]) == [date(2028, 1, 30)]
    brought = in_force(runs_on, on_day(2029, 6, 1))
    new = written(replace(runs_on, privacy=privacy))
    said = {"deal_id": None, "by": "usr", "at": on_day(2029, 6, 1)}
    brought = brought.after(amend(brought, new, **said))
    assert days(brought, L.TRANSFER_REVIEW, date(2029, 6, 1)) == [date(2030, 1, 30)]
    ends = replace(renewing(RenewalMode.NONE, max=None), privacy=privacy)
    assert days(in_force(ends), L.TRANSFER_REVIEW) == last_days[:1], "nothing goes on after the end"
    for less in ({"personal_data": PersonalData.NONE}, {"transfer": frozenset()}):
        without = replace(runs_on, privacy=replace(privacy, **less))
        assert days(in_force(without), L.TRANSFER_REVIEW) == []


def reminded(license: License, found: Iterable[DueDate]) -> list[date]:
    return [each.on for each in reminders(license, found, (7,))]


def test_new_york_asks_for_a_letter_between_30_and_15_days_before_the_deadline() -> None:
    assert days(in_force(), L.STATUTORY_NOTICE_OPENS) == [date(2028, 11, 1)]
    assert days(in_force(), L.STATUTORY_NOTICE_BY) == [date(2028, 11, 16)]
    german = some_terms(law=Law(governing_law="DE", place="Berlin"))
    assert days(in_force(german), L.STATUTORY_NOTICE_BY) == []


def test_a_known_end_cancels_what_would_come_after_it() -> None:
    license = gives(in_force(), NoticeKind.NON_RENEWAL, date(2028, 11, 30))
    kinds = {each.kind for each in dates(license)}
    assert not kinds & {
        K.RENEWAL_STARTS,
        K.NOTICE_RECEIVED_BY,
        K.NOTICE_SENT_BY,
        K.LAST_POSSIBLE_DAY,
        L.STATUTORY_NOTICE_BY,
    }
    assert days(license, K.USE_ENDS) == [date(2029, 1, 30)]
    assert days(in_force(), K.USE_ENDS) == [], "as long as silence renews"


def test_an_option_that_was_taken_up_needs_no_notice_any_more() -> None:
    license = in_force(renewing(RenewalMode.OPTION_LICENSEE))
    taken = gives(license, NoticeKind.RENEWAL, date(2028, 11, 1), side=LICENSEE)
    numbers = {each.n for each in dates(taken) if each.kind is K.NOTICE_RECEIVED_BY}
    assert numbers == {2}


def test_a_breach_puts_the_cure_on_the_side_in_breach() -> None:
    license = gives(in_force(), NoticeKind.BREACH, date(2027, 6, 1), method=COURIER)
    (cure,) = (each for each in dates(license) if each.kind is L.CURE_ENDS)
    assert (cure.on, cure.side, cure.duty) == (date(2027, 7, 3), LICENSEE, True)


def test_what_they_owe_to_cure_is_confirmed_with_the_notice_and_ours_is_done_by_hand() -> None:
    """Our side is the licensor."""
    at = on_day(2027, 6, 20)
    theirs = gives(in_force(), NoticeKind.BREACH, date(2027, 6, 1), method=COURIER)
    said = {"side": LICENSEE, "method": COURIER}
    ours = gives(in_force(), NoticeKind.BREACH, date(2027, 6, 1), **said)  # type: ignore[arg-type]
    (cure,) = (each for each in dates(theirs) if each.kind is L.CURE_ENDS)
    for how in SettledHow:
        with pytest.raises(CureNotConfirmed):
            settle(theirs, cure, how, "They paid.", by="usr", at=at)
    (cure,) = (each for each in dates(ours) if each.kind is L.CURE_ENDS)
    assert settle(ours, cure, SettledHow.DONE, "Paid.", by="usr", at=at)


def test_a_duty_is_done_once_or_waived_for_a_reason_and_can_be_opened_again() -> None:
    license, at = in_force(), on_day(2027, 3, 1)
    duty = date_named(license, "delivery_due:1:-:-", START, WEEKDAYS)
    assert (duty.side, duty.open) == (LICENSOR, True)
    with pytest.raises(LicenseRefused):
        settle(license, duty, SettledHow.WAIVED, " ", by="usr", at=at)
    done = license.after(settle(license, duty, SettledHow.DONE, "", by="usr", at=at))
    duty = date_named(done, duty.key, START, WEEKDAYS)
    assert not duty.open
    with pytest.raises(KeyDateSettledAlready):
        settle(done, duty, SettledHow.WAIVED, "No need.", by="usr", at=at)
    again = done.after(reopen(done, duty.key, "Wrong line.", by="usr", at=at))
    assert date_named(again, duty.key, START, WEEKDAYS).open


def test_a_day_that_comes_by_itself_is_no_duty() -> None:
    license = in_force()
    last = date_named(license, "last_day:0:-:-", START, WEEKDAYS)
    with pytest.raises(NoDuty):
        settle(license, last, SettledHow.DONE, "", by="usr", at=on_day(2027, 3, 1))
    with pytest.raises(NotFound):
        date_named(license, "last_day:9:-:-", START, WEEKDAYS)


def test_a_missed_duty_is_said_once_the_day_after() -> None:
    license = lived(made(), on_day(2027, 1, 31))
    assert not list(due(license, on_day(2027, 1, 31), WEEKDAYS))
    events = due(license, on_day(2027, 2, 1), WEEKDAYS)
    assert [e.key for e in events if isinstance(e, KeyDateMissed)] == ["delivery_due:1:-:-"]
    assert due(license.after(events), on_day(2027, 2, 1), WEEKDAYS) == ()


def test_what_was_over_before_the_license_was_recorded_is_nobodys_fault() -> None:
    imported = made(at=on_day(2028, 6, 1))
    events = due(imported, on_day(2028, 6, 1), WEEKDAYS)
    assert not [e for e in events if isinstance(e, KeyDateMissed)]


def test_the_next_moment_is_the_end_of_the_day_in_the_contracts_zone() -> None:
    moment = next_moment(made(), WEEKDAYS, on_day(2027, 1, 20))
    assert moment
    assert moment.isoformat() == "2027-01-31T05:00:00+00:00"
    ended = lived(made(), on_day(2031, 2, 1))
    after = next_moment(ended, WEEKDAYS, on_day(2031, 2, 1))
    assert after == datetime(2031, 4, 1, 4, tzinfo=UTC), "retention of 60 days is over"
    over = lived(made(), on_day(2060, 2, 1))
    assert next_moment(over, WEEKDAYS, on_day(2060, 2, 1)) is None


def test_what_an_amendment_adds_is_payable_from_then_on_and_settles_nothing_else() -> None:
    """It is due 30 days after signature, and is named first; what was paid before stays paid."""
    due_at = Due(on=DueOn.SIGNATURE, days=30)
    first = a_charge(id="first", kind=ChargeKind.FIXED, amount=usd("100"), due=due_at)
    license = in_force(_with_charges(first))
    (paid,) = [each for each in dates(license) if each.kind == L.PAYMENT_DUE]
    said = settle(license, paid, SettledHow.DONE, "Wired.", by="usr", at=on_day(2027, 3, 2))
    more = written(_with_charges(replace(first, id="more"), first))
    signed = on_day(2028, 5, 1)
    settled = license.after(said)
    license = settled.after(amend(settled, more, deal_id="deal_2", by="usr", at=signed))
    found = [each for each in dates(license, signed.date()) if each.kind == L.PAYMENT_DUE]
    assert [(each.on, each.settled is not None) for each in found] == [
        (paid.on, True),
        (date(2028, 6, 30), False),
    ]
    assert not [each for each in due(license, signed, WEEKDAYS) if "payment" in str(each)]


def _with_charges(*charges: Charge) -> Terms:
    return some_terms(pricing=replace(some_terms().pricing, charges=charges))
