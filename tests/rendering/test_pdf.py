"""The PDF: what it says, and that machines and screen readers find their way in it."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from service.domain.contract import (
    Align,
    ContractText,
    PageSize,
    Paragraph,
    Table,
    TableKind,
    Words,
    plain,
)
from service.domain.errors import WordsLost
from service.rendering.engine import engine
from service.rendering.layout import Letterhead, in_contents
from service.rendering.pdf import pdf_of
from service.rendering.pdf_words import PrintedRow, read_pdf
from service.rendering.printing import forget_parts, kept
from service.rendering.read_back import pdf_words, prove_same_words
from tests.rendering.papers import TERMS, elements, pdf_made_of, some_pdf
from tests.rendering.text import NASTY, clause, short_text, some_text, text_of


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def squeezed(words: str) -> str:
    return "".join(words.replace("ﬁ", "fi").split())


def test_it_says_what_the_contract_says() -> None:
    prove_same_words(some_text(), docx=None, pdf=some_pdf())


def test_words_that_look_like_code_come_out_literally() -> None:
    said = [squeezed(words) for _, words in pdf_words(some_pdf())]
    assert all(squeezed(words) in said for words in NASTY)


def test_numbers_are_printed() -> None:
    assert [number for number, words in pdf_words(some_pdf()) if "Odd words" in words] == ["2."]
    assert [number for number, words in pdf_words(some_pdf()) if "7*7" in words] == ["2.1"]


def test_it_calls_itself_pdf_a_3a() -> None:
    with opened(some_pdf()) as pdf:
        said = pdf.open_metadata()
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")


def test_it_has_title_and_language_and_no_moment() -> None:
    with opened(some_pdf()) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == "Training Data License Agreement"
        assert "/CreationDate" not in pdf.docinfo


def test_its_outline_has_parts_and_their_sections() -> None:
    with opened(some_pdf()) as pdf, pdf.open_outline() as outline:
        parts = [part.title for part in outline.root]
        sections = [section.title for section in outline.root[1].children]
    assert parts == ["Key Terms", "Standard Terms", "Schedule 1: Materials", "Signatures"]
    assert sections[0] == "1. Definitions"


def begins(heading: str) -> PrintedRow:
    """The row that is this heading and nothing else."""
    return next(row for row in read_pdf(some_pdf()) if row.cells == ((("", heading),),))


def test_contents_say_how_long_each_part_is_and_where_in_it_a_section_stands() -> None:
    printed = _lines_of_page(some_pdf(), 1)
    rows = read_pdf(some_pdf())
    first, last = begins("Standard Terms").page, begins("Schedule 1: Materials").page
    section = next(row for row in rows if "Governing law" in row.cells[0][0][1])
    assert f"Standard Terms {last - first} pages" in printed
    assert f"12. Governing law and disputes {section.page - first + 1}" in printed


def test_every_link_leads_to_a_place_in_the_paper() -> None:
    with opened(some_pdf()) as pdf:
        names = [str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]]
        targets = {str(link.Dest) for link in _links(pdf) if "/Dest" in link}
    assert names == sorted(names)
    assert {"cl_C01", "pt_schedule_1", "pt_signatures"} <= targets <= set(names)


def test_a_link_says_what_its_words_say() -> None:
    with opened(some_pdf()) as pdf:
        said = {str(link.Contents) for link in _links(pdf) if link.get("/Dest") == "cl_C01"}
    assert said == {"Definitions", "Section 1"}


def test_a_link_from_one_part_leads_into_another() -> None:
    with opened(some_pdf()) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        names = list(pdf.Root.Names.Dests.Names)
        to = dict(zip(map(str, names[::2]), names[1::2], strict=True))
        assert pages.index(to["pt_schedule_1"][0].objgen) == begins("Schedule 1: Materials").page


def test_a_mail_address_is_a_link_and_nothing_else_of_a_deal_is() -> None:
    with opened(pdf_made_of(text_of(clause("1.1", "To a.b@c.example, see x@y and z:@q.")))) as pdf:
        assert [str(link.A.URI) for link in _links(pdf) if "/A" in link] == ["mailto:a.b@c.example"]


def _links(pdf: pikepdf.Pdf) -> list[Any]:
    return [link for page in pdf.pages for link in page.obj.get("/Annots", ())]


def test_each_part_counts_its_own_pages() -> None:
    start = begins("Standard Terms").page
    assert "Standard Terms, page 2 of" in _lines_of_page(some_pdf(), start + 1)
    assert "Signatures, page 1 of 1" in _lines_of_page(some_pdf(), begins("Signatures").page)


def test_the_signature_page_names_what_it_belongs_to() -> None:
    said = _lines_of_page(some_pdf(), begins("Signatures").page)
    assert "belongs to the Training Data License Agreement between Example Photo Archive" in said
    assert "Key Terms (1 page); Standard Terms (" in said


def test_a_letterhead_stands_on_the_first_page_alone_and_is_no_content() -> None:
    data = pdf_of(short_text(), letterhead=Letterhead(("Archive & Co", "1 Harbor Way")))
    assert "Archive & Co 1 Harbor Way" in _lines_of_page(data, 0)
    assert "Harbor Way" not in _lines_of_page(data, 1)
    prove_same_words(short_text(), docx=None, pdf=data)


def test_a_watermark_is_laid_under_every_page_and_is_none_of_the_words() -> None:
    text = replace(short_text(), watermark="Draft")
    data = pdf_of(text)
    document = pypdfium2.PdfDocument(data)
    said = [page.get_textpage().get_text_bounded() for page in document]
    assert len(said) > 3
    assert all("Draft" in words for words in said)
    assert text.text_sha256 == short_text().text_sha256
    prove_same_words(text, docx=None, pdf=data)


def test_there_is_one_structure_with_one_document() -> None:
    with opened(some_pdf()) as pdf:
        root = pdf.Root.StructTreeRoot
        assert [str(kid.S) for kid in root.K] == ["/Document"]
        assert all(kid.P.objgen == root.K[0].objgen for kid in root.K[0].K)


def test_each_piece_of_a_page_is_found_under_the_key_of_the_page() -> None:
    with opened(some_pdf()) as pdf:
        entries = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        keys = [int(key) for key in entries[::2]]
        owner = dict(zip(keys, entries[1::2], strict=True))
        assert keys == sorted({*keys})
        for element in elements(pdf, "/P"):
            for mark in (kid for kid in element.get("/K", []) if isinstance(kid, int)):
                assert owner[int(element.Pg.StructParents)][mark].objgen == element.objgen
        for link in _links(pdf):
            assert owner[int(link.StructParent)].S == "/Link"


def test_a_part_without_a_word_of_the_deal_is_laid_out_once() -> None:
    forget_parts()
    one, other = short_text(terms_sha256="1" * 64), short_text(terms_sha256="2" * 64)
    first = pdf_of(one)
    laid_out = kept.cache_info().misses
    second = pdf_of(other)
    assert kept.cache_info().misses == laid_out
    assert "1" * 64 in _lines_of_page(first, 2)
    assert "2" * 64 in _lines_of_page(second, 2)


def test_a_part_kept_from_another_deal_makes_the_same_bytes() -> None:
    text = short_text()
    kept_before = pdf_of(text)
    forget_parts()
    assert pdf_of(text) == kept_before


def test_contents_list_every_part_and_every_section_in_use() -> None:
    wanted = sum(1 + len(in_contents(part)) for part in some_text().parts)
    with opened(some_pdf()) as pdf:
        assert len([*elements(pdf, "/TOCI")]) == wanted


def _lines_of_page(data: bytes, number: int) -> str:
    document = pypdfium2.PdfDocument(data)
    page = document[number]
    text = page.get_textpage()
    lines = text.get_text_range()
    for closable in (text, page, document):
        closable.close()
    return " ".join(lines.split())


def test_each_part_begins_on_a_new_page() -> None:
    assert all(begins(part.heading).opens_page for part in some_text().parts)


def test_an_attachment_is_inside_and_listed_once() -> None:
    with opened(some_pdf()) as pdf:
        assert pdf.attachments["terms.json"].get_file().read_bytes() == TERMS
        assert len(pdf.Root.AF) == 1
        assert pdf.Root.AF[0].AFRelationship == "/Source"


def test_running_heads_are_no_content_for_a_screen_reader() -> None:
    assert not any("SHA-256" in words or "page 2" in words for _, words in pdf_words(some_pdf()))
    assert all("SHA-256" in _lines_of_page(some_pdf(), n) for n in (0, 1, 2, 5))
    with opened(some_pdf()) as pdf:
        assert b"/Artifact" in pdf.pages[2].Contents[0].read_bytes()
        assert b"/Pagination" in pdf.pages[2].Contents[1].read_bytes()


def test_tables_say_what_they_are_about_and_what_their_heads_head() -> None:
    with opened(some_pdf()) as pdf:
        tables = elements(pdf, "/Table")
        heads = elements(pdf, "/TH")
        assert str(tables[2].A.Summary) == "Materials, their volume and what they cost"
        assert str(tables[3].A.Summary) == "Materials, their volume and what they cost"
        assert {str(head.A.Scope) for head in heads} == {"/Row", "/Column"}


def test_the_head_of_a_table_repeats_on_each_page() -> None:
    heads = [row for row in read_pdf(some_pdf()) if row.is_head]
    assert [row.cells for row in heads] == [heads[0].cells] * 2
    assert heads[0].page + 1 == heads[1].page


def test_only_the_vendored_fonts_are_used() -> None:
    with opened(some_pdf()) as pdf:
        names = {str(o.FontName) for o in pdf.objects if _is(o, "/FontDescriptor")}
    assert {name.partition("+")[2].partition("-")[0] for name in names} == {"Caladea", "Carlito"}


def _is(thing: object, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


@pytest.mark.parametrize(("size", "width"), [(PageSize.A4, 595), (PageSize.LETTER, 612)])
def test_the_page_has_the_size_of_the_text(size: PageSize, width: int) -> None:
    with opened(pdf_made_of(short_text(page_size=size))) as pdf:
        assert int(pdf.pages[0].MediaBox[2]) == width


def test_a_character_without_a_glyph_is_refused() -> None:
    with pytest.raises(WordsLost, match=r"U\+6F22"):
        pdf_of(text_of(clause("1.1", "words 漢 words")))


def test_a_row_longer_than_a_page_is_read_whole() -> None:
    long = tuple(clause(f"({letter})", f"{letter} words " * 400, 2) for letter in "abcd")
    table = Table(
        TableKind.TERMS, "Long", (), (Align.START,) * 2, (((plain("Label"),), long), _row("After"))
    )
    text = text_of(table, clause("1.1", "The end."))
    prove_same_words(text, docx=None, pdf=pdf_made_of(text))


def test_a_paragraph_longer_than_a_page_is_read_whole() -> None:
    text = text_of(*(clause(f"1.{n}", f"{n} well-known words. " * 170) for n in range(1, 6)))
    prove_same_words(text, docx=None, pdf=pdf_made_of(text))


@pytest.mark.parametrize("count", [36, 37])
def test_no_term_stands_alone_on_the_last_page_of_its_table(count: int) -> None:
    rows = tuple(_row(f"Row {n}") for n in range(count))
    table = Table(TableKind.TERMS, "Long", (), (Align.START,) * 2, rows)
    assert _last_page_of("value", text_of(table)) >= 2


@pytest.mark.parametrize("count", [36, 37])
def test_no_part_ends_on_a_page_with_a_line_or_two(count: int) -> None:
    text = text_of(*(clause(f"1.{n}", "One clause.") for n in range(count)))
    assert _last_page_of("clause", text) >= 4


def _last_page_of(word: str, text: ContractText) -> int:
    """How many rows with `word` the last of several pages has."""
    pages = [row.page for row in read_pdf(pdf_made_of(text)) if word in str(row.cells)]
    assert len(set(pages)) == 2
    return pages.count(max(pages))


def test_an_empty_cell_and_an_empty_paragraph_say_nothing() -> None:
    rows = (((), (plain("right"),)), ((plain(""),), (plain(""),)), _row("left"))
    table = Table(TableKind.GRID, "Gaps", ("One", ""), (Align.START,) * 2, rows)
    text = text_of(Paragraph((Words(""),)), table, subtitle="")
    prove_same_words(text, docx=None, pdf=pdf_made_of(text))


def _row(label: str) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    return (plain(label),), (plain("value"),)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1/", "data:text/plain,hi"])
def test_the_engine_fetches_nothing(url: str) -> None:
    with pytest.raises(ValueError, match="disallowed protocol"):
        engine().closed.fetch(url)
