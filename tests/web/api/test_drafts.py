"""The contract of a deal as it would read today."""

import zipfile
from io import BytesIO

import pytest

from tests.web.callers import Caller, tag


@pytest.fixture
def deal(ada: Caller) -> str:
    return f"/deals/{ada.drafted()['id']}"


def test_the_preview_is_a_page_with_its_own_styles_alone(ada: Caller, deal: str) -> None:
    answer = ada.get(f"{deal}/preview")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "Photo Archive Inc." in answer.get_data(as_text=True)
    assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]


def test_the_word_document_is_one(ada: Caller, deal: str) -> None:
    answer = ada.get(f"{deal}/draft.docx")
    with zipfile.ZipFile(BytesIO(answer.data)) as parts:
        assert "word/document.xml" in parts.namelist()


def test_the_pdf_is_named_after_the_deal(ada: Caller, deal: str) -> None:
    answer = ada.get(f"{deal}/draft.pdf")
    assert answer.data.startswith(b"%PDF-1.7")
    name = f"draft-{deal.removeprefix('/deals/')}.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_paper_that_the_caller_has_already_is_not_sent_again(ada: Caller, deal: str) -> None:
    first = ada.get(f"{deal}/draft.docx")
    again = ada.get(f"{deal}/draft.docx", if_none_match=tag(first))
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("paper", ["preview", "draft.docx", "draft.pdf"])
def test_there_is_no_paper_of_an_unknown_deal(ada: Caller, paper: str) -> None:
    assert ada.get(f"/deals/deal_x/{paper}").status_code == 404
