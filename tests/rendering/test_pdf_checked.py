"""What independent checkers say of the PDF of each example."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from schemas.deal import load_deal
from schemas.terms import canonical
from service.drafting.assemble import assemble
from service.drafting.library import newest_versions
from service.rendering.pdf import pdf_of
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


def told(*command: str) -> str:
    """What a checker prints; it may say no."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout + done.stderr


def installed(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def test_qpdf_has_no_complaint(paper: Path) -> None:
    assert "No syntax or stream encoding errors found" in told("qpdf", "--check", str(paper))
    assert "WARNING" not in told("qpdf", "--check", str(paper))


def test_poppler_says_it_is_tagged(paper: Path) -> None:
    assert "Tagged:          yes" in told("pdfinfo", str(paper))


def test_outloud_finds_nothing(paper: Path) -> None:
    said = told(installed("outloud"), str(paper))
    assert "0 error(s)" in said, said


def test_pdfua_finds_nothing(paper: Path) -> None:
    said = told(installed("pdfua"), "check", str(paper))
    assert "errors=0 warnings=0" in said, said
