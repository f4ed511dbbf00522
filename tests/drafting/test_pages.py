"""The pages about the contract text say what the library and the contracts say."""

import re
from pathlib import Path

import pytest

from service.drafting.library import family
from tests.drafting import cuad_page, reading
from tests.drafting.clauses_page import PAGE, page
from tests.drafting.samples import contracts

GUIDE = Path(__file__).parents[2] / "docs" / "contract-text.md"


def test_the_page_of_clauses_says_what_the_library_holds() -> None:
    assert PAGE.read_text("utf-8") == page(family("bulk-media", 1))


def test_the_page_of_the_checklist_says_what_the_library_answers() -> None:
    assert cuad_page.PAGE.read_text("utf-8") == cuad_page.page(family("bulk-media", 1))


def test_the_guide_lists_every_label_of_the_key_terms_and_no_other() -> None:
    labels = {label for contract in contracts().values() for label in reading.key_terms(contract)}
    assert listed("| group | labels |") - {"Schedule"} == labels


def test_the_guide_lists_every_term_that_a_clause_or_law_rider_makes_and_no_other() -> None:
    made = {
        term
        for contract in contracts().values()
        for rule in reading.rules(contract)
        for term in reading.defined(rule.paragraph)
    }
    assert listed("| clause or Law Rider | terms |") == made


def listed(head: str) -> set[str]:
    """The terms in a table of the guide; what a row says about them is left out."""
    rows = GUIDE.read_text("utf-8").split(head)[1].split("\n\n")[0].splitlines()[2:]
    cells = (re.sub(r"\([^)]*\)", "", row.split("|")[2]) for row in rows)
    named = (term.strip() for cell in cells for term in re.split(r"[·:]", cell))
    return {term for term in named if term and not re.match("(and )?each ", term)}


@pytest.mark.parametrize("id", ["C05", "C49", "C57"])
def test_the_page_of_clauses_has_a_row_for_each(id: str) -> None:
    assert f"\n| {int(id[1:])} | " in PAGE.read_text("utf-8")
