"""The library by API: families, clauses, rates."""

import pytest

from service.drafting.catalog import clauses_of, families
from tests.web.callers import Caller


def test_a_family_says_which_positions_its_clauses_offer(ada: Caller) -> None:
    family = ada.get("/families/bulk-media").json
    clauses = {clause["id"]: clause for clause in family["clauses"]}
    assert clauses["C05"]["positions"]
    assert clauses["C13"]["positions"] == []
    assert {schedule["id"] for schedule in family["schedules"]} >= {"materials", "fees"}


def test_a_clause_says_which_terms_choose_its_wording(ada: Caller) -> None:
    clause = ada.get("/clauses/C13").json
    assert clause["chosen_by"] == "grant.exclusivity"
    assert {wording["name"] for wording in clause["wordings"]} >= {"common", "sole"}


def test_a_clause_that_a_position_chooses_names_the_position(ada: Caller) -> None:
    clause = ada.get("/clauses/C05").json
    assert clause["chosen_by"] == "positions.clauses.C05"
    assert all(wording["guidance"] and wording["paragraphs"] for wording in clause["wordings"])


def test_the_api_says_of_every_clause_what_the_library_page_says(ada: Caller) -> None:
    (form,) = families()
    listed = {each.id: each.chosen_by for each in clauses_of(form) if each.text}
    assert {id: ada.get(f"/clauses/{id}").json["chosen_by"] for id in listed} == listed


def test_published_rates_name_their_sources(ada: Caller) -> None:
    rates = ada.get("/rates").json["data"]
    assert rates
    assert all(rate["source"] and rate["date"] for rate in rates)


@pytest.mark.parametrize("path", ["/families", "/clauses"])
def test_every_entry_of_a_list_can_be_read(ada: Caller, path: str) -> None:
    rows = ada.get(path).json["data"]
    assert rows
    for row in rows:
        assert ada.get(row["links"]["self"].removeprefix("/api/v1")).json["id"] == row["id"]


@pytest.mark.parametrize("path", ["/families/x", "/families/..", "/clauses/C57", "/clauses/c05"])
def test_what_is_not_in_the_library_is_not_found(ada: Caller, path: str) -> None:
    assert ada.get(path).status_code == 404
