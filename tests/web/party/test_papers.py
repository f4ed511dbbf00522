"""The papers of an offer: what was offered, marked as a draft, and nothing of our own draft."""

import io
import zipfile

import pypdfium2 as pdfium
import pytest

from service.commands.negotiation import Put
from tests.web.counterparts import Counterpart, counter_of, months


def _words(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        return parts.read("word/document.xml").decode()


def test_each_offer_has_its_own_papers(bo: Counterpart) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    first, second = (bo.get(f"/offers/{n}.docx") for n in (1, 2))
    assert second.headers["Content-Disposition"] == 'attachment; filename="offer-2.docx"'
    assert "24 months" in _words(first.data)
    assert "36 months" in _words(second.data)


def test_a_pdf_says_on_each_page_that_it_is_a_draft(bo: Counterpart) -> None:
    document = pdfium.PdfDocument(bo.get("/offers/1.pdf").data)
    said = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert len(said) > 5
    assert all("Draft" in page for page in said)


def test_the_terms_are_the_very_bytes_of_the_digest(bo: Counterpart) -> None:
    assert bo.get("/offers/1/terms.json").data == bo.deal().standing.canonical.data


def test_changes_come_as_tracked_changes_by_the_side_that_made_them(bo: Counterpart) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    answer = bo.get("/offers/2/redline.docx?from=1")
    words = _words(answer.data)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="changes-1-to-2.docx"'
    assert 'w:author="Example Labs Ltd"' in words
    assert "<w:ins " in words
    assert "<w:del " in words


@pytest.mark.parametrize(
    "path",
    [
        "/offers/2.pdf",
        "/offers/0.docx",
        "/offers/9/terms.json",
        "/offers/1/redline.docx",
        "/offers/1/redline.docx?from=7",
        "/offers/1/redline.docx?from=x",
        "/offers/99999999999999999999.html",
    ],
)
def test_an_offer_that_was_never_made_has_no_paper(bo: Counterpart, path: str) -> None:
    assert bo.get(path).status_code == 404
