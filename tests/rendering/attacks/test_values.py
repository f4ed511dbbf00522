"""Hostile and odd values: refused by the name of their field, or printed exactly and as text."""

from collections import Counter
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

import pikepdf
import pytest

from schemas.terms import canonical
from service.commands.drafting import draw_up
from service.domain.errors import TermsRefused
from service.rendering.docx import docx_of
from service.rendering.html import html_of
from service.rendering.paper import Format, Press
from tests.rendering import said
from tests.rendering.attacks import injected
from tests.rendering.attacks.corpora import CANARY, ODD, REFUSED, TEMPLATES, UNPRINTABLE
from tests.rendering.attacks.fields import FREE_TEXTS
from tests.schemas.documents import pointers
from tests.sizes import cases

PAPERS = frozenset({Format.DOCX, Format.PDF, Format.HTML})
PLAIN = ("Words",)
PROSE = [pointer for pointer, bounds in FREE_TEXTS.items() if bounds.lines]


class Page(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[" ".join([tag, *sorted(name for name, _ in attrs)])] += 1

    def handle_comment(self, data: str) -> None:
        self.elements["comment"] += 1

    def handle_data(self, data: str) -> None:
        self.text += data


@cache
def plain_paper() -> tuple[Counter[str], Counter[str]]:
    """The elements of both papers when every field says a harmless word."""
    text = injected.contract(injected.read(injected.turned(PLAIN, 0)))
    return said.elements(said.body_of(docx_of(text))), Page(html_of(text)).elements


def test_every_free_text_field_is_filled() -> None:
    assert len(FREE_TEXTS) > 80
    assert set(FREE_TEXTS) <= {*pointers(injected.filled({}))}


def test_every_free_text_field_is_printed_but_those_that_never_are() -> None:
    values = {pointer: f"Field{n}End" for n, pointer in enumerate(FREE_TEXTS)}
    words = said.in_text(injected.contract(injected.read(values)))
    silent = {pointer for pointer, value in values.items() if value not in words}
    assert silent == injected.SILENT


@pytest.mark.parametrize("value", REFUSED, ids=ascii)
def test_what_cannot_be_seen_is_refused_by_the_name_of_every_field(value: str) -> None:
    assert injected.refused(dict.fromkeys(FREE_TEXTS, f"a{value}b")).keys() == FREE_TEXTS.keys()


@pytest.mark.parametrize("value", [*ODD, *TEMPLATES], ids=ascii)
def test_an_odd_value_is_kept_in_its_canonical_form_or_refused_by_the_name_of_its_field(
    value: str,
) -> None:
    values = dict.fromkeys(FREE_TEXTS, value)
    found = injected.refused(values)
    assert found.keys() <= FREE_TEXTS.keys()
    sound = {pointer: value for pointer in FREE_TEXTS if pointer not in found}
    terms = injected.read(sound)
    assert {injected.kept(terms, pointer) for pointer in sound} <= {injected.spelled(value)}


@pytest.mark.parametrize("value", UNPRINTABLE, ids=ascii)
def test_letters_that_no_font_has_are_refused_by_the_name_of_every_field(
    value: str, press: Press
) -> None:
    terms = injected.read(dict.fromkeys(FREE_TEXTS, value))
    with pytest.raises(TermsRefused) as refusal:
        draw_up(press, terms, canonical(terms), PAPERS)
    assert {fault.pointer for fault in refusal.value.faults} == {f"/terms{p}" for p in FREE_TEXTS}


@pytest.mark.parametrize("turn", range(cases(1, len(ODD))))
def test_odd_values_stand_in_every_paper_exactly(turn: int, press: Press) -> None:
    stand_in_every_paper(injected.turned(injected.acceptable(ODD), turn), press)


@pytest.mark.parametrize("turn", range(cases(1, len(TEMPLATES))))
def test_values_that_look_like_templates_are_words_like_others(turn: int, press: Press) -> None:
    stand_in_every_paper(injected.turned(injected.acceptable(TEMPLATES), turn), press)
    assert not CANARY.exists()


def stand_in_every_paper(values: dict[str, str], press: Press) -> None:
    terms = injected.read(values)
    wanted = [injected.kept(terms, p) for p in FREE_TEXTS if p not in injected.SILENT]
    text = injected.contract(terms)
    papers = press(text, canonical(terms).data, PAPERS)
    page = Page(papers[Format.HTML].decode())
    assert said.missing(wanted, said.in_text(text)) == []
    assert said.missing(wanted, said.in_docx(papers[Format.DOCX])) == []
    assert said.missing(wanted, said.in_pdf(papers[Format.PDF])) == []
    assert said.missing(wanted, said.ink(page.text)) == []
    found = said.elements(said.body_of(papers[Format.DOCX])), page.elements
    assert found == plain_paper()
    assert actions(papers[Format.PDF]) <= {"/GoTo"}


def actions(data: bytes) -> set[str]:
    """What a click or the opening of the paper would do."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return {
            str(thing["/S"])
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and str(thing.get("/Type", "")) in ("/Action",)
        }


@pytest.mark.parametrize("turn", range(cases(4, len(ODD) + len(TEMPLATES))))
def test_every_hostile_value_leaves_the_elements_of_word_and_page_as_they_are(turn: int) -> None:
    corpus = injected.acceptable((*ODD, *TEMPLATES))
    text = injected.contract(injected.read(injected.turned(corpus, turn * 29)))
    found = said.elements(said.body_of(docx_of(text))), Page(html_of(text)).elements
    assert found == plain_paper()


@pytest.mark.parametrize("pointer", PROSE)
def test_line_breaks_of_every_system_are_one_and_stay(pointer: str) -> None:
    assert (
        injected.kept(injected.read({pointer: "one\r\ntwo\nthree"}), pointer) == "one\ntwo\nthree"
    )


@pytest.mark.parametrize("pointer", [p for p in FREE_TEXTS if p not in PROSE])
def test_line_breaks_are_refused_where_there_is_one_line(pointer: str) -> None:
    assert [*injected.refused({pointer: "one\r\ntwo"})] == [pointer]
