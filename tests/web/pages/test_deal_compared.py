"""Any two versions of a deal on one page: what changed, and the contract with the changes marked."""

import re
from html import unescape

import pytest

from service.desk import Desk
from tests.web.pages.sides import countered, offered_again, redrafted
from tests.web.pages.visitors import Visitor, a_draft


def _text(page: str, tag: str) -> list[str]:
    """What stands in the contract inside a tag."""
    contract = page.split('<section class="card contract"')[1]
    return [unescape(said) for said in re.findall(rf"<{tag}>([^<]+)</{tag}>", contract)]


def _chosen(page: str) -> list[str]:
    return re.findall(r'<option value="(\w+)" selected>', page)


def test_the_last_two_offers_are_compared_where_nobody_says_which(
    viewer: Visitor, drafter: Visitor, desk: Desk
) -> None:
    deal_id = offered_again(desk, drafter)
    page = viewer.text(f"/deals/{deal_id}/changes")
    assert _chosen(page) == ["2", "3"]
    assert "<ins>USD 0.38</ins>" in page
    assert "+USD 2,000.00" in page


def test_the_contract_has_every_change_marked_in_its_place(drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    page = drafter.text(f"/deals/{deal_id}/changes")
    assert "0.40" in _text(page, "del")
    assert "0.36" in _text(page, "ins")
    fees = page.split('<details class="clause-of" id="kt_money" open>')[1].split("</details>")[0]
    assert "36,000.00" in fees
    assert '<details class="clause-of" id="kt_parties">' in page


def test_any_two_offers_can_be_compared_either_way(drafter: Visitor, desk: Desk) -> None:
    deal_id = offered_again(desk, drafter)
    page = drafter.text(f"/deals/{deal_id}/changes?from=1&to=3")
    assert "<del>USD 0.40</del>" in page
    assert "<ins>USD 0.38</ins>" in page
    back = drafter.text(f"/deals/{deal_id}/changes?from=3&to=1")
    assert "<del>USD 0.38</del>" in back
    assert _chosen(back) == ["3", "1"]


def test_the_same_comes_as_tracked_changes_in_word(drafter: Visitor, desk: Desk) -> None:
    deal_id = offered_again(desk, drafter)
    page = drafter.text(f"/deals/{deal_id}/changes?from=1&to=3")
    link = f"/deals/{deal_id}/offers/3-changes.docx?from=1"
    assert f'href="{link}"' in page
    answer = drafter.get(link)
    assert answer.data.startswith(b"PK")
    assert answer.headers["Content-Disposition"].endswith('offer-1-to-3-changes.docx"')
    assert drafter.get(f"/deals/{deal_id}/offers/3-changes.docx?from=9").status_code == 404


def test_our_draft_is_compared_with_what_stands_before_it_is_offered(
    drafter: Visitor, desk: Desk
) -> None:
    deal_id = countered(desk, drafter)
    redrafted(desk, drafter, deal_id, "0.38")
    link = f"/deals/{deal_id}/changes?from=2&amp;to=draft"
    assert f'href="{link}"' in drafter.text(f"/deals/{deal_id}")
    page = drafter.text(unescape(link))
    assert "From offer 2 to our draft" in page
    assert "<ins>USD 0.38</ins>" in page
    assert "changes.docx" not in page


def test_of_two_that_say_the_same_nothing_is_marked(drafter: Visitor, desk: Desk) -> None:
    deal_id = countered(desk, drafter)
    page = drafter.text(f"/deals/{deal_id}/changes?from=2&to=draft")
    assert "Nothing. Both say the same." in page
    assert "Word for word the same." in page
    assert _text(page, "ins") == _text(page, "del") == []
    assert 'id="kt_parties" open' not in page


@pytest.mark.parametrize("asked", ["from=0", "to=3", "from=", "to=draft2"])
def test_a_version_that_there_is_not_is_not_found(drafter: Visitor, desk: Desk, asked: str) -> None:
    deal_id = countered(desk, drafter)
    assert drafter.get(f"/deals/{deal_id}/changes?{asked}").status_code == 404


def test_before_anything_is_offered_there_is_nothing_to_compare(
    drafter: Visitor, desk: Desk
) -> None:
    deal_id = a_draft(desk, drafter)
    assert drafter.get(f"/deals/{deal_id}/changes").status_code == 404
    assert drafter.get(f"/deals/{deal_id}/changes?from=draft&to=draft").status_code == 404


def test_a_stranger_compares_nothing(drafter: Visitor, cy: Visitor, desk: Desk) -> None:
    assert cy.get(f"/deals/{countered(desk, drafter)}/changes").status_code == 404
