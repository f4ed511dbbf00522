"""What receipt, return and consent make of a notice, and which methods count."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.errors import (
    LicenseRefused,
    MethodDoesNotCount,
    NoticeSettled,
    NotTheirNotice,
    UncuredBreach,
)
from service.domain.licenses.events import EndFellAway, EndKnown
from service.domain.licenses.notice_text import effect_of
from service.domain.licenses.notices import bounce, prove, receive, take_back
from service.domain.licenses.parts import NoticeKind, NoticeState, Status
from service.domain.period.counting import WEEKDAYS
from service.domain.terms.notices import Bounce
from service.domain.terms.parties import Side
from service.domain.terms.period import RenewalMode
from tests.builders import some_terms
from tests.domain.licenses.lives import (
    COURIER,
    EMAIL,
    LICENSEE,
    gives,
    in_force,
    lived,
    names,
    noon,
    on_day,
    renewing,
)

K = NoticeKind
SENT = date(2028, 11, 30)
LATER = noon(date(2028, 12, 4))


def test_a_breach_goes_by_courier_alone_where_the_contract_says_so() -> None:
    with pytest.raises(MethodDoesNotCount, match="courier"):
        gives(in_force(), K.BREACH, date(2027, 6, 1), method=EMAIL)
    with pytest.raises(MethodDoesNotCount, match="by e-mail or through the platform"):
        gives(in_force(), K.NON_RENEWAL, SENT, method=COURIER)


def test_a_notice_says_what_it_is_about_and_is_not_sent_tomorrow() -> None:
    with pytest.raises(LicenseRefused) as refused:
        gives(in_force(), K.CLAIM, date(2027, 6, 1), grounds=" ")
    assert [fault.pointer for fault in refused.value.faults] == ["/grounds"]


def test_a_bounce_is_no_receipt_and_the_license_goes_on() -> None:
    license = gives(in_force(), K.NON_RENEWAL, SENT)
    events = bounce(license, "not_1", "550 no such user", by="system", at=LATER)
    after = license.after(events)
    assert names(events) == ["NoticeBounced", EndFellAway.__name__]
    assert (after.status, after.end) == (Status.IN_FORCE, None)
    assert after.notice("not_1").state is NoticeState.BOUNCED
    assert lived(after, on_day(2029, 1, 31)).renewed == 1
    with pytest.raises(NoticeSettled):
        bounce(after, "not_1", "again", by="system", at=LATER)


def test_some_contracts_let_a_returned_notice_count() -> None:
    terms = some_terms(notices=replace(some_terms().notices, bounce=Bounce.RECEIVED))
    license = gives(in_force(terms), K.NON_RENEWAL, SENT)
    after = license.after(bounce(license, "not_1", "550", by="system", at=LATER))
    assert after.end == license.end
    assert after.notice("not_1").detail == "550"


def test_an_earlier_confirmation_brings_a_notice_into_time() -> None:
    """Sent on Friday 1 December, deemed received on Monday; confirmed on Friday it is in time."""
    license = gives(in_force(), K.NON_RENEWAL, date(2028, 12, 1))
    assert license.end
    assert license.end.n == 2
    events = receive(license, "not_1", date(2028, 12, 1), days=WEEKDAYS, by="usr_bo", at=LATER)
    after = license.after(events)
    assert names(events) == ["NoticeReceived", EndKnown.__name__]
    assert after.end
    assert (after.end.n, after.end.on) == (1, date(2029, 1, 30))


def test_a_later_confirmation_changes_nothing() -> None:
    license = gives(in_force(), K.NON_RENEWAL, SENT)
    after = license.after(
        receive(license, "not_1", date(2028, 12, 4), days=WEEKDAYS, by="usr_bo", at=LATER)
    )
    assert after.end == license.end
    assert after.notice("not_1").state is NoticeState.RECEIVED
    with pytest.raises(LicenseRefused):
        receive(license, "not_1", date(2028, 12, 5), days=WEEKDAYS, by="usr_bo", at=LATER)
    with pytest.raises(LicenseRefused):
        receive(license, "not_1", date(2028, 11, 29), days=WEEKDAYS, by="usr_bo", at=LATER)


def test_a_notice_is_taken_back_only_with_consent() -> None:
    license = gives(in_force(), K.NON_RENEWAL, SENT)
    with pytest.raises(LicenseRefused):
        take_back(license, "not_1", " ", by="usr_ada", at=LATER)
    after = license.after(take_back(license, "not_1", "Letter of 2 Dec", by="usr_ada", at=LATER))
    assert after.status is Status.IN_FORCE


def test_the_earliest_of_two_ends_counts_and_the_other_stays_when_it_falls_away() -> None:
    license = gives(in_force(), K.NON_RENEWAL, date(2028, 12, 1))
    both = gives(license, K.NON_RENEWAL, date(2028, 12, 1), side=LICENSEE, method=EMAIL)
    sooner = both.after(
        receive(both, "not_2", date(2028, 12, 1), days=WEEKDAYS, by="usr", at=LATER)
    )
    assert sooner.end
    assert sooner.end.notice_id == "not_2"
    left = sooner.after(take_back(sooner, "not_2", "Letter", by="usr", at=LATER))
    assert left.end
    assert (left.end.notice_id, left.end.n) == ("not_1", 2)
    assert left.status is Status.ENDING


def test_evidence_is_added_later() -> None:
    license = gives(in_force(), K.BREACH, date(2027, 6, 1), method=COURIER)
    with pytest.raises(LicenseRefused):
        prove(license, "not_1", tracking=None, evidence_sha256=None, by="usr", at=LATER)
    proved = license.after(
        prove(license, "not_1", tracking="1Z999", evidence_sha256=None, by="usr", at=LATER)
    )
    kept = proved.after(
        prove(proved, "not_1", tracking=None, evidence_sha256="a" * 64, by="usr", at=LATER)
    )
    notice = kept.notice("not_1")
    assert (notice.tracking, notice.evidence_sha256) == ("1Z999", "a" * 64)


def test_audits_are_the_licensors_and_take_their_time() -> None:
    license, on = in_force(), date(2027, 6, 1)
    with pytest.raises(NotTheirNotice):
        gives(license, K.AUDIT, on, side=LICENSEE)
    with pytest.raises(LicenseRefused, match="2027-07-02"):
        gives(license, K.AUDIT, on, effective_on=date(2027, 7, 1))
    assert gives(license, K.AUDIT, on).notices[0].effective_on == date(2027, 7, 2)


@pytest.mark.parametrize("side", Side)
def test_either_side_says_which_works_are_withdrawn_and_copies_go_within_the_time_for_it(
    side: Side,
) -> None:
    """Received on 2 June, with 30 days to delete; law may ask for less (C38)."""
    license, on = in_force(), date(2027, 6, 1)
    days = timedelta(days=license.terms.compliance.withdrawal_notice_days)
    gone = gives(license, K.WITHDRAWAL_OF_WORKS, on, side=side)
    received = date(2027, 6, 2)
    assert gone.notices[0].effective_on == received + days
    assert "count as withdrawn on 2 June 2027" in effect_of(gone, gone.notices[0])
    assert gives(license, K.WITHDRAWAL_OF_WORKS, on, side=side, effective_on=received)
    with pytest.raises(LicenseRefused):
        gives(license, K.WITHDRAWAL_OF_WORKS, on, side=side, effective_on=on)
    assert gives(license, K.WITHDRAWAL_OF_WORKS, on).notices[0].effective_on == date(2027, 7, 2)


def test_a_cure_answers_a_breach_of_the_other_side() -> None:
    license = gives(in_force(), K.BREACH, date(2027, 6, 1), method=COURIER)
    with pytest.raises(LicenseRefused):
        gives(license, K.CURE, date(2027, 6, 20), side=LICENSEE, about="not_9")
    assert gives(license, K.CURE, date(2027, 6, 20), side=LICENSEE, about="not_1")


def test_whoever_is_in_breach_cannot_take_up_an_option() -> None:
    license = in_force(renewing(RenewalMode.OPTION_LICENSEE))
    breached = gives(license, K.BREACH, date(2028, 6, 1), method=COURIER)
    with pytest.raises(UncuredBreach):
        gives(breached, K.RENEWAL, SENT, side=LICENSEE)
