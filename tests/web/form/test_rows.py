"""Rows of a list: added, removed, moved and pasted, with and without scripts."""

import pytest
from flask import Flask

from schemas.forms import from_form
from service.desk import Desk
from service.web.form.paste import pasted
from service.web.form.rows import added, moved_up, numbers, removed
from tests.conftest import NOON
from tests.web.drafters import Drafter, invited, sample_fields, value

LINES = "terms.materials.lines"


def descriptions(typed: dict[str, list[str]]) -> list[str]:
    lines = from_form(typed)["terms"]["materials"]["lines"]
    return [(line["description"] or "").partition(" ")[0] for line in lines]


def test_a_row_is_added_behind_the_others_with_its_defaults() -> None:
    typed = added(sample_fields(), LINES)
    assert descriptions(typed) == ["Landscape,", "Clips", "Long-form", ""]
    assert typed[f"{LINES}.3.volume_tolerance_pct"] == ["5"]


def test_a_row_is_removed_and_the_others_move_up() -> None:
    typed = removed(sample_fields(), LINES, 1)
    assert descriptions(typed) == ["Landscape,", "Long-form"]
    assert numbers(typed, LINES) == [0, 1]


def test_a_row_changes_places_with_the_one_above() -> None:
    assert descriptions(moved_up(sample_fields(), LINES, 2)) == ["Landscape,", "Long-form", "Clips"]


def test_the_first_row_stays_the_first() -> None:
    assert moved_up(sample_fields(), LINES, 0) == sample_fields()


def test_a_row_within_a_row_is_added_there_alone() -> None:
    typed = added(sample_fields(), f"{LINES}.1.tiers")
    assert [len(line["tiers"]) for line in from_form(typed)["terms"]["materials"]["lines"]] == [
        0,
        1,
        0,
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Photos\tPhotographs\timage\t1,200,000\t$0.05",
        'Photos,photo,images,"1,200,000",0.05',
        "Rate;Volume;Unit;Asset type;Description\n0.05;1200000;image;Photographs;Photos",
    ],
)
def test_a_table_is_read_with_any_mark_and_in_any_order(table: str) -> None:
    (row,) = pasted(table, LINES)
    assert row.faults == ()
    assert dict(row.fields) == {
        "description": "Photos",
        "asset_type": "photo",
        "unit": "image",
        "volume": "1200000",
        "unit_rate": "0.05",
    }


def test_a_row_that_is_wrong_says_what_is() -> None:
    good, bad = pasted("A\tphoto\timage\t1\t1\nB\tphoto\tblob\t0,5\t1\t9", LINES)
    assert good.faults == ()
    assert [fault.split(":")[0] for fault in bad.faults] == [
        "Unit 'blob'",
        "Volume '0,5'",
        "There are 6 cells for 5 columns.",
    ]


@pytest.fixture
def ada(app: Flask, desk: Desk) -> Drafter:
    return Drafter(app.test_client(), invited(desk, "ada@archive.example", NOON))


def test_without_scripts_a_button_adds_a_row_to_the_page(ada: Drafter) -> None:
    at = ada.begun("example:photo-archive")
    answer = ada.post(at, {**sample_fields(), "do": f"add:{LINES}"})
    assert answer.headers["Location"] == f"{at}#f-terms-materials-lines"
    assert value(ada.page(at), f"{LINES}.3.description") == ""


def test_with_scripts_only_the_rows_come_back(ada: Drafter) -> None:
    at = ada.begun("example:photo-archive")
    sent = {**sample_fields(), "do": f"remove:{LINES}:0"}
    answer = ada.post(at, sent, **{"HX-Request": "true"}).get_data(as_text=True)
    assert answer.lstrip().startswith('<div class="rows" id="f-terms-materials-lines"')
    assert "<html" not in answer
    assert "Landscape" not in value(answer, f"{LINES}.0.description")


def test_a_table_is_shown_before_it_is_added(ada: Drafter) -> None:
    at = ada.begun()
    sent = {"do": f"check:{LINES}", f"table:{LINES}": "A\tphoto\tblob\t1\t1"}
    page = ada.post(at, sent).get_data(as_text=True)
    assert "Add 1 rows" not in page
    assert "Add 1 row" in page
    assert "Unit &#39;blob&#39;" in page


def test_pasted_rows_take_the_place_of_a_blank_one(ada: Drafter) -> None:
    at = ada.begun()
    sent = {
        "do": f"paste:{LINES}",
        f"table:{LINES}": "A\tphoto\timage\t1\t1\nB\tphoto\timage\t2\t1",
    }
    ada.post(at, {f"{LINES}.0.description": "", **sent})
    page = ada.page(at)
    assert [value(page, f"{LINES}.{n}.description") for n in (0, 1)] == ["A", "B"]
    assert f"{LINES}.2.description" not in page


@pytest.mark.parametrize(
    "do", ["add:terms.nothing", "remove:terms.law:0", "add:family", "up:", "x"]
)
def test_a_button_that_no_page_has_changes_nothing(ada: Drafter, do: str) -> None:
    at = ada.begun("example:photo-archive")
    assert ada.post(at, {**sample_fields(), "do": do}).status_code == 303
    assert value(ada.page(at), f"{LINES}.2.volume") == "10000"
