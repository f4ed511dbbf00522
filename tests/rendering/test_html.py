"""The page: whole in itself, and deaf to what values look like."""

import re

import pytest
from lxml import html

from service.domain.errors import WordsLost
from service.rendering.html import html_of
from tests.rendering.text import NASTY, clause, some_text, text_of


def test_it_asks_for_nothing_from_anywhere() -> None:
    page = html.document_fromstring(html_of(some_text()))
    assert not page.xpath("//link | //script | //img | //@src | //iframe | //object")
    assert all(href.startswith("#") for href in page.xpath("//@href"))
    assert "url(" not in html_of(some_text())
    assert "@import" not in html_of(some_text())


@pytest.mark.parametrize("words", NASTY)
def test_words_that_look_like_markup_come_out_literally(words: str) -> None:
    page = html.document_fromstring(html_of(text_of(clause("1.1", words), title=words)))
    said = page.xpath("string(//main//p[last()])")
    assert said.removeprefix("1.1").strip() == words
    assert page.xpath("string(//h1)") == words


def test_every_reference_leads_somewhere_on_the_page() -> None:
    page = html.document_fromstring(html_of(some_text()))
    assert {href[1:] for href in page.xpath("//@href")} <= set(page.xpath("//@id"))


def test_rows_and_columns_have_header_cells() -> None:
    page = html.document_fromstring(html_of(some_text()))
    assert {*page.xpath("//table[@class='terms']//th/@scope")} == {"row"}
    assert {*page.xpath("//table[@class='grid']//th/@scope")} == {"col"}
    assert len(page.xpath("//table")) == len(page.xpath("//table/caption"))


def test_a_character_that_no_paper_can_hold_is_refused() -> None:
    with pytest.raises(WordsLost, match=r"U\+000B"):
        html_of(text_of(clause("1.1", "a\x0bb")))


def test_a_mail_address_becomes_a_link_and_words_around_it_stay_escaped() -> None:
    page = html.document_fromstring(html_of(text_of(clause("1.1", "<b>ann@x.example</b> & co"))))
    assert page.xpath("//main//a/@href") == ["mailto:ann@x.example"]
    assert page.xpath("string(//main//p[last()])") == "1.1 <b>ann@x.example</b> & co"


def test_values_stand_in_no_style_and_in_no_address() -> None:
    source = html_of(text_of(clause("1.1", "VALUE"), title="VALUE", subtitle="VALUE"))
    style = re.search(r"<style>.*?</style>", source, re.DOTALL)
    assert style is not None
    assert "VALUE" not in style[0]
    assert not re.search(r"<[^>]*VALUE[^>]*>", source)
