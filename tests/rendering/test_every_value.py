"""Nothing of a deal is lost on its way to paper: every value that the text says, each paper says."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from schemas.json_text import parse_json
from schemas.terms import canonical, load_terms
from service.commands.drafting import draw_up
from service.domain.money import Money, Rate
from service.domain.terms import Terms
from service.domain.terms.leaves import leaves
from service.domain.wording import day_in_words, figure
from service.drafting.amounts import in_words
from service.drafting.wording import money, rate
from service.rendering.paper import Format, Press
from service.rendering.read_back import prove_same_words
from tests import strategies
from tests.rendering import said
from tests.sizes import cases

PAPERS = frozenset({Format.DOCX, Format.PDF, Format.JSON})


# A failing deal is not made smaller: each try is a whole draft.
@settings(
    max_examples=cases(3, 500),
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(strategies.terms())
def test_every_value_that_the_contract_prints_stands_in_each_paper(
    press: Press, terms: Terms
) -> None:
    drawn = draw_up(press, terms, canonical(terms), PAPERS)
    papers, text = drawn.papers, said.in_text(drawn.text)
    printed = {words for words in spelled(terms) if said.ink(words) in text}
    assert len(printed) > 30
    assert said.missing(printed, said.in_docx(papers[Format.DOCX])) == []
    assert said.missing(printed, said.in_pdf(papers[Format.PDF])) == []
    assert load_terms(parse_json(papers[Format.JSON])) == terms
    prove_same_words(drawn.text, docx=papers[Format.DOCX], pdf=papers[Format.PDF])


def spelled(terms: Terms) -> Iterator[str]:
    """Each value of the terms as a contract would print it."""
    for _, value in leaves(terms):
        yield from _spelled(value, terms.pricing.currency)


def _spelled(value: Any, currency: str) -> Iterator[str]:
    match value:
        case bool():
            return
        case Money():
            yield from (money(value), in_words(value))
        case Rate():
            yield rate(value, currency)
        case date():
            yield day_in_words(value)
        case Decimal() | int():
            yield figure(value)
        case str():
            yield value
