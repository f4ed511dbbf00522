"""The other side reads its own marked-up Word file back by its link, and makes a counter-offer of it."""

from io import BytesIO
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from service.commands import deals
from service.commands.papers import text_of_terms
from service.desk import Desk
from service.rendering.docx import docx_of
from service.storage.negotiation_tables import link_visits
from service.storage.tables import metadata
from service.web.markup import DOCX
from tests.marked_up import Editor
from tests.rendering.attacks.uploads import HOSTILE
from tests.web.counterparts import JSON, Counterpart, months
from tests.web.pages.test_deal_markup import chosen


def paper(bo: Counterpart) -> bytes:
    return bo.get("/offers/1.docx").get_data()


def marked(bo: Counterpart) -> bytes:
    return Editor(paper(bo), "").replaced("without set-off", "with set-off").saved()


def sent(bo: Counterpart, data: bytes, **fields: Any) -> TestResponse:
    return bo.post("/markup", {"file": (BytesIO(data), "marked.docx"), **fields})


def called(bo: Counterpart, data: bytes, kind: str = DOCX) -> TestResponse:
    headers = {"Accept": JSON}
    return bo.browser.post(f"{bo.at}/markup", data=data, headers=headers, content_type=kind)


def _everything(desk: Desk) -> dict[str, Any]:
    with desk.db.engine.connect() as connection:
        return {
            table.name: [*map(tuple, connection.execute(select(table)))]
            for table in metadata.sorted_tables
            if table is not link_visits and table.name != "deal_links"
        }


def test_it_shows_what_changed_though_nobody_tracked_it(bo: Counterpart) -> None:
    answer = sent(bo, marked(bo))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "<del>without</del><ins>with</ins> set-off" in page
    assert "not tracked" in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_program_gets_the_same_as_json(bo: Counterpart) -> None:
    answer = called(bo, marked(bo))
    assert answer.status_code == 200
    assert [each["clause"] for each in answer.json["special_terms"]] == ["C20"]
    assert answer.json["made_from"]["number"] == 1
    assert answer.json["binding"] is False


def test_its_special_terms_make_a_counter_offer_by_a_program(bo: Counterpart) -> None:
    found = called(bo, marked(bo)).json
    terms = {**bo.read()["offer"]["terms"], "special_terms": found["special_terms"]}
    answer = bo.call("/offers", {"terms": terms, "answers": bo.read()["offer"]["id"]})
    assert answer.status_code == 201, answer.json
    assert answer.json["offer"]["terms"]["special_terms"][0]["action"] == "replace"


def test_what_is_ticked_stands_in_the_form_of_a_counter_offer(bo: Counterpart) -> None:
    fields = chosen(sent(bo, marked(bo)).get_data(as_text=True))
    answer = bo.post("/markup/take", fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Your counter-offer to" in page
    assert "20.5 Otherwise Licensee shall pay with set-off" in page


def test_reading_and_taking_change_nothing(bo: Counterpart) -> None:
    data = marked(bo)
    before = _everything(bo.desk)
    page = sent(bo, data).get_data(as_text=True)
    bo.post("/markup/take", chosen(page))
    called(bo, data)
    assert _everything(bo.desk) == before


def test_a_file_that_is_not_read_says_why(bo: Counterpart) -> None:
    made, reason = HOSTILE["an attached template"]
    answer = sent(bo, made())
    assert answer.status_code == 422
    assert reason in answer.get_data(as_text=True)
    by_program = called(bo, made())
    assert (by_program.status_code, by_program.json["code"]) == (422, "markup_refused")


def test_a_paper_of_our_draft_is_none_of_theirs(bo: Counterpart) -> None:
    data = docx_of(text_of_terms(months(bo, 7)))
    with bo.desk.db.transaction(bo.org) as tx:
        deal = tx.deal(bo.deal_id)
        deals.change(tx, deal, deal.header, months(bo, 7), by="usr_ada", at=bo.desk.clock())
    answer = called(bo, data)
    assert (answer.status_code, answer.json["code"]) == (422, "markup_unknown")
    assert answer.json["detail"].endswith(
        "Take the Word document of offer 1, mark your changes in it, and send that."
    )


def test_only_a_word_document_is_a_body(bo: Counterpart) -> None:
    assert called(bo, b"{}", JSON).status_code == 415


def test_a_form_without_its_token_is_refused(bo: Counterpart) -> None:
    data = {"file": (BytesIO(marked(bo)), "marked.docx")}
    assert bo.browser.post(f"{bo.at}/markup", data=data).status_code == 400
    assert bo.browser.post(f"{bo.at}/markup/take", data={"take": "1"}).status_code == 400


def test_without_a_file_it_asks_for_one(bo: Counterpart) -> None:
    answer = bo.post("/markup")
    assert answer.status_code == 422
    assert "Choose the marked-up Word document first." in answer.get_data(as_text=True)
