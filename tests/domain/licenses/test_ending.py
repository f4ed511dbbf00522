"""Breach and cure, suspension, termination, wind-down, duties after the end, closing, amendment."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from schemas.terms import written
from service.domain.errors import (
    AlreadySuspended,
    CurePausedNow,
    DutiesRemain,
    EffectiveTooSoon,
    LicenseMoveNotAllowed,
    LicenseRefused,
    NoCureHistory,
    NotSuspended,
    NotTheirNotice,
)
from service.domain.licenses.amending import amend
from service.domain.licenses.causes import confirm_cure, lift, pause_cure, resume_cure, suspend
from service.domain.licenses.due import due
from service.domain.licenses.ending import close, replaced_by
from service.domain.licenses.events import KeyDateMissed, LicenseAmended
from service.domain.licenses.key_dates import DateState, dates_of, remaining, settle
from service.domain.licenses.license import License
from service.domain.licenses.notices import take_back
from service.domain.licenses.parts import (
    Ground,
    NoticeKind,
    Reason,
    Scope,
    SettledHow,
    Status,
)
from service.domain.licenses.reminders import reminders
from service.domain.period.counting import WEEKDAYS
from service.domain.period.entries import KeyDateKind
from service.domain.terms.period import (
    Convenience,
    ConvenienceParty,
    PeriodMode,
    Renewal,
    RenewalMode,
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
    names,
    noon,
    on_day,
    terminates,
    terms,
)

BREACH_SENT, RECEIVED = date(2027, 6, 1), date(2027, 6, 3)
CURE_ENDS = date(2027, 7, 3)
TOO_LATE = date(2027, 7, 5)


def breached() -> License:
    return gives(in_force(), NoticeKind.BREACH, BREACH_SENT, method=COURIER)


def test_the_time_to_cure_runs_from_receipt() -> None:
    assert breached().notices[0].counts_on == RECEIVED
    assert breached().notices[0].cure_ends_on == CURE_ENDS


def test_a_breach_is_no_ground_before_the_time_to_cure_is_over() -> None:
    with pytest.raises(NoCureHistory, match="notice of the breach first"):
        terminates(in_force(), Ground.BREACH, TOO_LATE)
    with pytest.raises(NoCureHistory, match="3 July 2027"):
        terminates(breached(), Ground.BREACH, CURE_ENDS)
    license = terminates(breached(), Ground.BREACH, TOO_LATE)
    assert license.end
    assert license.end.on == date(2027, 7, 7)
    assert license.end.reason is Reason.LICENSEE_BREACH
    assert license.notices[-1].about == "not_1"


def test_only_the_side_that_claimed_the_breach_terminates_for_it() -> None:
    with pytest.raises(NoCureHistory):
        terminates(breached(), Ground.BREACH, TOO_LATE, side=LICENSEE)


def test_a_cured_breach_is_no_ground_and_only_its_claimant_says_so() -> None:
    license, at = breached(), on_day(2027, 6, 20)
    with pytest.raises(NotTheirNotice):
        confirm_cure(license, "not_1", "Paid.", side=LICENSEE, by="usr", at=at)
    cured = license.after(confirm_cure(license, "not_1", "Paid.", side=LICENSOR, by="usr", at=at))
    with pytest.raises(NoCureHistory):
        terminates(cured, Ground.BREACH, TOO_LATE)
    assert "CureLapsed" not in names(due(cured, on_day(2027, 9, 1), WEEKDAYS))


def test_a_pause_moves_the_end_of_the_cure() -> None:
    license = breached()
    paused = license.after(pause_cure(license, "not_1", by="usr", at=on_day(2027, 6, 10)))
    with pytest.raises(CurePausedNow):
        terminates(paused, Ground.BREACH, date(2027, 8, 2))
    on = on_day(2027, 6, 24)
    resumed = paused.after(resume_cure(paused, "not_1", by="usr", at=on))
    assert resumed.notices[0].cure_ends_on == CURE_ENDS + timedelta(days=14)


def test_a_cure_that_lapses_is_said_once() -> None:
    events = due(breached(), on_day(2027, 7, 4), WEEKDAYS)
    assert names(events).count("CureLapsed") == 1
    assert "CureLapsed" not in names(due(breached().after(events), on_day(2027, 7, 5), WEEKDAYS))


@pytest.mark.parametrize("ground", [Ground.ILLEGAL_CONTENT, Ground.INSOLVENCY])
def test_some_grounds_need_no_cure(ground: Ground) -> None:
    license = terminates(in_force(), ground, BREACH_SENT, side=LICENSEE)
    assert license.end
    assert license.end.on == RECEIVED


def test_misuse_and_a_repeated_breach_are_grounds_where_the_contract_is_strict() -> None:
    for ground in (Ground.MISUSE, Ground.REPEATED_BREACH):
        with pytest.raises(NoCureHistory):
            terminates(breached(), ground, TOO_LATE, about="not_1")
        strict = terminates(breached(), ground, TOO_LATE, about="not_1", position="licensor")
        assert strict.end
        assert strict.end.reason is Reason.LICENSEE_BREACH


def test_convenience_is_its_holders_and_takes_its_notice() -> None:
    right = Convenience(party=ConvenienceParty.LICENSEE, notice_days=90)
    license = in_force(terms(convenience=right))
    with pytest.raises(NotTheirNotice):
        terminates(license, Ground.CONVENIENCE, BREACH_SENT)
    first = RECEIVED + timedelta(days=90)
    with pytest.raises(EffectiveTooSoon):
        terminates(
            license,
            Ground.CONVENIENCE,
            BREACH_SENT,
            side=LICENSEE,
            effective_on=first - timedelta(days=1),
        )
    left = terminates(license, Ground.CONVENIENCE, BREACH_SENT, side=LICENSEE)
    assert left.end
    assert (left.end.on, left.end.reason) == (first, Reason.CONVENIENCE)


def test_nobody_misses_a_delivery_or_is_reminded_of_it_while_deliveries_are_suspended() -> None:
    license, at = in_force(), on_day(2027, 2, 20)
    suspended = license.after(
        suspend(
            license,
            side=LICENSOR,
            scope=Scope.DELIVERY,
            grounds="Unpaid.",
            notice_id=None,
            by="usr",
            at=at,
        )
    )
    later = on_day(2027, 5, 20)
    assert [each for each in missed(license, later) if "delivery_due" in each]
    assert not [each for each in missed(suspended, later) if "delivery_due" in each]
    dates = dates_of(suspended, date(2027, 2, 20), WEEKDAYS)
    assert not [each for each in reminders(suspended, dates, (7,)) if "delivery" in each.key]
    states = {each.key: each.state for each in dates if each.kind is KeyDateKind.DELIVERY_DUE}
    assert {*states.values()} == {DateState.SUSPENDED}
    late = replace(suspended, missed=(*states,))
    shown = dates_of(late, date(2027, 5, 20), WEEKDAYS)
    assert {each.state for each in shown if each.key in states} == {DateState.SUSPENDED}
    resumed = suspended.after(lift(suspended, "Paid.", by="usr", at=later))
    assert [each for each in missed(resumed, later) if "delivery_due" in each]


def missed(license: License, at: datetime) -> list[str]:
    return [each.key for each in due(license, at, WEEKDAYS) if isinstance(each, KeyDateMissed)]


def test_a_suspension_rests_the_license_and_extends_nothing() -> None:
    license, at = in_force(), on_day(2027, 5, 1)
    suspended = license.after(
        suspend(
            license,
            side=LICENSOR,
            scope=Scope.DELIVERY,
            grounds="Unpaid.",
            notice_id=None,
            by="usr",
            at=at,
        )
    )
    assert suspended.status is Status.SUSPENDED
    assert lived(suspended, on_day(2029, 1, 31)).periods[-1].first_day == date(2029, 1, 31)
    with pytest.raises(AlreadySuspended):
        suspend(
            suspended,
            side=LICENSOR,
            scope=Scope.DELIVERY,
            grounds="Again.",
            notice_id=None,
            by="usr",
            at=at,
        )
    with pytest.raises(NotSuspended):
        lift(license, "Paid.", by="usr", at=at)
    assert suspended.after(lift(suspended, "Paid.", by="usr", at=at)).status is Status.IN_FORCE
    noticed = gives(suspended, NoticeKind.NON_RENEWAL, date(2028, 11, 30))
    assert (noticed.status, noticed.suspension) == (Status.ENDING, suspended.suspension)
    assert noticed.after(lift(noticed, "Paid.", by="usr", at=at)).status is Status.ENDING


def test_after_the_end_use_winds_down_then_duties_remain_until_they_are_done() -> None:
    license = gives(in_force(terms(wind_down_days=90)), NoticeKind.NON_RENEWAL, date(2028, 11, 30))
    winding = lived(license, on_day(2029, 1, 31))
    assert (winding.status, winding.use_ends_on) == (Status.ENDING, date(2029, 4, 30))
    after = lived(winding, on_day(2029, 5, 1))
    assert after.status is Status.POST_TERM
    at = on_day(2029, 5, 2)
    dates = dates_of(after, date(2029, 5, 2), WEEKDAYS)
    with pytest.raises(DutiesRemain, match="certificate_due"):
        close(after, remaining(dates), "All done.", by="usr", at=at)
    for each in dates:
        if each.open:
            after = after.after(
                settle(after, each, SettledHow.DONE, "Here.", file_sha256="a" * 64, by="usr", at=at)
            )
    left = remaining(dates_of(after, date(2029, 5, 2), WEEKDAYS))
    closed = after.after(close(after, left, "All done.", by="usr", at=at))
    assert closed.status is Status.CLOSED
    assert due(closed, on_day(2040, 1, 1), WEEKDAYS) == ()


def test_a_license_in_force_is_not_closed_and_an_ended_one_not_terminated() -> None:
    with pytest.raises(LicenseMoveNotAllowed):
        close(in_force(), (), "No.", by="usr", at=on_day(2027, 5, 1))
    ended = lived(in_force(), on_day(2031, 1, 31))
    assert ended.status is Status.POST_TERM
    with pytest.raises(LicenseMoveNotAllowed):
        terminates(ended, Ground.INSOLVENCY, date(2031, 2, 3))


def test_what_becomes_of_models_follows_the_reason_of_the_end() -> None:
    license = lived(terminates(breached(), Ground.BREACH, TOO_LATE), on_day(2027, 7, 8))
    kinds = {each.kind for each in dates_of(license, date(2027, 7, 8), WEEKDAYS)}
    assert KeyDateKind.WEIGHTS_SUNSET in kinds, "retired by a date after a licensee's breach"
    expired = lived(in_force(), on_day(2031, 1, 31))
    kinds = {each.kind for each in dates_of(expired, date(2031, 1, 31), WEEKDAYS)}
    assert KeyDateKind.WEIGHTS_SUNSET not in kinds


def test_an_amendment_changes_named_terms_and_never_the_start() -> None:
    license = gives(in_force(), NoticeKind.NON_RENEWAL, date(2028, 11, 30), method=EMAIL)
    longer = replace(license.terms, period=replace(license.terms.period, months=36))
    events = amend(license, written(longer), deal_id="deal_2", by="usr", at=on_day(2028, 12, 5))
    after = license.after(events)
    amended = events[0]
    assert isinstance(amended, LicenseAmended)
    assert amended.changed == ("/period/months",)
    assert after.starts_on == license.starts_on
    assert after.last_day == date(2030, 1, 30)
    assert after.end
    assert after.end.on == date(2030, 1, 30), "the stopped renewal stays stopped"
    assert amend(after, written(longer), deal_id=None, by="usr", at=on_day(2028, 12, 6)) == ()


@pytest.mark.parametrize(
    ("months", "then"),
    [(6, date(2030, 8, 31)), (24, date(2032, 2, 29)), (1, date(2030, 3, 31))],
)
@pytest.mark.parametrize("initial", [{"months": 12}, {"ends_on": date(2028, 2, 29)}])
def test_other_lengths_of_renewals_are_counted_from_the_last_one_that_took_place(
    initial: dict[str, object], months: int, then: date
) -> None:
    """From 1 March 2027, a year and then year by year; changed in the second renewal (C44)."""
    mode = PeriodMode.MONTHS if "months" in initial else PeriodMode.END_DATE
    yearly = Renewal(mode=RenewalMode.AUTO_EVERGREEN, months=12)
    before = terms(**{"months": None, **initial, "mode": mode, "renewal": yearly})
    license = in_force(before, on_day(2029, 6, 1), starts_on=date(2027, 3, 1))
    assert (license.renewed, license.last_day) == (2, date(2030, 2, 28))
    renewal = replace(yearly, months=months)
    changed = replace(before, period=replace(before.period, renewal=renewal))
    at = on_day(2029, 6, 1)
    after = license.after(amend(license, written(changed), deal_id="deal_2", by="usr", at=at))
    assert after.last_day == date(2030, 2, 28), "what runs goes on to its end"
    dates = {each.key: each.on for each in dates_of(after, at.date(), WEEKDAYS)}
    assert dates["renewal_starts:3:-:-"] == date(2030, 3, 1)
    assert lived(after, on_day(2030, 3, 1)).last_day == then
    again = after.after(amend(after, written(before), deal_id="deal_3", by="usr", at=at))
    assert lived(again, on_day(2030, 3, 1)).last_day == date(2031, 2, 28)


def test_an_amendment_leaves_what_was_before_its_day_at_the_terms_of_then() -> None:
    """Those that a second amendment of the same day changes again held for nothing."""
    license = in_force()
    for n, days in ((5, 91), (5, 92), (9, 93)):
        terms_ = replace(license.terms, period=replace(license.terms.period, wind_down_days=days))
        events = amend(
            license, written(terms_), deal_id=None, by="usr", at=on_day(2027, n, 5), on=None
        )
        before, license = license, license.after(events)
    first = in_force().written.canonical.sha256
    assert [(each.terms_sha256, each.until) for each in license.changed_in(0)] == [
        (first, date(2027, 5, 5)),
        (before.written.canonical.sha256, date(2027, 9, 5)),
    ]
    assert license.terms_sha256_of(0) == license.written.canonical.sha256
    assert license.changed_in(1) == ()


def test_the_day_of_an_amendment_in_ink_is_that_of_its_last_signature() -> None:
    terms_ = replace(in_force().terms, period=replace(in_force().terms.period, wind_down_days=91))
    said = {"deal_id": None, "by": "usr", "at": on_day(2027, 5, 9)}
    after = in_force().after(amend(in_force(), written(terms_), **said, on=date(2027, 5, 5)))
    assert [each.until for each in after.changed_in(0)] == [date(2027, 5, 5)]


def test_an_amendment_cannot_end_what_runs_in_the_past() -> None:
    shorter = replace(some_terms(), period=replace(some_terms().period, months=3))
    with pytest.raises(LicenseRefused):
        amend(in_force(), written(shorter), deal_id=None, by="usr", at=on_day(2028, 1, 5))


@pytest.mark.parametrize("replaced_first", [True, False])
def test_a_replacement_stays_when_a_sooner_end_falls_away(replaced_first: bool) -> None:
    def replaced(license: License) -> License:
        at = on_day(2028, 1, 5)
        return license.after(replaced_by(license, date(2028, 12, 1), by="usr", at=at))

    def terminated(license: License) -> License:
        return terminates(license, Ground.INSOLVENCY, date(2028, 2, 1))

    steps = (replaced, terminated) if replaced_first else (terminated, replaced)
    license = in_force()
    for step in steps:
        license = step(license)
    assert license.end
    assert license.end.on == date(2028, 2, 3)
    at = on_day(2028, 2, 2)
    after = license.after(take_back(license, "not_1", "Their letter.", by="usr", at=at))
    assert after.end
    assert (after.end.on, after.end.reason) == (date(2028, 11, 30), Reason.REPLACED)


def test_a_replacement_ends_the_license_on_the_day_before() -> None:
    license, at = in_force(), on_day(2028, 1, 5)
    after = license.after(replaced_by(license, date(2028, 3, 1), by="usr", at=at))
    ended = lived(after, noon(date(2028, 3, 1))).ended
    assert ended
    assert (ended.on, ended.reason) == (date(2028, 2, 29), Reason.REPLACED)
