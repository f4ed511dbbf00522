"""A marked-up Word document by the API: read back, and nothing of it kept."""

from typing import Any

import pytest
from sqlalchemy import select

from service.commands.papers import paper_of_terms
from service.desk import Desk
from service.rendering.paper import Format
from service.storage.tables import metadata
from tests.marked_up import KIM, Editor, commented
from tests.rendering.attacks.uploads import HOSTILE
from tests.web.callers import Caller
from tests.web.negotiated import accepted_by_link, countered, offered, some_terms


@pytest.fixture
def deal_id(ada: Caller) -> str:
    return str(offered(ada)["deal_id"])


def paper(ada: Caller, deal_id: str) -> bytes:
    answer = ada.get(f"/deals/{deal_id}/draft.docx")
    assert answer.status_code == 200
    return answer.get_data()


def marked(ada: Caller, deal_id: str) -> bytes:
    edits = Editor(paper(ada, deal_id)).replaced("without set-off", "with set-off")
    data = edits.cell("Payment Period", "90 days").saved()
    return commented(data, "Deletion does not reach Usage Records.", "Why not?")


def read(ada: Caller, deal_id: str, data: bytes) -> Any:
    answer = ada.sent(f"/deals/{deal_id}/markup", data)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_each_changed_clause_is_told_with_a_special_term_that_says_it(
    ada: Caller, deal_id: str
) -> None:
    found = read(ada, deal_id, marked(ada, deal_id))
    assert [each["clause"] for each in found["clauses"]] == ["C12", "C20"]
    remarked, changed = found["clauses"]
    assert [each["text"] for each in remarked["comments"]] == ["Why not?"]
    assert remarked["special_term"] is None
    (change,) = changed["changes"]
    assert (change["kind"], change["place"]) == ("replaced", "20.5")
    by = {"author": KIM, "at": "2026-03-05T09:30:00Z"}
    assert {"mark": "inserted", "text": "with set-off", "by": by} in change["words"]
    assert found["special_terms"] == [changed["special_term"]]
    assert found["binding"] is False


def test_a_key_term_is_named_with_its_keys_and_is_in_no_special_term(
    ada: Caller, deal_id: str
) -> None:
    found = read(ada, deal_id, marked(ada, deal_id))
    (term,) = found["key_terms"]
    assert (term["place"], term["after"]) == ("Payment Period", "90 days")
    assert set(term["keys"]) == {"/terms/pricing/payment_days", "/terms/pricing/payment_from"}
    assert {each["clause"] for each in found["special_terms"]} == {"C20"}


def test_its_special_terms_make_a_counter_offer(ada: Caller, deal_id: str, desk: Desk) -> None:
    countered(desk, ada, deal_id, some_terms(rate="0.045"))
    found = read(ada, deal_id, marked(ada, deal_id))
    terms = {**some_terms(rate="0.045"), "special_terms": found["special_terms"]}
    answer = ada.post(f"/deals/{deal_id}/offers", {"terms": terms})
    assert answer.status_code == 201, answer.json
    assert answer.json["terms"]["special_terms"][0]["clause"] == "C20"


def test_it_says_which_offer_the_file_was_made_from(ada: Caller, deal_id: str, desk: Desk) -> None:
    first = marked(ada, deal_id)
    made_from = read(ada, deal_id, first)["made_from"]
    assert (made_from["number"], made_from["stands"]) == (1, True)
    deal = countered(desk, ada, deal_id, some_terms(rate="0.045"))
    assert deal.offer is not None
    second = paper_of_terms(desk, ada.org, deal.offer.written, Format.DOCX, desk.clock())
    made_from = read(ada, deal_id, first)["made_from"]
    assert (made_from["number"], made_from["stands"]) == (1, False)
    assert read(ada, deal_id, second)["made_from"]["number"] == 2


def test_a_draft_that_nobody_was_offered_can_be_read_back(ada: Caller) -> None:
    deal_id = ada.drafted()["id"]
    found = read(ada, deal_id, marked(ada, deal_id))
    assert found["made_from"] == {"offer_id": None, "number": None, "stands": True}


def test_the_paper_of_another_deal_is_refused_with_what_would_be_right(
    ada: Caller, deal_id: str
) -> None:
    other = ada.drafted(terms=some_terms(rate="0.07"))["id"]
    answer = ada.sent(f"/deals/{deal_id}/markup", paper(ada, other))
    assert (answer.status_code, answer.json["code"]) == (422, "markup_unknown")
    assert "Word document of offer 1 or our draft" in answer.json["detail"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_hurt_is_refused_with_its_reason(
    ada: Caller, deal_id: str, name: str
) -> None:
    made, reason = HOSTILE[name]
    answer = ada.sent(f"/deals/{deal_id}/markup", made())
    if answer.status_code != 413:
        assert (answer.status_code, answer.json["code"]) == (422, "markup_refused")
        assert reason in answer.json["detail"]


def test_anything_but_a_word_document_is_another_kind_of_body(ada: Caller, deal_id: str) -> None:
    for kind in ("application/json", "text/plain", "multipart/form-data", ""):
        answer = ada.sent(f"/deals/{deal_id}/markup", b"{}", kind)
        assert answer.status_code == 415, kind
        assert answer.mimetype == "application/problem+json"


def test_a_file_of_more_than_ten_megabytes_is_refused(ada: Caller, deal_id: str) -> None:
    assert ada.sent(f"/deals/{deal_id}/markup", bytes(11 * 1024 * 1024)).status_code == 413


def test_the_deal_of_another_organization_is_not_there(
    ada: Caller, cy: Caller, deal_id: str
) -> None:
    answer = cy.sent(f"/deals/{deal_id}/markup", marked(ada, deal_id))
    assert answer.status_code == 404


def test_nothing_is_kept_and_nothing_moves(ada: Caller, deal_id: str, desk: Desk) -> None:
    data = marked(ada, deal_id)
    before = _everything(desk)
    read(ada, deal_id, data)
    assert _everything(desk) == before


def test_it_is_read_when_the_deal_is_agreed_too(ada: Caller, deal_id: str, desk: Desk) -> None:
    data = marked(ada, deal_id)
    accepted_by_link(desk, ada, deal_id)
    assert read(ada, deal_id, data)["special_terms"]


def _everything(desk: Desk) -> dict[str, Any]:
    with desk.db.engine.connect() as connection:
        return {
            table.name: [*map(tuple, connection.execute(select(table)))]
            for table in metadata.sorted_tables
            if table.name != "api_keys"
        }
