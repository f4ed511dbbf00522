"""A license that was signed elsewhere: what has passed, what is known, and what nobody stated."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from schemas.terms import written
from service.domain.continuing import GENERAL, Continues
from service.domain.deal import RelationKind
from service.domain.errors import CurePausedNow, LicenseRefused, NoCureHistory
from service.domain.licenses.amending import amend
from service.domain.licenses.causes import pause_cure, resume_cure
from service.domain.licenses.due import due
from service.domain.licenses.follow_ups import follow_ups_of
from service.domain.licenses.key_dates import dates_of
from service.domain.licenses.key_facts import (
    Committed,
    KnownDelivery,
    KnownParty,
    KnownPeriod,
    KnownPrice,
    KnownReceipt,
    KnownRenewal,
)
from service.domain.licenses.license import License
from service.domain.licenses.parts import Cause, Ground, NoticeKind, Status
from service.domain.licenses.placeholders import NO_ADDRESS
from service.domain.licenses.recording import may_correct, recording_faults
from service.domain.licenses.reminders import DEFAULT_DAYS, reminders
from service.domain.licenses.renewing import Outcome, silence
from service.domain.period.counting import WEEKDAYS
from service.domain.terms.compliance import Reports
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.materials import Unit
from service.domain.terms.notices import Lag, LagUnit, NoticeMethod
from service.domain.terms.period import (
    Notice,
    PeriodMode,
    RenewalMode,
    RenewalPriceMode,
)
from service.domain.terms.signing import SpecialAction, SpecialTerm
from tests.builders import some_terms
from tests.domain.licenses.lives import gives, names, terminates
from tests.domain.licenses.recorded import (
    EVERGREEN,
    TODAY,
    a_recorded,
    header,
    made,
    some_facts,
)

COURIER = NoticeMethod.COURIER
DAY = TODAY.date()


def _days(license: License, on: date = DAY) -> dict[str, date]:
    return {each.key: each.on for each in dates_of(license, on, WEEKDAYS)}


def _waiting(license: License, on: date = DAY) -> list[str]:
    return [each.key for each in dates_of(license, on, WEEKDAYS) if each.open]


def _refused(**said: Any) -> dict[str, str]:
    with pytest.raises(LicenseRefused) as refused:
        made(header(**said))
    return {fault.pointer: fault.message for fault in refused.value.faults}


def test_what_renewed_by_silence_before_has_done_so_and_nobody_is_told() -> None:
    license = a_recorded()
    assert (license.status, license.renewed) == (Status.IN_FORCE, 1)
    assert [(p.first_day, p.last_day, p.cause) for p in license.periods] == [
        (date(2024, 3, 1), date(2026, 2, 28), Cause.START),
        (date(2026, 3, 1), date(2027, 2, 28), Cause.SILENCE),
    ]
    begun = License.begun("lic_1", license.our_side, made())
    events = due(begun, TODAY, WEEKDAYS)
    assert names(events) == ["LicenseStarted"]
    assert [*follow_ups_of(license, events[0])] == []


def test_a_notice_deadline_that_passed_yesterday_leaves_a_license_that_renews() -> None:
    """60 days before 28 February 2027, which does not count: 30 December 2026."""
    license = a_recorded(at=datetime(2026, 12, 31, 12, tzinfo=UTC))
    on = date(2026, 12, 31)
    assert _days(license, on)["notice_received_by:2:-:-"] == date(2026, 12, 30)
    will = silence(license)
    assert (will.outcome, will.on, will.n) == (Outcome.RENEWS, date(2027, 2, 28), 2)
    planned = reminders(license, dates_of(license, on, WEEKDAYS), DEFAULT_DAYS)
    ahead = {each.key for each in planned if each.at > datetime(2026, 12, 31, 12, tzinfo=UTC)}
    assert "notice_received_by:2:-:-" not in ahead
    assert "last_day:1:-:-" in ahead


def test_an_end_that_passed_is_over_and_told_to_nobody() -> None:
    once = replace(some_facts(), renewal=KnownRenewal(mode=RenewalMode.NONE), wind_down_days=10)
    license = a_recorded(header(once))
    assert (license.status, license.ended and license.ended.on) == (
        Status.ENDING,
        date(2026, 2, 28),
    )
    assert license.use_ends_on == date(2026, 3, 10)
    begun = License.begun("lic_1", license.our_side, made(header(once)))
    (_, ended) = due(begun, TODAY, WEEKDAYS)
    assert follow_ups_of(license, ended) == ()
    later = a_recorded(header(once), at=datetime(2026, 2, 27, 12, tzinfo=UTC))
    (ended,) = due(later, TODAY, WEEKDAYS)
    assert {each.to for each in follow_ups_of(later, ended)} == {"owners", "parties"}


def test_what_was_due_before_it_was_recorded_is_nobodys_duty_any_more() -> None:
    facts = some_facts(
        deliveries=(
            KnownDelivery(
                what="Photos", quantity=Decimal(1000), unit=Unit.IMAGE, due_on=date(2024, 6, 1)
            ),
            KnownDelivery(
                what="More", quantity=Decimal(1000), unit=Unit.IMAGE, due_on=date(2026, 6, 1)
            ),
        ),
        reports=Reports.QUARTERLY,
    )
    license = a_recorded(header(facts))
    days = _days(license)
    assert days["delivery_due:1:-:-"] == date(2024, 6, 1)
    assert "delivery_due:1:-:-" not in _waiting(license)
    assert "delivery_due:2:-:-" in _waiting(license)
    assert license.missed == ()
    late = due(license, TODAY + timedelta(days=600), WEEKDAYS)
    assert "delivery_due:1:-:-" not in {getattr(each, "key", "") for each in late}


def test_only_what_somebody_stated_makes_a_day() -> None:
    license = a_recorded()
    kinds = {key.split(":")[0] for key in _days(license)}
    assert kinds == {"starts", "last_day", "renewal_starts", "notice_received_by"}
    assert _waiting(license) == []
    stated = some_facts(
        renewal=replace(EVERGREEN, receipt=KnownReceipt(courier=Lag(value=2))),
        reports=Reports.ANNUAL,
        wind_down_days=0,
        retention_days=30,
    )
    told = a_recorded(header(stated))
    kinds = {key.split(":")[0] for key in _days(told)}
    assert {"notice_sent_by", "report_due"} <= kinds
    assert _days(told)["notice_sent_by:2:-:courier"] == date(2026, 12, 28)
    ended = a_recorded(header(replace(stated, renewal=KnownRenewal(mode=RenewalMode.NONE))))
    after = {key.split(":")[0]: on for key, on in _days(ended).items()}
    assert after["use_ends"] == date(2026, 2, 28)
    assert after["retention_ends"] == date(2026, 3, 30)
    assert not {"certificate_due", "backups_cleared", "in_flight_ends", "audits_end"} & after.keys()


def test_what_a_renewal_costs_is_known_only_where_somebody_said_it() -> None:
    assert a_recorded().periods[1].rises is None
    five = KnownPrice(mode=RenewalPriceMode.UPLIFT, pct=Decimal("5"))
    risen = a_recorded(header(some_facts(renewal=replace(EVERGREEN, price=five))))
    assert risen.periods[1].rises == ("5",)
    same = KnownPrice(mode=RenewalPriceMode.SAME)
    assert (
        a_recorded(header(some_facts(renewal=replace(EVERGREEN, price=same)))).periods[1].rises
        == ()
    )


def test_a_breach_has_no_last_day_to_cure_where_nobody_knows_it() -> None:
    on = TODAY.date()
    noticed = gives(a_recorded(), NoticeKind.BREACH, on, method=COURIER)
    assert noticed.notices[0].cure_ends_on is None
    assert due(noticed, TODAY + timedelta(days=300), WEEKDAYS) == ()
    with pytest.raises(NoCureHistory):
        terminates(a_recorded(), Ground.BREACH, on)
    paused = noticed.after(pause_cure(noticed, "not_1", by="usr", at=TODAY))
    with pytest.raises(CurePausedNow):
        terminates(paused, Ground.BREACH, on + timedelta(days=40))
    runs = paused.after(resume_cure(paused, "not_1", by="usr", at=TODAY))
    ended = terminates(runs, Ground.BREACH, on + timedelta(days=40))
    assert ended.notices[1].about == "not_1"
    knows = a_recorded(header(some_facts(cure_days=30)))
    noticed = gives(knows, NoticeKind.BREACH, on, method=COURIER)
    assert noticed.notices[0].cure_ends_on == on + timedelta(days=30)
    with pytest.raises(NoCureHistory):
        terminates(noticed, Ground.BREACH, on + timedelta(days=20))


def test_whoever_leaves_without_a_reason_answers_for_the_contract_that_we_do_not_know() -> None:
    on = TODAY.date()
    ended = terminates(a_recorded(), Ground.CONVENIENCE, on, effective_on=on + timedelta(days=90))
    assert ended.end
    assert ended.end.on == on + timedelta(days=90)


def test_a_signed_amendment_makes_all_terms_known() -> None:
    license = a_recorded()
    terms = some_terms(period=replace(some_terms().period, months=48))
    after = license.after(amend(license, written(terms), deal_id="deal_1", by="usr_ada", at=TODAY))
    assert (license.facts is None, after.facts) == (False, None)


def test_what_both_signed_to_amend_it_is_not_corrected_away() -> None:
    license = a_recorded(header(some_facts(period=KnownPeriod(months=60))))
    said = SpecialTerm(
        id=Continues(RelationKind.AMENDMENT).term_id,
        clause=GENERAL,
        action=SpecialAction.ADD,
        text="It amends the agreement of 20 February 2024.",
    )
    longer = replace(some_terms().period, months=60)
    terms = written(some_terms(period=longer, special_terms=(said,)))
    after = license.after(amend(license, terms, deal_id="deal_1", by="usr_ada", at=TODAY))
    assert may_correct(license)
    assert not may_correct(after)


def test_nothing_is_sent_where_no_address_is_known() -> None:
    parties = a_recorded().terms.parties
    assert parties.licensor.notice_email == NO_ADDRESS
    assert parties.licensee.notice_email == "legal@labs.example"


REFUSED: dict[str, tuple[dict[str, Any], set[str]]] = {
    "signed tomorrow": ({"signed_on": date(2026, 3, 3)}, {"/signed_on"}),
    "renewed once more than it can by now": ({"renewed": 2}, {"/renewed"}),
    "renewed less than it did by silence": ({"renewed": 0}, {"/renewed"}),
    "no end and renewals": (
        {
            "facts": some_facts(period=KnownPeriod(mode=PeriodMode.PERPETUAL)),
            "renewed": 1,
        },
        {"/renewed", "/facts/renewal/mode"},
    ),
    "more renewals than the contract has": (
        {
            "facts": some_facts(
                renewal=replace(EVERGREEN, mode=RenewalMode.OPTION_LICENSEE, max=1, months=1)
            ),
            "renewed": 2,
        },
        {"/renewed"},
    ),
    "no months": ({"facts": some_facts(period=KnownPeriod())}, {"/facts/period/months"}),
    "an end before the start": (
        {
            "facts": some_facts(
                period=KnownPeriod(mode=PeriodMode.END_DATE, ends_on=date(2024, 1, 1)),
                renewal=KnownRenewal(mode=RenewalMode.NONE),
            )
        },
        {"/facts/period/ends_on"},
    ),
    "a renewal of which nothing is said": (
        {"facts": some_facts(renewal=KnownRenewal(mode=RenewalMode.AUTO_FIXED_N))},
        {
            "/facts/renewal/months",
            "/facts/renewal/max",
            "/facts/renewal/notice/value",
            "/facts/renewal/notice_basis",
            "/facts/renewal/methods",
        },
    ),
    "a notice of one side alone": (
        {
            "facts": some_facts(
                renewal=replace(EVERGREEN, notice=None, notice_licensor=Notice(value=9))
            )
        },
        {"/facts/renewal/notice_licensee/value"},
    ),
    "business days without a law": (
        {
            "facts": some_facts(
                renewal=replace(
                    EVERGREEN,
                    notice=Notice(value=60, unit=SpanUnit.BUSINESS_DAYS),
                    receipt=KnownReceipt(email=Lag(value=1, unit=LagUnit.BUSINESS_DAYS)),
                )
            )
        },
        {"/facts/renewal/notice/unit", "/facts/renewal/receipt/email/unit"},
    ),
    "cents of yen": (
        {"facts": some_facts(committed=Committed(currency="JPY", amount=Decimal("10.50")))},
        {"/facts/committed/amount"},
    ),
    "one party": (
        {"facts": some_facts(licensee=KnownParty(legal_name="photo archive inc."))},
        {"/facts/licensee/legal_name"},
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_is_refused_by_field(name: str) -> None:
    said, pointers = REFUSED[name]
    assert set(_refused(**said)) == pointers


def test_a_number_of_renewals_that_is_wrong_is_told_right() -> None:
    assert "Give 1" in _refused(renewed=0)["/renewed"]
    assert "1 March 2027" in _refused(renewed=2)["/renewed"]
    assert a_recorded(header(renewed=1)) == a_recorded()


def test_what_renews_only_if_somebody_acts_has_ended_unless_it_is_said_to_have_renewed() -> None:
    option = some_facts(renewal=replace(EVERGREEN, mode=RenewalMode.OPTION_LICENSEE, max=2))
    assert a_recorded(header(option)).status is Status.POST_TERM
    taken = a_recorded(header(option, renewed=1))
    assert (taken.status, taken.periods[1].cause) == (Status.IN_FORCE, Cause.OPTION)


def test_all_that_is_wrong_is_said_at_once() -> None:
    facts = some_facts(
        period=KnownPeriod(months=6, ends_on=date(2025, 1, 1)),
        committed=Committed(currency="USD", amount=Decimal("1.0001")),
    )
    found = _refused(facts=facts, signed_on=date(2030, 1, 1))
    assert set(found) == {
        "/signed_on",
        "/facts/period/ends_on",
        "/facts/committed/amount",
    }


def test_terms_that_begin_on_another_day_are_refused() -> None:
    terms = some_terms()
    assert terms.period.starts.on
    given = replace(header(), facts=None)
    found = recording_faults(given, terms, TODAY.date())
    assert [fault.pointer for fault in found] == ["/starts_on"]
