"""The Key Terms page by page: what stands on each, and which of them are set again."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
import pytest

from service.domain.contract import (
    ContractText,
    PageSize,
    Paragraph,
    Part,
    PartKind,
    Section,
    Table,
    Words,
    plain,
)
from service.rendering.engine import laid_out
from service.rendering.html import part_page
from service.rendering.pdf import pdf_of
from service.rendering.pdf_words import read_pdf
from service.rendering.printing import forget_parts, kept
from service.rendering.read_back import prove_same_words
from service.rendering.rulers import height_of_row
from service.rendering.sheets import printed_part
from tests.rendering.papers import elements, kids
from tests.rendering.text import clause, grid, key_terms, schedule, short_text

LONG = "The greater of $3,120,000.00 and twice the Fees, for each of the parties and its heirs. "


def _section(n: int, fee: str) -> Section:
    words = ("Monthly", fee, LONG * 2, "\n".join((LONG, "a-b")), "Ω" * 90, "Words, and more words")
    rows = [((plain(f"Label {k} of {n}"),), (plain(said),)) for k, said in enumerate(words)]
    rows.append(((plain("Listed"),), (plain("These:"), clause("(a)", LONG, 2), plain(LONG))))
    return Section(f"kt_{n}", f"Group {n}", "", (replace(_terms_of(key_terms()), rows=(*rows,)),))


def _terms_of(part: Part) -> Table:
    tables = (b for section in part.sections for b in (*part.blocks, *section.blocks))
    return next(b for b in tables if isinstance(b, Table) and not b.head)


def long_terms(*fees: str) -> Part:
    """Ten groups, the last of which has a table of another kind."""
    sections = [_section(n, fee) for n, fee in enumerate((*fees, *["None"] * (10 - len(fees))))]
    last = replace(sections[-1], blocks=(*sections[-1].blocks, grid(2)))
    return Part(PartKind.KEY_TERMS, "pt_key_terms", "Part A: Key Terms", (), (*sections[:-1], last))


def text_with(part: Part, **changes: object) -> ContractText:
    return replace(short_text(**changes), parts=(part, *short_text().parts[1:]))


TEXT = text_with(long_terms())


@cache
def some_pages() -> int:
    return len(printed_part(TEXT, TEXT.parts[0]))


def said_on_pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_only_the_page_with_the_other_term_is_set_again() -> None:
    forget_parts()
    printed_part(TEXT, TEXT.parts[0])
    set_before = kept.cache_info().misses
    other = long_terms("Yearly")
    printed_part(text_with(other), other)
    assert some_pages() > 3
    assert kept.cache_info().misses == set_before + 1


def test_pages_kept_from_another_deal_make_the_same_bytes() -> None:
    forget_parts()
    pdf_of(text_with(long_terms("Yearly")))
    after_another = pdf_of(TEXT)
    forget_parts()
    assert pdf_of(TEXT) == after_another


@pytest.mark.parametrize("size", PageSize)
def test_both_papers_say_all_of_it(size: PageSize) -> None:
    text = text_with(long_terms(), page_size=size)
    prove_same_words(text, docx=None, pdf=pdf_of(text))
    assert len(printed_part(text, text.parts[0])) > 3


def test_each_page_says_which_it_is_of_how_many_and_whose() -> None:
    pages = said_on_pages(pdf_of(TEXT))[2 : 2 + some_pages()]
    for n, page in enumerate(pages, 1):
        assert f"Part A, page {n} of {some_pages()}" in page
        assert "Part A: Key Terms" in page


def test_contents_say_on_which_page_a_group_begins() -> None:
    data = pdf_of(TEXT)
    heading = next(row for row in read_pdf(data) if row.cells == ((("", "Group 7"),),))
    assert f"Group 7 {heading.page - 1}" in said_on_pages(data)[1]
    assert f"Part A: Key Terms {some_pages()} pages" in said_on_pages(data)[1]


def test_all_groups_stand_under_the_part_in_the_outline() -> None:
    with pikepdf.open(BytesIO(pdf_of(TEXT))) as pdf, pdf.open_outline() as outline:
        assert [part.title for part in outline.root] == [part.heading for part in TEXT.parts]
        assert [group.title for group in outline.root[0].children] == [
            f"Group {n}" for n in range(10)
        ]


def test_no_heading_stands_at_the_foot_of_a_page() -> None:
    rows = read_pdf(pdf_of(TEXT))
    for row, below in pairwise(rows):
        if row.cells[0] and row.cells[0][0][1].startswith("Group"):
            assert row.page == below.page


@pytest.mark.parametrize("first", range(4, 20))
def test_no_row_begins_or_ends_its_table_alone_on_a_page(first: int) -> None:
    rows = tuple(((plain("Label"),), (plain("value"),)) for _ in range(40))
    cut = (rows[:first], rows[:2], rows[:3], rows)
    sections = tuple(
        replace(section, blocks=(replace(_terms_of(key_terms()), rows=some),))
        for section, some in zip(long_terms().sections, cut, strict=False)
    )
    text = text_with(replace(long_terms(), sections=sections))
    pages = printed_part(text, text.parts[0])
    tables = [size for page in pages for size in _sizes_of_tables(page.data)]
    assert len(pages) > 1
    assert sum(tables) == first + 2 + 3 + 40
    assert min(tables) >= 2


def _sizes_of_tables(data: bytes) -> list[int]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [sum(len(kids(body)) for body in kids(table)) for table in elements(pdf, "/Table")]


@pytest.mark.parametrize(
    "block",
    [Paragraph((Words(LONG),)), replace(_terms_of(key_terms()), rows=(((), (plain(LONG * 60),)),))],
    ids=["words between the tables", "a row longer than a page"],
)
def test_what_cannot_be_cut_where_pages_end_is_set_in_one_piece(block: Paragraph | Table) -> None:
    part = long_terms()
    odd = replace(part.sections[2], blocks=(block,))
    part = replace(part, sections=(*part.sections[:2], odd, *part.sections[3:]))
    text = text_with(part)
    assert len(printed_part(text, part)) == 1
    prove_same_words(text, docx=None, pdf=pdf_of(text))


def test_other_parts_are_set_in_one_piece() -> None:
    assert len(printed_part(TEXT, schedule(1, rows=200))) == 1


def test_the_ruler_knows_how_tall_each_row_is_on_paper() -> None:
    part = long_terms()
    document: Any = laid_out(part_page(TEXT, part), TEXT.page_size)
    boxes = [b for page in document.pages for b in page._page_box.descendants()]
    set_rows = [box.height * 0.75 for box in boxes if box.element_tag == "tr"]
    tables = [b for s in part.sections for b in s.blocks if isinstance(b, Table) and not b.head]
    told = [height_of_row(table, row) for table in tables for row in table.rows]
    assert set_rows[: len(told)] == pytest.approx(told, abs=0.1)
