"""The certificate of completion: everything that is known of a signing, readable by anybody."""

import hashlib
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from service.domain.certificate import Certificate
from service.domain.contract import PageSize
from service.domain.period.entries import KeyDate, KeyDateKind
from service.rendering.certificate import certificate_pdf
from service.rendering.certificate_words import DATES, date_in_words
from service.rendering.pdf_words import read_pdf
from tests.rendering.checkers import pdf_faults
from tests.signed import AT, inked, some_certificate, some_records, somebody, somebody_else


def squeezed(words: str) -> str:
    """A line that ends takes its white space along."""
    return "".join(words.split())


def said(certificate: Certificate) -> str:
    """The words of the structure, squeezed, in the order in which a screen reader says them."""
    rows = read_pdf(certificate_pdf(certificate))
    words = (f"{number} {text}" for row in rows for cell in row.cells for number, text in cell)
    return squeezed(" ".join(words))


@cache
def signed() -> str:
    return said(some_certificate())


@cache
def in_ink() -> str:
    return said(inked())


@pytest.mark.parametrize(
    "words",
    [
        "AI Training Data License Agreement between Photo Archive Inc. and Example Labs Ltd",
        "con_4k2j9x8y7z",
        "Pages 37",
        "SHA-256 of the PDF that was signed " + "ab" * 32,
        "SHA-256 of its terms " + "cd" * 32,
        "SHA-256 of its words " + "ef" * 32,
        "at 1 February 2027, 20:05:09 UTC (15:05:09 America/New_York)",
        "America/New_York, the time zone of the contract",
        "Licensor Photo Archive Inc. Ada Licensor, General Counsel",
        "Licensee Example Labs Ltd Bo Licensee, VP Data",
    ],
)
def test_it_says_what_was_signed_by_whom_and_when_it_was_formed(words: str) -> None:
    assert squeezed(words) in signed()


@pytest.mark.parametrize(
    "words",
    [
        "Ada Licensor for Photo Archive Inc.",
        "Name and title Ada Licensor, General Counsel",
        "E-mail address ada@archive.example",
        "Mailbox Mailbox proved by a one-time code",
        "Signature Name typed: Ada Licensor",
        "Asked to sign 29 January 2027, 09:00:00 UTC (04:00:00 America/New_York)",
        "Opened 31 January 2027, 13:58:02 UTC",
        "Agreed to sign electronically 31 January 2027, 14:05:09 UTC",
        "Signed 31 January 2027, 14:05:09 UTC (09:05:09 America/New_York)",
        "Internet address 203.0.113.9",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile Safari/604.1",
        "Consent consent-1, SHA-256 " + "c0" * 32,
        "Intent I intend to sign. intent-1, SHA-256 " + "1d" * 32,
        "Link sgn_8f3k2ab9x7q1w5",
        "Mailbox Mailbox proved by a personal link",
        "Signature Name drawn by hand: Bo Licensee SHA-256 of the drawing " + "d7" * 32,
        "Opened Not noted",
        "From Di Licensee (di@labs.example) to Bo Licensee (bo@labs.example), confirmed by "
        "contracts@labs.example at 31 January 2027, 17:05:09 UTC",
        "2001:db8::7",
        "consent-1, SHA-256 " + "c0" * 32 + ": I agree.",
    ],
)
def test_it_has_the_evidence_of_each_signature(words: str) -> None:
    assert squeezed(words) in signed()


@pytest.mark.parametrize(
    "words",
    [
        "Effective Date: the period starts 31 January 2027",
        "Last day of the Initial Period 30 January 2029",
        "Last day to send a notice that stops Renewal Period 1 by e-mail 30 November 2028",
        "Last day for a notice that stops Renewal Period 1 to be received 1 December 2028",
    ],
)
def test_it_names_the_days_that_follow(words: str) -> None:
    assert squeezed(words) in signed()


@pytest.mark.parametrize("kind", KeyDateKind)
def test_every_kind_of_day_has_words(kind: KeyDateKind) -> None:
    assert "{" not in date_in_words(KeyDate(kind=kind, rule="", n=2, on=AT.date()))
    assert kind in DATES


def test_it_lists_the_chain_with_short_hashes_and_its_head_in_full() -> None:
    records = some_records("OfferMade", "OfferAccepted", "PartySigned", "ContractFormed")
    for record, words in zip(
        records, ("Offer made", "Offer accepted", "Party signed"), strict=False
    ):
        moment = record.ts.replace("T", " ")[:19]
        row = f"{record.seq} {moment} {words} {record.actor} {record.hash[:16]}"
        assert squeezed(row) in signed()
        assert record.hash not in signed()
    assert squeezed(f"Head of the chain, SHA-256 {records[-1].hash}") in signed()


def test_it_claims_no_more_than_simple_signatures() -> None:
    for words in (
        "is a simple electronic signature of the person named",
        "a seal of Example Marketplace Inc., who operates this service",
        "It is not an advanced or qualified electronic signature of any signer",
    ):
        assert squeezed(words) in signed()
    assert signed().count("advanced") == signed().count("notanadvanced") == 1
    assert signed().count("qualified") == 1


@pytest.mark.parametrize(
    "words",
    ["pdfsig FILE.pdf", "counterpart verify FILE.pdf", "https://counterpart.example/verify"],
)
def test_it_says_how_anybody_can_verify_the_file(words: str) -> None:
    assert squeezed(words) in signed()
    assert squeezed(words) in in_ink()


@pytest.mark.parametrize(
    "words",
    [
        "SHA-256 of the PDF that was drawn up " + "ab" * 32,
        "SHA-256 of the copy " + "12" * 32,
        "Signed in ink Last signature dated 30 January 2027",
        "Given by Ada Licensor for Photo Archive Inc., 31 January 2027, 14:05:09 UTC",
        "Confirmed by Bo Licensee for Example Labs Ltd, 31 January 2027, 16:05:09 UTC",
        "Licensor Photo Archive Inc. Signed in ink",
        "It is not a signature of any party.",
    ],
)
def test_of_ink_it_tells_the_copy_and_who_confirmed_it(words: str) -> None:
    assert squeezed(words) in in_ink()
    assert "simpleelectronic" not in in_ink()


@pytest.mark.parametrize("size", PageSize)
@pytest.mark.parametrize("certificate", [some_certificate(), inked()], ids=["signed", "ink"])
def test_no_checker_finds_a_fault(certificate: Certificate, size: PageSize, tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate_pdf(certificate, size))
    assert [*pdf_faults(path)] == []


def test_it_calls_itself_pdf_a_3a_and_has_a_title_and_an_outline() -> None:
    with pikepdf.open(BytesIO(certificate_pdf(some_certificate()))) as pdf:
        told = pdf.open_metadata()
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("3", "A")
        assert str(pdf.docinfo["/Title"]).startswith("Certificate of completion, AI Training")
        with pdf.open_outline() as outline:
            headings = [item.title for item in outline.root]
    assert headings[0] == "What was signed"
    assert headings[-1] == "How to verify this"


def test_ten_signers_and_a_long_chain_are_told_whole() -> None:
    many = tuple(somebody(id=f"sgn_{n}", email=f"ada{n}@archive.example") for n in range(10))
    chain = some_records(*["SignerReminded"] * 120)
    words = said(some_certificate(signed=many, records=chain, head=chain[-1].hash))
    assert all(f"ada{n}@archive.example" in words for n in range(10))
    assert all(record.hash[:16] in words for record in chain)


def test_words_from_outside_change_neither_its_form_nor_its_making() -> None:
    odd = "漢\x00\u202e</td> {{7*7}} &amp; Łódź"
    words = said(some_certificate(signed=(somebody(user_agent=odd, name=odd, typed=odd),)))
    assert squeezed("??? </td> {{7*7}} &amp; Łódź") in words


SCRIPT = "from tests.rendering.test_certificate import *; print(digest())"


def digest() -> str:
    return hashlib.sha256(certificate_pdf(some_certificate())).hexdigest()


def test_the_same_bytes_every_time_and_in_another_process() -> None:
    made = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", SCRIPT], capture_output=True, check=True, text=True
    )
    assert made.stdout.split()[-1] == digest() == digest()


def test_another_signature_is_another_certificate() -> None:
    other = some_certificate(signed=(somebody(), somebody_else(address="198.51.100.1")))
    assert certificate_pdf(other) != certificate_pdf(some_certificate())
