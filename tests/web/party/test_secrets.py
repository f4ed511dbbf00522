"""What is our organization's alone is in no byte that a link serves."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium
import pytest
from flask import Flask

from schemas.forms import to_form
from schemas.terms import dump_terms, written
from service.commands import comments, deals
from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.checks.finding import Finding
from service.domain.terms.parties import Side
from service.domain.worth import worth_of_draft
from service.storage.deals import Tx
from tests.conftest import NOON
from tests.web.counterparts import JSON, Counterpart, a_counterpart, counter_of, months, ours

OURS = {
    "title": "Ztitle-7f3a",
    "external_id": "Zexternal-7f3a",
    "metadata": {"Zlabel-7f3a": "Zvalue-7f3a"},
}
MARKS = (
    "Ztitle-7f3a",
    "Zexternal-7f3a",
    "Zlabel-7f3a",
    "Zvalue-7f3a",
    "Zdraft-7f3a",
    "Zcomment-7f3a",
    "Znote-7f3a",
    "Zrelease-7f3a",
)
"""Each stands in something that is ours alone, and nowhere else."""

PATHS = (
    "",
    "/counter",
    "/offers/1.html",
    "/offers/1.docx",
    "/offers/1.pdf",
    "/offers/1/terms.json",
    "/offers/3.docx",
    "/offers/3/redline.docx?from=1",
)


@pytest.fixture
def bo(desk: Desk, app: Flask) -> Iterator[Counterpart]:
    """A deal that was released, offered, countered and offered again, with a new draft on the way."""
    with app.test_client() as browser:
        bo = a_counterpart(desk, browser, **OURS)
        counter_of(bo, Put(written=months(bo, 36)))
        ours(bo, Put(written=months(bo, 30), message="Half-way."))
        with desk.db.transaction(bo.org) as tx:
            _work_on(tx, bo)
        yield bo


def _work_on(tx: Tx, bo: Counterpart) -> None:
    ada = tx.offers_of(bo.deal_id)[0].by
    deal = tx.deal(bo.deal_id)
    terms = deal.written.terms
    line = replace(
        terms.materials.lines[1],
        description="Zdraft-7f3a clips",
        releases_pct=terms.materials.lines[1].releases_pct / 2,
    )
    lines = (terms.materials.lines[0], line, *terms.materials.lines[2:])
    draft = written(replace(terms, materials=replace(terms.materials, lines=lines)))
    deal = deals.change(tx, deal, deal.header, draft, by=ada, at=NOON)
    deals.request_approval(tx, deal.id, note="Znote-7f3a", by=ada, at=NOON)
    deals.approve(tx, deal.id, reason="Zrelease-7f3a", by=ada, at=NOON)
    said = {"clause": None, "by": ada, "by_name": "Ada Brook", "at": NOON}
    comments.comment(tx, deal.id, text="Zcomment-7f3a", shared=False, **said)
    comments.comment(tx, deal.id, text="For both.", shared=True, **said)


def _typed(bo: Counterpart) -> dict[str, list[str]]:
    """The very terms of our draft, which have findings, as the other side may come to type them."""
    typed = to_form({"terms": dump_terms(bo.deal().written.terms)})
    return {**typed, "terms.materials.lines.1.description": ["clips"]}


def _findings(bo: Counterpart) -> tuple[Finding, ...]:
    return worth_of_draft(bo.deal()).findings


def _bytes(data: bytes) -> str:
    """Everything that is written in a page, an answer or a paper, packed or not."""
    found = data.decode("utf-8", "replace")
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            found += "".join(
                parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
            )
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as paper:
            streams = (each for each in paper.objects if isinstance(each, pikepdf.Stream))
            found += "".join(_unpacked(each) for each in streams) + str(paper.docinfo)
        with pdfium.PdfDocument(data) as pages:
            found += "".join(page.get_textpage().get_text_bounded() for page in pages)
    return found


def _unpacked(stream: pikepdf.Stream) -> str:
    """Letters alone: a drawing or a font says nothing."""
    try:
        return stream.read_bytes().decode("utf-8", "replace")
    except pikepdf.PdfError:
        return ""


def test_nothing_of_ours_is_in_any_byte(bo: Counterpart) -> None:
    served = {path: bo.get(path) for path in PATHS}
    served["as JSON"] = bo.get(Accept=JSON)
    served["after a comment"] = bo.call("/comments", {"text": "Hello."})
    served["a refusal"] = bo.post("/accept", terms_sha256="0" * 64, confirmed="yes")
    served["a form"] = bo.post("/counter", {"do": "look"})
    served["what is typed"] = bo.post("/counter/live", _typed(bo))
    for path, answer in served.items():
        assert answer.status_code in {200, 201, 409}, (path, answer.status)
        text = _bytes(answer.data)
        assert not [mark for mark in MARKS if mark in text], path
        assert not [f.code for f in _findings(bo) if f.sentence in text or f.code in text], path


def test_nothing_tells_how_often_we_worked_on_our_draft(bo: Counterpart, desk: Desk) -> None:
    before = bo.read()
    with desk.db.transaction(bo.org) as tx:
        deal = tx.deal(bo.deal_id)
        ada = tx.offers_of(bo.deal_id)[0].by
        deals.change(tx, deal, deal.header, months(bo, 18), by=ada, at=NOON)
        said = {"clause": None, "by": ada, "by_name": "Ada Brook", "at": NOON}
        comments.comment(tx, deal.id, text="Ours.", shared=False, **said)
    assert bo.read() == before
    assert "version" not in before
    assert not {"number", "mentions"} & set(before["comments"][0])


def test_no_answer_has_the_link_of_anybody_else(bo: Counterpart, desk: Desk, app: Flask) -> None:
    bo.call("/invite", {"name": "Kim Park", "email": "kim@labs.example"})
    kim = bo.colleague("kim@labs.example")
    for path in PATHS[:2]:
        assert kim.link_id not in bo.page(path).replace("", "")
        assert kim.at not in bo.page(path)
    assert kim.at not in str(bo.read())


def test_a_link_opens_no_other_deal(bo: Counterpart, desk: Desk, app: Flask) -> None:
    with app.test_client() as browser:
        other = a_counterpart(desk, browser, "stranger", Side.LICENSOR, title="Other")
        for number in (2, 3):
            assert other.get(f"/offers/{number}.html").status_code == 404
        assert other.read()["id"] != bo.deal_id
