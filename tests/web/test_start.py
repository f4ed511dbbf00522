"""The start page and the papers it offers."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Never

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.desk import Desk
from service.domain.errors import CounterpartError, PaperFailed, WordsLost
from tests.conftest import SETTINGS


def test_the_start_page_shows_what_the_sample_deal_comes_to(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert "Photo Archive Inc." in page
    assert "USD 1,560,000.00" in page


def test_the_start_page_shows_the_days_that_matter(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    for day in ("31 January 2027", "30 January 2029", "1 December 2028", "30 November 2028"):
        assert day in page


def test_every_link_of_the_start_page_leads_somewhere(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    links = re.findall(r'href="(/[^"#]*)"', page)
    assert len(links) >= 6
    found = {}
    for link in links:
        with client.get(link) as answer:
            found[link] = answer.status_code
    assert found == dict.fromkeys(links, 200)


def test_the_pdf_is_a_pdf_with_a_name(client: FlaskClient) -> None:
    answer = client.get("/sample/contract.pdf")
    assert answer.data.startswith(b"%PDF-1.7")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="photo-archive.pdf"'


def test_the_word_document_is_one(client: FlaskClient) -> None:
    answer = client.get("/sample/contract.docx")
    with zipfile.ZipFile(BytesIO(answer.data)) as parts:
        assert "word/document.xml" in parts.namelist()


def test_a_browser_that_has_the_paper_is_not_sent_it_again(client: FlaskClient) -> None:
    first = client.get("/sample/contract.json")
    again = client.get("/sample/contract.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_reading_copy_may_use_its_own_style_and_nothing_else(client: FlaskClient) -> None:
    answer = client.get("/sample/contract")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "style-src 'sha256-" in policy
    assert "unsafe-inline" not in policy
    assert " style=" not in re.sub(r"<col style", "<col", answer.get_data(as_text=True))


@pytest.mark.parametrize("path", ["/sample/contract.exe", "/nowhere", "/sample/../settings.py"])
def test_an_unknown_page_says_what_to_do(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Go to the start page" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("refusal", "status"), [(PaperFailed("It broke."), 503), (WordsLost("A word is lost."), 500)]
)
def test_a_paper_that_fails_says_what_happened(
    desk: Desk, refusal: CounterpartError, status: int
) -> None:
    def broken_press(*_: object) -> Never:
        raise refusal

    client = create_app(SETTINGS, replace(desk, press=broken_press)).test_client()
    answer = client.get("/sample/contract.pdf")
    assert answer.status_code == status
    assert str(refusal) in answer.get_data(as_text=True)
    assert answer.mimetype == "text/html"


def test_nothing_is_done_by_post(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/", "/sample/contract.json", "/nowhere", "/static/page.css"])
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_request_for_another_host_is_refused(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
