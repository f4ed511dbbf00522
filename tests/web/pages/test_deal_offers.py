"""Offers on the page of a deal: what it shows of them, and what its buttons do."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from schemas.terms import written
from service.commands import deals, negotiation
from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.deal import OurSide, Status
from service.domain.negotiation import NOT_BINDING
from service.storage.contracts import Contracts
from service.web.demo import demo_deals
from tests.conftest import Clock
from tests.web.pages.sides import countered, deal_of, offered, redrafted, the_other_side
from tests.web.pages.visitors import Visitor, a_draft, version_of


def _press(desk: Desk, visitor: Visitor, deal_id: str, move: str, **fields: str) -> str:
    """Presses a button on the page as it stands now; the page that follows."""
    version = str(version_of(desk, visitor, deal_id))
    answer = visitor.post(f"/deals/{deal_id}/{move}", version=version, **fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return visitor.text(answer.location)


def _next(page: str) -> str:
    """The card that says what is to be done."""
    return page.split('<section class="card first"')[1].split("</section>")[0]


def _chief(page: str) -> str | None:
    found = re.findall(r'<summary class="button">([^<]+)<', _next(page))
    assert len(found) < 2
    return found[0] if found else None


def test_a_drafter_makes_an_offer_that_ends_with_a_day_of_the_contracts_zone(
    drafter: Visitor, desk: Desk
) -> None:
    deal_id = a_draft(desk, drafter)
    page = drafter.text(f"/deals/{deal_id}")
    assert _chief(page) == "Make an offer"
    assert 'type="date" min="2026-03-02" value="2026-03-16"' in page
    page = _press(desk, drafter, deal_id, "offer", message="Have a look.", expires_on="2026-03-20")
    deal = deal_of(desk, drafter, deal_id)
    assert deal.status is Status.OFFERED
    assert deal.offer
    assert deal.offer.message == "Have a look."
    assert deal.offer.expires_at == datetime(2026, 3, 21, 4, tzinfo=UTC)
    assert "Offer 1 is out" in page
    assert "Waiting for Example Labs Ltd since today" in page
    assert NOT_BINDING in _next(page)
    assert _chief(page) is None


def test_an_offer_without_a_last_day_stands_until_it_is_answered(
    drafter: Visitor, desk: Desk
) -> None:
    deal_id = a_draft(desk, drafter)
    page = _press(desk, drafter, deal_id, "offer", expires_on="")
    assert deal_of(desk, drafter, deal_id).offer.expires_at is None  # type: ignore[union-attr]
    assert "It has no last day." in page


@pytest.mark.parametrize("day", ["2026-02-31", "soon", "2026-03-01", "2028-03-01"])
def test_a_last_day_that_cannot_be_is_refused_beside_its_field(
    drafter: Visitor, desk: Desk, day: str
) -> None:
    deal_id = a_draft(desk, drafter)
    fields = {"version": "1", "expires_on": day, "message": "Typed in full."}
    answer = drafter.post(f"/deals/{deal_id}/offer", **fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="offer-expires_on-fault"' in page
    assert "Typed in full.</textarea>" in page
    assert deal_of(desk, drafter, deal_id).status is Status.DRAFT


def test_a_draft_that_must_be_released_is_not_offered(drafter: Visitor, desk: Desk) -> None:
    deal_id = a_draft(desk, drafter, "speech")
    assert "/offer" not in drafter.text(f"/deals/{deal_id}")
    answer = drafter.post(f"/deals/{deal_id}/offer", version="1")
    assert answer.status_code == 409
    assert "An approver must release this first" in answer.get_data(as_text=True)
    assert deal_of(desk, drafter, deal_id).status is Status.DRAFT


def test_an_intermediary_says_for_which_side_it_opens(drafter: Visitor, desk: Desk) -> None:
    deal_id = a_draft(desk, drafter, "photos")
    deal = deal_of(desk, drafter, deal_id)
    with desk.db.transaction(drafter.org) as tx:
        header = replace(deal.header, our_side=OurSide.INTERMEDIARY)
        deals.change(tx, deal, header, deal.written, by=drafter.user_id, at=desk.clock())
    answer = drafter.post(f"/deals/{deal_id}/offer", version="2")
    assert answer.status_code == 422
    assert "Say for which side you open" in answer.get_data(as_text=True)
    page = _press(desk, drafter, deal_id, "offer", side="licensee")
    assert "Offer 1 of Example Labs Ltd" in page
    assert "Waiting for Photo Archive Inc." in page
    assert not set(re.findall(r'/(accept|reject|offer|withdraw-offer)"', _next(page)))


def test_a_counter_offer_shows_what_changed_in_words_and_money(
    viewer: Visitor, drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    deal_id = countered(desk, drafter, Put(message="If it runs for three years."))
    clock.forward(days=3)
    page = viewer.text(f"/deals/{deal_id}")
    assert "Waiting for us for 3 days" in page
    assert re.search(
        r"Committed: <b>USD 36,000.00</b>\s*<span class=\"effect\">-USD 4,000.00", page
    )
    assert "<del>USD 0.40</del>" in page
    assert "<ins>USD 0.36</ins>" in page
    assert "line-1: rate 0.40 -&gt; 0.36 per item, -USD 4,000.00 at 100,000 items" in page
    assert '<blockquote class="said">If it runs for three years.</blockquote>' in page
    assert page.index("Offer 2 of Example Labs Ltd") < page.index("Offer 1 of Photo Archive Inc.")
    assert "<form" not in _next(page)


def test_the_days_that_move_stand_beside_money_and_positions(
    viewer: Visitor, drafter: Visitor, desk: Desk
) -> None:
    page = viewer.text(f"/deals/{countered(desk, drafter)}")
    days = page.split(">Days that move</h4>")[1].split("</ul>")[0]
    assert "Last day" in days
    assert "<del>the day before the same date, 24 months after the Effective Date</del>" in days
    assert "<ins>the day before the same date, 36 months after the Effective Date</ins>" in days


def test_a_drafter_accepts_what_the_page_showed(drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    page = drafter.text(f"/deals/{deal_id}")
    assert _chief(page) == "Accept offer 2"
    assert NOT_BINDING in _next(page)
    assert "ada@archive.example" in _next(page)
    digest = re.findall(r'name="terms_sha256" value="([0-9a-f]{64})"', page)
    page = _press(desk, drafter, deal_id, "accept", terms_sha256=digest[0], confirmed="yes")
    assert deal_of(desk, drafter, deal_id).status is Status.AGREED
    assert "You have accepted the offer. This is not yet a contract" in page
    assert "Drawing up" in _next(page)
    assert NOT_BINDING in _next(page)


def test_nothing_is_accepted_without_the_box_or_by_another_digest(
    drafter: Visitor, desk: Desk
) -> None:
    deal_id = countered(desk, drafter)
    deal = deal_of(desk, drafter, deal_id)
    version, seen = str(deal.version), deal.standing.canonical.sha256
    answer = drafter.post(f"/deals/{deal_id}/accept", version=version, terms_sha256=seen)
    assert answer.status_code == 422
    assert "Tick the box" in answer.get_data(as_text=True)
    other = {"terms_sha256": "0" * 64, "confirmed": "yes"}
    answer = drafter.post(f"/deals/{deal_id}/accept", version=version, **other)
    assert answer.status_code == 409
    assert "look at it first" in answer.get_data(as_text=True)
    assert deal_of(desk, drafter, deal_id).status is Status.COUNTERED


def test_what_the_other_side_did_meanwhile_is_told_and_nothing_is_done(
    drafter: Visitor, desk: Desk
) -> None:
    deal_id = offered(desk, drafter)
    version = version_of(desk, drafter, deal_id)
    member = the_other_side(desk, drafter, deal_id)
    digest = deal_of(desk, drafter, deal_id).standing.canonical.sha256
    with desk.db.transaction(drafter.org) as tx:
        negotiation.accept_by_link(tx, member, terms_sha256=digest, at=desk.clock())
    answer = drafter.post(f"/deals/{deal_id}/withdraw-offer", version=str(version), reason="Sold.")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Example Labs Ltd accepted offer 1" in page
    assert "You wrote: “Sold.”" in page
    assert deal_of(desk, drafter, deal_id).status is Status.AGREED


def test_a_drafter_rejects_with_a_reason_alone(drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    version = str(version_of(desk, drafter, deal_id))
    assert drafter.post(f"/deals/{deal_id}/reject", version=version).status_code == 422
    page = _press(desk, drafter, deal_id, "reject", reason="The rate is too low.")
    assert deal_of(desk, drafter, deal_id).status is Status.REJECTED
    assert "“The rate is too low.”" in page
    assert "Copy it to begin again" in _next(page)


def test_a_drafter_withdraws_an_offer_of_our_own(drafter: Visitor, desk: Desk) -> None:
    deal_id = offered(desk, drafter)
    page = _press(desk, drafter, deal_id, "withdraw-offer")
    assert deal_of(desk, drafter, deal_id).status is Status.WITHDRAWN
    assert "withdrew offer 1" in page


def test_a_counter_offer_of_ours_is_drafted_shown_and_sent(drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    assert "Prepare a counter-offer" in drafter.text(f"/deals/{deal_id}")
    assert drafter.get(f"/deals/{deal_id}/edit").status_code == 200
    redrafted(desk, drafter, deal_id, "0.38")
    page = drafter.text(f"/deals/{deal_id}")
    assert "Your draft against offer 2" in page
    assert "<ins>USD 0.38</ins>" in page
    assert _chief(page) == "Send the counter-offer"
    standing = deal_of(desk, drafter, deal_id).offer
    assert standing
    page = _press(desk, drafter, deal_id, "offer", answers=standing.id)
    deal = deal_of(desk, drafter, deal_id)
    assert deal.status is Status.OFFERED
    assert "+USD 2,000.00" in page
    assert "Offer 3 of Photo Archive Inc." in page


def test_a_counter_offer_of_ours_that_must_be_released_waits_for_an_approver(
    drafter: Visitor, approver: Visitor, desk: Desk
) -> None:
    deal_id = countered(desk, drafter)
    redrafted(desk, drafter, deal_id, released=50)
    page = drafter.text(f"/deals/{deal_id}")
    assert "1 finding must be settled or released" in _next(page)
    assert _chief(page) == "Ask for a release"
    answer = drafter.post(f"/deals/{deal_id}/offer", version=version_of(desk, drafter, deal_id))
    assert answer.status_code == 409
    page = _press(desk, drafter, deal_id, "request-approval", note="They want people in it.")
    assert "The approvers are asked. You can go on drafting" in _next(page)
    assert "Somebody has asked you to release" in _next(approver.text(f"/deals/{deal_id}"))
    _press(desk, approver, deal_id, "approve", reason="The models signed on paper.")
    assert _chief(drafter.text(f"/deals/{deal_id}")) == "Send the counter-offer"
    page = _press(desk, drafter, deal_id, "offer")
    assert deal_of(desk, drafter, deal_id).status is Status.OFFERED
    assert "Offer 3 of Photo Archive Inc." in page


def test_a_release_of_other_terms_does_not_count_for_the_counter_offer(
    drafter: Visitor, approver: Visitor, desk: Desk
) -> None:
    deal_id = countered(desk, drafter)
    redrafted(desk, drafter, deal_id, released=50)
    _press(desk, approver, deal_id, "approve", reason="The models signed on paper.")
    redrafted(desk, drafter, deal_id, "0.39", released=20)
    assert _chief(drafter.text(f"/deals/{deal_id}")) == "Ask for a release"
    answer = drafter.post(f"/deals/{deal_id}/offer", version=version_of(desk, drafter, deal_id))
    assert answer.status_code == 409
    assert deal_of(desk, drafter, deal_id).status is Status.COUNTERED


def test_a_draft_can_be_set_back_to_what_stands(drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    redrafted(desk, drafter, deal_id, "0.38")
    page = _press(desk, drafter, deal_id, "reset-draft")
    deal = deal_of(desk, drafter, deal_id)
    assert deal.written == deal.standing
    assert "Your draft against" not in page
    assert _chief(page) == "Accept offer 2"


def test_a_draft_that_their_counter_offer_overtook_is_kept_and_said_to_be_older(
    drafter: Visitor, desk: Desk
) -> None:
    deal_id = offered(desk, drafter)
    redrafted(desk, drafter, deal_id, "0.05")
    ours = deal_of(desk, drafter, deal_id).written
    assert "was made before offer" not in drafter.text(f"/deals/{deal_id}")
    member = the_other_side(desk, drafter, deal_id)
    with desk.db.transaction(drafter.org) as tx:
        put = Put(written=demo_deals()["landscapes"].counter)
        negotiation.counter(tx, member, put, at=desk.clock())
    page = drafter.text(f"/deals/{deal_id}")
    assert deal_of(desk, drafter, deal_id).written == ours
    assert "Your draft was made before offer 2" in _next(page)
    assert "Your draft against offer 2" in page
    assert _chief(page) == "Accept offer 2"
    assert 'action="/deals/' + deal_id + '/offer"' in page
    redrafted(desk, drafter, deal_id, "0.055")
    page = drafter.text(f"/deals/{deal_id}")
    assert "was made before offer" not in page
    assert _chief(page) == "Send the counter-offer"


@pytest.mark.parametrize(
    ("stands", "move"), [("theirs", "reject"), ("ours", "withdraw-offer"), ("theirs", "withdraw")]
)
def test_whoever_gives_a_reason_is_told_that_the_other_side_reads_it(
    drafter: Visitor, desk: Desk, stands: str, move: str
) -> None:
    deal_id = (countered if stands == "theirs" else offered)(desk, drafter)
    form = drafter.text(f"/deals/{deal_id}").split(f'action="/deals/{deal_id}/{move}"')[1]
    assert "The other side reads your reason." in form.split("</form>")[0]


def test_before_an_offer_nobody_of_the_other_side_reads_a_reason(
    drafter: Visitor, desk: Desk
) -> None:
    assert "reads your reason" not in drafter.text(f"/deals/{a_draft(desk, drafter)}")


def test_the_other_sides_own_words_are_not_ours_to_change(drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    deal = deal_of(desk, drafter, deal_id)
    parties = deal.written.terms.parties
    licensee = replace(parties.licensee, legal_name="Somebody Else Ltd")
    other = replace(deal.written.terms, parties=replace(parties, licensee=licensee))
    with desk.db.transaction(drafter.org) as tx:
        deals.change(tx, deal, deal.header, written(other), by=drafter.user_id, at=desk.clock())
    version = str(version_of(desk, drafter, deal_id))
    answer = drafter.post(f"/deals/{deal_id}/offer", version=version)
    assert answer.status_code == 422
    assert "What the other side says of itself is theirs to change" in answer.get_data(as_text=True)


def test_an_offer_whose_time_is_over_is_not_answered(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    deal_id = countered(desk, drafter, Put(expires_at=clock() + timedelta(days=1)))
    clock.forward(days=2)
    page = drafter.text(f"/deals/{deal_id}")
    assert "The time to answer is over" in page
    assert '/accept"' not in page
    deal = deal_of(desk, drafter, deal_id)
    seen = {"terms_sha256": deal.standing.canonical.sha256, "confirmed": "yes"}
    answer = drafter.post(f"/deals/{deal_id}/accept", version=str(deal.version), **seen)
    assert answer.status_code == 409
    assert "The time to answer offer 2 is over" in answer.get_data(as_text=True)


def test_each_offer_can_be_read_as_it_was(viewer: Visitor, drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    first, second = (viewer.text(f"/deals/{deal_id}/offers/{n}.html") for n in (1, 2))
    assert "USD 0.40" in first
    assert "USD 0.36" in second
    assert viewer.get(f"/deals/{deal_id}/offers/3.html").status_code == 404
    assert viewer.get(f"/deals/{deal_id}/offers/0.pdf").status_code == 404


def test_what_an_offer_changed_comes_as_tracked_changes(drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    answer = drafter.get(f"/deals/{deal_id}/offers/2-changes.docx")
    assert answer.data.startswith(b"PK")
    assert answer.headers["Content-Disposition"].endswith('offer-1-to-2-changes.docx"')
    assert drafter.get(f"/deals/{deal_id}/offers/1-changes.docx").status_code == 404


def test_papers_of_a_contract_come_once_it_is_drawn_up(drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    digest = deal_of(desk, drafter, deal_id).standing.canonical.sha256
    with desk.db.transaction(drafter.org) as tx:
        negotiation.accept(tx, deal_id, terms_sha256=digest, by=drafter.user_id, at=desk.clock())
    assert drafter.get(f"/deals/{deal_id}/contract.pdf").status_code == 404
    pdf, docx = desk.files.put(b"%PDF"), desk.files.put(b"PK")
    with desk.db.transaction(drafter.org) as tx:
        box = Contracts(tx.connection, tx.org)
        contract = box.of_deal(deal_id)
        assert contract
        box.ready(contract.id, docx, pdf, desk.clock())
    assert "Contract as PDF" in drafter.text(f"/deals/{deal_id}")
    assert drafter.get(f"/deals/{deal_id}/contract.pdf").data == b"%PDF"
    assert drafter.get(f"/deals/{deal_id}/contract.docx").data == b"PK"


def test_a_contract_that_failed_says_why_and_when_it_is_tried_again(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    deal_id = countered(desk, drafter)
    digest = deal_of(desk, drafter, deal_id).standing.canonical.sha256
    with desk.db.transaction(drafter.org) as tx:
        negotiation.accept(tx, deal_id, terms_sha256=digest, by=drafter.user_id, at=desk.clock())
        box = Contracts(tx.connection, tx.org)
        contract = box.of_deal(deal_id)
        assert contract
        again = clock() + timedelta(minutes=5)
        box.failed(contract.id, "The press was stopped.", again, clock())
    page = drafter.text(f"/deals/{deal_id}")
    assert "Drawing up failed: The press was stopped. It is tried again" in page
    assert "2 March 2026, 12:05 UTC" in _next(page)


@pytest.mark.parametrize(
    "move", ["offer", "accept", "reject", "withdraw-offer", "reset-draft", "comment"]
)
def test_a_viewer_moves_nothing_and_a_stranger_finds_nothing(
    viewer: Visitor, drafter: Visitor, cy: Visitor, desk: Desk, move: str
) -> None:
    deal_id = countered(desk, drafter)
    version = version_of(desk, drafter, deal_id)
    assert viewer.post(f"/deals/{deal_id}/{move}", version=str(version)).status_code == 403
    assert (
        cy.post(
            f"/deals/{deal_id}/{move}", version=str(version), text="x", shared="true"
        ).status_code
        == 404
    )
    assert viewer.get(f"/deals/{deal_id}/{move}").status_code == 405
    assert version_of(desk, drafter, deal_id) == version
