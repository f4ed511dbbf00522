"""Works withdrawn one by one: what the notice says, what the licensee then owes, and its record."""

from datetime import date, timedelta

import pytest

from service.domain.errors import LicenseRefused
from service.domain.licenses.key_dates import DateState, DueDate, LicenseDateKind, dates_of, settle
from service.domain.licenses.license import License
from service.domain.licenses.notice_text import text_of
from service.domain.licenses.notices import take_back
from service.domain.licenses.parts import NoticeKind, SettledHow, WithdrawalReason
from service.domain.licenses.withdrawals import withdrawals
from service.domain.period.counting import WEEKDAYS
from service.domain.terms.models import Unlearning
from service.domain.terms.parties import Side
from tests.domain.licenses.lives import COURIER, LICENSEE, gives, in_force, lived, noon, on_day
from tests.domain.licenses.recorded import a_recorded

SENT, RECEIVED, DELETED = date(2027, 6, 1), date(2027, 6, 2), date(2027, 7, 2)
WORKS = ("clip-1", "clip-2")
CLAIM = WithdrawalReason.CLAIM


def withdraws(license: License, **said: object) -> License:
    said = {"works": WORKS, "reason": CLAIM, "grounds": ""} | said
    return gives(license, NoticeKind.WITHDRAWAL_OF_WORKS, SENT, **said)  # type: ignore[arg-type]


def the_duty(license: License, on: date = SENT) -> DueDate:
    kind = LicenseDateKind.WORKS_DELETED_BY
    (found,) = (each for each in dates_of(license, on, WEEKDAYS) if each.kind is kind)
    return found


def done(license: License, how: SettledHow) -> License:
    at = noon(date(2027, 6, 20))
    return license.after(
        settle(license, the_duty(license), how, "Gone.", file_sha256="a" * 64, by="usr_bo", at=at)
    )


@pytest.mark.parametrize("side", Side)
def test_the_licensee_deletes_within_the_withdrawal_period_whoever_withdraws(side: Side) -> None:
    license = withdraws(in_force(), side=side)
    duty = the_duty(license)
    assert (duty.on, duty.side, duty.duty, duty.n) == (DELETED, LICENSEE, True, 1)
    (found,) = withdrawals(license)
    assert (found.notice_id, found.side, found.works, found.reason) == ("not_1", side, WORKS, CLAIM)
    assert (found.withdrawn_on, found.delete_by) == (RECEIVED, DELETED)
    assert found.remedy is license.terms.models.unlearning is Unlearning.EXCLUDE_NEXT_RUN
    assert (found.state, found.outstanding, found.confirmation) == (DateState.OPEN, 2, None)


def test_what_is_done_is_confirmed_and_what_is_waived_is_not_but_nothing_is_outstanding() -> None:
    license = withdraws(in_force())
    (found,) = withdrawals(done(license, SettledHow.DONE))
    assert found.confirmation
    assert (found.confirmation.on, found.confirmation.by) == (date(2027, 6, 20), "usr_bo")
    assert (found.confirmation.file_sha256, found.outstanding) == ("a" * 64, 0)
    (found,) = withdrawals(done(license, SettledHow.WAIVED))
    assert (found.state, found.confirmation, found.outstanding) == (DateState.WAIVED, None, 0)


def test_nobody_says_that_the_works_are_gone_and_the_day_is_missed() -> None:
    license = withdraws(in_force())
    (found,) = withdrawals(lived(license, on_day(2027, 7, 2)))
    assert found.state is DateState.OPEN
    (found,) = withdrawals(lived(license, on_day(2027, 7, 3)))
    assert (found.state, found.outstanding) == (DateState.MISSED, 2)


def test_a_notice_that_is_taken_back_withdraws_nothing_and_the_next_keeps_its_number() -> None:
    both = withdraws(withdraws(in_force()), works=("clip-3",))
    left = both.after(take_back(both, "not_1", "Letter", by="usr", at=noon(date(2027, 6, 9))))
    (found,) = withdrawals(left)
    assert (found.notice_id, found.n, found.works) == ("not_2", 2, ("clip-3",))
    assert the_duty(left).n == 2


def test_a_notice_may_still_say_in_words_what_it_withdraws() -> None:
    (found,) = withdrawals(withdraws(in_force(), works=(), reason=None, grounds="All of Zebra"))
    assert (found.works, found.reason, found.grounds) == ((), None, "All of Zebra")
    assert (found.outstanding, found.delete_by) == (0, DELETED)


def test_where_the_terms_are_not_known_nobody_knows_what_is_owed() -> None:
    kind, on = NoticeKind.WITHDRAWAL_OF_WORKS, date(2026, 3, 2)
    license = gives(a_recorded(), kind, on, method=COURIER, works=WORKS, reason=CLAIM)
    (found,) = withdrawals(license)
    assert (found.remedy, found.delete_by, found.state) == (None, None, None)
    assert (found.works, found.outstanding) == (WORKS, 2)
    kinds = {each.kind for each in dates_of(license, on, WEEKDAYS)}
    assert LicenseDateKind.WORKS_DELETED_BY not in kinds


def test_law_may_ask_for_less_time() -> None:
    (found,) = withdrawals(withdraws(in_force(), effective_on=RECEIVED + timedelta(days=3)))
    assert found.delete_by == date(2027, 6, 5)


def test_the_letter_names_the_works_and_says_why() -> None:
    license = withdraws(in_force())
    text = text_of(license, license.notices[0])
    assert text.declares.endswith("the 2 works named here, since somebody else makes a claim.")
    assert text.effects[-1] == "Withdrawn: clip-1; clip-2."


def test_the_letter_of_works_in_words_alone_says_nothing_empty() -> None:
    license = withdraws(in_force(), works=(), reason=None, grounds="All of the harbor at night.")
    (effect,) = text_of(license, license.notices[0]).effects
    assert "copies of them are to be deleted by 2 July 2027" in effect


@pytest.mark.parametrize(
    ("said", "pointers"),
    [
        ({"works": ()}, ["/works"]),
        ({"reason": None}, ["/reason", "/grounds"]),
        ({"works": (), "reason": None}, ["/grounds"]),
        ({"works": ("clip-1", "clip-2", "clip-1")}, ["/works/2"]),
    ],
)
def test_works_are_named_once_and_with_the_reason(
    said: dict[str, object], pointers: list[str]
) -> None:
    with pytest.raises(LicenseRefused) as refused:
        withdraws(in_force(), **said)
    assert [fault.pointer for fault in refused.value.faults] == pointers


def test_no_other_notice_withdraws_works() -> None:
    with pytest.raises(LicenseRefused) as refused:
        gives(in_force(), NoticeKind.CLAIM, SENT, works=WORKS, reason=CLAIM)
    assert [fault.pointer for fault in refused.value.faults] == ["/works", "/reason"]
