"""Whether a license renews, in every mode, what silence does, and what a renewal costs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.domain.errors import LicenseRefused, NoticeTooEarly, NoticeTooLate, NotTheirNotice
from service.domain.licenses.causes import agree_renewal, enter_index, tick_condition
from service.domain.licenses.fee_statement import fee_statement
from service.domain.licenses.key_dates import dates_of
from service.domain.licenses.license import License
from service.domain.licenses.notice_text import effect_of
from service.domain.licenses.notices import receive
from service.domain.licenses.parts import Cause, NoticeKind, Reason, Status
from service.domain.licenses.renewing import Outcome, next_to_decide, silence
from service.domain.period.counting import WEEKDAYS
from service.domain.terms import Terms
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.period import (
    Notice,
    NoticeBasis,
    PeriodMode,
    Renewal,
    RenewalMode,
    RenewalPrice,
    RenewalPriceMode,
    Span,
)
from tests.builders import some_terms
from tests.domain.licenses.lives import (
    COURIER,
    EMAIL,
    LICENSEE,
    LICENSOR,
    gives,
    in_force,
    lived,
    made,
    on_day,
    renewing,
    terms,
)

M = RenewalMode
LAST, AFTER = date(2029, 1, 30), on_day(2029, 1, 31)


def causes(license: License) -> list[Cause]:
    return [row.cause for row in license.periods]


def test_nothing_is_done_before_the_first_day_and_then_it_is_in_force() -> None:
    assert lived(made(), on_day(2027, 1, 30)).status is Status.SCHEDULED
    assert lived(made(), on_day(2027, 1, 31)).status is Status.IN_FORCE


def test_a_license_without_renewal_ends_on_its_last_day() -> None:
    license = in_force(renewing(M.NONE, max=None))
    assert silence(license).outcome is Outcome.ENDS
    assert silence(license).on == LAST
    assert lived(license, on_day(2029, 1, 30)).ended is None
    ended = lived(license, AFTER)
    assert ended.ended
    assert (ended.ended.on, ended.ended.reason) == (LAST, Reason.EXPIRY)


def test_silence_renews_as_often_as_the_contract_says_counted_from_the_start() -> None:
    license = lived(made(), on_day(2031, 6, 1))
    assert [row.first_day for row in license.periods] == [
        date(2027, 1, 31),
        date(2029, 1, 31),
        date(2030, 1, 31),
    ]
    assert license.periods[-1].last_day == date(2031, 1, 30)
    assert causes(license) == [Cause.START, Cause.SILENCE, Cause.SILENCE]
    assert license.ended
    assert license.ended.on == date(2031, 1, 30)


def test_an_evergreen_license_from_a_month_end_never_drifts() -> None:
    monthly = terms(months=1, renewal=Renewal(mode=M.AUTO_EVERGREEN, months=1))
    license = lived(made(monthly), on_day(2028, 4, 10))
    firsts = [row.first_day for row in license.periods]
    assert firsts[12:15] == [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31)]


def test_a_notice_in_time_stops_the_renewal_and_the_end_is_known() -> None:
    license = gives(in_force(), NoticeKind.NON_RENEWAL, date(2028, 11, 30), side=LICENSEE)
    assert license.status is Status.ENDING
    assert license.end
    assert (license.end.on, license.end.n) == (LAST, 1)
    ended = lived(license, AFTER)
    assert ended.ended
    assert ended.ended.reason is Reason.NON_RENEWAL
    assert ended.renewed == 0


def test_a_day_later_it_stops_only_the_renewal_after_and_the_license_renews_once() -> None:
    license = gives(in_force(), NoticeKind.NON_RENEWAL, date(2028, 12, 1))
    assert license.end
    assert (license.end.on, license.end.n) == (date(2030, 1, 30), 2)
    renewed = lived(license, AFTER)
    assert (renewed.status, renewed.renewed) == (Status.ENDING, 1)
    ended = lived(license, on_day(2030, 1, 31)).ended
    assert ended
    assert ended.reason is Reason.NON_RENEWAL


def test_a_notice_that_reaches_no_renewal_is_refused_with_the_day_that_was_missed() -> None:
    license = in_force(renewing(M.AUTO_FIXED_N, max=1))
    with pytest.raises(NoticeTooLate, match="1 December 2028"):
        gives(license, NoticeKind.NON_RENEWAL, date(2028, 12, 2))


@pytest.mark.parametrize(
    ("mode", "kind", "before", "then"),
    [
        (M.AUTO_FIXED_N, NoticeKind.NON_RENEWAL, Outcome.RENEWS, Outcome.ENDS),
        (M.OPTION_LICENSEE, NoticeKind.RENEWAL, Outcome.ENDS, Outcome.RENEWS),
    ],
)
def test_one_sent_on_the_last_day_counts_once_its_receipt_in_time_is_confirmed(
    mode: RenewalMode, kind: NoticeKind, before: Outcome, then: Outcome
) -> None:
    """By e-mail on Friday, which the contract gives a receipt on Monday."""
    friday = date(2028, 12, 1)
    license = gives(in_force(renewing(mode, max=1)), kind, friday, side=LICENSEE)
    notice = license.notices[0]
    assert (notice.n, silence(license).outcome) == (None, before)
    assert effect_of(license, notice).startswith("It comes too late unless")
    said = receive(license, notice.id, friday, days=WEEKDAYS, by="usr", at=on_day(2028, 12, 4))
    assert silence(license.after(said)).outcome is then


def test_what_is_decided_on_next_may_be_a_renewal_that_follows_another() -> None:
    """A year, then month by month; a notice takes 60 days."""
    by_month = Renewal(mode=M.AUTO_EVERGREEN, months=1, notice=Notice(value=60))
    for renewal, on, n in (
        (by_month, date(2027, 11, 1), 1),
        (by_month, date(2027, 12, 15), 2),
        (by_month, date(2028, 3, 15), 5),
        (some_terms().period.renewal, date(2028, 12, 15), 1),
    ):
        months = 12 if renewal is by_month else 24
        license = in_force(terms(months=months, renewal=renewal), on_day(on.year, on.month, on.day))
        dates = dates_of(license, on, WEEKDAYS)
        days = [(each.n, each.on) for each in dates if each.kind == "notice_received_by"]
        assert next_to_decide(license, days, on) == n, on


@pytest.mark.parametrize("mode", [M.OPTION_LICENSEE, M.CONDITIONAL])
def test_nobody_takes_up_a_renewal_behind_one_that_nobody_has_taken_up(mode: RenewalMode) -> None:
    """Too late for the first, it would be in time for the second; but the license ends before."""
    late = date(2028, 12, 20)
    license = in_force(renewing(mode, condition="Sales." if mode is M.CONDITIONAL else None))
    with pytest.raises(NoticeTooLate, match="1 December 2028"):
        gives(license, NoticeKind.RENEWAL, late, side=LICENSEE)
    first = gives(license, NoticeKind.RENEWAL, date(2028, 11, 20), side=LICENSEE)
    second = gives(first, NoticeKind.RENEWAL, late, side=LICENSEE)
    assert [each.n for each in second.notices] == [1, 2]


def test_where_sending_counts_the_day_of_sending_decides() -> None:
    license = in_force(renewing(M.AUTO_FIXED_N, max=1, notice_basis=NoticeBasis.SENT))
    assert gives(license, NoticeKind.NON_RENEWAL, date(2028, 12, 1)).end
    with pytest.raises(NoticeTooLate):
        gives(license, NoticeKind.NON_RENEWAL, date(2028, 12, 2))


def test_notice_differs_by_side() -> None:
    own = renewing(M.AUTO_FIXED_N, max=1, notice_licensee=Notice(value=30))
    license, on = in_force(own), date(2028, 12, 20)
    assert gives(license, NoticeKind.NON_RENEWAL, on, side=LICENSEE).end
    with pytest.raises(NoticeTooLate):
        gives(license, NoticeKind.NON_RENEWAL, on, side=LICENSOR)


def test_a_notice_before_its_time_has_no_effect() -> None:
    opens = Span(value=6, unit=SpanUnit.MONTHS)
    license = in_force(renewing(M.AUTO_FIXED_N, notice=Notice(value=60, not_earlier_than=opens)))
    with pytest.raises(NoticeTooEarly, match="30 July 2028"):
        gives(license, NoticeKind.NON_RENEWAL, date(2028, 7, 27))
    assert gives(license, NoticeKind.NON_RENEWAL, date(2028, 7, 31)).end


@pytest.mark.parametrize(
    ("mode", "holder", "other"),
    [(M.OPTION_LICENSEE, LICENSEE, LICENSOR), (M.OPTION_LICENSOR, LICENSOR, LICENSEE)],
)
def test_an_option_is_its_holders_and_silence_ends(mode: M, holder: object, other: object) -> None:
    license, on = in_force(renewing(mode)), date(2028, 11, 30)
    assert silence(license).outcome is Outcome.ENDS
    with pytest.raises(NotTheirNotice):
        gives(license, NoticeKind.RENEWAL, on, side=other)  # type: ignore[arg-type]
    with pytest.raises(NotTheirNotice):
        gives(license, NoticeKind.NON_RENEWAL, on, side=holder)  # type: ignore[arg-type]
    taken = gives(license, NoticeKind.RENEWAL, on, side=holder)  # type: ignore[arg-type]
    assert silence(taken).outcome is Outcome.RENEWS
    assert causes(lived(taken, AFTER)) == [Cause.START, Cause.OPTION]
    assert lived(license, AFTER).ended


def test_a_condition_needs_a_notice_and_a_persons_tick() -> None:
    license = in_force(renewing(M.CONDITIONAL, condition="Receipts exceed $12 M."))
    relied = gives(license, NoticeKind.RENEWAL, date(2028, 11, 1))
    assert silence(relied).outcome is Outcome.ENDS
    ticked = relied.after(
        tick_condition(relied, 1, met=True, note="Audited.", by="usr_ada", at=AFTER)
    )
    assert causes(lived(ticked, AFTER)) == [Cause.START, Cause.CONDITION]
    doubted = ticked.after(
        tick_condition(ticked, 1, met=False, note="Restated.", by="usr_ada", at=AFTER)
    )
    assert lived(doubted, AFTER).ended
    with pytest.raises(LicenseRefused):
        tick_condition(license, 2, met=True, note="Soon.", by="usr_ada", at=AFTER)


def test_a_mutual_renewal_needs_what_both_signed() -> None:
    license = in_force(renewing(M.MUTUAL))
    agreed = license.after(
        agree_renewal(
            license, 1, deal_id="deal_2", document_sha256=None, by="usr_ada", at=on_day(2028, 5, 1)
        )
    )
    assert causes(lived(agreed, AFTER)) == [Cause.START, Cause.AGREEMENT]
    assert lived(license, AFTER).ended


def test_a_perpetual_license_runs_on() -> None:
    license = in_force(terms(mode=PeriodMode.PERPETUAL, months=None, renewal=Renewal()))
    assert silence(license).outcome is Outcome.RUNS_ON
    assert lived(license, on_day(2060, 1, 1)).status is Status.IN_FORCE
    with pytest.raises(NotTheirNotice):
        gives(license, NoticeKind.NON_RENEWAL, date(2028, 1, 3), method=EMAIL)


def priced(**price: object) -> Terms:
    return renewing(M.AUTO_FIXED_N, max=3, price=RenewalPrice(**price))  # type: ignore[arg-type]


def test_a_fixed_uplift_is_counted_from_the_first_price() -> None:
    license = in_force(priced(mode=RenewalPriceMode.UPLIFT, pct=Decimal(5)))
    first = fee_statement(license, 1).lines[0]
    assert (first.before, first.now) == (Decimal("0.05"), Decimal("0.0525"))
    assert fee_statement(license, 2).lines[0].now == Decimal("0.055125")
    later = fee_statement(lived(license, AFTER), 2).lines[0]
    assert (later.before, later.now) == (Decimal("0.0525"), Decimal("0.055125"))
    assert lived(license, AFTER).periods[1].rises == ("5",)


def test_an_index_is_entered_by_a_person_and_held_by_cap_and_floor() -> None:
    price = {"mode": RenewalPriceMode.CPI, "cap": Decimal(4), "floor": Decimal(1)}
    license = in_force(priced(**price))
    assert fee_statement(license, 1).lines[0].now is None
    assert lived(license, AFTER).periods[1].rises is None
    high = license.after(enter_index(license, 1, "7.25", "CPI-U, BLS", by="usr_ada", at=AFTER))
    assert fee_statement(high, 1).rises == (Decimal(4),)
    later = lived(high, AFTER)
    low = later.after(enter_index(later, 2, "-3", "CPI-U, BLS", by="usr_ada", at=AFTER))
    assert fee_statement(low, 2).rises == (Decimal(4), Decimal(1))
    only_second = lived(license, AFTER)
    gap = only_second.after(enter_index(only_second, 2, "2", "CPI-U", by="usr_ada", at=AFTER))
    assert fee_statement(gap, 2).rises is None


@pytest.mark.parametrize(("pct", "n"), [("much", 1), ("NaN", 1), ("101", 1), ("2", 9)])
def test_an_index_change_that_cannot_be_is_refused(pct: str, n: int) -> None:
    license = in_force(priced(mode=RenewalPriceMode.CPI))
    with pytest.raises(LicenseRefused):
        enter_index(license, n, pct, "CPI-U", by="usr_ada", at=AFTER)


def test_a_price_to_be_negotiated_is_not_known() -> None:
    license = in_force(priced(mode=RenewalPriceMode.NEGOTIATED))
    assert {line.now for line in fee_statement(license, 1).lines} == {None}


def test_what_is_courier_takes_two_business_days() -> None:
    notices = replace(some_terms().notices, methods=frozenset({EMAIL, COURIER}))
    license = in_force(replace(renewing(M.AUTO_FIXED_N, max=1), notices=notices))
    assert gives(license, NoticeKind.NON_RENEWAL, date(2028, 11, 29), method=COURIER).end
    late = gives(license, NoticeKind.NON_RENEWAL, date(2028, 11, 30), method=COURIER)
    assert (late.end, late.notices[0].n) == (None, None)
