"""Notices on the page of a license: what may be given, a look at what it says and does, then it binds."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from service.commands.recorded_licenses import record_license
from service.desk import Desk
from service.domain.deal import OurSide
from service.storage.licenses import Beside
from service.web.demo import demo_licenses
from tests.builders import some_terms
from tests.conftest import Clock
from tests.licensed import Kept, imported
from tests.rendering.said import in_pdf, ink
from tests.web.pages.visitors import Visitor
from tests.web.scans import a_scan

START = date(2025, 1, 31)


def a_license(desk: Desk, visitor: Visitor, clock: Clock, **said: Any) -> tuple[Kept, str]:
    said = {"starts_on": START, "at": clock(), "beside": Beside(title="Photos"), **said}
    kept = imported(desk.db, visitor.org, by=visitor.user_id, **said)
    return kept, f"/licenses/{kept.license_id}/notices"


def _part(page: str, id: str) -> str:
    return page.split(f'aria-labelledby="{id}"')[1].split("</section>")[0]


def given(visitor: Visitor, kept: Kept, kind: str, **fields: Any) -> Any:
    place = f"/licenses/{kept.license_id}/notices/new/{kind}"
    version = kept.license().version
    return visitor.post(place, **{"version": version, "sure": "yes", **fields})


def test_the_page_tells_which_notices_may_be_given_until_when_and_why_not_others(
    approver: Visitor, drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, approver, clock)
    page = approver.text(path)
    give = _part(page, "give")
    assert f"{path}/new/non_renewal" in give
    assert "By e-mail: last day to send 30 November 2026" in give
    assert "the other side has named no breach" in give.lower()
    assert "Neither side has given a notice." in _part(page, "given")
    assert f'href="{path}" aria-current="page"' in page
    assert "An approver gives it." in drafter.text(path)
    assert f"{path}/new/" not in drafter.text(path)
    assert drafter.get(f"{path}/new/breach").status_code == 403
    assert approver.get(f"{path}/new/threat").status_code == 404
    assert kept.license().notices == ()


def test_where_no_postal_address_is_known_the_review_says_so_and_names_none(
    approver: Visitor, desk: Desk, clock: Clock
) -> None:
    demo = demo_licenses(clock().date())["harbor"]
    with desk.db.transaction(approver.org) as tx:
        said: dict[str, Any] = {"by": approver.user_id, "at": clock()}
        made = record_license(tx, demo.header, demo.written, "a" * 64, **said)
    place = f"/licenses/{made.id}/notices/new/non_renewal/review"
    page = approver.post(place, method="courier").get_data(as_text=True)
    assert "No postal address is recorded." in page
    assert "Not recorded" not in page


def test_a_notice_is_reviewed_with_what_it_brings_about_and_binds_only_then(
    approver: Visitor, drafter: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, approver, clock)
    new = f"{path}/new/non_renewal"
    form = approver.text(new)
    assert "must be received by <b>1 December 2026</b>" in form
    assert "Last day to send it for renewal 1: 30 November 2026" in form
    typed = {"method": "email", "grounds": "We <move> on."}
    review = approver.post(f"{new}/review", **typed)
    said = review.get_data(as_text=True)
    assert review.status_code == 200
    assert "Renews on 31 January 2027" in _part(said, "does")
    assert "Ends on 30 January 2027" in _part(said, "does")
    assert "contracts@labs.example" in _part(said, "goes")
    assert "We &lt;move&gt; on." in _part(said, "text")
    assert kept.types() == ["LicenseMade", "LicenseStarted"]
    assert 'value="email"' in approver.post(f"{new}/change", **typed).get_data(as_text=True)
    unsure = given(approver, kept, "non_renewal", **typed, sure="")
    assert unsure.status_code == 422
    assert "Say first that you may give it." in unsure.get_data(as_text=True)
    assert given(approver, kept, "non_renewal", **typed, version=1).status_code == 409
    assert given(drafter, kept, "non_renewal", **typed).status_code == 403
    assert given(cy, kept, "non_renewal", **typed).status_code == 404
    assert kept.license().notices == ()
    version = kept.license().version
    done = given(approver, kept, "non_renewal", **typed)
    (notice,) = kept.license().notices
    assert done.location == f"{path}#{notice.id}"
    again = given(approver, kept, "non_renewal", **typed, version=version)
    assert again.status_code == 409
    page = approver.text(path)
    assert "Letter to contracts@labs.example" in page
    assert "The license ends with 30 January 2027." in _part(page, "given")
    assert (notice.by, notice.sent_on) == (approver.user_id, clock().date())
    kept.assert_sound()


def test_a_notice_too_late_for_one_renewal_says_which_it_reaches(
    approver: Visitor, desk: Desk, clock: Clock
) -> None:
    _, path = a_license(desk, approver, clock, starts_on=date(2024, 5, 1))
    form = approver.text(f"{path}/new/non_renewal")
    assert "Sent today, it reaches only renewal 2." in form
    review = approver.post(f"{path}/new/non_renewal/review", method="email")
    assert "It comes too late for renewal 1, which takes place." in review.get_data(as_text=True)


def test_a_termination_names_its_ground_and_what_each_needs(
    approver: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, approver, clock)
    new = f"{path}/new/termination"
    shut = approver.text(new).split('value="breach"')[1].split("</label>")[0]
    assert " disabled" in shut
    assert "give a notice of the breach first" in shut
    said = {"method": "courier", "grounds": "The clips were shared."}
    assert given(approver, kept, "breach", **said, tracking="1Z").status_code == 303
    page = _part(approver.text(path), "given")
    assert "Tracking number 1Z" in page
    assert "Example Labs Ltd has until 3 April 2026" in page
    assert "That time is over." not in page
    kept, path = a_license(desk, approver, clock)
    new = f"{path}/new/termination"
    early = (clock().date() - timedelta(days=40)).isoformat()
    assert given(approver, kept, "breach", **said, sent_on=early).status_code == 303
    (breach,) = kept.license().notices
    assert "That time is over." in _part(approver.text(path), "given")
    assert " disabled" not in approver.text(new).split('value="breach"')[1].split("<span")[0]
    over = {**said, "ground": "breach", "about": breach.id}
    soon = approver.post(f"{new}/review", **over, effective_on=clock().date().isoformat())
    assert soon.status_code == 409
    assert "at the earliest" in soon.get_data(as_text=True)
    assert "The clips were shared." in soon.get_data(as_text=True)
    review = approver.post(f"{new}/review", **over).get_data(as_text=True)
    assert "terminates the agreement for a breach that was not cured in time" in review
    assert given(approver, kept, "termination", **over).status_code == 303
    assert kept.license().notices[1].about == breach.id
    kept.assert_sound()


@pytest.mark.parametrize(
    ("kind", "typed", "status", "said"),
    [
        ("breach", {"method": "courier"}, 422, "grounds-fault"),
        ("breach", {"grounds": "So"}, 422, "method-fault"),
        (
            "breach",
            {"grounds": "So", "method": "email"},
            409,
            "does not count by e-mail: give it by courier",
        ),
        ("termination", {"grounds": "So", "method": "courier"}, 422, "ground-fault"),
        (
            "claim",
            {"grounds": "So", "method": "email", "side": "licensee"},
            422,
            "give your own notices",
        ),
        (
            "breach",
            {"grounds": "So", "method": "courier", "sent_on": "2031-01-01"},
            422,
            "sent_on-fault",
        ),
    ],
)
def test_what_is_wrong_stands_beside_it_and_nothing_typed_is_lost(
    approver: Visitor,
    desk: Desk,
    clock: Clock,
    kind: str,
    typed: dict[str, str],
    status: int,
    said: str,
) -> None:
    kept, path = a_license(desk, approver, clock)
    for answer in (
        approver.post(f"{path}/new/{kind}/review", **typed),
        given(approver, kept, kind, **typed),
    ):
        assert answer.status_code == status
        page = answer.get_data(as_text=True)
        assert said in page
        assert typed.get("grounds", "") in page
    assert kept.license().notices == ()


def test_an_intermediary_gives_notice_for_either_side(
    approver: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, approver, clock, our_side=OurSide.INTERMEDIARY)
    page = approver.text(path)
    assert "For Photo Archive Inc." in page
    assert f"{path}/new/claim?side=licensee" in page
    assert "Given by <b>Example Labs Ltd</b>" in approver.text(f"{path}/new/claim?side=licensee")
    typed = {"method": "email", "grounds": "So", "side": "licensee"}
    assert given(approver, kept, "claim", **typed).status_code == 303
    assert kept.license().notices[0].side == "licensee"


def test_a_right_that_the_contract_does_not_give_is_not_open(
    approver: Visitor, desk: Desk, clock: Clock
) -> None:
    compliance = replace(some_terms().compliance, audit_per_year=0)
    _, path = a_license(desk, approver, clock, terms=some_terms(compliance=compliance))
    assert "the contract has no such right" in _part(approver.text(path), "give")
    assert "It cannot be given now." in approver.text(f"{path}/new/audit")


def a_file(data: bytes = b"", name: str = "proof.pdf") -> tuple[BytesIO, str]:
    return BytesIO(data or a_scan()), name


def test_proof_is_kept_with_a_notice_and_comes_back_as_it_was_brought(
    approver: Visitor, drafter: Visitor, viewer: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, approver, clock)
    given(approver, kept, "breach", method="courier", grounds="Clips were shared.")
    (notice,) = kept.license().notices
    place = f"{path}/{notice.id}"
    assert drafter.get(f"{place}/evidence").status_code == 404
    nothing = drafter.post(f"{place}/proof")
    assert nothing.status_code == 422
    assert "Give the tracking number, or a file." in nothing.get_data(as_text=True)
    odd = drafter.post(f"{place}/proof", file=a_file(b"<svg onload=alert(1)>", "x.png"))
    assert odd.status_code == 422
    assert "It is not a PDF, PNG or JPEG" in odd.get_data(as_text=True)
    form = "multipart/form-data; boundary=x"
    most = bytes(12 * 1024 * 1024)
    large = drafter.browser.post(f"{place}/proof", data=most, content_type=form)
    assert large.status_code == 303
    assert "larger than 10 MB" in drafter.text(path)
    assert drafter.post(f"{place}/proof", tracking="1Z 9", file=a_file()).status_code == 303
    (notice,) = kept.license().notices
    assert notice.tracking == "1Z 9"
    answer = viewer.get(f"{place}/evidence")
    assert answer.data == a_scan()
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.mimetype == "application/pdf"
    assert viewer.post(f"{place}/proof", tracking="2").status_code == 403
    for asked in (cy.get(f"{place}/evidence"), cy.post(f"{place}/proof", tracking="2")):
        assert asked.status_code == 404
    _, other = a_license(desk, approver, clock)
    assert drafter.post(f"{other}/{notice.id}/proof", tracking="2").status_code == 404
    assert kept.types().count("NoticeProved") == 1


def test_receipt_is_written_down_once_and_says_how_it_was_confirmed(
    approver: Visitor, drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, approver, clock)
    given(approver, kept, "breach", method="courier", grounds="Clips were shared.")
    place = f"{path}/{kept.license().notices[0].id}/receipt"
    today = clock().date().isoformat()
    assert drafter.post(place, on=today, note="By mail.").status_code == 403
    unsaid = approver.post(place, on=today)
    assert unsaid.status_code == 422
    assert "Say how the other side confirmed it." in unsaid.get_data(as_text=True)
    assert approver.post(place, on="2026-02-01", note="By mail.").status_code == 422
    assert approver.post(place, on=today, note="By mail.").status_code == 303
    (notice,) = kept.license().notices
    assert (notice.counts_on, notice.detail) == (clock().date(), "By mail.")
    assert "Receipt was confirmed: it came on 2 March 2026" in approver.text(path)
    assert approver.post(place, on=today, note="By mail.").status_code == 409
    kept.assert_sound()


def test_a_notice_is_taken_back_with_consent_and_its_effect_falls_away(
    approver: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, approver, clock)
    given(approver, kept, "non_renewal", method="email")
    place = f"{path}/{kept.license().notices[0].id}/take-back"
    assert approver.post(place, consent=" ").status_code == 422
    assert kept.license().end is not None
    assert approver.post(place, consent="Their mail of today.").status_code == 303
    assert kept.license().end is None
    page = approver.text(path)
    assert "Taken back" in page
    assert "Their mail of today." in page
    assert approver.post(place, consent="Again.").status_code == 409


def test_a_notice_that_came_is_recorded_with_its_day_and_its_file(
    approver: Visitor, drafter: Visitor, viewer: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, approver, clock)
    place = f"{path}/received"
    assert f'href="{place}"' in drafter.text(path)
    assert viewer.get(place).status_code == 403
    form = drafter.text(place)
    assert 'value="breach"' in form
    assert 'value="audit"' not in form
    said = {
        "kind": "breach",
        "method": "courier",
        "sent_on": "2026-02-26",
        "received_on": "2026-02-27",
        "grounds": "The manifest is wrong.",
        "sure": "yes",
    }
    for wrong, word in (
        ({"sure": ""}, "sure-fault"),
        ({"received_on": "2026-02-20"}, "received_on-fault"),
        ({"received_on": "2026-03-20"}, "received_on-fault"),
        ({"kind": ""}, "kind-fault"),
        ({"grounds": ""}, "grounds-fault"),
    ):
        answer = drafter.post(place, **{**said, **wrong, "file": a_file()})
        assert answer.status_code == 422, wrong
        assert word in answer.get_data(as_text=True)
    assert "file-fault" in drafter.post(place, **said).get_data(as_text=True)
    strict = drafter.post(place, **{**said, "method": "email", "file": a_file()})
    assert strict.status_code == 409
    assert cy.post(place, **said, file=a_file()).status_code == 404
    assert kept.license().notices == ()
    assert drafter.post(place, **said, file=a_file()).status_code == 303
    (notice,) = kept.license().notices
    assert (notice.side, notice.by, notice.recorded) == ("licensee", drafter.user_id, True)
    assert (notice.counts_on, notice.settled_on) == (date(2026, 2, 27), date(2026, 2, 27))
    assert notice.cure_ends_on == date(2026, 3, 29)
    page = _part(approver.text(path), "given")
    assert "Recorded by us: it came on 27 February 2026." in page
    assert "The notice as it came" in page
    assert viewer.get(f"{path}/{notice.id}/evidence").data == a_scan()
    kept.assert_sound()


def test_an_earlier_day_of_receipt_can_save_a_notice_that_would_come_too_late(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    """Sent on Friday 27 February it counts from Monday; the last day for renewal 1 was Sunday."""
    kept, path = a_license(desk, drafter, clock, starts_on=date(2024, 5, 1))
    said = {"kind": "non_renewal", "method": "email", "sent_on": "2026-02-27", "sure": "yes"}
    answer = drafter.post(f"{path}/received", **said, received_on="2026-02-27", file=a_file())
    assert answer.status_code == 303
    assert kept.license().notices[0].n == 1
    assert kept.license().end is not None
    assert kept.license().end.on == date(2026, 4, 30)


def test_the_letter_to_print_says_the_words_before_and_after_the_notice_is_given(
    approver: Visitor, viewer: Visitor, drafter: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, path = a_license(desk, approver, clock)
    typed = {"method": "courier", "grounds": "Clips were <shared>."}
    review = approver.post(f"{path}/new/breach/review", **typed).get_data(as_text=True)
    assert f"{path}/new/breach/letter.pdf" in review
    draft = approver.post(f"{path}/new/breach/letter.pdf", **typed)
    assert draft.mimetype == "application/pdf"
    assert kept.license().notices == ()
    assert drafter.post(f"{path}/new/breach/letter.pdf", **typed).status_code == 403
    given(approver, kept, "breach", **typed)
    place = f"{path}/{kept.license().notices[0].id}/letter.pdf"
    assert place in viewer.text(path)
    answer = viewer.get(place)
    assert answer.data == draft.data
    said = in_pdf(answer.data)
    assert ink("Notice of breach") in said
    assert ink("By courier Example Labs Ltd 2 Model Street") in said
    assert ink("Clips were <shared>.") in said
    assert ink("Example Labs Ltd has until 3 April 2026 to cure the breach") in said
    assert ink("For Photo Archive Inc.") in said
    assert cy.get(place).status_code == 404


def test_what_new_york_wants_served_before_a_renewal_is_there_to_print(
    drafter: Visitor, viewer: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, _ = a_license(desk, drafter, clock)
    place = f"/licenses/{kept.license_id}/renewal-reminder.pdf"
    assert place in drafter.text(f"/licenses/{kept.license_id}")
    said = in_pdf(drafter.get(place).data)
    assert ink("renews on 31 January 2027 for 12 months") in said
    assert ink("The last day for it is 1 December 2026.") in said
    assert (viewer.get(place).status_code, cy.get(place).status_code) == (403, 404)
    law = replace(some_terms().law, governing_law="US-CA")
    other, _ = a_license(desk, drafter, clock, terms=some_terms(law=law))
    assert drafter.get(f"/licenses/{other.license_id}/renewal-reminder.pdf").status_code == 404
