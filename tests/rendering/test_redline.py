"""A redline: with every change accepted it is the later contract, with none the earlier one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings

from service.domain.contract import (
    ContractText,
    PageSize,
    Paragraph,
    Part,
    PartKind,
    Section,
    Words,
    plain,
)
from service.rendering.limits import Limits
from service.rendering.pool import Pool
from service.rendering.read_back import prove_same_words
from service.rendering.redline import redline_docx
from service.rendering.word_xml import W
from tests.rendering.pairs import contracts, countered, with_cell, with_rows
from tests.rendering.papers import part_of
from tests.rendering.revisions import accepted, changes_in, rejected
from tests.rendering.text import NASTY, clause, schedule, some_text, text_of
from tests.sizes import cases

AT = datetime(2027, 1, 31, 9, 30, tzinfo=UTC)
SIDE = "Example Labs & <Partners>"


def redline(before: ContractText, after: ContractText) -> bytes:
    return redline_docx(before, after, author=SIDE, at=AT)


def prove(before: ContractText, after: ContractText) -> None:
    """Words, numbers, references and bookmarks, both ways."""
    paper = redline(before, after)
    prove_same_words(after, docx=accepted(paper), pdf=None)
    prove_same_words(before, docx=rejected(paper), pdf=None)


def test_equal_contracts_have_no_change() -> None:
    paper = redline(some_text(), some_text())
    assert changes_in(paper) == []
    prove_same_words(some_text(), docx=paper, pdf=None)


@settings(max_examples=cases(20, 200), deadline=None, suppress_health_check=list(HealthCheck))
@given(contracts(), contracts())
def test_accepted_it_is_the_later_contract_and_rejected_the_earlier(
    before: ContractText, after: ContractText
) -> None:
    prove(before, after)


def test_a_counter_changes_the_words_it_moves_and_no_look() -> None:
    before, after = countered()
    found = changes_in(redline(before, after))
    assert ("del", "1,200,000") in {(each.kind, each.words) for each in found}
    assert ("ins", "1,201,000") in {(each.kind, each.words) for each in found}
    assert "pPrChange" not in {each.kind for each in found}
    assert len(found) < 40


def test_every_change_says_who_made_it_and_when() -> None:
    far = AT.astimezone(timezone(timedelta(hours=14)))
    paper = redline_docx(*countered(), author=SIDE, at=far)
    assert {(each.author, each.date) for each in changes_in(paper)} == {
        (SIDE, "2027-01-31T09:30:00Z")
    }


def test_the_digest_in_the_margin_changes_with_the_terms() -> None:
    before, after = some_text(terms_sha256="a" * 64), some_text(terms_sha256="b" * 64)
    found = changes_in(redline(before, after))
    assert [(each.kind, "a" * 64 in each.words, "b" * 64 in each.words) for each in found] == [
        ("del", True, False),
        ("ins", False, True),
    ]


def test_the_same_contracts_give_the_same_bytes() -> None:
    assert redline(*countered()) == redline(*countered())


def test_no_id_and_no_bookmark_comes_twice() -> None:
    document = part_of(redline(with_schedule(1), with_schedule(2)))
    marks = [*document.iter(*(W + name for name in ("bookmarkStart", "ins", "del", "pPrChange")))]
    ids = [mark.get(f"{W}id") for mark in marks]
    ends = [end.get(f"{W}id") for end in document.iter(f"{W}bookmarkEnd")]
    names = [name for mark in marks if (name := mark.get(f"{W}name"))]
    for found in (ids, ends, names):
        assert len(found) == len({*found}) > 0


def odd(words: tuple[str, ...]) -> ContractText:
    return text_of(*(clause(f"1.{n}", each) for n, each in enumerate(words, start=1)))


@pytest.mark.parametrize("words", NASTY)
def test_odd_words_come_and_go_as_they_are(words: str) -> None:
    prove(odd(("It stays.", words)), odd(("It stays.", "Nothing odd.")))
    prove(odd(("It stays.",)), odd(("It stays.", words)))
    prove(odd((f"{words} is odd",)), odd((f"{words} is not odd",)))


CELLS = (
    (),
    ("reading.",),
    ("reading;", "training."),
    ("reading;", "training;", "testing."),
    ("reading;", "training;", "testing;", "selling."),
    ("Nothing at all.",),
    ("Nothing at all.", "reading;"),
    ("training;", "reading."),
)


@pytest.mark.parametrize("before", CELLS)
@pytest.mark.parametrize("after", CELLS)
def test_cells_grow_and_shrink(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    prove(with_cell(*before), with_cell(*after))


def test_rows_and_columns_come_and_go() -> None:
    two = with_rows(("Item", "Rate"), ("Photos", "0.05"), ("Film", "100"), ("Total", "7"))
    prove(two, with_rows(("Item", "Rate"), ("Photos", "0.06"), ("Total", "7"), ("Books", "1")))
    prove(two, with_rows(("Item", "Rate", "Fee"), ("Photos", "0.06", "7")))
    prove(two, with_rows(("What", "Rate"), ("Film", "100")))


def numbered(first: int, *headings: str) -> ContractText:
    sections = tuple(
        Section(f"cl_{heading[:3]}", heading, str(n), (clause(f"{n}.1", f"{heading} is agreed."),))
        for n, heading in enumerate(headings, start=first)
    )
    return some_text(parts=(Part(PartKind.STANDARD_TERMS, "pt_one", "Terms", (), sections),))


def test_numbers_move_on_and_lists_may_begin_elsewhere() -> None:
    prove(numbered(1, "Grant", "Fees"), numbered(1, "Words", "Grant", "Fees"))
    prove(numbered(1, "Words", "Grant", "Fees"), numbered(3, "Grant", "Fees"))
    prove(numbered(4, "Grant", "Words", "Fees"), numbered(1, "Fees"))


def test_a_list_that_begins_elsewhere_is_a_change_of_look() -> None:
    found = changes_in(redline(numbered(1, "Grant", "Fees"), numbered(3, "Grant", "Fees")))
    assert {each.kind for each in found} >= {"pPrChange"}


def test_a_paragraph_changes_its_level() -> None:
    one, two = clause("1.1", "It is agreed that:"), Paragraph((Words("all is well."),), 2, "(a)")
    prove(text_of(one, two), text_of(one, clause("1.2", "all is well.")))
    prove(text_of(one, two), text_of(plain("It is agreed that:"), one))


def with_schedule(number: int) -> ContractText:
    return some_text(parts=(schedule(number, rows=3), some_text().parts[-1]))


def test_one_schedule_takes_the_place_of_another() -> None:
    prove(with_schedule(1), with_schedule(2))


def titles() -> Iterator[ContractText]:
    yield some_text(title="Data License", subtitle="")
    yield some_text(subtitle="between others")
    yield some_text(page_size=PageSize.LETTER, watermark="Draft")
    schedule = some_text().parts[2]
    renamed = replace(schedule, heading="Schedule 1: What is delivered")
    yield some_text(parts=(*some_text().parts[:2], renamed, some_text().parts[3]))
    yield some_text(parts=some_text().parts[1:])


@pytest.mark.parametrize("other", [*titles()])
def test_titles_parts_and_margins_change(other: ContractText) -> None:
    prove(some_text(), other)
    prove(other, some_text())


def test_a_worker_makes_the_same() -> None:
    with Pool(Limits(), workers=1) as pool:
        assert pool.redline_of(*countered(), SIDE, AT) == redline(*countered())
