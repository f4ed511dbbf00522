"""Changes marked in a contract: each contract can be read from them, and little else is marked."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from service.domain.contract import ContractText, Defined, Reference, Words, plain
from service.domain.terms.positions import Warranties
from service.rendering.layout import section_label
from service.rendering.marked import (
    Marked,
    MarkedBlock,
    MarkedParagraph,
    MarkedSection,
    MarkedTable,
    marked,
)
from service.rendering.marked_words import Mark, MarkedSpan, marked_words
from tests.rendering.pairs import contracts, countered, drawn_up, with_cell, with_rows
from tests.rendering.text import clause, some_text, text_of
from tests.schemas.documents import example, read
from tests.sizes import cases


def paragraphs(both: Marked) -> Iterator[MarkedParagraph]:
    yield from (both.title, both.subtitle)
    for part in both.parts:
        yield part.heading
        yield from of_blocks(part.blocks)
        for section in part.sections:
            yield section.heading
            yield from of_blocks(section.blocks)


def of_blocks(blocks: tuple[MarkedBlock, ...]) -> Iterator[MarkedParagraph]:
    for block in blocks:
        if isinstance(block, MarkedTable):
            yield from block.head
            yield from (p for row in block.rows for cell in row.cells for p in cell)
        else:
            yield block


def said(both: Marked, *, without: Mark) -> list[tuple[str, str]]:
    """(number, text) of every paragraph of one of the contracts, read from the marks."""
    return [
        (whole.number, "".join(s.span.text for s in each.spans if s.mark is not without))
        for each in paragraphs(both)
        if (whole := each.before if without is Mark.INSERTED else each.after) is not None
    ]


def words(text: ContractText) -> list[tuple[str, str]]:
    """What a contract says, with the numbers of its headings as they are printed."""
    headings = {(s.number, s.heading) for part in text.parts for s in part.sections}
    return [(section_label(n) if (n, said) in headings else n, said) for n, said in text.words()]


def sections(both: Marked) -> dict[str, MarkedSection]:
    return {section.bookmark: section for part in both.parts for section in part.sections}


def shown(spans: tuple[MarkedSpan, ...]) -> str:
    marks = {Mark.SAME: "{}", Mark.DELETED: "[{}]", Mark.INSERTED: "+{}+"}
    return "".join(marks[each.mark].format(each.span.text) for each in spans)


def changes(both: Marked) -> list[str]:
    return [shown(each.spans) for each in paragraphs(both) if each.is_changed]


def test_equal_contracts_have_no_mark() -> None:
    both = marked(some_text(), some_text())
    assert not both.is_changed
    assert changes(both) == []
    assert said(both, without=Mark.INSERTED) == words(some_text())


@settings(max_examples=cases(20, 200), deadline=None, suppress_health_check=list(HealthCheck))
@given(contracts(), contracts())
def test_either_contract_can_be_read_from_the_marks(
    before: ContractText, after: ContractText
) -> None:
    both = marked(before, after)
    assert said(both, without=Mark.INSERTED) == words(before)
    assert said(both, without=Mark.DELETED) == words(after)


def test_a_counter_marks_the_words_it_moves() -> None:
    found = changes(marked(*countered()))
    assert "Photographs: [1,200,000]+1,201,000+ items" in found
    assert (
        "[24]+36+ months, from 31 January 2027 to 30 January [2029]+2030+, both days included"
        in found
    )
    assert len(found) < 20


def test_another_position_changes_its_section_and_no_other_of_the_standard_terms() -> None:
    terms = read(example("photo-archive")).terms
    other = replace(terms, positions=replace(terms.positions, warranties=Warranties.AS_IS))
    both = sections(marked(drawn_up(terms), drawn_up(other)))
    changed = {name for name, each in both.items() if each.is_changed and name.startswith("cl_")}
    assert changed == {"cl_C28"}


def test_a_section_and_a_part_may_come_and_go() -> None:
    whole = some_text()
    terms, *others = whole.parts
    short = replace(whole, parts=(terms, *others[1:]))
    gone, come = marked(whole, short), marked(short, whole)
    assert [part.mark for part in gone.parts].count(Mark.DELETED) == 1
    assert [part.mark for part in come.parts].count(Mark.INSERTED) == 1
    assert sections(gone)["cl_C01"].mark is Mark.DELETED
    assert sections(come)["cl_C01"].mark is Mark.INSERTED


def test_a_number_that_moves_on_is_no_change_of_its_paragraph() -> None:
    before = text_of(clause("1.1", "One thing stays."), clause("1.2", "Another thing stays."))
    after = text_of(
        clause("1.1", "This is new and unlike them."),
        clause("1.2", "One thing stays."),
        clause("1.3", "Another thing stays."),
    )
    both = marked(before, after)
    assert changes(both) == ["+This is new and unlike them.+"]
    assert [each.number for each in paragraphs(both)][-1] == "1.3"


def test_rows_are_the_same_when_they_are_about_the_same() -> None:
    before = with_rows(("Item", "Rate"), ("Photos", "0.05"), ("Film", "100"), ("Music", "2"))
    after = with_rows(("Item", "Rate"), ("Photos", "0.06"), ("Books", "7"), ("Music", "2"))
    assert changes(marked(before, after)) == ["[0.05]+0.06+", "[Film]", "[100]", "+Books+", "+7+"]


def test_tables_with_other_columns_are_two_tables() -> None:
    before, after = with_rows(("Item",), ("Photos",)), with_rows(("Item", "Rate"), ("Photos", "1"))
    assert changes(marked(before, after)) == [
        "[Item]",
        "[Photos]",
        "+Item+",
        "+Rate+",
        "+Photos+",
        "+1+",
    ]


def test_what_replaces_the_end_of_a_cell_stands_in_its_last_paragraph() -> None:
    both = marked(with_cell("reading;", "training."), with_cell("reading;", "nothing else."))
    assert changes(both) == ["[training.]+nothing else.+"]


def test_amounts_and_terms_are_words() -> None:
    before = (Words("pay 1,200.00 for "), Defined("Materials"), Words(", on demand"))
    after = (Words("pay 1,250.00 for "), Defined("Models"), Words(", on demand"))
    said = shown(marked_words(before, after))
    assert said == "pay [1,200.00]+1,250.00+ for [Materials]+Models+, on demand"


def test_a_reference_changes_with_its_number() -> None:
    before, after = (
        (Words("as "), Reference(f"Section {n}", "cl_C09"), Words(" says in its first words"))
        for n in (9, 10)
    )
    assert shown(marked_words(before, after)) == (
        "as [Section 9]+Section 10+ says in its first words"
    )


def test_a_comma_between_two_changes_is_part_of_them() -> None:
    before, after = plain("Paris, France and so on"), plain("Rome, Italy and so on")
    assert (
        shown(marked_words(before.spans, after.spans)) == "[Paris, France]+Rome, Italy+ and so on"
    )


def test_a_sentence_that_keeps_few_words_goes_and_comes_whole() -> None:
    before, after = plain("Nobody owes the licensor anything"), plain("Interest is due on the fees")
    assert [each.mark for each in marked_words(before.spans, after.spans)] == [
        Mark.DELETED,
        Mark.INSERTED,
    ]


def test_what_says_the_same_over_and_over_is_not_compared_word_by_word() -> None:
    before, after = plain("a b " * 1000 + "a"), plain("b a " * 1000 + "b")
    assert len(marked_words(before.spans, after.spans)) == 2
