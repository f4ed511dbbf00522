"""Anybody may have a file looked at, by a page or by a program, and both say the same."""

from dataclasses import replace
from hashlib import shake_256
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.commands.verifying import in_workers
from service.desk import Desk
from service.domain.verdict import LARGEST, Headline
from service.rendering.limits import Limits
from service.rendering.pool import Pool
from service.signing.evidence import AUDIT
from service.signing.seal_keys import SealKey
from service.signing.verify import Known
from tests.conftest import SETTINGS
from tests.signing.sealed_files import a_key, audit_of, sealed, shown, way_of
from tests.signing.tampering import TAMPERS
from tests.sizes import cases
from tests.web.signed_in import csrf_token

SEALED = sealed(shown())
FILES = {
    Headline.AUTHENTIC: SEALED,
    Headline.ALTERED: SEALED + b"\n",
    Headline.INTEGRITY_HOLDS_KEY_UNKNOWN: TAMPERS["another seal"](SEALED, 1),
    Headline.NOT_SEALED: shown(),
    Headline.UNREADABLE: b"Dear all,",
}

OURS = SealKey(key=a_key().private, certificate=a_key().certificate)


@pytest.fixture
def visitor(desk: Desk) -> FlaskClient:
    """Of an installation that knows its own seal."""
    return create_app(SETTINGS, replace(desk, own_seal_key=OURS)).test_client()


def by_program(visitor: FlaskClient, data: bytes, kind: str = "application/pdf") -> Any:
    return visitor.post("/api/v1/verify", data=data, content_type=kind)


def by_page(visitor: FlaskClient, data: bytes | None) -> Any:
    token = csrf_token(visitor.get("/verify").get_data(as_text=True))
    form = _part('name="csrf_token"', token.encode())
    if data is not None:
        form += _part('name="file"; filename="contract.pdf"', data)
    kind = "multipart/form-data; boundary=x-x"
    return visitor.post("/verify", data=form + b"--x-x--\r\n", content_type=kind)


def _part(name: str, data: bytes) -> bytes:
    return (
        b"--x-x\r\nContent-Disposition: form-data; " + name.encode() + b"\r\n\r\n" + data + b"\r\n"
    )


@pytest.mark.parametrize("headline", FILES)
def test_a_person_and_a_program_are_told_the_same(visitor: FlaskClient, headline: str) -> None:
    data = FILES[Headline(headline)]
    told, page = by_program(visitor, data), by_page(visitor, data)
    assert (told.status_code, page.status_code) == (200, 200)
    assert told.json["headline"] == headline
    text = page.get_data(as_text=True).replace("&#39;", "'")
    for words in (told.json["title"], told.json["shows"], told.json["shows_not"]):
        assert words in text
    assert all(check["words"] in text for check in told.json["checks"])
    assert told.json["file_sha256"] in text


def test_the_page_names_its_limits_before_anything_is_sent(visitor: FlaskClient) -> None:
    page = visitor.get("/verify")
    assert page.status_code == 200
    assert "At most 20 MB" in page.get_data(as_text=True)


def test_a_form_without_a_file_asks_for_one(visitor: FlaskClient) -> None:
    page = by_page(visitor, None)
    assert page.status_code == 422
    assert "Choose the PDF first." in page.get_data(as_text=True)


def test_a_name_of_a_file_is_shown_as_it_is(visitor: FlaskClient) -> None:
    token = csrf_token(visitor.get("/verify").get_data(as_text=True))
    file = (BytesIO(b"x"), "<script>alert(1)</script>.pdf")
    page = visitor.post("/verify", data={"csrf_token": token, "file": file})
    assert "<script>alert" not in page.get_data(as_text=True)


def test_more_than_ten_megabytes_are_taken_here(visitor: FlaskClient) -> None:
    annex = shake_256().digest(12 * 1024 * 1024)
    document = shown(terms=annex)
    data = sealed(document, way_of(document, attached=((AUDIT, audit_of(document, annex)),)))
    assert by_program(visitor, data).json["headline"] == "authentic"
    assert "This is the contract as it was sealed" in by_page(visitor, data).get_data(as_text=True)


def test_more_than_twenty_megabytes_are_too_large(visitor: FlaskClient) -> None:
    data = b"\0" * (LARGEST + 2 * 1024 * 1024)
    refused = by_program(visitor, data)
    assert (refused.status_code, refused.json["code"]) == (413, "too_large")
    page = by_page(visitor, data)
    assert (page.status_code, "larger than 20 MB" in page.get_data(as_text=True)) == (413, True)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "", "multipart/form-data"])
def test_a_program_sends_the_pdf_itself(visitor: FlaskClient, kind: str) -> None:
    refused = by_program(visitor, SEALED, kind)
    assert (refused.status_code, refused.json["code"]) == (415, "unsupported_media_type")


def test_who_asks_too_often_waits_and_others_do_not(visitor: FlaskClient) -> None:
    answers = [by_program(visitor, b"x").status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    elsewhere = visitor.post(
        "/api/v1/verify",
        data=b"x",
        content_type="application/pdf",
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )
    assert elsewhere.status_code == 200
    assert visitor.get("/verify").status_code == 200


def test_an_installation_that_knows_no_seal_calls_nothing_authentic(client: FlaskClient) -> None:
    assert by_program(client, SEALED).json["headline"] == "integrity_holds_key_unknown"


@pytest.mark.parametrize("name", TAMPERS)
def test_no_mutant_breaks_it_or_is_called_authentic(desk: Desk, name: str) -> None:
    for case in range(cases(2, 80)):
        visitor = create_app(SETTINGS, replace(desk, own_seal_key=OURS)).test_client()
        answer = by_program(visitor, TAMPERS[name](SEALED, case))
        assert answer.status_code == 200, case
        assert answer.json["headline"] != "authentic", case


def test_a_worker_process_finds_the_same() -> None:
    with Pool(Limits(), workers=1) as pool:
        verified = in_workers(pool.run)
        found = {
            each: verified(data, Known((OURS.certificate,))).headline
            for each, data in FILES.items()
        }
    assert found == {each: each for each in FILES}


def test_a_file_that_takes_too_much_is_unreadable_and_says_why() -> None:
    with Pool(Limits(memory=64 * 1024 * 1024), workers=1) as pool:
        verdict = in_workers(pool.run)(
            SEALED + b"\0" * (LARGEST - len(SEALED)), Known((OURS.certificate,))
        )
    assert verdict.headline is Headline.UNREADABLE
    assert verdict.checks[0].words
