"""What independent checkers say of the PDF of each example."""

import json
from functools import cache
from pathlib import Path

import pytest

from schemas.deal import load_deal
from schemas.terms import canonical
from service.drafting.assemble import assemble
from service.drafting.library import newest_versions
from service.rendering.pdf import pdf_of
from tests.rendering.checkers import is_tagged, pdf_faults
from tests.sizes import cases

EXAMPLES = sorted(Path("examples").glob("*.json"))
CHECKED = EXAMPLES[: cases(2, len(EXAMPLES))]

pytestmark = pytest.mark.parametrize("example", CHECKED, ids=lambda path: path.stem)


@cache
def made(example: Path) -> bytes:
    terms = load_deal(json.loads(example.read_bytes()), newest_versions()).terms
    digest = canonical(terms)
    return pdf_of(assemble(terms, digest.sha256), {"terms.json": digest.data})


@pytest.fixture
def paper(example: Path, tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(made(example))
    return path


def test_no_checker_finds_a_fault(paper: Path) -> None:
    assert [*pdf_faults(paper)] == []


def test_poppler_says_it_is_tagged(paper: Path) -> None:
    assert is_tagged(paper)
