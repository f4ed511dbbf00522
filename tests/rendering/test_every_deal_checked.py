"""No checker of others finds a fault in the papers of any deal that can be agreed."""

from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from schemas.terms import canonical
from service.commands.drafting import draw_up
from service.domain.terms import Terms
from service.rendering.paper import Format, Press
from tests import strategies
from tests.rendering.checkers import is_tagged, pdf_faults, word_faults
from tests.sizes import cases

PAPERS = frozenset({Format.DOCX, Format.PDF})


# A failing deal is not made smaller: each try is a whole draft.
@settings(
    max_examples=cases(2, 500),
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(strategies.terms())
def test_no_checker_finds_a_fault(press: Press, tmp_path: Path, terms: Terms) -> None:
    papers = draw_up(press, terms, canonical(terms), PAPERS).papers
    pdf, docx = tmp_path / "paper.pdf", tmp_path / "paper.docx"
    pdf.write_bytes(papers[Format.PDF])
    docx.write_bytes(papers[Format.DOCX])
    assert [*pdf_faults(pdf), *word_faults(docx)] == []
    assert is_tagged(pdf)
