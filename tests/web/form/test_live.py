"""What the page is sent while somebody types."""

import re

import pytest
from flask import Flask

from service.desk import Desk
from tests.conftest import NOON
from tests.web.drafters import VOLUME, Drafter, invited, sample_fields, value


@pytest.fixture
def ada(app: Flask, desk: Desk) -> Drafter:
    return Drafter(app.test_client(), invited(desk, "ada@archive.example", NOON))


@pytest.fixture
def at(ada: Drafter) -> str:
    return ada.begun("example:photo-archive")


def pieces(answer: str) -> list[str]:
    return re.findall(r'<section class="piece[^"]*" id="([^"]+)"', answer)


def test_the_fee_follows_what_is_typed(ada: Drafter, at: str) -> None:
    assert "USD 1,565,000.00" in ada.live(at, sample_fields(**{VOLUME: "1300000"}))


def test_a_rate_outside_published_prices_is_warned_of(ada: Drafter, at: str) -> None:
    answer = ada.live(at, sample_fields(**{"terms.materials.lines.0.unit_rate": "90"}))
    assert "Outside published prices." in answer


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("terms.materials.lines.1.releases_pct", "50", "An approver may release it."),
        ("terms.privacy.us_bulk_data", "undecided", "Nobody may release it."),
    ],
)
def test_a_finding_that_blocks_says_whether_it_may_be_released(
    ada: Drafter, at: str, name: str, typed: str, said: str
) -> None:
    decided = {"terms.privacy.us_bulk_data_decided_by": ""} if typed == "undecided" else {}
    answer = ada.live(at, sample_fields(**{name: typed}, **decided))
    assert "Blocks." in answer
    assert said in answer


def test_only_the_pieces_of_the_contract_that_changed_are_sent(ada: Drafter, at: str) -> None:
    shown = value(ada.page(at), "shown")
    answer = ada.live(at, sample_fields(**{"terms.law.place": "Kings County"}), shown=shown)
    assert pieces(answer) == ["kt_law"]
    assert 'class="piece changed" id="kt_law" hx-swap-oob="true"' in answer


def test_nothing_of_the_contract_is_sent_when_nothing_changed(ada: Drafter, at: str) -> None:
    answer = ada.live(at, sample_fields(), shown=value(ada.page(at), "shown"))
    assert pieces(answer) == []


def test_a_piece_that_comes_is_put_in_its_place(ada: Drafter, at: str) -> None:
    shown = value(ada.page(at), "shown")
    answer = ada.live(at, sample_fields(**{"terms.outputs.attribution": "always"}), shown=shown)
    assert 'id="contract-text"' in answer
    assert re.findall(r'class="piece changed" id="(cl_[^"]+)"', answer) == ["cl_C27"]


def test_while_something_is_wrong_the_last_contract_stays(ada: Drafter, at: str) -> None:
    answer = ada.live(at, sample_fields(**{VOLUME: "abc"}), shown="kt_law:1")
    assert "As of the last complete terms." in answer
    assert pieces(answer) == []


def test_a_fault_stands_beside_its_field(ada: Drafter, at: str) -> None:
    answer = ada.live(at, sample_fields(**{VOLUME: "abc"}))
    assert re.search(
        r'id="fault-f-terms-materials-lines-0-volume"[^>]*role="alert">Give a number', answer
    )


def test_a_fault_that_is_settled_is_taken_away(ada: Drafter, at: str) -> None:
    answer = ada.live(at, sample_fields(), marked=VOLUME)
    assert (
        '<p class="fault" id="fault-f-terms-materials-lines-0-volume" hx-swap-oob="true"></p>'
        in answer
    )


def test_what_is_still_blank_is_counted_and_not_complained_of(ada: Drafter) -> None:
    answer = ada.live(ada.begun(), {"title": ["New"]})
    assert "to fill in" in answer
    assert "Fill this in." not in answer


def test_a_position_that_the_family_does_not_offer_is_a_fault(ada: Drafter, at: str) -> None:
    answer = ada.live(at, sample_fields(**{"terms.special_terms.0.clause": "C99"}))
    assert "This family has no such clause." in answer


def test_what_is_typed_is_shown_as_words_and_never_as_a_page(ada: Drafter, at: str) -> None:
    answer = ada.live(
        at, sample_fields(title="<script>alert(1)</script>", **{"terms.law.place": "<b>Here</b>"})
    )
    assert "&lt;b&gt;Here&lt;/b&gt;" in answer
    assert "<b>Here" not in answer
