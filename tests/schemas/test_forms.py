"""A form and the JSON it means."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from schemas.deal import load_deal
from schemas.forms import from_form, name_of, to_form
from schemas.terms import canonical, dump_terms, load_terms
from service.domain.terms import Terms
from service.drafting.library import newest_versions
from tests.schemas.test_digest import as_read
from tests.sizes import cases
from tests.strategies import terms

EXAMPLES = sorted(Path("examples").glob("*.json"))
HEADER = {"family": "bulk-media", "our_side": "licensor"}


@settings(max_examples=cases(25, 500))
@given(terms())
def test_a_form_filled_from_terms_means_the_same_terms(drawn: Terms) -> None:
    drawn = as_read(drawn)
    typed = to_form({**HEADER, "terms": dump_terms(drawn)})
    assert load_terms(from_form(typed)["terms"]) == drawn


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_keeps_its_digest_through_a_form(path: Path) -> None:
    document = json.loads(path.read_text())
    before = load_deal(document, newest_versions())
    after = load_deal(
        from_form(to_form({**document, "terms": dump_terms(before.terms)})), newest_versions()
    )
    assert after.header == before.header
    assert canonical(after.terms).sha256 == canonical(before.terms).sha256


def test_what_is_left_out_of_a_document_stands_in_the_form_as_its_default() -> None:
    typed = to_form(HEADER)
    assert typed["terms.delivery.acceptance_days"] == ["15"]
    assert typed["terms.models.legal_hold"] == ["true"]
    assert typed["terms.risk.super_cap.for"] == ["data_breach", "title_indemnity"]


def test_a_list_that_needs_a_row_begins_with_a_blank_one() -> None:
    assert to_form(HEADER)["terms.materials.lines.0.volume"] == [""]


def meant(**typed: str | list[str]) -> Any:
    values = {name: [v] if isinstance(v, str) else v for name, v in typed.items()}
    return from_form({f"terms.{name}": v for name, v in values.items()})["terms"]


def test_what_is_blank_is_null() -> None:
    assert meant(**{"grant.field": "  "})["grant"]["field"] is None


def test_a_box_that_is_not_ticked_is_false() -> None:
    assert meant()["models"]["legal_hold"] is False
    assert meant(**{"models.legal_hold": "true"})["models"]["legal_hold"] is True


def test_a_set_without_a_tick_is_empty() -> None:
    assert meant()["grant"]["prohibited_uses"] == []


def test_a_set_that_may_be_null_is_null_without_a_tick() -> None:
    row = meant(**{"materials.lines.0.volume": "1"})["materials"]["lines"][0]
    assert row["purposes"] is None


def test_a_group_that_may_be_null_is_null_when_only_its_defaults_stand() -> None:
    typed = {"pricing.guarantee.per": "initial_period", "pricing.guarantee.true_up_days": "45"}
    assert meant(**typed)["pricing"]["guarantee"] is None


def test_a_group_that_may_be_null_is_there_when_one_thing_is_typed() -> None:
    found = meant(**{"pricing.guarantee.amount": "500"})["pricing"]["guarantee"]
    assert (found["amount"], found["kind"]) == ("500", None)


def test_rows_stand_in_the_order_of_their_numbers() -> None:
    typed = {f"materials.lines.{n}.description": f"line {n}" for n in (10, 2, 7)}
    lines = meant(**typed)["materials"]["lines"]
    assert [line["description"] for line in lines] == ["line 2", "line 7", "line 10"]


def test_texts_are_parted_by_lines_alone() -> None:
    found = meant(**{"grant.model_names": "One, the first\r\n\r\n Two "})
    assert found["grant"]["model_names"] == ["One, the first", "Two"]


def test_codes_are_parted_by_commas_too() -> None:
    assert meant(**{"grant.territory": "US, GB\nDE"})["grant"]["territory"] == ["US", "GB", "DE"]


def test_a_clause_without_a_choice_has_no_position() -> None:
    typed = {"positions.clauses.C49": "", "positions.clauses.C58": "omitted"}
    assert meant(**typed)["positions"]["clauses"] == {"C58": "omitted"}


def test_metadata_are_lines_of_key_and_value() -> None:
    assert from_form({"metadata": ["crm: A: 7\nregion:EU"]})["metadata"] == {
        "crm": "A: 7",
        "region": "EU",
    }


@pytest.mark.parametrize(
    "wrong", [None, [], 7, {"parties": []}, {"materials": {"lines": {"a": 1}}}]
)
def test_a_document_that_is_wrong_still_fills_a_form(wrong: Any) -> None:
    assert to_form({**HEADER, "terms": wrong})["terms.pricing.currency"] == ["USD"]


def test_a_pointer_names_its_field() -> None:
    assert name_of("/terms/materials/lines/0/volume") == "terms.materials.lines.0.volume"
