"""The list of deals."""

import re

import pytest

from service.commands import negotiation
from service.desk import Desk
from tests.conftest import Clock
from tests.web.pages.sides import countered, offered
from tests.web.pages.visitors import Visitor, a_draft

_DEALS = re.compile(r'href="/deals/(deal_\w+)"')


@pytest.fixture
def three(drafter: Visitor, desk: Desk, clock: Clock) -> list[str]:
    """Their ids, the newest first; the newest is withdrawn."""
    found = []
    for name in ("photos", "speech", "music"):
        clock.forward(minutes=1)
        found.append(a_draft(desk, drafter, name))
    with desk.db.transaction(drafter.org) as tx:
        negotiation.withdraw_deal(tx, found[-1], reason=None, by=drafter.user_id, at=clock())
    return found[::-1]


def _listed(visitor: Visitor, path: str) -> list[str]:
    return _DEALS.findall(visitor.text(path))


def test_deals_are_listed_newest_first(viewer: Visitor, three: list[str]) -> None:
    assert _listed(viewer, "/deals") == three


@pytest.mark.parametrize("words", ["speech", "KOE", "japan+studio"])
def test_deals_are_found_by_the_beginnings_of_words(
    viewer: Visitor, three: list[str], words: str
) -> None:
    assert _listed(viewer, f"/deals?search={words}") == [three[1]]


def test_deals_are_found_by_status(viewer: Visitor, three: list[str]) -> None:
    assert _listed(viewer, "/deals?status=withdrawn&search=") == [three[0]]


def test_what_was_asked_stands_in_the_form(viewer: Visitor, three: list[str]) -> None:
    page = viewer.text("/deals?search=koe%22&status=draft")
    assert 'value="koe&#34;"' in page
    assert '<option value="draft" selected>' in page


def test_a_search_without_result_says_so(viewer: Visitor, three: list[str]) -> None:
    page = viewer.text("/deals?search=zebra")
    assert "No deal has words that begin with “zebra”" in page
    assert "All deals" in page


def test_an_empty_list_says_what_to_do(drafter: Visitor) -> None:
    page = drafter.text("/deals")
    assert "No deals yet" in page
    assert 'role="search"' not in page


@pytest.mark.parametrize("asked", ["status=sold", "x=1", "search=" + "a" * 300, "limit=9999"])
def test_what_cannot_be_asked_is_not_asked(viewer: Visitor, three: list[str], asked: str) -> None:
    assert _listed(viewer, f"/deals?{asked}") == three


def test_a_cursor_of_nobody_is_not_found(viewer: Visitor) -> None:
    assert viewer.get("/deals?after=guessed").status_code == 404


def test_older_deals_are_one_link_away(drafter: Visitor, desk: Desk, clock: Clock) -> None:
    ids = []
    for _ in range(27):
        clock.forward(minutes=1)
        ids.append(a_draft(desk, drafter))
    page = drafter.text("/deals?search=photo")
    older = re.search(r'href="(/deals\?[^"]*after=[^"]*)">Older', page)
    assert older
    assert len(_DEALS.findall(page)) == 25
    assert _listed(drafter, older[1].replace("&amp;", "&")) == ids[1::-1]


def test_deals_are_found_by_whose_turn_it_is(drafter: Visitor, desk: Desk) -> None:
    ours, theirs = countered(desk, drafter), offered(desk, drafter)
    assert _listed(drafter, "/deals?waits_for=us") == [ours]
    assert _listed(drafter, "/deals?waits_for=them") == [theirs]
    page = drafter.text("/deals?waits_for=us")
    assert 'value="us" selected>Waiting for us (1)' in page
    assert "Countered" in page
    assert set(_listed(drafter, "/deals?waits_for=both")) == {ours, theirs}
