"""Works withdrawn on the pages of a license: named one a line, and shown until they are gone."""

from datetime import date

from service.desk import Desk
from service.domain.licenses.parts import WithdrawalReason
from tests.conftest import Clock
from tests.web.pages.test_notices import a_file, a_license, given
from tests.web.pages.visitors import Visitor

KIND = "withdrawal_of_works"
TYPED = {"works": "clip-1\r\n\r\n<b>2\r\n", "reason": "claim", "method": "email"}


def test_works_are_named_one_a_line_and_reviewed_before_they_are_withdrawn(
    approver: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, approver, clock)
    form = approver.text(f"{path}/new/{KIND}")
    assert 'name="works"' in form
    assert 'name="works"' not in approver.text(f"{path}/new/breach")
    twice = approver.post(f"{path}/new/{KIND}/review", **{**TYPED, "works": "a\r\na"})
    assert (twice.status_code, "works-fault" in twice.get_data(as_text=True)) == (422, True)
    review = approver.post(f"{path}/new/{KIND}/review", **TYPED).get_data(as_text=True)
    assert "Withdrawn: clip-1; &lt;b&gt;2." in review
    assert 'name="works" value="clip-1' in review
    assert kept.license().withdrawn == ()
    assert given(approver, kept, KIND, **TYPED).status_code == 303
    (withdrawn,) = kept.license().withdrawn
    assert (withdrawn.works, withdrawn.reason) == (("clip-1", "<b>2"), WithdrawalReason.CLAIM)
    assert "<li>&lt;b&gt;2</li>" in approver.text(path)
    kept.assert_sound()


def test_the_license_shows_what_is_outstanding_until_the_deletion_is_confirmed(
    approver: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, _ = a_license(desk, approver, clock)
    license = f"/licenses/{kept.license_id}"
    assert "Works withdrawn" not in approver.text(license)
    given(approver, kept, KIND, **TYPED)
    page = approver.text(license)
    card = page.split('aria-labelledby="withdrawn"')[1].split("</section>")[0]
    assert "<b>2 outstanding:</b>" in card
    assert "Somebody else makes a claim." in card
    assert "Withdrawn works to be deleted, number 1" in page
    dates = page.split('aria-labelledby="dates"')[1].split("Withdrawn works to be deleted", 1)[1]
    date_id = dates.split("/dates/")[1].split("/")[0]
    approver.post(f"{license}/dates/{date_id}/done", note="Their mail")
    card = approver.text(license).split('aria-labelledby="withdrawn"')[1].split("</section>")[0]
    assert "Deletion confirmed on 2 March 2026." in card
    assert "outstanding" not in card


def test_a_withdrawal_that_came_is_recorded_with_its_works(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, drafter, clock)
    said = {
        **TYPED,
        "kind": KIND,
        "sent_on": "2026-02-26",
        "received_on": "2026-02-27",
        "sure": "yes",
    }
    wrong = drafter.post(f"{path}/received", **{**said, "reason": ""}, file=a_file())
    assert "reason-fault" in wrong.get_data(as_text=True)
    assert drafter.post(f"{path}/received", **said, file=a_file()).status_code == 303
    assert kept.license().withdrawn[0].works == ("clip-1", "<b>2")
    assert kept.license().notices[0].counts_on == date(2026, 2, 27)
