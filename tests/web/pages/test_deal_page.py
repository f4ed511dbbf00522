"""The page of a deal: what it shows, and what its buttons do."""

import re

import pytest

from service.commands import deals as commands
from service.desk import Desk
from service.domain.deal import Approval, Deal, Status
from tests.conftest import Clock
from tests.web.pages.visitors import Visitor, a_draft, version_of


def _deal(desk: Desk, visitor: Visitor, deal_id: str) -> Deal:
    with desk.db.reading(visitor.org) as views:
        return views.deal(deal_id)


def _press(desk: Desk, visitor: Visitor, deal_id: str, move: str, **fields: str) -> str:
    """Presses a button on the page as it stands now; the page that follows."""
    version = str(version_of(desk, visitor, deal_id))
    answer = visitor.post(f"/deals/{deal_id}/{move}", version=version, **fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return visitor.text(answer.location)


@pytest.fixture
def blocked(drafter: Visitor, desk: Desk) -> str:
    """A draft that an approver must release."""
    return a_draft(desk, drafter, "speech")


@pytest.mark.parametrize(
    "shown",
    [
        "Photo Archive Inc.",
        "Example Labs Ltd",
        "1,200,000 items: Landscape, wildlife",
        "Pretraining",
        "31 January 2027",
        "30 January 2029",
        "1 December 2028",
        "30 November 2028",
        "The laws of the State of New York",
        "USD 0.05",
        "USD 60,000.00",
        "USD 1,560,000.00",
        "within 0.05-1.00",
        "confidence A",
        "Article 4(3) of Directive (EU) 2019/790",
        "bulk-media, version 1",
    ],
)
def test_the_page_shows_the_terms_the_fee_and_the_checks(
    viewer: Visitor, desk: Desk, shown: str
) -> None:
    assert shown in viewer.text(f"/deals/{a_draft(desk, viewer)}")


def test_the_page_names_the_digests_of_terms_and_text(viewer: Visitor, desk: Desk) -> None:
    deal_id = a_draft(desk, viewer)
    page = viewer.text(f"/deals/{deal_id}")
    assert _deal(desk, viewer, deal_id).written.canonical.sha256 in page
    assert len(re.findall(r'class="digest">[0-9a-f]{64}<', page)) == 2


def test_tiers_are_shown_row_by_row(viewer: Visitor, desk: Desk) -> None:
    page = viewer.text(f"/deals/{a_draft(desk, viewer, 'speech')}")
    assert "From 5,000 up" in page
    assert "JPY 56,000,000" in page


def test_a_check_that_blocks_says_that_it_can_be_released(viewer: Visitor, desk: Desk) -> None:
    page = viewer.text(f"/deals/{a_draft(desk, viewer, 'speech')}")
    assert "Needs a release" in page
    assert "Where: materials, lines, 1, releases pct" in page


def test_a_drafter_asks_for_a_release(drafter: Visitor, desk: Desk, blocked: str) -> None:
    page = _press(desk, drafter, blocked, "request-approval", note="Releases follow.")
    assert _deal(desk, drafter, blocked).approval is Approval.REQUESTED
    assert "“Releases follow.”" in page
    assert "Waiting for an approver" in page


def test_nobody_asks_twice(drafter: Visitor, desk: Desk, blocked: str) -> None:
    page = _press(desk, drafter, blocked, "request-approval")
    assert "/request-approval" not in page


def test_an_approver_releases_with_a_reason(approver: Visitor, desk: Desk, blocked: str) -> None:
    page = _press(desk, approver, blocked, "approve", reason="None is needed in Japan.")
    deal = _deal(desk, approver, blocked)
    assert deal.released == {"release_coverage"}
    assert re.search(r"Approver released it, <time[^>]*>2 March 2026, 12:00 UTC</time>", page)
    assert page.count("“None is needed in Japan.”") == 2


def test_a_release_without_a_reason_is_refused_beside_its_field(
    approver: Visitor, desk: Desk, blocked: str
) -> None:
    answer = approver.post(f"/deals/{blocked}/approve", version="1", reason="  ")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="approve-reason-fault"' in page
    assert 'aria-describedby="approve-reason-fault" aria-invalid="true"' in page
    assert _deal(desk, approver, blocked).version == 1


def test_an_approver_refuses_with_a_reason(
    approver: Visitor, drafter: Visitor, desk: Desk, blocked: str
) -> None:
    _press(desk, drafter, blocked, "request-approval")
    page = _press(desk, approver, blocked, "refuse-approval", reason="Get the releases.")
    assert "Release refused" in page
    assert "“Get the releases.”" in page


def test_other_terms_make_an_earlier_release_void(
    approver: Visitor, desk: Desk, blocked: str, clock: Clock
) -> None:
    _press(desk, approver, blocked, "approve", reason="None is needed.")
    deal = _deal(desk, approver, blocked)
    other = _deal(desk, approver, a_draft(desk, approver, "film"))
    with desk.db.transaction(approver.org) as tx:
        commands.change(tx, deal, deal.header, other.written, by="usr_x", at=clock())
    page = approver.text(f"/deals/{blocked}")
    assert "released it" not in page
    assert "Needs a release" in page


def test_a_drafter_withdraws_with_or_without_a_reason(drafter: Visitor, desk: Desk) -> None:
    deal_id = a_draft(desk, drafter)
    page = _press(desk, drafter, deal_id, "withdraw")
    assert _deal(desk, drafter, deal_id).status is Status.WITHDRAWN
    assert "Copy it to begin again" in page
    assert '/withdraw"' not in page


def test_a_copy_is_a_new_draft_of_its_own(drafter: Visitor, desk: Desk) -> None:
    deal_id = a_draft(desk, drafter)
    answer = drafter.post(f"/deals/{deal_id}/copy")
    made = answer.location.rpartition("/")[2]
    assert made != deal_id
    assert _deal(desk, drafter, made).written == _deal(desk, drafter, deal_id).written
    assert "drafted the deal from a copy" in drafter.text(answer.location)


def test_a_stale_form_changes_nothing_and_says_what_happened(
    drafter: Visitor, approver: Visitor, desk: Desk, blocked: str
) -> None:
    _press(desk, drafter, blocked, "request-approval", note="Please.")
    answer = approver.post(f"/deals/{blocked}/approve", version="1", reason="I looked <long> ago.")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "The deal changed while you were looking" in page
    assert re.search(r"<li>Drafter asked for a release of “release coverage”, .*“Please.”", page)
    assert "I looked &lt;long&gt; ago.</textarea>" in page
    assert _deal(desk, drafter, blocked).version == 2


@pytest.mark.parametrize("version", ["", "0", "99", "-1", "1.0", "\u0661", "9" * 40])
def test_a_form_that_names_no_version_of_ours_changes_nothing(
    drafter: Visitor, desk: Desk, version: str
) -> None:
    deal_id = a_draft(desk, drafter)
    answer = drafter.post(f"/deals/{deal_id}/withdraw", version=version)
    assert answer.status_code == 409
    assert _deal(desk, drafter, deal_id).status is Status.DRAFT


def test_what_does_not_fit_where_the_deal_stands_is_refused(drafter: Visitor, desk: Desk) -> None:
    deal_id = a_draft(desk, drafter)
    _press(desk, drafter, deal_id, "withdraw")
    answer = drafter.post(f"/deals/{deal_id}/withdraw", version="2")
    assert answer.status_code == 409
    assert "A deal that is withdrawn cannot have" in answer.get_data(as_text=True)


def test_the_history_names_people_and_the_zone(drafter: Visitor, desk: Desk) -> None:
    page = drafter.text(f"/deals/{a_draft(desk, drafter)}")
    assert "<b>Drafter</b> drafted the deal" in page
    assert '<time datetime="2026-03-02T12:00:00Z">2 March 2026, 12:00 UTC</time>' in page


def test_the_terms_come_as_the_bytes_that_were_digested(viewer: Visitor, desk: Desk) -> None:
    deal_id = a_draft(desk, viewer)
    answer = viewer.get(f"/deals/{deal_id}/terms.json")
    assert answer.data == _deal(desk, viewer, deal_id).written.canonical.data
    assert "photo-archive-first-tranche.json" in answer.headers["Content-Disposition"]


def test_the_reading_copy_says_what_the_contract_says(viewer: Visitor, desk: Desk) -> None:
    answer = viewer.get(f"/deals/{a_draft(desk, viewer)}/draft.html")
    assert "AI Training Data License Agreement" in answer.get_data(as_text=True)
    assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]


def test_a_paper_is_made_once(viewer: Visitor, desk: Desk) -> None:
    path = f"/deals/{a_draft(desk, viewer)}/draft.docx"
    first = viewer.get(path)
    again = viewer.browser.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert first.data.startswith(b"PK")
    assert first.headers["Content-Disposition"].endswith('tranche-draft.docx"')
    assert again.status_code == 304
