"""The library: families, clauses, rates."""

import pytest

from service.drafting.catalog import clauses_of
from service.drafting.library import family
from service.drafting.rates import rate_bands
from tests.web.pages.visitors import Visitor

FORM = family("bulk-media", 1)


def test_every_clause_of_the_family_is_listed_with_what_chooses_it(viewer: Visitor) -> None:
    page = viewer.text("/library")
    for listed in clauses_of(FORM):
        assert listed.text is None or f'/library/clauses/{listed.id}"' in page
    assert "positions.fair_use" in page
    assert "Cap On Liability" in page


@pytest.mark.parametrize("id", FORM.clauses)
def test_a_clause_shows_each_of_its_texts_with_its_guidance(viewer: Visitor, id: str) -> None:
    page = viewer.text(f"/library/clauses/{id}")
    (text,) = (listed.text for listed in clauses_of(FORM) if listed.id == id)
    assert text is not None
    assert page.count('<div class="clause">') == len(text.blocks)


def test_a_text_refers_to_other_clauses_by_link(viewer: Visitor) -> None:
    assert '<a href="/library/clauses/C25">Section 25</a>' in viewer.text("/library/clauses/C23")


def test_a_defined_term_stands_out_where_it_is_defined(viewer: Visitor) -> None:
    assert "<b>Defect</b> means" in viewer.text("/library/clauses/C05")


@pytest.mark.parametrize("id", ["C57", "C99", "c05", "x"])
def test_a_clause_without_text_is_not_found(viewer: Visitor, id: str) -> None:
    assert viewer.get(f"/library/clauses/{id}").status_code == 404


def test_every_published_rate_is_drawn_and_sourced(viewer: Visitor) -> None:
    page = viewer.text("/library/rates")
    bands = rate_bands()
    assert page.count('class="dot"') == 2 * len(bands) + 2
    for band in bands:
        assert band.date in page
