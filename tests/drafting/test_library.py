"""The contract library: every text can be read, is named by its family and can be chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from service.domain.pricing import quote
from service.domain.riders import attached
from service.domain.rules.positions import DECIDED_BY
from service.domain.terms import Terms
from service.domain.terms.parties import ActingAs, Authority, EntityType
from service.domain.terms.positions import Position
from service.domain.terms.prices import FeeModel
from service.drafting.delivery_schedule import delivery_blocks
from service.drafting.fees_schedule import fees_blocks
from service.drafting.library import (
    ROOT,
    Clause,
    LibraryError,
    clause,
    family,
    newest_versions,
    read_text,
)
from service.drafting.materials_schedule import materials_blocks
from service.drafting.riders import rider_blocks
from service.drafting.schedules import schedule_numbers
from service.drafting.selection import CHOSEN_BY_TERMS, chosen_blocks
from tests.drafting.cuad_page import ABSENT_BY_CHOICE, CATEGORIES, ONLY_IN
from tests.drafting.reading_level import texts
from tests.drafting.samples import samples

FORM = family("bulk-media", 1)

OPTIONAL = frozenset(f"C{n}" for n in (13, 14, 21, 22, 25, 27, 30, 42, 48, 49, 55, 56, 58))
"""What a license of bulk media may have; all else up to C54 it always has."""

REQUIRED = frozenset(f"C{n:02}" for n in range(1, 55)) - OPTIONAL

WITHOUT_TEXT = {ActingAs, Authority, EntityType, FeeModel, Position}
"""Choices that no text depends on, or that only one side's wording would offer."""

TEXTS = texts(FORM)


def chosen(terms: Terms) -> Iterator[tuple[str, str]]:
    for id in FORM.clauses:
        yield from ((id, block) for block in chosen_blocks(id, terms, FORM))
    yield from (("materials", block) for block in materials_blocks(terms))
    yield from (("fees", block) for block in fees_blocks(terms, quote(terms)))
    yield from (("delivery", block) for block in delivery_blocks(terms.delivery))
    if "data_protection" in schedule_numbers(terms):
        yield "data_protection", "standard"
    for each in attached(terms):
        yield from ((each.value, block) for block in rider_blocks(each, terms))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.id)
def test_a_text_has_a_heading_and_guidance_for_every_block(text: Clause) -> None:
    assert text.heading
    assert text.blocks
    assert all(block.guidance for block in text.blocks.values())


def test_every_file_on_disk_is_pinned_by_the_family() -> None:
    """Those that a contract is drawn up from: the others go into terms, or are no part of it."""
    apart = ("consents", "restatements")
    texts = (path for path in ROOT.glob("*/*/*.md") if path.parents[1].name not in apart)
    files = {(path.parent.name, int(path.stem)) for path in texts}
    assert files == {*FORM.clauses.items(), *FORM.schedules.items(), *FORM.riders.items()}


def test_the_newest_version_of_the_family_is_the_one_on_disk() -> None:
    assert dict(newest_versions()) == {"bulk-media": 1}


def test_every_block_that_terms_can_name_exists_and_every_block_can_be_chosen() -> None:
    named = {pair for terms in samples().values() for pair in chosen(terms)}
    written = {(text.id, block) for text in TEXTS for block in text.blocks}
    assert named == written


def test_the_samples_make_every_choice_that_is_on_offer() -> None:
    """So that what is tested over the samples is tested for every text."""
    made = {choice for terms in samples().values() for choice in choices_in(terms)}
    kinds = {kind for kind, _ in made} - WITHOUT_TEXT
    assert {(kind, member.value) for kind in kinds for member in kind} - made == set()


def choices_in(value: Any) -> Iterator[tuple[type[StrEnum], str]]:
    """By type and value, for members of two enums may be equal."""
    if isinstance(value, StrEnum):
        yield type(value), value.value
    elif is_dataclass(value):
        for field in fields(value):
            yield from choices_in(getattr(value, field.name))
    elif isinstance(value, (tuple, frozenset)):
        for each in value:
            yield from choices_in(each)
    elif isinstance(value, Mapping):
        yield from choices_in(tuple(value.values()))


def test_the_family_has_what_a_license_of_bulk_media_always_has() -> None:
    assert set(FORM.clauses) == REQUIRED | OPTIONAL
    assert FORM.omitted == {"C57"}


def test_the_family_names_the_clauses_that_a_deal_may_leave_unused() -> None:
    """C24 is one where the parties are silent on text and data mining."""
    unused = {
        id
        for terms in samples().values()
        for id in FORM.clauses
        if not chosen_blocks(id, terms, FORM)
    }
    assert unused == FORM.optional
    assert unused - OPTIONAL == {"C24"}


def test_terms_and_positions_share_out_the_clauses() -> None:
    assert set(CHOSEN_BY_TERMS) == set(DECIDED_BY)
    by_position = set(FORM.clauses) - set(CHOSEN_BY_TERMS)
    assert all("balanced" in clause(id, FORM.clauses[id]).blocks for id in by_position)


def test_every_category_of_the_checklist_is_answered_or_absent_by_choice() -> None:
    answered = {category for text in TEXTS for category in text.cuad}
    assert answered | set(ABSENT_BY_CHOICE) == set(CATEGORIES)
    assert not answered & set(ABSENT_BY_CHOICE)
    assert len(set(CATEGORIES)) == len(CATEGORIES) == 41


@pytest.mark.parametrize(("id", "category"), ONLY_IN)
def test_a_category_that_few_texts_hold_is_one_of_the_clause_and_so_are_they(
    id: str, category: str
) -> None:
    text = clause(id, FORM.clauses[id])
    assert category in text.cuad
    assert set(ONLY_IN[id, category]) < set(text.blocks)


GOOD = '+++\nid = "C01"\nheading = "Parties"\n+++\n\n# balanced\n\n> Why.\n\n1. A party.\n'


def read(tmp_path: Path, source: str) -> Clause:
    path = tmp_path / "1.md"
    path.write_text(source, "utf-8")
    return read_text(path, "C01", 1)


def test_a_well_written_file_is_read(tmp_path: Path) -> None:
    text = read(tmp_path, GOOD)
    block = text.blocks["balanced"]
    assert (text.id, text.version, text.heading, text.cuad) == ("C01", 1, "Parties", ())
    assert (block.guidance, [item.source for item in block.items]) == ("Why.", ["A party."])


def test_a_list_within_a_list_is_a_level_deeper(tmp_path: Path) -> None:
    text = read(tmp_path, GOOD + "2. It may:\n   1. go; and\n      1. fast.\n")
    assert [item.level for item in text.blocks["balanced"].items] == [1, 1, 2, 3]


@pytest.mark.parametrize(
    ("wrong", "right", "complaint"),
    [
        ("+++\nid", "id", "no front matter"),
        ('id = "C01"', 'id = "C02"', "calls itself C02"),
        ('id = "C01"\n', "", "calls itself None"),
        ('id = "C01"', "id =", "cannot be read"),
        ('heading = "Parties"\n', "", "has no heading"),
        ("# balanced\n", "", "no heading names the block"),
        ("1. A party.", "A party.", "outside the list: A party"),
        ("1. A party.", "* A party.", "outside the list: A party"),
        ("1. A party.\n", "", "block balanced has no text"),
        ("# balanced", "# balanced\n\n1. One.\n\n# balanced", "two blocks balanced"),
        ("1. A", "1. a\n   1. b\n      1. c\n         1. A", "deeper than (i)"),
    ],
)
def test_a_badly_written_file_is_refused(
    tmp_path: Path, wrong: str, right: str, complaint: str
) -> None:
    assert wrong in GOOD
    with pytest.raises(LibraryError) as refused:
        read(tmp_path, GOOD.replace(wrong, right, 1))
    assert complaint in str(refused.value)
