"""Notices on the page of a license: what may be given, a look at what it says and does, then it binds."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from service.desk import Desk
from service.domain.deal import OurSide
from service.storage.licenses import Beside
from tests.builders import some_terms
from tests.conftest import Clock
from tests.licensed import Kept, imported
from tests.web.pages.visitors import Visitor

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
        ("breach", {"grounds": "So", "method": "email"}, 409, "does not count by email"),
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
